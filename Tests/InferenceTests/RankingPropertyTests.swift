import Bus
import Inference
import Testing

/// Random supplies in random states under every preference.
@Suite struct RankingPropertyTests {
    private static func stand(_ seed: Int, _ generator: inout SplitMix64) -> Stand {
        let weights = (0..<3).map { _ in Double.random(in: 0...1, using: &generator) }
        let preferences: [Policy.Preference] = [
            .order, .cost, .latency,
            .weights(.init(cost: weights[0], latency: weights[1], carbon: weights[2] + 0.01)),
        ]
        let count = Int.random(in: 1...8, using: &generator)
        let supplies = (0..<count).map { place in
            let isPriced = Bool.random(using: &generator)
            let price = Double(Int.random(in: 0...5, using: &generator))
            let kind = CarbonIntensity.Kind.allCases.randomElement(using: &generator) ?? .average
            let hasCarbon = Bool.random(using: &generator)
            return Stand.supply(
                "s\(place)",
                price: isPriced ? (price, price * 2) : nil,
                context: [nil, 1_000, 8_000].randomElement(using: &generator) ?? nil,
                lacks: Ask.Needs(rawValue: UInt8.random(in: 0...7, using: &generator)),
                energy: Bool.random(using: &generator) ? 1.5 : nil,
                carbon: hasCarbon ? Stand.carbon(Double(100 * place), kind) : nil
            )
        }
        var stand = Stand(
            supplies,
            prefer: preferences.randomElement(using: &generator) ?? .order,
            affinity: Bool.random(using: &generator) ? .prompt : .off,
            seed: seed
        )
        for place in 0..<count {
            stand.load(place, Int.random(in: 0...12, using: &generator))
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                stand.answer(place, after: Double.random(in: 0...3, using: &generator), output: 50)
            }
            if Int.random(in: 0..<4, using: &generator) == 0 { stand.trip(place) }
        }
        return stand
    }

    private static func ask(_ generator: inout SplitMix64) -> Ask {
        Stand.ask(
            input: Int.random(in: 0...9_000, using: &generator),
            output: Bool.random(using: &generator) ? 500 : nil,
            needs: Ask.Needs(rawValue: UInt8.random(in: 0...7, using: &generator)),
            session: Bool.random(using: &generator) ? generator.next() : nil
        )
    }

    @Test(arguments: 0..<500) func `a ranking is an order of those that may be asked`(seed: Int) {
        var generator = SplitMix64(seed)
        let stand = Self.stand(seed, &generator)
        let ask = Self.ask(&generator)
        let set = SupplySet(bits: generator.next()).intersection(.first(stand.route.count))
        let order = stand.order(ask, among: set)
        #expect(order.count == set.count)
        #expect(Set(order).count == order.count)
        for place in order { #expect(set.contains(place)) }
        #expect(stand.order(ask, among: set) == order, "the same state gives the same order")
    }

    @Test(arguments: 0..<500) func `nobody is asked who may not or cannot`(seed: Int) {
        var generator = SplitMix64(seed)
        var stand = Self.stand(seed, &generator)
        let ask = Self.ask(&generator)
        let law = SupplySet(bits: generator.next()).intersection(.first(stand.route.count))
        let able = stand.route.able(ask, among: law)
        for place in 0..<stand.route.count where able.contains(place) {
            #expect(law.contains(place))
            #expect(stand.route.model.supplies[place].lacks.isDisjoint(with: ask.needs))
        }
        guard !able.isEmpty else { return }
        for _ in 0..<20 {
            if let place = stand.first(ask, allowed: able) { #expect(able.contains(place)) }
        }
    }

    /// Whoever changes how much carbon of another kind there is changes nothing.
    @Test(arguments: 0..<300) func `the two kinds of carbon are never compared`(seed: Int) {
        var generator = SplitMix64(seed)
        let count = Int.random(in: 2...6, using: &generator)
        let kinds = (0..<count).map { $0 == 0 ? CarbonIntensity.Kind.average : .marginal }
        func stand(_ generator: inout SplitMix64) -> Stand {
            let supplies = kinds.enumerated().map { place, kind in
                Stand.supply(
                    "s\(place)",
                    price: (Double(place + 1), 1),
                    energy: Double.random(in: 0...5, using: &generator),
                    carbon: Stand.carbon(Double.random(in: 0...900, using: &generator), kind)
                )
            }
            return Stand(supplies, prefer: .weights(.init(cost: 1, carbon: 100)))
        }
        let one = stand(&generator)
        let other = stand(&generator)
        #expect(one.order() == other.order())
        #expect(one.scores() == other.scores())
        #expect(one.order() == Array(0..<count), "what is left is the price")
    }

    /// Telling one's figure never makes a supply come later than not telling it, unless it is the
    /// worst figure of all.
    @Test(arguments: 0..<300) func `not telling is never rewarded`(seed: Int) {
        var generator = SplitMix64(seed)
        let count = Int.random(in: 2...6, using: &generator)
        let grams = (0..<count).map { _ in Double.random(in: 1...900, using: &generator) }
        func rank(hiding hidden: Int?) -> Int? {
            let supplies = (0..<count).map { place in
                Stand.supply(
                    "s\(place)",
                    price: (1, 1),
                    energy: place == hidden ? nil : 1,
                    carbon: Stand.carbon(grams[place])
                )
            }
            let stand = Stand(supplies, prefer: .weights(.init(cost: 1, carbon: 1)))
            return stand.order().firstIndex(of: 0)
        }
        guard let told = rank(hiding: nil), let silent = rank(hiding: 0) else { return }
        if grams[0] < (grams.dropFirst().max() ?? 0) { #expect(told <= silent) }
    }

    @Test(arguments: 0..<500) func `what is explained is what happens`(seed: Int) {
        var generator = SplitMix64(seed)
        var stand = Self.stand(seed, &generator)
        // As in a question without a word: a thousand tokens in, no bound on what comes out.
        let explanation = stand.board.explain(
            stand.route,
            allowed: .first(stand.route.count),
            at: stand.now,
            wall: { _ in 0 }
        )
        #expect(explanation.candidates.count { $0.chosen } <= 1)
        let chosen = explanation.candidates.firstIndex { $0.chosen }
        let ask = Stand.ask(input: Question.usualInput, output: nil)
        // A draw of two is explained by its shares.
        guard stand.route.policy.prefer != .latency else {
            let first = stand.first(ask).flatMap { explanation.candidates[$0].score }
            #expect(first?.share ?? 1 > 0)
            return
        }
        #expect(stand.first(ask) == chosen)
    }
}
