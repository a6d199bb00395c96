import Charts
import Pages

/// Published figures beside ours.
struct PublishedTable: Sendable, Hashable {
    let figures: [PublishedFigure]
    /// By quantity: `electric_range_km`.
    let ours: [String: Double]
    /// How ours were found, by quantity; empty where all are found in one way.
    let methods: [String: String]

    init(_ figures: [PublishedFigure], ours: [String: Double], methods: [String: String] = [:]) {
        self.figures = figures
        self.ours = ours
        self.methods = methods
    }

    /// By how much ours is more, as a share; nothing where we have none.
    func excess(_ figure: PublishedFigure) -> Double? {
        ours[figure.quantity].flatMap { figure.value != 0 ? $0 / figure.value - 1 : nil }
    }

    var table: ReportTable {
        let hasMethods = !methods.isEmpty
        var table = ReportTable(
            "Published figures",
            [
                .init("Quantity"), .number("Published"), .init("Status"), .number("Ours"),
                .number("Ours is off by"),
            ] + (hasMethods ? [.init("Our method")] : []) + [.init("Source")]
        )
        for figure in figures {
            let own = ours[figure.quantity]
            let method = own == nil ? nil : methods[figure.quantity]
            table.append(
                [
                    .init(figure.quantity), .init(Prose.number(figure.value)),
                    .init(figure.status.rawValue), .init(own.map(Prose.number) ?? Measure.none),
                    .init(
                        excess(figure).map(Self.signed) ?? Measure.none
                    ),
                ] + (hasMethods ? [.init(method ?? Measure.none)] : []) + [.init(figure.source)]
            )
        }
        return table.compact
    }

    /// From the least to the most that ours are off by; nothing where none can be compared.
    var range: ClosedRange<Double>? {
        let all = figures.compactMap(excess)
        guard let least = all.min(), let most = all.max() else { return nil }
        return least...most
    }

    /// `+6.6 %`, `−8.7 %`: by how much ours is off.
    static func signed(_ share: Double) -> String { (share > 0 ? "+" : "") + Prose.percent(share) }

    /// How ours stand against what was tested: the mean over the figures, better or worse.
    func verdict(of vehicle: String) -> [String] {
        let tested = figures.filter { $0.status == .measured || $0.status == .certified }
        let better = tested.compactMap { figure in
            excess(figure).map { figure.isRange ? $0 : -$0 }
        }
        guard !better.isEmpty else { return [] }
        let mean = better.reduce(0, +) / Double(better.count)
        let word = mean > 0 ? "better: take it as optimistic by that" : "worse"
        let what = Prose.count(better.count, "figure")
        return [
            "Against the tests \(vehicle) comes out \(Prose.percent(abs(mean))) \(word) (mean of "
                + "\(what))."
        ]
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

extension PublishedFigure {
    /// Whether more of it is better.
    fileprivate var isRange: Bool { quantity.contains("range") }
}
