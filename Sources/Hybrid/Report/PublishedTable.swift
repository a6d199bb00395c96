import Charts
import Pages

/// Published figures beside ours.
struct PublishedTable {
    let figures: [PublishedFigure]
    /// By quantity: `electric_range_km`.
    let ours: [String: Double]

    init(_ figures: [PublishedFigure], ours: [String: Double]) {
        self.figures = figures
        self.ours = ours
    }

    var table: ReportTable {
        var table = ReportTable(
            "Published figures",
            [
                .init("Quantity"), .number("Published"), .init("Status"), .number("Ours"),
                .number("Ours is off by"), .init("Source"),
            ]
        )
        for figure in figures {
            let own = ours[figure.quantity]
            let off = own.flatMap { figure.value != 0 ? $0 / figure.value - 1 : nil }
            table.append([
                .init(figure.quantity), .init(Prose.number(figure.value)),
                .init(figure.status.rawValue), .init(own.map(Prose.number) ?? Measure.none),
                .init(off.map { ($0 > 0 ? "+" : "") + Prose.percent($0) } ?? Measure.none),
                .init(figure.source),
            ])
        }
        return table.compact
    }

    static func sentences(of figures: [PublishedFigure]) -> [String] {
        let targets = figures.count { $0.status == .target }
        guard targets > 0 else { return [] }
        return [
            targets == figures.count
                ? "All of them are targets of the maker, not tests."
                : "\(Prose.count(targets, "figure")) of \(figures.count) are targets of the maker, not "
                    + "tests."
        ]
    }
}
