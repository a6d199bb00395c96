import Pages
import Charts

/// Prices, emissions and autonomy of one site.
extension PowerDrawing {
    // MARK: Prices

    private var sortedPrices: [Double] { year.price.filter(\.isFinite).sorted() }

    private func percentile(_ share: Double, of sorted: [Double]) -> Double {
        sorted.at(Int((share * Double(sorted.count - 1)).rounded())) ?? .nan
    }

    var priceCurve: Plot? {
        guard year.hourCount > 48, !year.price.isEmpty else { return nil }
        let sorted = sortedPrices
        let median = percentile(0.5, of: sorted)
        // A few hours of scarcity would flatten all the others.
        let cap = max(percentile(0.99, of: sorted), median * 3)
        let points = DurationCurve.points(of: year.price)
        let isCut = (sorted.last ?? 0) > cap * 1.5
        let shown = isCut ? points.map { Mark.Point($0.x, min($0.y, cap)) } : points
        return half(
            Plot(
                id: "\(id)-price",
                title: "For what share of the year a price is reached"
                    + (isCut ? " (cut at \(Self.price(cap)))" : ""),
                summary: "Half of the hours cost more than \(Self.price(median)).",
                horizontal: .span(0...1, .percent),
                measure: Self.priceMeasure,
                marks: [.curve("price of one more MWh", shown, Swatch(0))]
            )
        )
    }

    var priceSentences: [String] {
        let sorted = sortedPrices
        guard let least = sorted.first, let most = sorted.last else { return [] }
        let mean = sorted.reduce(0, +) / Double(sorted.count)
        var sentences = [
            "One more megawatt-hour costs \(Self.price(mean)) on average, between "
                + "\(Self.price(least)) and \(Self.price(most))."
        ]
        let free = sorted.count { $0 < 1 }
        if free > 0 {
            let share = Double(free) / Double(sorted.count)
            sentences.append("In \(Prose.percent(share)) of the hours it costs less than a dollar.")
        }
        return sentences
    }

    /// Hours of the day over the days of the year.
    var priceMap: HeatMap? {
        guard facts.isWholeYear(year), facts.stepHours == 1, !year.price.isEmpty else { return nil }
        let sorted = sortedPrices
        let range = percentile(0.02, of: sorted)...percentile(0.98, of: sorted)
        // At most seven classes: below the second tick, between ticks, from the last but one on.
        let limits =
            (3...9).map { Ticks(covering: range, count: $0).values.dropFirst().dropLast() }
            .last { $0.count <= 6 }.map(Array.init) ?? []
        let texts = Self.priceMeasure.texts(ofTicks: limits)
        guard let low = texts.first, let high = texts.last else { return nil }
        var classes = [HeatMap.Class("below \(low)", .ramp(0))]
        for index in limits.indices.dropFirst() {
            let step = index * 6 / limits.count
            classes.append(HeatMap.Class("\(texts[index - 1]) to \(texts[index])", .ramp(step)))
        }
        classes.append(HeatMap.Class("\(high) or more", .ramp(6)))
        // Of several years the first: the days of all of them would be too narrow to be seen.
        let calendar = self.days
        let days = calendar.calendar.yearStarts[1] / 24
        let cells = (0..<24).map { hour in
            (0..<days).map { day -> Int? in
                let price = year.price[day * 24 + hour]
                return price.isFinite ? limits.count { $0 <= price } : nil
            }
        }
        let months = (0..<days).map { calendar[$0].day.brief.suffix(3) }
        return HeatMap(
            id: "\(id)-prices",
            title: "Hours of the day, over the days of \(year.year)",
            summary: priceSentences.joined(separator: " "),
            columns: Steps(
                names: (0..<days).map { calendar[$0].day.text },
                labels: months.map(String.init)
            ),
            rows: (0..<24).map { $0 % 6 == 0 ? "\($0):00" : "" },
            classes: classes,
            cells: cells,
            size: .init(width: 960, height: 260)
        )
    }

    // MARK: Emissions

