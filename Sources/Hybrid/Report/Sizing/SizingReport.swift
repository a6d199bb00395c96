import Charts
import Pages

/// The page of a sweep over batteries and generators: the front, what survives, and what it hangs on.
package struct SizingReport: Sendable {
    package let sheet: VehicleSheet
    package let missions: MissionSet
    package let result: SizingResult
    /// Of the vehicle as it is; nothing where it was not asked for.
    package let uncertainty: UncertaintyResult?
    package let context: DriveContext

    package init(
        _ sheet: VehicleSheet,
        missions: MissionSet,
        result: SizingResult,
        uncertainty: UncertaintyResult? = nil,
        context: DriveContext = DriveContext()
    ) {
        self.sheet = sheet
        self.missions = missions
        self.result = result
        self.uncertainty = uncertainty
        self.context = context
    }

    package var html: String {
        var page = context.page(
            "Battery and generator for \(missions.name)",
            [
                "On the pattern of \(sheet.vehicle.name); "
                    + "\(Prose.count(result.quick.count, "design")) tried, "
                    + "\(Prose.count(result.stepped.count, "of them", "of them")) driven step by step"
            ]
        )
        page.sections = [
            choice, front, table, missionSection, spread, tornado, check, context.section, words,
        ].compactMap(\.self)
        return page.html
    }

    private var tables: SizingTables { SizingTables(result: result) }

    // MARK: The choice

    private var choice: ReportPage.Section {
        var section = ReportPage.Section("choice", "What to build", lead: choiceSentences)
        section.body.table(tables.choices)
        return section
    }

    var choiceSentences: [String] {
        guard result.isFeasible else {
            return [
                "No design of the grid drives all missions as they are asked for: what is shown "
                    + "falls short of some."
            ]
        }
        var sentences: [String] = []
        if let best = result.best(by: \.use.cost.total) {
            sentences.append(
                "Cheapest over its life is \(best.design.words): \(SizingTables.cost(best)) per km, "
                    + "\(Prose.carbon(best.use.wholeCarbon)) of CO2 per km, "
                    + "\(Prose.distance(best.use.electricRange)) on the battery and "
                    + "\(Prose.distance(best.use.totalRange)) in all."
            )
        }
        if let least = result.best(by: \.use.wholeCarbon) {
            sentences.append(
                "Least CO2 has \(least.design.words): \(Prose.carbon(least.use.wholeCarbon)) per km at "
                    + "\(SizingTables.cost(least)) per km."
            )
        }
        if let series = result.cheapestSeries, let electric = result.cheapestElectric {
            let difference = series.use.cost.total - electric.use.cost.total
            let words = difference < 0 ? "less" : "more"
            sentences.append(
                "The cheapest with a generator costs \(Prose.percent(abs(difference) / electric.use.cost.total)) "
                    + "\(words) per km than the cheapest without, and goes "
                    + "\(Prose.distance(series.use.totalRange)) instead of "
                    + "\(Prose.distance(electric.use.totalRange))."
            )
        } else if result.cheapestElectric == nil,
            result.quick.contains(where: { !$0.design.hasGenerator })
        {
            sentences.append("No design without a generator is on the front.")
        }
        return sentences + tables.notes
    }

    // MARK: The front

    private var front: ReportPage.Section {
        let drawing = SizingDrawing(result: result)
        var section = ReportPage.Section("front", "The front", lead: drawing.sentences)
        section.body.figure(drawing.scatter)
        if let map = drawing.costMap { section.body.figure(map) }
        return section
    }

    private var table: ReportPage.Section? {
        let table = tables.front
        guard !table.rows.isEmpty else { return nil }
        var section = ReportPage.Section(
            "designs",
            "The designs on the front",
            lead: [
                "No other design that was driven beats one of these in cost, weight, CO2 and range at once."
            ]
        )
        section.body.table(table)
        return section
    }

    // MARK: Missions

    private var missionSection: ReportPage.Section {
        let rows = missions.missions.map { mission in
            "\(mission.name): \(Prose.percent(mission.share)) of the distance on \(mission.cycle.name) at "
                + Prose.temperature(mission.conditions.temperature)
                + (mission.trailer.map { ", towing “\($0.name)” (\(Prose.mass($0.mass)))" } ?? "")
        }
        var section = ReportPage.Section(
            "missions",
            "What it is used for",
            lead: ["The choice is one for this use and no other."]
        )
        section.body.list(rows)
        if let best = result.best(by: \.use.cost.total) {
            section.body.table(SizingTables.missions(best))
        }
        return section
    }

    // MARK: How sure

    private var spread: ReportPage.Section? {
        guard let uncertainty, !uncertainty.uses.isEmpty else { return nil }
        let table = UncertaintyTables(uncertainty).spreads
        guard !table.rows.isEmpty else { return nil }
        var section = ReportPage.Section(
            "spread",
            "How sure that is",
            lead: [
                "\(Prose.count(uncertainty.uses.count, "sample")) of the vehicle as it is, each figure drawn "
                    + "from its band: one in ten results is below P10, one in ten above P90."
            ]
        )
        section.body.table(table)
        return section
    }

    private var tornado: ReportPage.Section? {
        guard let uncertainty, !uncertainty.alone.isEmpty else { return nil }
        let rows = uncertainty.tornado(.cost)
        let drawing = TornadoDrawing(
            id: "tornado",
            title: "Cost per km over the band of each figure",
            rows: rows.map { .init($0.band, low: $0.low, high: $0.high, scale: 1e3) },
            base: uncertainty.base.cost.total * 1e3,
            measure: .plain(before: "$", "/km")
        )
        guard drawing.isWorthDrawing else { return nil }
        var section = ReportPage.Section(
            "tornado-section",
            "What matters most",
            lead: drawing.sentences
        )
        section.body.figure(drawing.bars, figures: drawing.table)
        return section
    }

    private var check: ReportPage.Section {
        let difference = result.difference
        return ReportPage.Section(
            "check",
            "The quick pass against stepping",
            lead: [
                "All designs were looked at by sums over powers, and those that survived were driven step "
                    + "by step. The two differ by \(Prose.percent(difference.meanBattery)) in the energy of "
                    + "the battery in the mean, at most by \(Prose.percent(difference.battery)), and by "
                    + "\(Prose.percent(difference.meanFuel)) in fuel, at most by "
                    + "\(Prose.percent(difference.fuel)).",
                difference.infeasible > 0
                    ? "\(Prose.count(difference.infeasible, "design")) that the quick pass found possible "
                        + "did not drive all missions." : "",
            ].filter { !$0.isEmpty }
        )
    }

    private var words: ReportPage.Section {
        var section = ReportPage.Section("words", "Words", lead: [])
        section.body.words([
            ("front", "designs that no other beats in cost, weight, CO2 and range at once"),
            (
                "on charge",
                "the share of the distance that is charged where the vehicle sleeps"
            ),
            (
                "stops a year",
                "at fast chargers, on days that are longer than the range or do not begin full; their "
                    + "time, detours and price are in the cost"
            ),
            (
                "new batteries",
                "that are bought within the years, because the first has not enough charge left; their "
                    + "price and CO2 are counted"
            ),
            ("missed", "seconds of the missions that a design cannot drive as they are asked for"),
            ("CO2", "exhaust, grid, what comes before both, and the making of the vehicle"),
        ])
        return section
    }
}

extension Design {
    /// `92 kWh and 130 kW`, `168 kWh without a generator`.
    package var words: String {
        hasGenerator
            ? "\(Prose.energy(battery)) and \(Prose.kilowatts(generator))"
            : "\(Prose.energy(battery)) without a generator"
    }
}
