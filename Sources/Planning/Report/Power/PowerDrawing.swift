import Pages
import Charts

/// The drawings and tables of one site.
struct PowerDrawing {
    let facts: PowerFacts
    let model: PowerSite?
    /// The year whose hours are drawn: the last one.
    let year: SiteYearPlan
    /// Begins the names of all drawings.
    let id: String

    var days: SeriesDays { SeriesDays(year) }

    // MARK: Sentences

    var lead: [String] {
        let mix = facts.mix(in: year).prefix(5).map { "\($0.name) \(Prose.percent($0.share))" }
        var lead: [String] = []
        if !mix.isEmpty {
            lead.append(
                "In \(days.span) power at \(facts.site.name) comes from \(Prose.list(mix))."
            )
        }
        let load = facts.load(in: year)
        if load > 0 {
            let each = year.objective / load
            lead.append(
                "\(days.words("costs", "cost")) \(Prose.money(year.objective)), \(Self.price(each)) of load, "
                    + "plants and storages included."
            )
        }
        let missing = facts.unserved(in: year)
        if missing > 1e-3, load > 0 {
            lead.append(
                "\(Measure.megawattHours.text(missing)) are not served, "
                    + "\(Prose.percent(missing / load)) of the load."
            )
        }
        return lead
    }

    static let priceMeasure = Measure.plain(before: "$", "/MWh")

    /// `$44.5/MWh`.
    static func price(_ dollars: Double) -> String {
        let text = Prose.number(dollars)
        return text.hasPrefix("−") ? "−$\(text.dropFirst())/MWh" : "$\(text)/MWh"
    }

    // MARK: Over the years

    var capacityTable: ReportTable {
        var table = ReportTable(
            "Capacities in \(days.span)",
            [
                .init("Source"), .init("Carrier"), .number("Power, MW"), .number("Of it new, MW"),
                .number("Storage, MWh"),
                .number(days.calendar.yearCount == 1 ? "Fixed cost a year" : "Fixed cost"),
                .number("Energy"),
            ]
        )
        for one in year.capacities where one.power > 1e-3 {
            let energy = facts.energy(of: one.name, in: year)
            table.append([
                .init(one.name), .init(one.carrier), .init(Prose.number(one.power)),
                .init(Prose.number(one.built)),
                .init(one.energy.map(Prose.number) ?? Measure.none),
                .init(Prose.money(one.fixedCost)),
                .init(energy > 0 ? Measure.megawattHours.text(energy) : Measure.none),
            ])
        }
        return table.compact
    }

    private var years: Steps { Steps(facts.site.years.map { "\($0.year)" }) }

    var energyByYear: Plot {
        let stack = facts.sources.compactMap { source -> Series? in
            let values = facts.site.years.map { facts.energy(of: source.name, in: $0) }
            return values.contains { $0 > 0 } ? Series(source.name, values, source.swatch) : nil
        }
        let load = facts.site.years.map { facts.load(in: $0) }
        return half(
            Plot(
                id: "\(id)-energy",
                title: "Energy by source and year",
                summary: lead.first ?? "",
                horizontal: .steps(years),
                measure: .megawattHours,
                marks: [.stack(stack, .bars), .line(Series("load", load, .ink(0)), .steps)]
            )
        )
    }

    var capacityByYear: Plot {
        let stack = facts.sources.compactMap { source -> Series? in
            let values = facts.site.years.map { one in
                one.capacities.first { $0.name == source.name }?.power ?? 0
            }
            return values.contains { $0 > 0 } ? Series(source.name, values, source.swatch) : nil
        }
        let peak = facts.site.years.map { $0.flow(named: "load")?.power.max() ?? .nan }
        let total = year.capacities.reduce(0) { $0 + $1.power }
        return half(
            Plot(
                id: "\(id)-capacity",
                title: "Capacity by source and year",
                summary: "\(Prose.power(total)) stand in \(days.span).",
                horizontal: .steps(years),
                measure: .megawatts,
                marks: [.stack(stack, .bars), .line(Series("highest load", peak, .ink(0)), .steps)]
            )
        )
    }

    // MARK: Hours

    private var typical: [(season: String, week: TypicalWeek)] {
        [("January", 1), ("July", 7)].compactMap { name, month in
            TypicalWeek(month: month, of: facts, in: year).map { (name, $0) }
        }
    }

