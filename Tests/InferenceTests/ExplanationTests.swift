import Bus
import Inference
import Testing

@Suite struct `An explanation` {
    private static func explain(_ stand: Stand, _ question: Question = Question()) -> Explanation {
        stand.board.explain(
            stand.route,
            question,
            allowed: stand.route.allowed(key: nil, request: question.jurisdictions),
            at: stand.now,
            wall: { _ in 0 }
        )
    }

    private static func question(
        jurisdictions: String? = nil,
        input: String? = nil,
        output: String? = nil,
        needs: String? = nil,
        cacheKey: String? = nil
    ) throws(Question.Mistake) -> Question {
        try Question(
            jurisdictions: jurisdictions,
            inputTokens: input,
            outputTokens: output,
            needs: needs,
            cacheKey: cacheKey
        )
    }

    @Test func `of an order says who is out of service and why`() {
        var stand = Stand(["a", "b", "c"].map { Stand.supply($0) })
        stand.trip(0)
        let explanation = Self.explain(stand)
        #expect(explanation.candidates.map(\.chosen) == [false, true, false])
        #expect(
            explanation.candidates.map(\.reason) == [
                "its breaker is open for 5.0 s", "first in order that is in service",
                "number 2 in order",
            ]
        )
        #expect(explanation.criterion == "order")
        #expect(explanation.candidates.map { $0.score?.rank } == [3, 1, 2])
    }

    @Test func `gives every figure, or says that it is unknown`() throws {
        var stand = Stand(
            [
                Stand.supply("a", lacks: [.vision], energy: 1),
                Stand.supply("b", price: (1, 2), energy: 2, carbon: Stand.carbon(500)),
                Stand.supply("c", price: (9, 9), jurisdiction: "eu"),
            ],
            prefer: .cost
        )
        stand.answer(1, after: 0.25)
        let explanation = Self.explain(
            stand,
            try Self.question(jurisdictions: "us", input: "2000", output: "100", needs: "vision")
        )
        #expect(
            [explanation.request?.inputTokens, explanation.request?.outputTokens] == [2_000, 100]
        )
        #expect(
            explanation.candidates.map(\.reason) == [
                "ruled out: has no vision", "the cheapest", "ruled out: runs under the law of eu",
            ]
        )
        let scores = explanation.candidates.compactMap(\.score)
        #expect(scores.map(\.rank) == [nil, 1, nil])
        #expect(scores[0].lacks == ["vision"])
        #expect(scores[0].costUSD == nil)
        #expect(scores[0].carbonKind == "unknown" && scores[0].carbonGrams == nil)
        #expect(scores[1].costUSD == 0.0022)
        #expect(scores[1].firstTokenSeconds == 0.25)
        // 2100 tokens · 2 Wh a thousand · 500 g a kWh.
        #expect(scores[1].carbonGrams.map { ($0 * 1e6).rounded() } == 2_100_000)
        #expect(scores[1].carbonKind == "average")
        #expect(scores[2].costUSD.map { ($0 * 1e6).rounded() } == 18_900)
        #expect(explanation.candidates.map(\.chosen) == [false, true, false])
    }

    @Test func `of a draw says how often each one is first`() {
        var stand = Stand(["a", "b", "c"].map { Stand.supply($0) }, prefer: .latency)
        for place in 0..<3 { stand.answer(place, after: Double(place + 1)) }
        #expect(
            Self.explain(stand).candidates.map(\.reason) == [
                "number 1 by latency, first in 67 % of the draws of two",
                "number 2 by latency, first in 33 % of the draws of two",
                "number 3 by latency, first in 0 % of the draws of two",
            ]
        )
    }

    @Test func `of weights says what was left out`() {
        let supplies = [
            Stand.supply("a", price: (1, 1), energy: 1, carbon: Stand.carbon(1)),
            Stand.supply("b", price: (2, 2), energy: 1, carbon: Stand.carbon(1, .marginal)),
        ]
        let mixed = Stand(supplies, prefer: .weights(.init(cost: 1, carbon: 1)))
        #expect(
            Self.explain(mixed).notes == [
                "carbon is left out: average and marginal figures are not compared with each other"
            ]
        )
        #expect(Self.explain(mixed).candidates[1].reason == "number 2 by weights, with 2.0")
        let unknown = Stand(
            [supplies[0], Stand.supply("c")],
            prefer: .weights(.init(carbon: 1))
        )
        #expect(
            Self.explain(unknown).notes == [
                "where carbon is unknown, it counts as the worst that is known"
            ]
        )
    }

    @Test func `of a session says where its home is`() throws {
        var stand = Stand(["a", "b", "c"].map { Stand.supply($0) }, affinity: .prompt)
        #expect(Self.explain(stand).notes?.count == 1)
        let question = try Self.question(cacheKey: "team-1")
        let explanation = Self.explain(stand, question)
        #expect(explanation.criterion == "affinity")
        let home = try #require(explanation.candidates.firstIndex { $0.chosen })
        #expect(explanation.candidates[home].reason == "the session's home")
        #expect(explanation.candidates.map { $0.score?.isHome == true }.filter { $0 }.count == 1)
        #expect(stand.first(question.ask) == home)
        stand.load(home, 30)
        let crowded = Self.explain(stand, question)
        #expect(crowded.candidates[home].reason == "30 in flight: too many to take a session")
        #expect(crowded.candidates[home].chosen == false)
    }

    @Test func `of a long request says which windows seem too small`() throws {
        let stand = Stand([Stand.supply("a", context: 1_000), Stand.supply("b")])
        let explanation = Self.explain(stand, try Self.question(input: "5000"))
        #expect(
            explanation.candidates.map(\.reason) == [
                "its window of 1000 tokens seems too small: asked after the others",
                "first in order that is in service",
            ]
        )
        #expect(explanation.candidates.map(\.chosen) == [false, true])
        let alone = Stand([Stand.supply("a", context: 1_000)])
        #expect(
            Self.explain(alone, try Self.question(input: "5000")).candidates[0].reason
                == "every window seems too small; its 1000 tokens are the most"
        )
    }

    @Test(
        arguments: [
            ("x", nil, nil, "'x' is no number of input tokens: write 0 to 1000000000."),
            (nil, "-4", nil, "'-4' is no number of output tokens: write 0 to 1000000000."),
            (
                nil, nil, "tools,wings",
                "'wings' is not one of the needs tools, vision, json_schema."
            ),
        ] as [(String?, String?, String?, String)]
    )
    func `needs a question that can be answered`(
        input: String?,
        output: String?,
        needs: String?,
        message: String
    ) {
        #expect(throws: Question.Mistake(description: message)) {
            try Self.question(input: input, output: output, needs: needs)
        }
    }
}
