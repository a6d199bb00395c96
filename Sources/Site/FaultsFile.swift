import Bus
import Foundation
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
        var scenario = Scenario()
        if text.utf8.count > SiteFile.mostBytes {
            reader.reject("", line: nil, "larger than 4 MiB; this is not a faults file")
        } else if let root = reader.compose(text) {
            scenario = reader.scenario(root, for: site)
        }
        guard reader.mistakes.isEmpty else {
            throw SiteMistakes(file: name, mistakes: reader.mistakes)
        }
        return scenario
    }

    /// Reads a faults file from the disk; throws all its mistakes, or that it cannot be read.
    package static func load(
        path: String,
        for site: SiteFile
    ) throws(SiteMistakes) -> Scenario {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            let reason =
                FileManager.default.fileExists(atPath: path)
                ? "cannot be read; is it a file, and may this user read it?"
                : "does not exist; Examples/simulate/faults.yaml is one to begin with"
            throw SiteMistakes(file: path, mistakes: [.init(path: "", line: nil, message: reason)])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let mistake = SiteMistakes.Mistake(path: "", line: nil, message: "is not UTF-8 text")
            throw SiteMistakes(file: path, mistakes: [mistake])
        }
        return try decode(text, name: path, for: site)
    }
}
