import Foundation
import Planning
import Site
import Testing

/// The examples are what a new user begins with.
@Suite struct PlanExampleTests {
    static func load(
        _ name: String,
        overrides: [PlanFile.Override] = []
    ) throws -> PlanFile {
        let folder = Sample.root.appendingPathComponent("Examples/plan")
        return try PlanFile.load(
            path: folder.appendingPathComponent(name).path,
            overrides: overrides
        )
    }

    @Test(arguments: ["openai-2025.yaml", "lab-10mw.yaml", "campus-1gw.yaml", "site-year.yaml"])
    func `every example is valid, and nothing in it goes unused`(name: String) throws {
        let file = try Self.load(name)
        #expect(file.notices.isEmpty, "\(file.notices)")
        for figure in file.scenario.figures {
            #expect(!figure.source.isEmpty || figure.isAssumed, "\(figure.path)")
        }
    }

    @Test func `the paths that other tools set are there`() throws {
        let file = try Self.load(
            "openai-2025.yaml",
            overrides: [("concentration.oracle", "0.4"), ("power.abilene.date", "2028-Q1")]
        )
        let scenario = file.scenario
        let abilene = scenario.campuses.first { $0.name == "abilene" }
        #expect(abilene?.power.map(\.from) == [Quarter(year: 2028, number: 1)])
        let cap = scenario.rules.caps.first { $0.source == .provider("oracle") }
        #expect(cap?.share == 0.4)
    }

    @Test func `the contracts that were announced cost what was announced`() throws {
        let offers = try Self.load("openai-2025.yaml").scenario.offers
        func total(_ names: [String]) -> Double {
            offers.filter { names.contains($0.name) }.reduce(0) { sum, offer in
                sum
                    + (0..<offer.termQuarters).reduce(0) { sum, age in
                        let quarter = offer.starts.advanced(by: age)
                        return sum + offer.availability(in: quarter) * offer.price(in: quarter)
                            * offer.most
                    }
            }
        }
        #expect(abs(total(["aws-2025"]) - 38e9) < 1)
        #expect(abs(total(["coreweave-2025"]) - 22.4e9) < 1)
        #expect(abs(total(["aws-trainium"]) - 100e9) < 1)
        let oracle = offers.filter { $0.provider == "oracle" && $0.extends == nil }
        #expect(oracle.reduce(0) { $0 + $1.most } == 4_500)
        #expect((270e9...300e9).contains(total(oracle.map(\.name))), "the ramp is not paid for")
    }

    @Test func `every quarter's demand could be served by what is on offer`() throws {
        for name in ["openai-2025.yaml", "lab-10mw.yaml"] {
            let scenario = try Self.load(name).scenario
            let efficiency = Dictionary(
                uniqueKeysWithValues: scenario.chips.map { ($0.name, $0.efficiency) }
            )
            for (index, quarter) in scenario.horizon.quarters.enumerated() {
                let offered = scenario.offers.reduce(0) { sum, offer in
                    let size = offer.signed ?? offer.most
                    let share = offer.availability(in: quarter)
                    return sum + size * share * (efficiency[offer.chip ?? ""] ?? 1)
                }
                let built = scenario.builds.reduce(0) { sum, build in
                    let first = (build.earliestOrder ?? scenario.horizon.first)
                        .advanced(by: build.leadQuarters)
                    let most = build.block * Double(build.mostBlocks)
                    return sum + (first <= quarter ? most * (efficiency[build.chip ?? ""] ?? 1) : 0)
                }
                let spot = scenario.spots.reduce(0) { $0 + $1.limit }
                let demand = scenario.demands.reduce(0) { $0 + $1.power[index] }
                #expect(offered + built + spot >= demand, "\(name) \(quarter)")
            }
        }
    }
}
