import Bus
import Foundation
import Inference
import Testing
import Wire

@Suite struct RequestScanTests {
    private static func scan(_ body: String) throws(RequestFault) -> RequestScan {
        let bytes = Array(body.utf8)
        return try RequestScan(bytes.span)
    }

    /// The body that a supply gets.
    private static func edited(
        _ body: String,
        model: String = "supply-model",
        for endpoint: Endpoint = .chatCompletions
    ) throws -> String {
        let bytes = Array(body.utf8)
        let edits = try RequestScan(bytes.span).edits(for: endpoint)
        var changes = [(range: edits.model, text: Array(model.utf8))]
        if let usage = edits.usage { changes.append((usage.range, Array("\(usage.text)".utf8))) }
        changes.sort { $0.range.lowerBound < $1.range.lowerBound }
        var result: [UInt8] = []
        var place = 0
        for change in changes {
            precondition(change.range.lowerBound >= place, "edits never overlap")
            result += bytes[place..<change.range.lowerBound] + change.text
            place = change.range.upperBound
        }
        result += bytes[place...]
        let growth = edits.growth(modelBytes: model.utf8.count)
        #expect(result.count == bytes.count + growth)
        return String(decoding: result, as: UTF8.self)
    }

    // MARK: What is found

    @Test func `what routing needs is found anywhere in the body`() throws {
        let body =
            #" { "messages":[{"model":"no","stream":true}], "n" : 3 ,"stream":true,"model" : "gpt-4" } "#
        let scan = try Self.scan(body)
        #expect(Array(body.utf8).span.string(scan.model) == "gpt-4")
        #expect(scan.streams)
        #expect(scan.choices == 3)
        #expect(scan.streamOptions == .absent)
        #expect(!scan.asksForUsage)
        #expect(Array(body.utf8)[scan.end] == 0x7D)
    }

    @Test(
        arguments: [
            ("true", true), ("false", false), ("null", false),
        ] as [(String, Bool)]
    )
    func `stream is true only when it says so`(value: String, streams: Bool) throws {
        #expect(try Self.scan("{\"model\":\"a\",\"stream\":\(value)}").streams == streams)
    }

    @Test(
        arguments: [
            ("1", 1), ("8", 8), ("0", 1), ("-1", 1), ("null", 1), ("1.5", 1), ("\"3\"", 1),
        ] as [(String, Int)]
    )
    func `choices are at least one`(value: String, choices: Int) throws {
        #expect(try Self.scan("{\"model\":\"a\",\"n\":\(value)}").choices == choices)
    }

    // MARK: What is refused

    @Test(
        arguments: [
            ("", .json(JSONFault(reason: .truncated, offset: 0))),
            ("{\"model\":\"a\"", .json(JSONFault(reason: .truncated, offset: 12))),
            ("{\"model\":\"a\",}", .json(JSONFault(reason: .key, offset: 13))),
            ("{\"model\":\"a\" \"b\":1}", .json(JSONFault(reason: .separator, offset: 13))),
            ("{\"model\":\"a\",\"b\":tru}", .json(JSONFault(reason: .value, offset: 17))),
            ("[]", .notAnObject), ("\"model\"", .notAnObject), ("null", .notAnObject),
            ("<html>", .notAnObject), ("{\"model\":\"a\"}{", .trailingBytes(offset: 13)),
            ("{\"model\":\"a\"} x", .trailingBytes(offset: 14)), ("{}", .noModel),
            ("{\"Model\":\"a\"}", .noModel), ("{\"x\":{\"model\":\"a\"}}", .noModel),
            ("{\"model\":1}", .wrongType(key: "model", expected: "a string")),
            ("{\"model\":null}", .wrongType(key: "model", expected: "a string")),
            ("{\"model\":[\"a\"]}", .wrongType(key: "model", expected: "a string")),
            (
                "{\"model\":\"a\",\"stream\":1}",
                .wrongType(key: "stream", expected: "true or false")
            ),
            (
                "{\"model\":\"a\",\"stream\":\"true\"}",
                .wrongType(key: "stream", expected: "true or false")
            ),
            (
                "{\"model\":\"a\",\"stream_options\":[]}",
                .wrongType(key: "stream_options", expected: "an object")
            ),
            (
                "{\"model\":\"a\",\"stream_options\":true}",
                .wrongType(key: "stream_options", expected: "an object")
            ),
            ("{\"model\":\"a\",\"model\":\"b\"}", .repeatedKey("model")),
            ("{\"model\":\"a\",\"stream\":true,\"stream\":false}", .repeatedKey("stream")),
            (
                "{\"model\":\"a\",\"stream_options\":{},\"stream_options\":null}",
                .repeatedKey("stream_options")
            ),
            (
                "{\"model\":\"a\",\"stream_options\":{\"include_usage\":true,\"include_usage\":false}}",
                .repeatedKey("include_usage")
            ),
            ("{\"model\":\"a\",\"mod\\u0065l\":\"b\"}", .escapedKey("model")),
            ("{\"\\u006D\\u006f\\u0064\\u0065\\u006c\":\"b\"}", .escapedKey("model")),
            ("{\"model\":\"a\",\"str\\u0065am\":true}", .escapedKey("stream")),
            (
                "{\"model\":\"a\",\"stream_options\":{\"include\\u005fusage\":false}}",
                .escapedKey("include_usage")
            ),
        ] as [(String, RequestFault)]
    )
    func `a body that two readers could read in two ways is refused`(
        body: String,
        fault: RequestFault
    ) {
        #expect(throws: fault) { try Self.scan(body) }
        // Each fault has an error for the client that no SDK repeats.
        let error = ClientError(fault)
        #expect(error.status == 400)
        #expect(error.shouldRetry == false)
        #expect(!error.message.isEmpty)
    }

