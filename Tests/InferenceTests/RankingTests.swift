import Bus
import Inference
import Testing
import Wire

@Suite struct `The order of supplies` {
    @Test func `is the site file's, and then nothing is compared`() {
        let stand = Stand([Stand.supply("a"), Stand.supply("b"), Stand.supply("c")])
        let ranking = stand.board.ranking(
            Stand.ask(),
            on: stand.route,
            among: .first(3),
            at: stand.now
        )
        #expect(ranking.candidates.isEmpty)
        #expect(stand.order() == [0, 1, 2])
    }

    // MARK: Cost

    @Test func `by cost depends on how much goes in and how much comes out`() {
        // 100 in and 200 out: a 0.000205, b 0.00007, c unpriced, d 0.00021.
        let stand = Stand(
            [
                Stand.supply("a", price: (0.05, 1)), Stand.supply("b", price: (0.5, 0.1)),
                Stand.supply("c"), Stand.supply("d", price: (0.1, 1)),
            ],
            prefer: .cost
        )
        let ask = Stand.ask(input: 100, output: 200)
        #expect(stand.order(ask) == [1, 0, 3, 2])
        #expect(stand.scores(ask)[1] == 0.000_07)
        #expect(stand.scores(ask)[2] == .infinity)
        // 10,000 in and 10 out: a 0.00051, b 0.005001, d 0.00101.
        #expect(stand.order(Stand.ask(input: 10_000, output: 10)) == [0, 3, 1, 2])
    }

    @Test func `by cost asks a free supply first and an unpriced one last`() {
        let stand = Stand(
            [
                Stand.supply("a"), Stand.supply("b", price: (1, 1)),
                Stand.supply("c", price: (0, 0)), Stand.supply("d", price: (1, 1)),
            ],
            prefer: .cost
        )
        #expect(stand.order() == [2, 1, 3, 0])
    }

    @Test func `by cost expects as much output as the recent answers had`() {
        var stand = Stand(
            [Stand.supply("a", price: (1, 10)), Stand.supply("b", price: (2, 1))],
            prefer: .cost
        )
        // Nothing seen: 256 tokens. a 0.00356, b 0.002256.
        let ask = Stand.ask(input: 1_000, output: nil)
        #expect(stand.order(ask) == [1, 0])
        for _ in 0..<9 { stand.answer(0, after: 0.1, output: 10) }
        stand.answer(1, after: 0.1, output: 20)
        // A mean of 11: a 0.00111, b 0.002011.
        #expect(stand.order(ask) == [0, 1])
        let cost = stand.scores(ask)[0] ?? 0
        #expect(abs(cost - 0.001_11) < 0.000_001)
        // No more than the request allows.
        #expect(stand.scores(Stand.ask(input: 1_000, output: 1))[0] == 0.001_01)
    }

    @Test func `an embedding needs no price for output`() {
        let price = UnitPrice(TokenPrice(input: .dollars(2), output: nil))
        #expect(price.cost(input: 1_000, output: 0) == 0.002)
        #expect(price.cost(input: 1_000, output: 1) == nil)
        #expect(UnitPrice(TokenPrice()).cost(input: 0, output: 0) == nil)
    }

    // MARK: Latency

    @Test func `by latency multiplies the time by the load`() {
        var stand = Stand([Stand.supply("a"), Stand.supply("b")], prefer: .latency)
        stand.answer(0, after: 0.25)
        stand.answer(1, after: 0.5)
        #expect(stand.order() == [0, 1])
        stand.load(0, 1)
        // 0.25 × 2 = 0.5 × 1: the site file decides.
        #expect(stand.scores() == [0: 0.5, 1: 0.5])
        #expect(stand.order() == [0, 1])
        stand.load(0, 1)
        #expect(stand.order() == [1, 0])
    }

    @Test func `by latency tries a supply without history, with one request at a time at first`() {
        var stand = Stand([Stand.supply("a"), Stand.supply("b")], prefer: .latency)
        stand.answer(0, after: 0.1)
        #expect(stand.order() == [1, 0])
        stand.load(1, 1)
        // As fast as the fastest, but there is one before it.
        #expect(stand.order() == [0, 1])
        #expect(stand.scores()[1] == 0.2)
    }

    @Test func `the better of two drawn ones is asked first, and the worst never`() {
        var stand = Stand(
            ["a", "b", "c", "d"].map { Stand.supply($0) },
            prefer: .latency
        )
        for place in 0..<4 { stand.answer(place, after: Double(4 - place)) }
        stand.trip(3)
        #expect(stand.order() == [2, 1, 0, 3], "what is out of service comes last")
        let counts = Self.firsts(of: &stand, requests: 3_000)
        // Three conduct: the best has two thirds, the second one third.
        #expect(abs(counts[2] - 2_000) < 120)
        #expect(abs(counts[1] - 1_000) < 120)
        #expect(counts[0] == 0 && counts[3] == 0)
        let ranking = stand.board.ranking(
            Stand.ask(),
            on: stand.route,
            among: .first(4),
            at: stand.now
        )
        #expect((0..<4).map { ranking.share(at: $0) } == [2.0 / 3, 1.0 / 3, 0, nil])
    }

