import Hybrid
import Pages
import Planning
import Site

/// A file that an answer is made from, whose figures have sources.
enum SourcedFile {
    case vehicle(String)
    case trailer(String)
    /// `speed`: in km/h, where a track or table says none.
    case route(String, speed: Double?)
    case missions(String)
    /// `name`: which of a planner's scenario.
    case site(String, name: String?)
    /// Without a path that which is shipped.
    case economy(String?)

    /// Each figure with its value, how far off it may be, and who says so; nothing for a file that has
    /// no figures of its own.
    func table() throws -> ReportTable? {
        let (name, figures) = try read()
        guard !figures.isEmpty else { return nil }
        var table = ReportTable(
            name,
            [.init("Figure"), .number("Value"), .number("Low to high"), .init("Source")]
        )
        for group in Self.groups(figures) {
            let first = group.figures[0]
            let values = group.figures.map { Prose.number($0.value) }.joined(separator: ", ")
            let range = first.range.map {
                "\(Prose.number($0.lowerBound)) to \(Prose.number($0.upperBound))"
            }
            table.append([
                .init(group.path), .init(values),
                .init(group.figures.count == 1 ? range ?? "" : ""),
                .init(
                    Self.sources(group.figures),
                    group.figures.contains(where: \.isAssumed) ? .warning : .plain
                ),
            ])
        }
        return table
    }

    /// Who says so; of entries of a list that have different sources, of each.
    private static func sources(_ figures: [SourcedFigure]) -> String {
        func source(_ figure: SourcedFigure) -> String {
            let isTold = figure.isAssumed && figure.source != "assumed"
            return [isTold ? "assumed" : "", figure.source, figure.date]
                .filter { !$0.isEmpty }.joined(separator: "; ")
        }
        let isOne = figures.allSatisfy { source($0) == source(figures[0]) }
        return isOne
            ? source(figures[0])
            : figures.map { "\(Prose.number($0.value)): \(source($0))" }.joined(separator: ", ")
    }

    private func read() throws -> (name: String, figures: [SourcedFigure]) {
        try DriveFiles.read { () throws(SiteMistakes) in
            switch self {
            case .vehicle(let name): (name, try VehicleFile.open(name).figures)
            case .trailer(let name): (name, try TrailerFile.open(name).figures)
            case .route(let name, let speed):
                (
                    name,
                    try RouteFile.open(name, RouteFile.Given(speed: speed.map { $0 * SI.kmh }))
                        .figures
                )
            case .missions(let path): (path, try MissionFile.open(path).figures)
            case .site(let path, let name):
                (path, try SitePowerFile.load(path, site: name).figures)
            case .economy(let path): (path ?? "economy", try EconomyFile.open(path).figures)
            }
        }
    }

    /// Entries of a list, one after the other, become one row: `engine.gears.ratios`.
    private static func groups(
        _ figures: [SourcedFigure]
    ) -> [(path: String, figures: [SourcedFigure])] {
        var groups: [(path: String, figures: [SourcedFigure])] = []
        for figure in figures {
            let isEntry = figure.path.hasSuffix("]")
            let path =
                isEntry
                ? figure.path.lastIndex(of: "[").map { String(figure.path[..<$0]) } ?? figure.path
                : figure.path
            if isEntry, let last = groups.last, last.path == path {
                groups[groups.count - 1].figures.append(figure)
            } else {
                groups.append((path, [figure]))
            }
        }
        return groups
    }
}
