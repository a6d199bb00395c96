import Bus
import Inference
import Testing
import Wire

@Suite struct `What a body asks` {
    private static func ask(
        _ body: String,
        of endpoint: Endpoint = .chatCompletions,
        on stand: Stand = Stand([Stand.supply("a", lacks: .vision)])
    ) throws -> Ask {
        let bytes = Array(body.utf8)
        return try RequestScan(bytes.span).ask(bytes.span, of: endpoint, on: stand.route)
    }

    /// A body with these members.
    private static func body(_ members: String) -> String { "{\"model\":\"m\",\(members)}" }

    @Test(
        arguments: [
            (#""tools":[{}]"#, .tools), (#""tools":[ ]"#, []), (#""tools":null"#, []),
            (#""functions":[{"name":"f"}]"#, .tools), (#""tools":[{}],"tools":[]"#, []),
            (#""response_format":{"type":"json_schema","json_schema":{}}"#, .jsonSchema),
            (#""response_format":{"type":"json_object"}"#, []),
            (#""response_format":null"#, []), (#""response_format":"json_schema""#, []),
            (#""text":{"format":{"schema":{},"type":"json_schema"}}"#, .jsonSchema),
            (#""text":{"format":{"type":"text"},"verbosity":"low"}"#, []),
            (
                #""messages":[{"role":"user","content":[{"type":"image_url","image_url":{}}]}]"#,
                .vision
            ),
            (#""input":[{"content":[{"type":"input_image"}]}]"#, .vision),
            (#""messages":[{"role":"user","content":"say \"image_url\" to me"}]"#, []),
            (#""metadata":{"image_url":"input_image"}"#, []),
        ] as [(String, Ask.Needs)]
    )
    func `says what a supply has to be able to do`(members: String, needs: Ask.Needs) throws {
        #expect(try Self.ask(Self.body(members)).needs == needs)
    }

    @Test func `is searched for images only where a supply sees none`() throws {
        let body = Self.body(#""messages":[{"content":[{"type":"image_url"}]}]"#)
        #expect(try Self.ask(body, on: Stand([Stand.supply("a")])).needs == [])
    }

    @Test(
        arguments: [
            (#""x":1"#, nil), (#""max_tokens":5"#, 5), (#""max_tokens":5,"max_tokens":7"#, 7),
            (#""max_tokens":9,"max_completion_tokens":7"#, 7),
            (#""max_completion_tokens":9,"max_tokens":7"#, 7), (#""max_output_tokens":3"#, 3),
            (#""max_tokens":null"#, nil), (#""max_tokens":5,"max_tokens":null"#, nil),
            (#""max_tokens":-1"#, nil), (#""max_tokens":"5""#, nil),
        ] as [(String, Int?)]
    )
    func `says how long an answer may be`(members: String, tokens: Int?) throws {
        #expect(try Self.ask(Self.body(members)).outputTokens == tokens)
    }

    @Test(
        arguments: [
            (#""n":1"#, nil), (#""n":2,"logprobs":true"#, .severalChoices),
            (#""response_format":{"type":"json_schema"},"logprobs":true"#, .schema),
            (#""logprobs":true"#, .logprobs), (#""logprobs":false"#, nil),
            (#""logprobs":null"#, nil), (#""logprobs":0"#, .logprobs),
            (#""logprobs":true,"logprobs":false"#, nil), (#""top_logprobs":3"#, .logprobs),
            (#""top_logprobs":0"#, nil),
            (#""include":["message.output_text.logprobs"]"#, .logprobs),
            (#""include":["reasoning.encrypted_content"]"#, .signedReasoning),
            (#""modalities":["text","audio"]"#, .audio), (#""modalities":["text"]"#, nil),
        ] as [(String, RescueObstacle?)]
    )
    func `says why it can't be rescued`(members: String, obstacle: RescueObstacle?) throws {
        #expect(try Self.ask(Self.body(members)).unrescuable == obstacle)
    }

    @Test(
        arguments: [
            (#""store":true"#, true), (#""store":false"#, false), (#""background":true"#, true),
            (#""store":true,"store":false"#, false), (#""store":"true""#, false),
            (#""x":1"#, false),
        ]
    )
    func `says whether asking twice would do something twice`(members: String, does: Bool) throws {
        #expect(try Self.ask(Self.body(members)).hasSideEffects == does)
    }

    @Test(
        arguments: [
            (#""messages":[{"role":"user","content":"x"}]"#, true),
            (#""messages":[{"role":"user"},{"content":"x","role":"assistant"}]"#, false),
            (#""messages":[{"role":"assistant"},{"role":"user"}]"#, true),
            (#""messages":[]"#, true), (#""messages":"x""#, true), (#""messages":[7]"#, true),
        ]
    )
    func `says whether its answer may be continued`(members: String, may: Bool) throws {
        let body = Self.body(members + ",\"stream\":true")
        #expect(try Self.ask(body).mayContinue == may)
        #expect(try Self.ask(body, of: .responses).mayContinue == false)
    }

    @Test(
        arguments: [
            (#""prompt":"x""#, true), (#""prompt":["x"]"#, false), (#""prompt":[1]"#, false),
            (#""prompt":"x","echo":true"#, false), (#""prompt":"x","echo":false"#, true),
            (#""x":1"#, false),
        ]
    )
    func `of a completion is gone on with behind its one prompt`(members: String, may: Bool) throws
    {
        let ask = try Self.ask(Self.body(members), of: .completions)
        #expect(ask.mayContinue == may)
    }

    @Test(
        arguments: [
            (#""prompt":"x""#, 1), (#""prompt":["x","y"]"#, 2), (#""prompt":["x","y"],"n":3"#, 6),
            (#""prompt":[1,2,3]"#, 1), (#""prompt":[[1],[2],[3]]"#, 3), (#""prompt":[]"#, 1),
            (#""n":9999999999999999"#, 1 << 20),
        ]
    )
    func `counts the choices of every prompt`(members: String, choices: Int) throws {
        let bytes = Array(Self.body(members).utf8)
        #expect(try RequestScan(bytes.span).choices == choices)
        #expect(try Self.ask(Self.body(members), of: .completions).choices == choices)
        #expect(try Self.ask(Self.body(members), of: .responses).choices == 1)
    }

    // MARK: Length

    @Test func `has a quarter as many tokens as bytes`() throws {
        let text = String(repeating: "a", count: 400)
        let ask = try Self.ask(
            Self.body(#""messages":[{"content":"\#(text)"}],"tools":[{"x":"\#(text)"}]"#)
        )
        // Brackets, keys and quotes count like everything else.
        #expect(ask.inputTokens == (416 + 410) / 4)
        #expect(try Self.ask(Self.body(#""x":"\#(text)""#)).inputTokens == 0)
        let embedding = try Self.ask(Self.body(#""input":"\#(text)""#), of: .embeddings)
        #expect(embedding.inputTokens == 100)
        #expect(embedding.outputTokens == 0)
    }

    @Test(arguments: ["data:image/png;base64,", ""])
    func `counts a file as a thousand tokens where it matters`(prefix: String) throws {
        let file = prefix + String(repeating: "iVBORw0KGgo", count: 10_000)
        let body = Self.body(#""messages":[{"content":"\#(file)"}]"#)
        let cheap = Stand([Stand.supply("a")], prefer: .cost)
        #expect(try (1_000...1_010).contains(Self.ask(body, on: cheap).inputTokens))
        let small = Stand([Stand.supply("a", context: 8_000)])
        #expect(try (1_000...1_010).contains(Self.ask(body, on: small).inputTokens))
        #expect(try (1_000...1_010).contains(Self.ask(body).inputTokens), "it is large")
        // Where nothing hangs on it and it is small, nobody looks.
        let short = Self.body(#""messages":[{"content":"\#(file.prefix(9_000))"}]"#)
        #expect(try Self.ask(short).inputTokens > 2_200)
        #expect(try Self.ask(short, on: cheap).inputTokens < 1_010)
        let prose = String(repeating: "a quick brown fox ", count: 1_000)
        let text = Self.body(#""messages":[{"content":"\#(prose)"}]"#)
        #expect(try Self.ask(text, on: cheap).inputTokens > 4_400)
    }

    // MARK: Sessions

    private static let sticky = Stand([Stand.supply("a")], affinity: .prompt)

    private static func session(_ members: String, of endpoint: Endpoint = .chatCompletions) throws
        -> UInt64?
    {
        try ask(body(members), of: endpoint, on: sticky).affinity
    }

    @Test func `is of the session that its cache key names`() throws {
        let one = try Self.session(#""prompt_cache_key":"k","messages":[{"role":"user"}]"#)
        let other = try Self.session(#""messages":[{"role":"system"}],"prompt_cache_key":"k""#)
        #expect(one == other)
        #expect(one == Session.hash("k"), "and of the one that explain is asked about")
        #expect(try Self.session(#""prompt_cache_key":"l""#) != one)
        #expect(try Self.session(#""prompt_cache_key":"l","prompt_cache_key":"k""#) == one)
        #expect(try Self.session(#""prompt_cache_key":null"#) == nil)
        #expect(try Self.session(#""prompt_cache_key":"""#) == nil)
    }

    @Test(arguments: ["", #"{"role":"system","content":"Be kind."},"#])
    func `stays in its session while the chat grows`(system: String) throws {
        let first = system + #"{"role":"user","content":"Hi"}"#
        let second = first + #",{"role":"assistant","content":"Yes?"},{"role":"user"}"#
        let home = try Self.session(#""messages":[\#(first)]"#)
        #expect(home != nil)
        #expect(try Self.session(#""messages":[\#(second)]"#) == home)
        #expect(try Self.session(#""messages":[{"role":"user","content":"Ho"}]"#) != home)
    }

    @Test func `of a completion is told by the beginning of its prompt`() throws {
        let long = String(repeating: "once upon a time ", count: 40)
        let one = try Self.session(#""prompt":"\#(long)""#, of: .completions)
        #expect(try Self.session(#""prompt":"\#(long) and on""#, of: .completions) == one)
        #expect(try Self.session(#""prompt":"once""#, of: .completions) != one)
    }

    @Test func `has no session without the policy's word`() throws {
        #expect(try Self.ask(Self.body(#""prompt_cache_key":"k""#)).affinity == nil)
    }

    /// Damaged bodies: refused or read, never a trap.
    @Test(arguments: 0..<20) func `no damaged body traps`(seed: Int) {
        var generator = SplitMix64(seed)
        let good = Array(
            #"{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{}],"n":2,"text":{"format":{"type":"json_schema"}},"prompt":[["x"]],"stream":true,"prompt_cache_key":"k","max_tokens":4,"include":["a"]}"#
                .utf8
        )
        let letters = Array(#"{}[]",:\ntrue0 "#.utf8)
        let stand = Stand(
            [Stand.supply("a", context: 5, lacks: .vision)],
            prefer: .cost,
            affinity: .prompt
        )
        for _ in 0..<2_000 {
            var body = good
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<body.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: body.remove(at: place)
                case 1: body[place] = letters.randomElement(using: &generator) ?? 0
                default: body.insert(letters.randomElement(using: &generator) ?? 0, at: place)
                }
            }
            guard let scan = try? RequestScan(body.span) else { continue }
            for endpoint in Endpoint.allCases {
                let ask = scan.ask(body.span, of: endpoint, on: stand.route)
                #expect(ask.inputTokens >= 0)
            }
        }
    }
}