    @Test func `other keys may be spelled in any way and given twice`() throws {
        _ = try Self.scan(#"{"model":"a","t\u0065mp":1,"temp":2,"temp":3,"":0,"\\":1}"#)
    }

    // MARK: What a supply gets

    @Test(
        arguments: [
            (#"{"model":"a"}"#, #"{"model":"supply-model"}"#),
            (#"{"model":"a","stream":false}"#, #"{"model":"supply-model","stream":false}"#),
            (
                #"{"model":"a","stream":true}"#,
                #"{"model":"supply-model","stream":true,"stream_options":{"include_usage":true}}"#
            ),
            (
                #"{"stream":true,"stream_options":null,"model":"a"}"#,
                #"{"stream":true,"stream_options":{"include_usage":true},"model":"supply-model"}"#
            ),
            (
                #"{"model":"a","stream":true,"stream_options":{ }}"#,
                #"{"model":"supply-model","stream":true,"stream_options":{"include_usage":true }}"#
            ),
            (
                #"{"model":"a","stream":true,"stream_options":{"x":1}}"#,
                #"{"model":"supply-model","stream":true,"stream_options":{"include_usage":true,"x":1}}"#
            ),
            (
                #"{"model":"a","stream":true,"stream_options":{"include_usage": false,"x":1}}"#,
                #"{"model":"supply-model","stream":true,"stream_options":{"include_usage": true,"x":1}}"#
            ),
            (
                #"{"model":"a","stream":true,"stream_options":{"include_usage":true}}"#,
                #"{"model":"supply-model","stream":true,"stream_options":{"include_usage":true}}"#
            ),
            (#"{"model":"say \"a\"\\"}"#, #"{"model":"supply-model"}"#),
        ] as [(String, String)]
    )
    func `the supply gets its model's name and the wish for usage`(
        body: String,
        expected: String
    ) throws {
        #expect(try Self.edited(body) == expected)
    }

    @Test(arguments: [Endpoint.responses, .embeddings])
    func `endpoints without stream options get none`(endpoint: Endpoint) throws {
        let body = #"{"model":"a","stream":true}"#
        let expected = #"{"model":"supply-model","stream":true}"#
        #expect(try Self.edited(body, for: endpoint) == expected)
    }

    @Test func `who asks for usage is known`() throws {
        let asks = #"{"model":"a","stream":true,"stream_options":{"include_usage":true}}"#
        #expect(try Self.scan(asks).asksForUsage)
        #expect(
            try !Self.scan(asks.replacingOccurrences(of: "true}}", with: "null}}")).asksForUsage
        )
    }

    /// Random bodies: only the model and `include_usage` change, everything else stays byte for byte.
    @Test(arguments: 0..<400) func `nothing else changes`(seed: Int) throws {
        var generator = SplitMix64(seed)
        let options = [
            nil, "null", "{}", "{\"x\":[1]}", "{\"include_usage\":false,\"y\":null}",
            "{\"z\":0,\"include_usage\":true}",
        ]
        let streams = Bool.random(using: &generator)
        var members = [#""model":"gpt-\u0034""#, "\"stream\":\(streams)"]
        if let option = options.randomElement(using: &generator) ?? nil {
            members.append("\"stream_options\":\(option)")
        }
        let unknown = (0..<Int.random(in: 0...5, using: &generator)).map {
            "\"k\($0)\": \(Self.value(&generator, depth: 0))"
        }
        let body =
            "{" + (members + unknown).shuffled(using: &generator).joined(separator: " ,") + "}"
        let result = try Self.edited(body)
        for member in unknown { #expect(result.contains(member)) }
        var before = try #require(try Self.decode(body))
        let after = try #require(try Self.decode(result))
        #expect(after["model"] as? String == "supply-model")
        before["model"] = "supply-model"
        if streams {
            var wish = before["stream_options"] as? [String: Any] ?? [:]
            wish["include_usage"] = true
            before["stream_options"] = wish
        }
        #expect(NSDictionary(dictionary: before) == NSDictionary(dictionary: after))
    }

    private static func decode(_ body: String) throws -> [String: Any]? {
        try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
    }

    private static func value(_ generator: inout SplitMix64, depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 2 ? 4 : 6), using: &generator) {
        case 0: "null"
        case 1: "-1.50"
        case 2: #""a \"model\": \\ }""#
        case 3: "\"stream\""
        case 4: "[\(value(&generator, depth: depth + 1)) , \(value(&generator, depth: depth + 1))]"
        default: #"{"model":\#(value(&generator, depth: depth + 1)),"stream_options":{}}"#
        }
    }

    /// Damaged bodies: refused or read, with ranges inside; what is read is JSON.
    @Test(arguments: 0..<20) func `no damaged body traps`(seed: Int) {
        var generator = SplitMix64(seed)
        let good = Array(
            #"{"model":"gpt-4","n":2,"stream":true,"stream_options":{"include_usage":false},"x":[{}]}"#
                .utf8
        )
        let letters = Array(#"{}[]",:\ntrue0 "#.utf8)
        for _ in 0..<1_000 {
            var body = good
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<body.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: body.remove(at: place)
                case 1: body[place] = letters.randomElement(using: &generator) ?? 0
                default: body.insert(letters.randomElement(using: &generator) ?? 0, at: place)
                }
            }
            let text = String(decoding: body, as: UTF8.self)
            guard let edited = try? Self.edited(text) else { continue }
            // Escapes inside strings are not looked at.
            if !text.contains("\\"), (try? Self.decode(edited)) == nil {
                Issue.record("\(text) became \(edited)")
            }
        }
    }
}
