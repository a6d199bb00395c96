import Bus
import Optimization
import Planning
import Synchronization

/// Sites whose least cost under a carbon budget can be worked out by hand.
enum CarbonCase {
    /// A year in four steps of a quarter, 100 MW in each: 876,000 MWh.
    ///
    /// Gas stands at $50 and 0.5 t a megawatt-hour, something clean at `clean` dollars: a tonne less
    /// costs (clean - 50) / 0.5 dollars.
    static func site(_ name: String, clean: Double, power: Double = 100) -> PowerSite {
        var site = PowerSite(
            name: name,
            years: [.init(year: 2026, it: Array(repeating: power, count: 4))],
            profile: [1, 1, 1, 1]
        )
        site.stepHours = 2_190
        site.generators = [
            SiteFixture.standing("gas", 1_000, run: 50),
            SiteFixture.standing("clean", 1_000, run: clean),
        ]
        site.generators[0].carbon = 0.5
        return site
    }

    /// Sites alone; `thousands`: of tonnes a year.
    static func scenario(_ sites: [PowerSite], thousands: Double?) -> Scenario {
        var scenario = HandCase.scenario(quarters: 4, demand: [])
        scenario.sites = sites
        scenario.rules.carbonBudget = thousands.map { CarbonBudget(tonnes: $0 * 1_000) }
        return scenario
    }

    /// 20 MW of demand, blocks of 10 MW at the site, and spot at $8 million a megawatt and quarter.
    ///
    /// What the blocks cost is nothing; their power is in the site's cost.
    static func portfolio(_ site: PowerSite, thousands: Double?, spot: Double = 100) -> Scenario {
        var scenario = HandCase.scenario(quarters: 4, demand: [20, 20, 20, 20])
        scenario.demands[0].unservedCost = .infinity
        var build = HandCase.build(lead: 0, capex: 0, opex: 0)
        build.site = site.name
        scenario.builds = [build]
        scenario.spots = [HandCase.spot(limit: spot, at: 8e6)]
        scenario.sites = [site]
        scenario.rules.carbonBudget = thousands.map { CarbonBudget(tonnes: $0 * 1_000) }
        return scenario
    }

    /// Asks the sites one after the other, as tests need no speed.
    static func planner(
        gap: Double = 1e-9,
        watch: Watch? = nil,
        wholes: (@Sendable () throws(SolverError) -> Void)? = nil
    ) throws -> Planner {
        let highs = try PlanningSolver.highs()
        let solving = SiteSolving(highs: highs, method: .highs)
        var planner = Planner(
            portfolio: PortfolioPlanning(solver: highs, within: SolveLimits(gap: gap)),
            sites: Planner.Sites(
                years: { (questions, sites) throws(SolverError) in
                    var answers: [PowerAnswer] = []
                    for question in questions {
                        guard let site = sites.first(where: { $0.name == question.site }) else {
                            throw .failed("there is no site \(question.site)")
                        }
                        let answer = try site.answer(question) { (program) throws(SolverError) in
                            try solving.outcome(of: program)
                        }
                        answers.append(answer)
                    }
                    return answers
                },
                wholes: { (questions) throws(SolverError) in
                    try wholes?()
                    var outcomes: [SiteOutcome] = []
                    for question in questions {
                        outcomes.append(try solving.plan(question.site, question.scope))
                    }
                    return outcomes
                }
            ),
            watch: watch
        )
        planner.mostRounds = 60
        return planner
    }

    /// The plan of sites alone; nil when there is none.
    static func plan(_ scenario: Scenario) throws -> Plan? {
        guard case .planned(let planned) = try planner().plan(sitesOf: scenario) else { return nil }
        return planned.plan
    }
}

/// A user who presses Ctrl-C when a step begins.
final class Interruption: Sendable {
    private let isPressed = Mutex(false)
    private let step: String

    init(when step: String) { self.step = step }

    func begins(_ text: String) {
        if text.hasPrefix(step) { isPressed.withLock { $0 = true } }
    }

    var watch: Watch { { _ in self.isPressed.withLock { $0 } ? .stop : .goOn } }
}
