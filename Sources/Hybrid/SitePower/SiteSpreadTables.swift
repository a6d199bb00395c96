import Charts
package import Pages

/// How sure an answer is, for the page and for the terminal.
package struct SiteSpreadTables: Sendable {
    private let spread: SiteSpread

    package init(_ spread: SiteSpread) { self.spread = spread }

    /// What the ranges mean for what is asked.
    package var sentences: [String] {
        var sentences: [String] = []
        let count = spread.samples.count
        if count > 0 {
            sentences.append(
                "With figures drawn from their ranges all that is asked for is met in \(spread.met) of "
                    + "\(Prose.count(count, "sample"))."
            )
        }
        let breaking = spread.alone.flatMap { one -> [String] in
            let range = one.figure.range
            return [(one.low, range.lowerBound), (one.high, range.upperBound)].compactMap {
                outcome,
                value in
                outcome.isEnough ? nil : "\(one.figure.path) at \(Prose.number(value))"
            }
        }
        if spread.base.isEnough, !breaking.isEmpty {
            sentences.append("It is not met with \(Prose.list(breaking)) alone.")
        }
        return sentences
    }

    private var quantities: [SiteQuantity] {
        SiteQuantity.allCases.filter { quantity in
            guard quantity.value(of: spread.base) != nil else { return false }
            // What is counted in l is not told twice.
            return quantity != .fuel || spread.base.liters == nil
        }
    }

    /// P10, P50 and P90 of each result, and which figure moves it most.
    package var table: ReportTable {
        var table = ReportTable(
            "Bands, from the ranges of the file",
            [
                .init("Result"), .number("As assumed"), .number("P10"), .number("P50"),
                .number("P90"), .init("What moves it most"),
            ]
        )
        for quantity in quantities {
            guard let base = quantity.value(of: spread.base) else { continue }
            let band = spread.spread(quantity)
            let ends = [band?.low, band?.middle, band?.high]
            table.append(
                [.init(name(quantity)), .init(Prose.number(base))]
                    + ends.map { .init($0.map(Prose.number) ?? "–") }
                    + [.init(spread.widest(quantity).map { mover($0, quantity) } ?? "")]
            )
        }
        return table
    }

    private func name(_ quantity: SiteQuantity) -> String {
        let name = Prose.capitalized(quantity.words)
        switch quantity {
        case .worstAutonomy, .medianAutonomy:
            return "\(name) (of \(SiteFigure.hours(spread.base.horizon)) looked at)"
        case .total, .yearly, .fuel, .liters, .unserved: return name
        }
    }

    private func mover(_ one: SiteSpread.Alone, _ quantity: SiteQuantity) -> String {
        let results = [one.low, one.high].map { Prose.number(quantity.value(of: $0) ?? 0) }
        guard results[0] != results[1] else { return "" }
        let range = one.figure.range
        return "\(one.figure.path); at \(Prose.number(range.lowerBound)): \(results[0]), at "
            + "\(Prose.number(range.upperBound)): \(results[1])"
    }

    /// What each figure alone does.
    var alone: ReportTable {
        var table = ReportTable(
            "Each figure at the ends of its range",
            [.init("Figure"), .number("At")]
                + quantities.map { .number(name($0)) }
                + [.init("All that is asked"), .init("Source")]
        )
        for one in spread.alone {
            let range = one.figure.range
            for (value, outcome) in [(range.lowerBound, one.low), (range.upperBound, one.high)] {
                table.append(
                    [.init(one.figure.path), .init(Prose.number(value))]
                        + quantities.map {
                            .init($0.value(of: outcome).map(Prose.number) ?? "")
                        }
                        + [
                            .init(
                                outcome.isEnough ? "met" : "not met",
                                outcome.isEnough ? .plain : .bad
                            ), .init(one.figure.source),
                        ]
                )
            }
        }
        return table
    }

    /// The cost of the series over the range of each figure.
    var bars: BarRows? {
        let base = spread.base.total
        let rows = spread.alone.filter { abs($0.high.total - $0.low.total) > 1e-4 * abs(base) }
            .sorted { abs($0.high.total - $0.low.total) > abs($1.high.total - $1.low.total) }
        guard !rows.isEmpty else { return nil }
        return BarRows(
            id: "site-tornado",
            title: "Cost of the series over the range of each figure",
            summary: "Each figure alone at the ends of its range; the others as the file has them.",
            measure: .plain(before: "$", "M"),
            looks: [
                .init("at the low end of its range", Swatch(0)),
                .init("at the high end", Swatch(1)),
            ],
            rows: rows.prefix(14).map { one in
                .init(
                    one.figure.path,
                    values: [one.low.total / 1e6, one.high.total / 1e6],
                    notes: [
                        Prose.number(one.figure.range.lowerBound),
                        Prose.number(one.figure.range.upperBound),
                    ]
                )
            },
            base: base / 1e6,
            areOverlaid: true
        )
    }
}