    var weekSentences: [String] {
        let parts = typical.map { season, week -> String in
            let top = shares(week.hours).prefix(3).map { "\($0.0) \(Prose.percent($0.1))" }
            return "In the week of \(week.days): \(Prose.list(top))."
        }
        return parts + [
            "Of each season the week is drawn whose mix is closest to the season's mean."
        ]
    }

    /// Shares of the sources in the energy of some hours, the largest first.
    private func shares(_ hours: Range<Int>) -> [(String, Double)] {
        let parts = facts.sources.filter { !facts.storages.contains($0.name) }.map { source in
            let power = year.flow(named: source.name)?.power ?? []
            return (source.name, hours.reduce(0) { $0 + max(0, power.at($1) ?? 0) })
        }
        let total = parts.reduce(0) { $0 + $1.1 }
        return total > 0
            ? parts.filter { $0.1 > 0 }.map { ($0.0, $0.1 / total) }.sorted { $0.1 > $1.1 } : []
    }

    var weeks: [Plot] {
        typical.map { season, week in
            hours(
                week.hours,
                id: "\(id)-\(season.lowercased())",
                title: "\(week.days) \(week.year)",
                summary: "In the week of \(week.days): "
                    + Prose.list(shares(week.hours).map { "\($0.0) \(Prose.percent($0.1))" })
            )
        }
    }

    /// All hours of a short run.
    var allHours: Plot? {
        guard !facts.isWholeYear(year), (1...1_000).contains(year.hourCount) else { return nil }
        return hours(
            0..<year.hourCount,
            id: "\(id)-hours",
            title: "Power by source, hour by hour",
            summary: lead.first ?? ""
        )
    }

    private func hours(_ range: Range<Int>, id: String, title: String, summary: String) -> Plot {
        let stack = facts.sources.compactMap { source -> Series? in
            let power = year.flow(named: source.name)?.power ?? []
            let values = range.map { power.at($0) ?? 0 }
            return values.contains { $0 != 0 } ? Series(source.name, values, source.swatch) : nil
        }
        let load = year.flow(named: "load")?.power ?? []
        let missing = year.flow(named: "unserved")?.power ?? []
        var marks: [Mark] = [.stack(stack, .areas)]
        let unserved = range.map { missing.at($0) ?? 0 }
        if unserved.contains(where: { $0 > 1e-6 }) {
            marks = [.stack(stack + [Series("not served", unserved, Swatch(8))], .areas)]
        }
        marks.append(.line(Series("load", range.map { load.at($0) ?? .nan }, .ink(0)), .steps))
        let calendar = days
        let hours = range.map { Int(Double($0) * facts.stepHours) }
        let days = hours.map { calendar[$0 / 24].day }
        let names = zip(hours, days).map { hour, day in "\(day.text), \(hour % 24):00" }
        var plot = Plot(
            id: id,
            title: title,
            summary: summary,
            horizontal: .steps(Steps(names: names, labels: days.map(\.brief))),
            measure: .megawatts,
            marks: marks
        )
        plot.size = Plot.Size(width: 960, height: 290)
        return plot
    }

    // MARK: In order of size

    var durationCurve: Plot? {
        guard year.hourCount > 48, let load = year.flow(named: "load")?.power else { return nil }
        var marks: [Mark] = [.curve("load", DurationCurve.points(of: load), .ink(0))]
        let residual = facts.residual(in: year)
        if zip(load, residual).contains(where: { $0 != $1 }) {
            let points = DurationCurve.points(of: residual)
            marks.append(.curve("load less sun and wind", points, Swatch(1)))
        }
        let most = load.max() ?? 0
        let rest = residual.max() ?? 0
        return half(
            Plot(
                id: "\(id)-duration",
                title: "For what share of the year power is needed",
                summary: "The load is at most \(Prose.power(most)); after sun and wind at most "
                    + "\(Prose.power(rest)) have to come from elsewhere.",
                horizontal: .span(0...1, .percent),
                measure: .megawatts,
                marks: marks
            )
        )
    }

    func half(_ plot: Plot) -> Plot {
        var plot = plot
        plot.size = .half
        return plot
    }
}

extension DayOfYear {
    /// `14 Jul`.
    var brief: String { "\(day) \(Self.months[month - 1].prefix(3))" }
}
