import Bus
import Optimization
import Planning
import Testing

/// Two stages of small scenarios that have no power sites.
enum TwoStageFixture {
    /// `gap`: Of every solve.
    static func planner(gap: Double = 1e-9) throws -> Planner {
        Planner(
            portfolio: PortfolioPlanning(
                solver: try PlanningSolver.highs(),
                within: SolveLimits(seconds: 60, gap: gap)
            ),
            sites: Planner.Sites(years: { _, _ in [] }, wholes: { _ in [] })
        )
    }

    static func studies(_ scenario: Scenario, gap: Double = 1e-9) throws -> PlanStudies? {
        let planner = try planner(gap: gap)
        guard case .planned(let planned) = try planner.plan(scenario) else { return nil }
        return PlanStudies(planner, scenario, planned)
    }

    static func solve(_ scenario: Scenario, gap: Double = 1e-9) throws -> TwoStagePlan? {
        guard let studies = try studies(scenario, gap: gap) else { return nil }
        return try studies.twoStage(try studies.futures(onlyWeighted: true))
    }

    /// A newsvendor: megawatts are signed today at 4, what is missing later comes from spot at 10.
    ///
    /// As planned 40 MW are needed in the second quarter; each stress is a factor on that.
    static func newsvendor(_ stresses: [(factor: Double, probability: Double)]) -> Scenario {
        var scenario = HandCase.scenario(quarters: 2, demand: [0, 40])
        scenario.decidedQuarters = 1
        scenario.offers = [
            HandCase.offer("now", term: 2, at: 4e6) { $0.ramp = [0, 1] }
        ]
        scenario.demands[0].unservedCost = 1e9
        scenario.spots = [HandCase.spot(at: 10e6)]
        scenario.stresses = stresses.map {
            Stress(
                name: "times \($0.factor)",
                changes: [.demand(nil, factor: $0.factor)],
                probability: $0.probability
            )
        }
        return scenario
    }
}

extension Optional<Double> {
    /// Within a millionth of a value; without one it is near nothing.
    func isNear(_ value: Double) -> Bool {
        map { abs($0 - value) <= 1e-6 * max(1, abs(value)) } ?? false
    }
}
