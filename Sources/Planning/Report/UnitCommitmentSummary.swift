package import Pages
import Charts

/// What running a site-year with whole units shows, for the terminal.
package struct UnitCommitmentSummary: Sendable, Equatable {
    package let sentences: [String]
    /// The units of each source; nil when none of them was built.
    package let table: ReportTable?

    /// `run`: The years of the site as they were run, one for each of its planned years.
    package init(_ site: PlannedSite, _ runs: [RollingYear]) {
        sentences = zip(site.years, runs).map { Self.sentence(site.name, $0, $1) }
        var table = ReportTable(
            "Units of \(site.name), run in windows of two days",
            [
                .init("Year"), .init("Source"), .number("Units"), .number("MW each"),
                .number("Starts"), .number("Hours run"), .number("MWh"), .number("Cost of starts"),
            ]
        )
        for (year, run) in zip(site.years, runs) {
            for use in run.units {
                table.append([
                    .init(SeriesDays(year).span), .init(use.name), .init("\(use.count)"),
                    .init(Prose.number(use.power)), .init("\(use.starts)"),
                    .init(Prose.number(use.hours)), .init(Prose.number(use.energy)),
                    .init(Prose.money(use.startCost)),
                ])
            }
        }
        self.table = table.rows.isEmpty ? nil : table
    }

    private static func sentence(
        _ name: String,
        _ plan: SiteYearPlan,
        _ run: RollingYear
    ) -> String {
        let change = run.increase(over: plan)
        let share = Prose.percent(abs(change))
        let beside = "\(share) \(change < 0 ? "less" : "more") than planned"
        var text =
            "With units that start and stop, and two days known ahead, \(SeriesDays(plan).span) at "
            + "\(name) costs \(Prose.money(run.plan.objective)), \(beside)"
        text +=
            run.unserved > 1e-6
            ? "; \(Measure.megawattHours.text(run.unserved)) are not served"
            : "; everything is served"
        if run.withoutIslanding > 0 {
            let windows = Prose.count(run.withoutIslanding, "window")
            text += "; in \(windows) of \(run.windows) the energy for islanding could not be held"
        }
        return text + "."
    }
}