    @Test func `a draw between equals favours nobody`() {
        var stand = Stand(["a", "b", "c"].map { Stand.supply($0) }, prefer: .latency)
        let counts = Self.firsts(of: &stand, requests: 3_000)
        for count in counts { #expect(abs(count - 1_000) < 120) }
    }

    /// How often each place is the first that a relay asks; nothing stays in flight.
    private static func firsts(of stand: inout Stand, requests: Int) -> [Int] {
        var counts = Array(repeating: 0, count: stand.route.count)
        for _ in 0..<requests {
            if let place = stand.first() { counts[place] += 1 }
        }
        return counts
    }

    // MARK: Weights

    private static let weighed = [
        Stand.supply("a", price: (1, 1), energy: 2, carbon: Stand.carbon(100)),
        Stand.supply("b", price: (2, 2), energy: 1, carbon: Stand.carbon(100)),
        Stand.supply("c", price: (4, 4), energy: 1, carbon: Stand.carbon(50)),
    ]

    @Test func `by weights is a sum of multiples of the best`() {
        let stand = Stand(
            Self.weighed,
            prefer: .weights(.init(cost: 1, carbon: 0.5))
        )
        // 1000 tokens: grams 0.2, 0.1, 0.05; a 1 + 0.5·4, b 2 + 0.5·2, c 4 + 0.5·1.
        #expect(stand.scores() == [0: 3, 1: 3, 2: 4.5])
        #expect(stand.order() == [0, 1, 2])
        let greener = Stand(Self.weighed, prefer: .weights(.init(cost: 1, carbon: 2)))
        #expect(greener.scores() == [0: 9, 1: 6, 2: 6])
        #expect(greener.order() == [1, 2, 0])
    }

    @Test func `what is unknown counts as the worst that is known`() {
        let stand = Stand(
            Self.weighed + [Stand.supply("d")],
            prefer: .weights(.init(cost: 1, carbon: 1))
        )
        #expect(stand.scores()[3] == 8, "4 for the price and 4 for the carbon")
        #expect(stand.order().last == 3)
    }

    @Test func `what nobody knows decides nothing`() {
        let stand = Stand(
            [Stand.supply("a"), Stand.supply("b")],
            prefer: .weights(.init(cost: 1, carbon: 1))
        )
        #expect(stand.scores() == [0: 0, 1: 0])
    }

    @Test func `what costs nothing is better than the best price, and divides nothing`() {
        let stand = Stand(
            [
                Stand.supply("a", price: (2, 2)), Stand.supply("b", price: (0, 0)),
                Stand.supply("c", price: (1, 1)),
            ],
            prefer: .weights(.init(cost: 1))
        )
        #expect(stand.scores() == [0: 2, 1: 0, 2: 1])
    }

    @Test func `average and marginal are never compared`() {
        let stand = Stand(
            [
                Stand.supply("a", price: (1, 1), energy: 9, carbon: Stand.carbon(900)),
                Stand.supply("b", price: (2, 2), energy: 1, carbon: Stand.carbon(1, .marginal)),
            ],
            prefer: .weights(.init(cost: 1, carbon: 1_000))
        )
        #expect(stand.scores() == [0: 1, 1: 2], "carbon is left out altogether")
        let ranking = stand.board.ranking(
            Stand.ask(),
            on: stand.route,
            among: .first(2),
            at: stand.now
        )
        #expect(ranking.carbonIsMixed)
    }

    @Test func `a supply that is out of service sets no scale`() {
        var stand = Stand(
            [
                Stand.supply("a", price: (1, 1)), Stand.supply("b", price: (2, 2)),
                Stand.supply("c", price: (4, 4), energy: 1, carbon: Stand.carbon(9, .marginal)),
            ],
            prefer: .weights(.init(cost: 1))
        )
        stand.trip(0)
        #expect(stand.order() == [1, 2, 0])
        #expect(stand.scores() == [0: 0.5, 1: 1, 2: 2])
    }

    // MARK: What a supply can do

    @Test func `those that are declared unable are ruled out`() {
        let stand = Stand([
            Stand.supply("a", lacks: [.tools]), Stand.supply("b", lacks: [.vision, .jsonSchema]),
            Stand.supply("c"),
        ])
        func able(_ needs: Ask.Needs) -> [Int] {
            let set = stand.route.able(Stand.ask(needs: needs), among: .first(3))
            return (0..<3).filter { set.contains($0) }
        }
        #expect(able([]) == [0, 1, 2])
        #expect(able([.tools]) == [1, 2])
        #expect(able([.tools, .vision]) == [2])
        var only = SupplySet()
        only.insert(0)
        #expect(stand.route.able(Stand.ask(needs: .tools), among: only).isEmpty)
    }

    @Test func `who can't is named with what it lacks`() {
        let stand = Stand([
            Stand.supply("a", lacks: [.tools]), Stand.supply("b", lacks: [.vision, .tools]),
            Stand.supply("c"),
        ])
        var allowed = SupplySet()
        allowed.insert(0)
        allowed.insert(1)
        let error = ClientError.noSupplyCan(
            stand.route,
            Stand.ask(needs: [.tools, .vision]),
            allowed: allowed
        )
        #expect(error.status == 400)
        #expect(error.code == "no_supply_can")
        #expect(error.param == "tools")
        #expect(error.shouldRetry == false)
        #expect(
            error.message == """
                No supply of 'gpt' can take this request, which needs tools and vision: a/m (no \
                tools), b/m (no tools, no vision), and residency rules out 1 other. Nothing was sent.
                """
        )
    }

