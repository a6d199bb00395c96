import Charts
import Pages

/// The fuel of controls against what no control can go below.
package struct BoundDrawing: Sendable {
    let id: String
    let outcomes: [ControlOutcome]

    var sentences: [String] {
        var sentences = [
            "The bound is proven: no control, however clever, drives this with less fuel and holds "
                + "the charge."
        ]
        // A run without fuel is no test of a control.
        let known = outcomes.compactMap { one in
            one.fuel > 0 ? one.gap.map { (one, $0) } : nil
        }
        guard let best = known.min(by: { $0.1 < $1.1 }) else { return sentences }
        if let chosen = known.first(where: { $0.0.isChosen }) {
            sentences.append(
                "“\(chosen.0.name)” burns \(Prose.liters(chosen.0.fuel)) in 100 km, "
                    + "\(Prose.percent(chosen.1)) above it."
            )
            let isOther = best.0.name != chosen.0.name && chosen.1 - best.1 > 5e-4
            if isOther {
                sentences.append(
                    "The nearest is “\(best.0.name)” with \(Prose.percent(best.1))."
                )
            }
        } else {
            sentences.append("The nearest is “\(best.0.name)”, \(Prose.percent(best.1)) above it.")
        }
        if let worst = known.max(by: { $0.1 < $1.1 }), worst.1 > best.1 + 0.01 {
            sentences.append("The farthest is “\(worst.0.name)” with \(Prose.percent(worst.1)).")
        }
        return sentences
    }

    var bars: BarRows {
        BarRows(
            id: "\(id)-bound",
            title: "Fuel of each control and its bound, l/100 km with the charge held",
            summary: sentences.joined(separator: " "),
            measure: .plain(""),
            looks: [.init("burned", Swatch(1)), .init("no control needs less", Swatch(2))],
            rows: outcomes.map { one in
                let gap = one.gap.map { " (+\(Prose.percent($0)))" } ?? ""
                return .init(
                    one.isChosen ? "\(one.name) (as asked)" : one.name,
                    values: [one.fuel, one.bound],
                    notes: [
                        "\(Prose.number(one.fuel))\(gap)",
                        one.bound.map(Prose.number) ?? "none proven",
                    ]
                )
            },
            areOverlaid: false
        )
    }

    var table: ReportTable {
        var table = ReportTable(
            "Controls against the bound",
            [
                .init("Control"), .number("l/100 km"), .number("Bound"), .number("Gap"),
                .number("Starts in 100 km"), .number("Seconds below the trace in 100 km"),
                .init("Charge"),
            ]
        )
        for one in outcomes {
            table.append([
                .init(one.name, one.isChosen ? .strong : .plain), .init(Prose.number(one.fuel)),
                .init(one.bound.map(Prose.number) ?? Measure.none),
                .init(one.gap.map(Prose.percent) ?? Measure.none),
                .init(Prose.number(one.starts)),
                .init(Prose.number(one.missed), one.missed > 0 ? .warning : .plain),
                one.isBalanced ? .init("held") : .init("not held", .warning),
            ])
        }
        return table
    }

    func write(_ body: inout Markup) {
        body.figure(bars)
        body.table(table)
    }
}
