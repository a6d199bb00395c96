import Foundation
package import Planning

/// A scenario as it stands in a YAML file, with what was set on the command line.
///
/// The scenario has passed every check of this room: names that refer to something do, numbers lie
/// within their bounds, series have as many entries as there are quarters or hours. Whether it can
/// be fulfilled is for the planner to say.
package struct PlanFile: Sendable {
    /// A place in the file and the YAML that stands there instead: `concentration.oracle`, `0.4`.
    package typealias Override = (path: String, text: String)

    package let scenario: Scenario
    /// Whether the file plans contracts and capacity; false: only the power of its sites.
    package let hasPortfolio: Bool
    /// What is valid, but deserves a second look.
    package let notices: [String]
    /// Every single value of the file with what was set, by its path.
    package let inputs: [Planning.Override]
    private let origin: Origin

    /// What the scenario was read from, to read it again with another figure.
    struct Origin: Sendable {
        var text: String
        var name: String
        var folder: String
        var overrides: [Override]
        /// By their paths; read once.
        var tables: [String: Table] = [:]
        /// Paths by path that hold one and the same figure of the file.
        var twins: [String: [String]] = [:]
        /// Whether figures are at other values than the file says, by nobody's decision.
        var isVariant = false

        /// The overrides with a figure at another value, at all of its paths.
        func overrides(with figure: SourcedFigure, at value: Double) -> [Override] {
            let paths = twins[figure.path] ?? [figure.path]
            // The last word counts; a place cannot be set twice.
            return overrides.filter { !paths.contains($0.path) }
                + paths.map { ($0, figure.text(value)) }
        }

        /// The scenario with other overrides, by nobody's decision.
        func scenario(with overrides: [Override]) throws(SiteMistakes) -> Scenario {
            var origin = self
            origin.overrides = overrides
            origin.isVariant = true
            return try PlanFile.read(origin).scenario
        }
    }

    /// Reads the text of a scenario, one YAML document.
    ///
    /// `folder`: Where the files lie that the scenario names.
    /// Throws all mistakes of the text and of the overrides, not the first.
    package static func decode(
        _ text: String,
        name: String = "scenario.yaml",
        folder: String = ".",
        overrides: [Override] = []
    ) throws(SiteMistakes) -> PlanFile {
        try read(Origin(text: text, name: name, folder: folder, overrides: overrides))
    }

    /// Reads a scenario from the disk; throws all its mistakes, or that it cannot be read.
    package static func load(
        path: String,
        overrides: [Override] = []
    ) throws(SiteMistakes) -> PlanFile {
        try decode(
            TextFile.read(path, orElse: DocumentKind.plan.starter),
            name: path,
            folder: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            overrides: overrides
        )
    }

    private static func read(_ origin: Origin) throws(SiteMistakes) -> PlanFile {
        var reader = SiteReader(environment: [:], allowsUnset: false)
        reader.plan.folder = origin.folder
        reader.plan.tables = origin.tables
        reader.plan.isVariant = origin.isVariant
        do {
            return try reader.document(origin.text, name: origin.name, as: .plan) { reader, root in
                let edited = reader.applying(origin.overrides, to: root.merged)
                let (scenario, hasPortfolio) = reader.plan(edited)
                var origin = origin
                origin.tables = reader.plan.tables
                origin.twins = reader.plan.twins
                return PlanFile(
                    scenario: scenario,
                    hasPortfolio: hasPortfolio,
                    notices: reader.notices,
                    inputs: edited.inputs,
                    origin: origin
                )
            }
        } catch {
            throw error.marking(reader.plan.overridden)
        }
    }
}

extension PlanFile {
    /// The scenario with one of its figures at either end of the figure's range.
    package struct Variant: Sendable {
        package let figure: SourcedFigure
        fileprivate let origin: Origin

        /// Throws when the scenario makes no sense with the figure there.
        package func low() throws(SiteMistakes) -> Scenario { try scenario(\.lowerBound) }
        package func high() throws(SiteMistakes) -> Scenario { try scenario(\.upperBound) }

        private func scenario(
            _ end: KeyPath<ClosedRange<Double>, Double>
        ) throws(SiteMistakes) -> Scenario {
            let value = figure.range?[keyPath: end] ?? figure.value
            return try origin.scenario(with: origin.overrides(with: figure, at: value))
        }
    }

    /// One for each figure with a range that is wider than a point.
    ///
    /// A figure that stands once in the file and counts in several places (at an anchor) moves in all
    /// of them, and has one variant, with the first of its paths. Every call of `low` or `high` reads the scenario once more, without its CSV files.
    package var variants: [Variant] {
        scenario.figures.compactMap { figure in
            guard let range = figure.range, range.lowerBound < range.upperBound,
                origin.twins[figure.path]?.first ?? figure.path == figure.path
            else { return nil }
            return Variant(figure: figure, origin: origin)
        }
    }

    /// The scenario with figures of ``variants`` at values within their ranges.
    ///
    /// `values`: One for each of `figures`; of a quarter, or of what is whole, the nearest is taken.
    /// Throws when they make no sense together.
    package func scenario(
        with figures: [SourcedFigure],
        at values: [Double]
    ) throws(SiteMistakes) -> Scenario {
        precondition(values.count == figures.count, "one value for each figure")
        var changed = origin
        for (figure, value) in zip(figures, values) {
            changed.overrides = changed.overrides(with: figure, at: value)
        }
        return try origin.scenario(with: changed.overrides)
    }
}

extension PlanFile {
    /// Whether a figure at this path is the first of those that stand at one place of the file.
    package func isFirst(_ path: String) -> Bool { origin.twins[path]?.first ?? path == path }

    /// The scenario with other overrides; a figure that counts in several places moves in all.
    package func scenario(with overrides: [Override]) throws(SiteMistakes) -> Scenario {
        let set = Set(origin.overrides.map(\.path))
        let all = overrides.flatMap { one -> [Override] in
            let paths = set.contains(one.path) ? [one.path] : origin.twins[one.path] ?? [one.path]
            return paths.map { ($0, one.text) }
        }
        return try origin.scenario(with: all)
    }
}