    @Test func `a window that seems too small is asked last, the largest first`() {
        let stand = Stand([
            Stand.supply("a", context: 2_000), Stand.supply("b", context: 8_000),
            Stand.supply("c", context: 4_000), Stand.supply("d"),
        ])
        #expect(stand.order(Stand.ask(input: 1_000, output: 1_000)) == [0, 1, 2, 3])
        #expect(stand.order(Stand.ask(input: 1_001, output: 1_000)) == [1, 2, 3, 0])
        #expect(stand.order(Stand.ask(input: 5_000, output: nil)) == [1, 3, 2, 0])
        #expect(stand.order(Stand.ask(input: 9_000)) == [3, 1, 2, 0])
        var bounded = SupplySet.first(3)
        bounded.remove(1)
        #expect(stand.order(Stand.ask(input: 9_000), among: bounded) == [2, 0])
    }
}

@Suite struct `The record of a decision` {
    @Test func `is plain when the first of the file was asked`() throws {
        let stand = Stand([Stand.supply("a"), Stand.supply("b")])
        let ranking = stand.board.ranking(
            Stand.ask(),
            on: stand.route,
            among: .first(2),
            at: stand.now
        )
        let record = Ranking.Record(ranking, chosen: 0, of: 2, passedOver: .init())
        #expect(record.isPlain)
        var line = JSONText()
        line.beginObject()
        record.write(to: &line, on: stand.route)
        line.endObject()
        #expect(
            String(decoding: line.bytes, as: UTF8.self)
                == #"{"choice":{"by":"order","of":2,"supplies":[{"supply":"a/m","why":"chosen"}]}}"#
        )
    }

    @Test func `spells out every figure, and null where there is none`() {
        var stand = Stand(
            [
                Stand.supply("a"), Stand.supply("b", price: (1, 1)),
                Stand.supply("c", price: (2, 2), energy: 1, carbon: Stand.carbon(500)),
            ],
            prefer: .cost
        )
        stand.trip(1)
        let ranking = stand.board.ranking(
            Stand.ask(),
            on: stand.route,
            among: .first(3),
            at: stand.now
        )
        var passed = Ranking.PassedOver()
        passed.open.insert(1)
        let record = Ranking.Record(ranking, chosen: 2, of: 3, passedOver: passed)
        #expect(!record.isPlain)
        var line = JSONText()
        line.beginObject()
        record.write(to: &line, on: stand.route)
        line.endObject()
        #expect(
            String(decoding: line.bytes, as: UTF8.self) == """
                {"choice":{"by":"cost","of":3,"supplies":[\
                {"supply":"c/m","why":"chosen","in_flight":0,"cost_usd":0.002,\
                "first_token_s":null,"carbon_g":0.5,"carbon_kind":"average","score":0.002},\
                {"supply":"a/m","why":"later in order","in_flight":0,"cost_usd":null,\
                "first_token_s":null,"carbon_g":null},\
                {"supply":"b/m","why":"breaker open","in_flight":0,"cost_usd":0.001,\
                "first_token_s":null,"carbon_g":null,"score":0.001}]}}
                """
        )
    }

    @Test func `is bounded however many supplies there are`() {
        let stand = Stand((0..<64).map { Stand.supply("s\($0)") }, prefer: .cost)
        let ranking = stand.board.ranking(
            Stand.ask(),
            on: stand.route,
            among: .first(64),
            at: stand.now
        )
        let record = Ranking.Record(ranking, chosen: 0, of: 64, passedOver: .init())
        var line = JSONText()
        line.beginObject()
        record.write(to: &line, on: stand.route)
        line.endObject()
        #expect(line.bytes.count < 1_200)
    }
}
