import Bus
import Optimization
import Planning
import Testing

/// Blocks that are ordered today, in futures whose dates and limits turn out otherwise.
@Suite struct CostAtRiskOrderTests {
    /// Two blocks of 10 MW cost 400; their campus has power from a quarter on, spot costs 30.
    private static func scenario(demand: [Double], powerFrom: Int) -> Scenario {
        var scenario = HandCase.scenario(quarters: 8, demand: demand)
        scenario.campuses = [
            Campus(
                name: "field",
                region: "here",
                power: [.init(from: HandCase.quarter(powerFrom), limit: 20)]
            )
        ]
        scenario.builds = [HandCase.build(lead: 1, capex: 20, opex: 1)]
        scenario.builds[0].campus = "field"
        scenario.spots = [HandCase.spot(at: 30)]
        return scenario
    }

    /// What the plan costs, and the only future, in which something is otherwise.
    private static func future(
        _ scenario: Scenario,
        _ change: @escaping @Sendable (inout Scenario) -> Void
    ) throws -> (planned: Double, future: CostAtRisk.Future) {
        let planner = try TwoStageFixture.planner()
        guard case .planned(let planned) = try planner.plan(scenario) else {
            throw SolverError.failed("there is no plan")
        }
        let figure = SourcedFigure(
            path: "campuses.field.power",
            value: 1,
            range: 0...2,
            source: "",
            date: "",
            isAssumed: true
        )
        let sample = RiskSample(of: scenario, figures: [figure], count: 1, seed: 1) { _ in
            var changed = scenario
            change(&changed)
            return changed
        }
        let risk = try PlanStudies(planner, scenario, planned).risk(sample)
        return (risk.planned, try #require(risk.futures.first))
    }

    @Test func `an order stays paid when its campus or chip comes later`() throws {
        var scenario = Self.scenario(demand: [0, 0, 20, 20, 0, 0, 0, 0], powerFrom: 1)
        scenario.chips = [
            Chip(name: "c", vendor: "v", efficiency: 1, available: HandCase.quarter(1))
        ]
        scenario.builds[0].chip = "c"
        let campus = try Self.future(scenario) {
            $0.campuses[0].power[0].from = HandCase.quarter(5)
        }
        let chip = try Self.future(scenario) { $0.chips[0].available = HandCase.quarter(5) }
        for (planned, future) in [campus, chip] {
            // Running costs of six quarters.
            #expect(planned == 520)
            // From the sixth quarter on the blocks cost 60 and nobody needs them.
            #expect(future.verdict == .kept)
            #expect(abs((future.cost ?? 0) - (400 + 60 + 1_200)) < 1e-6)
        }
    }

    @Test func `an order that comes sooner than it needs to waits for its campus`() throws {
        let scenario = Self.scenario(demand: [0, 0, 20, 20, 0, 0, 0, 0], powerFrom: 2)
        let (planned, future) = try Self.future(scenario) { $0.builds[0].leadQuarters = 0 }
        #expect(planned == 520)
        #expect(future.cost == 520)
    }

    @Test func `what could not be ordered today is not ordered when power comes earlier`() throws {
        let scenario = Self.scenario(demand: [0, 20, 20, 20, 20, 0, 0, 0], powerFrom: 3)
        let (planned, future) = try Self.future(scenario) {
            $0.campuses[0].power[0].from = HandCase.quarter(1)
        }
        #expect(planned == 400 + 20 * 5 + 1_200)
        #expect(abs((future.cost ?? 0) - planned) < 1e-6)
    }

    @Test func `of blocks beyond the power of a campus only those work that have some`() throws {
        let scenario = Self.scenario(demand: [0, 0, 20, 20, 0, 0, 0, 0], powerFrom: 1)
        let (_, future) = try Self.future(scenario) { $0.campuses[0].power[0].limit = 15 }
        #expect(future.verdict == .kept)
        // One block works for six quarters; 10 MW come from spot for two.
        // The other is worth as little when the horizon ends: it ages while it waits.
        #expect(abs((future.cost ?? 0) - (400 + 60 + 600)) < 1e-6)
    }
}
