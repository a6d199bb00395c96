import Bus
import Planning

/// A few offers with everything that an offer can have, made up from a seed.
enum SmallPortfolio {
    static func scenario(seed: Int) -> Scenario {
        var random = SplitMix64(seed)
        func number(_ range: ClosedRange<Double>) -> Double {
            Double.random(in: range, using: &random)
        }
        func chance(_ share: Double) -> Bool { number(0...1) < share }
        let quarters = Int.random(in: 4...8, using: &random)
        var scenario = HandCase.scenario(quarters: quarters, demand: [])
        scenario.discountRate = 0.08
        scenario.chips = [
            Chip(name: "fast", vendor: "v", efficiency: 1.5, available: HandCase.quarter(1))
        ]
        scenario.campuses = [
            Campus(
                name: "c",
                region: "here",
                power: [
                    .init(from: HandCase.quarter(1), limit: 60),
                    .init(from: HandCase.quarter(3), limit: 150),
                ]
            )
        ]
        addDemands(to: &scenario, quarters: quarters)
        for place in 0..<7 {
            let start = Int.random(in: 0...2, using: &random)
            var offer = HandCase.offer(
                "offer-\(place)",
                by: ["a", "b", "c"][place % 3],
                in: place % 2 == 0 ? "here" : "there",
                from: start,
                term: Int.random(in: 3...10, using: &random),
                at: number(2e6...4e6)
            )
            offer.most = number(60...200).rounded()
            offer.least = chance(0.6) ? 20 : 0
            offer.takeOrPay = chance(0.3) ? 1 : number(0.5...0.95)
            offer.commitmentModel = chance(0.3) ? .discontinuous : .continuous
            offer.prepayment = chance(0.4) ? number(0.05...0.6) : 0
            offer.priceChange = chance(0.3) ? -0.1 : 0
            offer.ramp = chance(0.5) ? [0.4, 0.8, 1] : []
            offer.chip = chance(0.3) ? "fast" : nil
            offer.campus = place % 2 == 0 && chance(0.5) ? "c" : nil
            offer.group = chance(0.3) ? "g" : nil
            if chance(0.2) { offer.premium = 5e6 }
            if place == 5 { offer.extends = "offer-0" }
            if place == 6, chance(0.5) {
                offer.signed = 30
                offer.most = 60
            }
            scenario.offers.append(offer)
        }
        addRules(to: &scenario, isTiered: chance(0.6), isIncremental: chance(0.5))
        return scenario
    }

    private static func addDemands(to scenario: inout Scenario, quarters: Int) {
        for (place, region) in ["here", "there"].enumerated() {
            scenario.demands.append(
                HandCase.demand(
                    "chat-\(region)",
                    (0..<quarters).map { 20 + 4 * Double($0 + place) },
                    in: [region],
                    survives: 0.5,
                    unserved: 60e6
                )
            )
            scenario.spots.append(SpotMarket(region: region, limit: 100, price: 8e6))
        }
        let power = (0..<quarters).map { 60 + 8 * Double($0) }
        scenario.demands.append(
            HandCase.demand("training", power, survives: 0.3, unserved: 20e6)
        )
    }

    private static func addRules(
        to scenario: inout Scenario,
        isTiered: Bool,
        isIncremental: Bool
    ) {
        var build = HandCase.build(lead: 2, capex: 15e6, opex: 0.3e6)
        build.block = 25
        build.powerPrice = 60
        build.powerCarbon = 0.3
        build.residualPerYear = 0.6
        scenario.builds = [build]
        scenario.contingencies = HandCase.losses(of: ["a", "b", "c"]).map {
            var event = $0
            event.survivesFrom = HandCase.quarter(2)
            return event
        }
        scenario.rules.caps = [.init(source: .provider("a"), share: 0.5, from: HandCase.quarter(2))]
        scenario.rules.floors = [.init(jurisdiction: "eu", from: HandCase.quarter(3), least: 15)]
        scenario.rules.carbonPrice = 50
        scenario.finance.cash = 4e9
        scenario.finance.revenue = scenario.horizon.quarters.map { _ in 0.9e9 }
        scenario.finance.covenantMultiple = 3
        scenario.providers[2].deliveryLimit = 80
        guard isTiered else { return }
        for place in 0...1 {
            scenario.providers[place].discount = VolumeDiscount(
                model: isIncremental ? .incremental : .allUnits,
                tiers: [.init(from: 0.5e9, rate: 0.05), .init(from: 1.5e9, rate: 0.12)],
                most: place == 0 ? nil : 0.1e9
            )
        }
    }
}
