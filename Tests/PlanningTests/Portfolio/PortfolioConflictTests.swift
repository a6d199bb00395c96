import Optimization
import Planning
import Testing

/// What only the solver finds impossible is said in the scenario's own words.
@Suite struct PortfolioConflictTests {
    private static func sentences(
        quarters: Int = 2,
        demand: [Double],
        _ change: (inout Scenario) -> Void
    ) throws -> [String] {
        var scenario = HandCase.scenario(quarters: quarters, demand: demand)
        scenario.demands[0].unservedCost = .infinity
        change(&scenario)
        let planning = PortfolioPlanning(solver: try PlanningSolver.highs())
        guard case .infeasible(let sentences) = try planning.plan(scenario) else { return [] }
        return sentences
    }

    @Test func `a cap and a power date that leave too little`() throws {
        let sentences = try Self.sentences(demand: [40, 100]) {
            $0.campuses = [
                Campus(
                    name: "abilene",
                    region: "here",
                    power: [.init(from: HandCase.quarter(3), limit: 1_200)]
                )
            ]
            $0.offers = [
                HandCase.offer("abilene-1", term: 8, at: 1) { $0.campus = "abilene" },
                HandCase.offer("oracle-1", by: "a", term: 2, at: 1) { $0.most = 200 },
                HandCase.offer("other", by: "b", term: 2, at: 1) { $0.most = 30 },
            ]
            $0.rules.caps = [
                .init(source: .provider("a"), share: 0.6, from: HandCase.first)
            ]
        }
        #expect(
            sentences == [
                "2026-Q2: the demand of 100 MW (work) cannot be met: abilene's power date is "
                    + "2026-Q4; the cap on a is 60 %; other has at most 30 MW"
            ]
        )
    }

    @Test func `cash that does not reach`() throws {
        let sentences = try Self.sentences(demand: [50, 0]) {
            $0.offers = [HandCase.offer("x", term: 2, at: 10)]
            $0.finance.spendingLimits = [400, 1_000]
        }
        #expect(
            sentences == [
                "2026-Q1: the demand of 50 MW (work) cannot be met: in 2026-Q1 at most $400 may be "
                    + "spent"
            ]
        )
    }

    @Test func `a group of which only one can be had`() throws {
        let sentences = try Self.sentences(quarters: 1, demand: [50]) {
            $0.contingencies = HandCase.losses(of: ["a", "b"])
            $0.offers = ["a", "b"].map {
                HandCase.offer("x-\($0)", by: $0, at: 10) { $0.group = "g" }
            }
        }
        #expect(sentences.count == 1)
        let text = sentences.first ?? ""
        #expect(text.hasPrefix("2026-Q1: that 50 MW of work survive the loss of "), "\(text)")
        #expect(text.contains("of the group g only one offer can be signed"), "\(text)")
    }
}
