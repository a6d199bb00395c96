import Bus
import Inference

extension Setup {
    /// The world in which the simulator's speed is measured, and in which CI looks for broken
    /// promises: three supplies, in two jurisdictions, two of which go on with a half-written message.
    ///
    /// `hasTroubles`: Everything that can go wrong does; else nothing.
    package static func benchmark(hasTroubles: Bool) -> Setup {
        let supplies = [
            supply("north", "us", .trailing, Money.dollars(0.15), Money.dollars(0.60)),
            supply("south", "eu", nil, Money.dollars(0.20), Money.dollars(0.40)),
            supply("west", "us", .continueFinalMessage, Money.dollars(0.30), Money.dollars(1.20)),
        ]
        var setup = Setup(models: [Model(name: "model", supplies: supplies)])
        setup.scenario.traffic.rate = 100
        guard hasTroubles else { return setup }
        setup.policy.hedge = Policy.Hedge(after: .percentile(0.95), budget: 0.05)
        var troubled = Behavior()
        for fault in Fault.allCases where !fault.isOfRescue { troubled[fault] = 0.004 }
        troubled[.diverges] = 0.2
        troubled[.refusesPrefill] = 0.02
        troubled[.echoesPrefix] = 0.3
        troubled.tail = Behavior.Tail(share: 0.01, delay: .seconds(15))
        troubled.rateLimit = Behavior.RateLimit(perMinute: 5_500, retryAfter: .seconds(2))
        setup.scenario.standard = troubled
        // Each supply is gone at another time, in another way, and they overlap now and then.
        for (place, kind) in Behavior.Outage.Kind.allCases.enumerated() {
            var own = troubled
            own.outages = [
                Behavior.Outage(
                    kind: kind,
                    begins: .seconds(20 + 70 * place),
                    lasts: .seconds(15),
                    every: .seconds(240 + 30 * place)
                )
            ]
            if place == 1 { own.rateLimit?.retryAfter = nil }
            setup.scenario.behaviors[supplies[place].supplier.name] = own
        }
        setup.scenario.traffic.streamed = 0.9
        setup.scenario.traffic.sideEffects = 0.03
        setup.scenario.traffic.unrescuable = 0.03
        setup.scenario.traffic.residency = [
            Traffic.Residency(share: 0.2, jurisdictions: ["us"]),
            Traffic.Residency(share: 0.05, jurisdictions: ["eu"]),
            Traffic.Residency(share: 0.005, jurisdictions: ["jp"]),
        ]
        setup.scenario.clients.disconnectShare = 0.01
        setup.scenario.clockSteps = [
            ClockStep(at: .seconds(50), by: .seconds(20), every: .seconds(300))
        ]
        return setup
    }

    private static func supply(
        _ name: String,
        _ jurisdiction: Jurisdiction,
        _ prefill: Prefill?,
        _ input: Money,
        _ output: Money
    ) -> Supply {
        let supplier = Supplier(
            name: name,
            url: BaseURL(scheme: .http, host: "localhost", port: 80, path: ""),
            key: nil,
            region: name,
            jurisdiction: jurisdiction
        )
        return Supply(
            supplier: supplier,
            model: "model",
            price: TokenPrice(input: input, output: output),
            prefill: prefill
        )
    }
}
