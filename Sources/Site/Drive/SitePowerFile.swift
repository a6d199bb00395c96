import Foundation
package import Hybrid
package import Planning

/// A site with a battery and generators, as a file of its own or a planner's scenario describes it.
package struct SitePowerFile: Sendable {
    package var site: SiteCase
    /// What is valid, but deserves a second look.
    package let notices: [String]
    /// The figures with their sources.
    package let figures: [SourcedFigure]
    /// Of capital, 0.08 for 8 %.
    let rate: Double

    /// Reads a file from the disk; throws all its mistakes, or that it cannot be read.
    ///
    /// `site`: which of a planner's scenario; nothing where there is one.
    package static func load(
        _ path: String,
        site: String? = nil
    ) throws(SiteMistakes) -> SitePowerFile {
        try decode(
            TextFile.read(path, orElse: DocumentKind.sitePower.starter),
            name: path,
            folder: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            site: site
        )
    }

    /// Reads a text; it is a scenario of the planner where it has `sites`.
    package static func decode(
        _ text: String,
        name: String,
        folder: String = ".",
        site: String? = nil
    ) throws(SiteMistakes) -> SitePowerFile {
        var reader = SiteReader(environment: [:], allowsUnset: false)
        reader.plan.folder = folder
        let read = try reader.document(text, name: name, as: .sitePower) {
            (reader: inout SiteReader, root: Field) -> (SiteCase, Double)? in
            let root = root.merged
            if root.keys?.contains("sites") == true {
                return reader.sitePower(ofScenario: root, named: site)
            }
            if let site {
                reader.reject(root, "has no sites to choose \(site) from; leave --site out")
            }
            return reader.sitePower(root)
        }
        guard let read else { preconditionFailure("a file without a site has a mistake") }
        return SitePowerFile(
            site: read.0,
            notices: reader.notices,
            figures: reader.plan.figures,
            rate: read.1
        )
    }
}

extension DocumentKind {
    static let sitePower = Self(
        name: "site of a battery and generators",
        starter: "Examples/drive/site-backup.yaml is one to begin with"
    )
}

/// Units of a site's file in SI.
enum SiteUnit {
    static let kilowatt = 1e3
    static let megawatt = 1e6
    static let megawattHour = 3.6e9
    /// J of a million British thermal units (International Table).
    static let millionBTU = 1.055_055_852_62e9
    static let hour = 3600.0
}

/// What the parts of one site have in common while it is read.
struct SitePowerContext {
    var conditions = Conditions()
    /// The year whose costs count.
    var year = 2026
    var rate = 0.08
    /// Whether capital has to be known, for sizes.
    var needsCost = false
}
