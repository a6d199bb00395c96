import Bus
import Inference
package import Simulation

/// The file that tells `busbar simulate` how the world is: who asks, how supplies behave and fail.
package enum FaultsFile {
    /// Reads the text of a faults file, one YAML document; an empty one is a world without faults.
    ///
    /// `site`: Whose models and suppliers the file may name.
    package static func decode(
        _ text: String,
        name: String = "faults.yaml",
        for site: SiteFile
    ) throws(SiteMistakes) -> Scenario {
        let isEmpty = text.split(whereSeparator: \.isNewline).allSatisfy {
            let content = $0.drop { $0 == " " }
            return content.isEmpty || content.hasPrefix("#")
        }
        guard !isEmpty else { return Scenario() }
        var reader = SiteReader(environment: [:], allowsUnset: false)
        return try reader.document(text, name: name, as: .faults) { reader, root in
            reader.scenario(root, for: site)
        }
    }

    /// Reads a faults file from the disk; throws all its mistakes, or that it cannot be read.
    package static func load(
        path: String,
        for site: SiteFile
    ) throws(SiteMistakes) -> Scenario {
        let text = try TextFile.read(path, orElse: DocumentKind.faults.starter)
        return try decode(text, name: path, for: site)
    }
}
