import Charts
import Pages

/// The fuel of controls against what no control can go below.
package struct BoundDrawing: Sendable {
    /// What one control burned.
    package struct Outcome: Sendable, Hashable {
        /// As the user names it.
        package var name: String
        /// In l.
        package var fuel: Double
        /// In l, for the charge that this run ended with; nothing where none is proven.
        package var bound: Double?
        package var starts: Int
        package var socEnd: Double
        /// Seconds below the trace.
        package var missed: Double
        /// Whether the page is about this one.
        package var isChosen: Bool

        package init(
            name: String,
            fuel: Double,
            bound: Double?,
            starts: Int,
            socEnd: Double,
            missed: Double = 0,
            isChosen: Bool = false
        ) {
            self.name = name
            self.fuel = fuel
            self.bound = bound
            self.starts = starts
            self.socEnd = socEnd
            self.missed = missed
            self.isChosen = isChosen
        }

        /// The share by which the fuel is above the bound.
        package var gap: Double? {
            guard let bound else { return nil }
            guard bound > 0 else { return fuel > 0 ? nil : 0 }
            return fuel / bound - 1
        }
    }

    let id: String
    let outcomes: [Outcome]

    var sentences: [String] {
        var sentences = [
            "The bound is proven: no control, however clever, drives this with less fuel and ends "
                + "with as much in the battery."
        ]
        // A run without fuel is no test of a control.
        let known = outcomes.compactMap { one in
            one.fuel > 0 ? one.gap.map { (one, $0) } : nil
        }
        guard let best = known.min(by: { $0.1 < $1.1 }) else { return sentences }
        if let chosen = known.first(where: { $0.0.isChosen }) {
            sentences.append(
                "“\(chosen.0.name)” burns \(Prose.liters(chosen.0.fuel)), "
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
            title: "Fuel of each control and its bound, l",
            summary: sentences.joined(separator: " "),
            measure: .plain("l"),
            looks: [.init("burned", Swatch(1)), .init("no control needs less", Swatch(2))],
            rows: outcomes.map { one in
                let gap = one.gap.map { " (+\(Prose.percent($0)))" } ?? ""
                return .init(
                    one.isChosen ? "\(one.name) (this run)" : one.name,
                    values: [one.fuel, one.bound],
                    notes: [
                        "\(Prose.liters(one.fuel))\(gap)",
                        one.bound.map(Prose.liters) ?? "none proven",
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
                .init("Control"), .number("Fuel, l"), .number("Bound, l"), .number("Gap"),
                .number("Starts"), .number("Charge at the end"), .number("Seconds below the trace"),
            ]
        )
        for one in outcomes {
            table.append([
                .init(one.name, one.isChosen ? .strong : .plain), .init(Prose.number(one.fuel)),
                .init(one.bound.map(Prose.number) ?? Measure.none),
                .init(one.gap.map(Prose.percent) ?? Measure.none),
                .init("\(one.starts)"), .init(Prose.percent(one.socEnd)),
                .init(
                    one.missed > 0 ? Prose.number(one.missed) : "0",
                    one.missed > 0 ? .warning : .plain
                ),
            ])
        }
        return table
    }

    func write(_ body: inout Markup) {
        body.figure(
            title: bars.title,
            isHalf: false,
            wide: bars.chart,
            narrow: bars.sized(width: Plot.Size.narrow.width, suffix: "-n").chart
        )
        body.table(table)
    }
}
