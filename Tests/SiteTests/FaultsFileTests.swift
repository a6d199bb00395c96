import Bus
import Foundation
import Inference
import Simulation
import Site
import Testing

@Suite struct FaultsFileTests {
    private static func decode(_ text: String) throws -> Scenario {
        try FaultsFile.decode(text, name: "f.yaml", for: Sample.site())
    }

    private static func mistakes(_ text: String) throws -> [String] {
        let site = try Sample.site()
        do {
            _ = try FaultsFile.decode(text, name: "f.yaml", for: site)
            return []
        } catch {
            return error.lines
        }
    }

    @Test(arguments: ["", "\n\n", "# nothing\n\n  # at all\n"])
    func `an empty file is a world without faults`(text: String) throws {
        #expect(try Self.decode(text) == Scenario())
    }

    @Test func `what stands in the file is what happens`() throws {
        let scenario = try Self.decode(
            """
            traffic:
              arrivals: steady
              rate: 12.5
              input_tokens: 700
              output_tokens: { p50: 100, p95: 400 }
              streamed: 0.5
              models: { small: 2 }
              residency: [{ share: 0.25, jurisdictions: [eu, US] }]
              sessions: 10
            clients: { disconnect: 0.1, within: 3s }
            clock: [{ at: 1m, by: 20s, every: 1h }]
            suppliers:
              default:
                first_token: { p50: 300ms, p95: 600ms }
                faults: { cut: 0.25, diverges: 1 }
              north:
                first_token: 2s
                tail: { share: 0.02, delay: 5s }
                rate_limit: { per_minute: 60, retry_after: 1500ms }
                outages: [{ kind: silent, at: 10s, lasts: 5s, every: 1m }]
              south/none: {}
            """.replacing("  south/none: {}", with: "  north/small-1: {}")
        )
        #expect(scenario.traffic.arrivals == .steady)
        #expect(scenario.traffic.rate == 12.5)
        #expect(scenario.traffic.inputTokens == .fixed(700))
        #expect(scenario.traffic.outputTokens == .lognormal(p50: 100, p95: 400))
        #expect(scenario.traffic.models == ["small": 2])
        #expect(scenario.traffic.residency == [.init(share: 0.25, jurisdictions: ["eu", "us"])])
        #expect(scenario.clients.disconnectWithin == .seconds(3))
        #expect(
            scenario.clockSteps == [
                .init(at: .seconds(60), by: .seconds(20), every: .seconds(3_600))
            ]
        )
        #expect(scenario.standard[.cut] == 0.25)
        let north = try #require(scenario.behaviors["north"])
        #expect(north[.cut] == 0.25, "what default says counts too")
        #expect(north.firstToken == .fixed(2))
        #expect(north.rateLimit == .init(perMinute: 60, retryAfter: .milliseconds(1_500)))
        #expect(north.tail == .init(share: 0.02, delay: .seconds(5)))
        #expect(
            north.outages == [
                .init(kind: .silent, begins: .seconds(10), lasts: .seconds(5), every: .seconds(60))
            ]
        )
        #expect(scenario.behaviors["north/small-1"] == scenario.standard)
    }

    @Test func `every mistake is told at once, with its place and what would be right`() throws {
        let lines = try Self.mistakes(
            """
            traffic:
              rate: 0
              arivals: poisson
              models: { smal: 1 }
              residency: [{ share: 0.8, jurisdictions: [eu] }, { share: 0.8, jurisdictions: [us] }]
            suppliers:
              default:
                first_token: { p50: 2s, p95: 1s }
                faults: { cut: 0.9, stall: 0.2, cutt: 1 }
              nort:
                tail: { share: 0.1 }
              south:
                outages: [{ kind: gone, at: 1s, lasts: 2s }, { kind: silent, at: 1s, lasts: 9s, every: 9s }]
            """
        )
        #expect(
            lines == [
                "f.yaml:2: traffic.rate: 0 is out of bounds; it has to be requests a second, 0.001 to 1000000",
                "f.yaml:3: traffic.arivals: unknown key; did you mean arrivals?",
                "f.yaml:4: traffic.models.smal: the site has no such model; did you mean small?",
                "f.yaml:5: traffic.residency: the shares add up to more than 1",
                "f.yaml:8: suppliers.default.first_token.p95: p95 is below p50; 95 % stay below it",
                "f.yaml:9: suppliers.default.faults.cutt: unknown key; did you mean cut?",
                "f.yaml:9: suppliers.default.faults: the shares of attempts add up to 1.1; at most 1",
                "f.yaml:10: suppliers.nort: the site has no such supplier; did you mean north?",
                "f.yaml:13: suppliers.south.outages[0].kind: \"gone\" is not one of refused, silent, unavailable",
                "f.yaml:13: suppliers.south.outages[1].every: has to be longer than lasts; it would never be over",
            ]
        )
    }

    @Test func `the example is valid and runs`() throws {
        let site = try SiteFile.decode(
            Sample.example(),
            environment: Sample.exampleEnvironment
        )
        let folder = Sample.root.appendingPathComponent("Examples/simulate")
        let scenario = try FaultsFile.load(
            path: folder.appendingPathComponent("faults.yaml").path,
            for: site
        )
        let csv = try Data(contentsOf: folder.appendingPathComponent("trace-synthetic.csv"))
        var setup = Setup(models: site.models, policy: site.policy, scenario: scenario)
        setup.trace = try Trace([UInt8](csv).span)
        var simulator = Simulator(setup, Extent(seed: 1, count: 400))
        simulator.run()
        #expect(simulator.violation == nil)
        #expect(simulator.tally.requests == 400)
    }

    @Test(arguments: ["[1, 2]", "suppliers: 3", "clock: {}", "traffic: { models: 7 }", "a: b: c"])
    func `another document is refused`(text: String) throws {
        #expect(try !Self.mistakes(text).isEmpty)
    }
}
