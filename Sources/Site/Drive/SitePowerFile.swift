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
    private let origin: Origin

    /// What the site was read from, to read it again with other figures.
    private struct Origin: Sendable {
        var file: PlanFile.Origin
        var site: String?
        var loads: [String: SiteLoad] = [:]
    }

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
        let file = PlanFile.Origin(text: text, name: name, folder: folder, overrides: [])
        return try read(Origin(file: file, site: site))
    }

    private static func read(_ origin: Origin) throws(SiteMistakes) -> SitePowerFile {
        var origin = origin
        let site = origin.site
        var reader = SiteReader(environment: [:], allowsUnset: false)
        reader.plan.folder = origin.file.folder
        reader.plan.tables = origin.file.tables
        reader.plan.siteLoads = origin.loads
        reader.plan.isVariant = origin.file.isVariant
        let overrides = origin.file.overrides
        let read: (SiteCase, Double)?
        do {
            read = try reader.document(origin.file.text, name: origin.file.name, as: .sitePower) {
                (reader: inout SiteReader, root: Field) -> (SiteCase, Double)? in
                let root = reader.applying(overrides, to: root.merged)
                if root.keys?.contains("sites") == true {
                    return reader.sitePower(ofScenario: root, named: site)
                }
                if let site {
                    reader.reject(root, "has no sites to choose \(site) from; leave --site out")
                }
                return reader.sitePower(root)
            }
        } catch {
            guard origin.file.isVariant else { throw error }
            let paths = Set(error.mistakes.map(\.path))
            throw error.marking(paths, as: "with figures at values within their ranges")
        }
        guard let read else { preconditionFailure("a file without a site has a mistake") }
        origin.file.tables = reader.plan.tables
        origin.file.twins = reader.plan.twins
        origin.loads = reader.plan.siteLoads
        return SitePowerFile(
            site: read.0,
            notices: reader.notices,
            figures: reader.plan.figures,
            rate: read.1,
            origin: origin
        )
    }
}

extension SitePowerFile {
    /// The figures that have a range wider than a point.
    ///
    /// One that stands once in the file and counts in several places (at an anchor) is there once.
    package var ranges: [SiteSpread.Figure] {
        uncertain.map { figure, range in
            SiteSpread.Figure(
                path: figure.path,
                value: figure.value,
                range: range,
                source: figure.source.isEmpty && figure.isAssumed ? "assumed" : figure.source
            )
        }
    }

    private var uncertain: [(figure: SourcedFigure, range: ClosedRange<Double>)] {
        figures.compactMap { figure in
            guard let range = figure.range, range.lowerBound < range.upperBound,
                origin.file.twins[figure.path]?.first ?? figure.path == figure.path
            else { return nil }
            return (figure, range)
        }
    }

    /// The site with the figures of ``ranges`` at these values, one for each.
    ///
    /// Throws when they make no sense together.
    package func site(at values: [Double]) throws(SiteMistakes) -> SiteCase {
        let uncertain = uncertain
        precondition(values.count == uncertain.count, "one value for each figure")
        var changed = origin
        for (one, value) in zip(uncertain, values) where value != one.figure.value {
            changed.file.overrides = changed.file.overrides(with: one.figure, at: value)
        }
        changed.file.isVariant = true
        return try Self.read(changed).site
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