    var emissionSentences: [String] {
        let load = facts.load(in: year)
        var sentences: [String] = []
        for (kind, tonnes) in [
            ("average", year.averageEmissions), ("marginal", year.marginalEmissions),
        ] {
            guard let tonnes, tonnes.isFinite else { continue }
            let each = load > 0 ? ", \(Prose.number(tonnes / load)) t per MWh of load" : ""
            sentences.append(
                "With \(kind) figures of the grid, \(days.span) emits "
                    + "\(Measure.tonnes.text(tonnes))\(each)."
            )
        }
        if sentences.count == 2 {
            sentences.append("The two answer different questions; they are never added or mixed.")
        }
        if sentences.isEmpty, load > 0 {
            sentences.append(
                "\(days.span) emits \(Measure.tonnes.text(year.emissions)), "
                    + "\(Prose.number(year.emissions / load)) t per MWh of load."
            )
        }
        for (rule, price) in [
            ("carbon cap", year.carbonPrice), ("share of the carbon budget", year.grantPrice),
        ] {
            // What a solver leaves over is no price.
            guard let price, price >= 0.01 else { continue }
            sentences.append("The \(rule) binds: a tonne less would cost \(Prose.money(price)).")
        }
        return sentences
    }

    var emissionTable: ReportTable {
        var table = ReportTable(
            "Tonnes of CO2 by year",
            [
                .init("Year"), .number("Granted"), .number("As the rules count"),
                .number("Average figures"), .number("Marginal figures"),
                .number("Price of the cap, $/t"), .number("Price of the grant, $/t"),
            ]
        )
        let years = facts.site.years
        let isKnown = years.contains {
            $0.emissions != 0 || $0.averageEmissions != nil || $0.marginalEmissions != nil
        }
        guard isKnown else { return table }
        for one in years {
            table.append([
                .init(SeriesDays(one).span), .init(one.granted.map(Prose.number) ?? Measure.none),
                .init(Prose.number(one.emissions)),
                .init(one.averageEmissions.map(Prose.number) ?? Measure.none),
                .init(one.marginalEmissions.map(Prose.number) ?? Measure.none),
                .init(one.carbonPrice.map(Prose.number) ?? Measure.none),
                .init(one.grantPrice.map(Prose.number) ?? Measure.none),
            ])
        }
        return table.compact
    }

    var emissionPlot: Plot? {
        let years = facts.site.years
        guard years.count > 1 else { return nil }
        var marks: [Mark] = []
        if years.contains(where: { $0.averageEmissions != nil }) {
            let values = years.map { $0.averageEmissions ?? .nan }
            marks.append(.line(Series("average figures", values, Swatch(0)), .straight))
        }
        if years.contains(where: { $0.marginalEmissions != nil }) {
            let values = years.map { $0.marginalEmissions ?? .nan }
            marks.append(.line(Series("marginal figures", values, Swatch(1)), .straight))
        }
        if marks.isEmpty {
            marks.append(.line(Series("emissions", years.map(\.emissions), Swatch(0)), .straight))
        }
        return half(
            Plot(
                id: "\(id)-emissions",
                title: "CO2 by year",
                summary: emissionSentences.joined(separator: " "),
                horizontal: .steps(Steps(years.map { "\($0.year)" })),
                measure: .tonnes,
                marks: marks
            )
        )
    }

    // MARK: Autonomy

    var autonomySentences: [String] {
        let sorted = year.autonomy.filter { !$0.isNaN }.sorted()
        guard let least = sorted.first else { return [] }
        let median = percentile(0.5, of: sorted)
        guard (sorted.last ?? 0) > 0 else {
            return ["If the grid goes away, the critical load cannot go on from any hour on."]
        }
        var sentences = [
            "If the grid goes away, the critical load goes on for \(hours(least)) at worst, and for "
                + "\(hours(median)) or more from half of all hours on."
        ]
        if let wanted = model?.rules.islandingHours {
            let share =
                Double(sorted.count { $0 >= Double(wanted) - 1e-6 }) / Double(sorted.count)
            sentences.append(
                "The \(Prose.count(wanted, "hour")) that the scenario asks for are reached from "
                    + "\(Prose.percent(share)) of the hours on."
            )
        }
        return sentences
    }

    private func hours(_ value: Double) -> String {
        value.isFinite ? "\(Prose.number(value)) hours" : "the rest of the year"
    }

    var autonomyCurve: Plot? {
        // What lasts to the end of the year has no number; it is drawn as long as the year.
        let all = Double(year.hourCount) * facts.stepHours
        let values = year.autonomy.filter { !$0.isNaN }.map { min($0, all) }
        guard values.count > 48, values.contains(where: { $0 > 0 }) else { return nil }
        return half(
            Plot(
                id: "\(id)-autonomy",
                title: "For what share of outages the load goes on so long",
                summary: autonomySentences.joined(separator: " "),
                horizontal: .span(0...1, .percent),
                measure: .plain("h"),
                marks: [
                    .curve("hours without the grid", DurationCurve.points(of: values), Swatch(0))
                ]
            )
        )
    }
}
