import Bus
import Inference
import Wire

/// One request after the other over a few supplies, with a clock that the test moves.
struct Scene {
    /// What the relay told the driver, in short.
    enum Told: Equatable {
        case send(Int, probe: Bool = false)
        case goOn
        case wait
        case passOn
        case fail(Int, String)
        case abort(String)
    }

    let route: Route
    var board: Switchboard
    var generator: SplitMix64
    var now: Instant
    var relay: Relay
    let ask: Ask
    /// The number of the attempt that events come from: the last one that was sent.
    var number = 0

    /// Makes a supply for each name of `suppliers`; those of one supplier share its credential.
    ///
    /// `contexts` are their windows; nil or left out: not known.
    init(
        _ suppliers: [String] = ["a", "b", "c"],
        contexts: [Int?] = [],
        prefill: [Prefill?] = [],
        policy: Policy = .init(),
        limits: Limits = .init(),
        streams: Bool = true,
        allowed: SupplySet? = nil,
        patience: Interval? = nil,
        choices: Int = 1,
        ask: Ask = .init(),
        keepsUsageChunk: Bool = false,
        seed: Int = 1
    ) {
        let supplies = suppliers.enumerated().map { place, name in
            Supply(
                supplier: Self.supplier(name),
                model: "m\(place)",
                context: place < contexts.count ? contexts[place] : nil,
                prefill: place < prefill.count ? prefill[place] : nil
            )
        }
        var registry = Registry()
        let catalogue = Catalogue(
            models: [Model(name: "gpt", supplies: supplies)],
            policy: policy,
            limits: limits,
            keys: nil,
            registry: &registry
        )
        route = catalogue.routes[0]
        board = Switchboard(breaker: .init(), policy: policy, limits: limits)
        board.grow(rows: registry.supplies.count, credentials: registry.suppliers.count)
        generator = SplitMix64(seed)
        now = Instant(nanoseconds: 1_000_000_000_000)
        var ask = ask
        ask.streams = streams
        ask.choices = choices
        self.ask = ask
        relay = Relay(
            route: route,
            allowed: allowed ?? .first(route.count),
            ask: ask,
            keepsUsageChunk: keepsUsageChunk,
            patience: patience,
            at: now
        )
    }

    static func supplier(_ name: String, jurisdiction: Jurisdiction = "us") -> Supplier {
        Supplier(
            name: name,
            url: BaseURL(scheme: .http, host: "localhost", port: 80, path: "/v1"),
            key: Secret("sk-\(name)"),
            region: "r",
            jurisdiction: jurisdiction
        )
    }

    /// Puts the next request in place of the one before.
    mutating func another(patience: Interval? = nil) {
        relay = Relay(
            route: route,
            allowed: .first(route.count),
            ask: ask,
            keepsUsageChunk: false,
            patience: patience,
            at: now
        )
    }

    mutating func start() -> Told {
        told(relay.start(at: now, on: &board, using: &generator))
    }

    mutating func sleep(_ time: Interval) { now = now + time }

    /// Sleeps until the relay's deadline and does what the timer says.
    mutating func wake() -> Told? {
        now = max(now, relay.deadline)
        switch relay.timerFired(at: now) {
        case .resume: return told(relay.resume(at: now, on: &board, using: &generator))
        case .giveUp(let number, let failure): return fail(failure, of: number)
        case .askAnother: return askAnother()
        case .none, .finish: return nil
        }
    }

    mutating func askAnother() -> Told {
        guard let attempt = relay.askAnother(at: now, on: &board, using: &generator) else {
            return .goOn
        }
        number = attempt.number
        return .send(attempt.place, probe: attempt.isProbe)
    }

    mutating func fail(_ failure: AttemptFailure, of number: Int? = nil) -> Told {
        let number = number ?? self.number
        let action = relay.failed(number, failure, at: now, on: &board, using: &generator)
        switch action {
        case .send(let attempt):
            self.number = attempt.number
            return .send(attempt.place, probe: attempt.isProbe)
        case .goOn: return .goOn
        case .wait: return .wait
        case .passOn: return .passOn
        case .fail(let error): return .fail(error.status, error.code)
        case .abort(let error): return .abort(error.code)
        }
    }

    mutating func connect() { relay.connected(number, at: now) }

    /// A chunk of a chat has come.
    mutating func chunk(_ data: String, from number: Int? = nil) -> Relay.EventAction {
        event("data: \(data)\n\n", from: number)
    }

    mutating func event(
        _ text: String,
        of endpoint: Endpoint = .chatCompletions,
        from number: Int? = nil
    ) -> Relay.EventAction {
        let bytes = Array(text.utf8)
        let facts = EventFacts(bytes.span, 0..<bytes.count, of: endpoint)
        return relay.received(facts, in: bytes.span, of: number ?? self.number, at: now)
    }

    /// What the beginning of an answer decides; the numbers of the attempts that lost.
    mutating func settle() -> [Int] {
        relay.mustSettle ? relay.settle(at: now, on: &board) : []
    }

    static func facts(_ event: String, of endpoint: Endpoint = .chatCompletions) -> EventFacts {
        let bytes = Array(event.utf8)
        return EventFacts(bytes.span, 0..<bytes.count, of: endpoint)
    }

    mutating func end() -> Relay.EndAction { relay.streamEnded(number, at: now, on: &board) }

    mutating func answered(_ facts: AnswerFacts) -> Relay.EndAction {
        relay.answered(facts, of: number, at: now, on: &board)
    }

    /// The attempt under way gives a whole streamed answer.
    mutating func answer() -> Relay.EndAction {
        connect()
        _ = chunk(Chunk.text)
        _ = settle()
        _ = chunk(Chunk.stop)
        return end()
    }

    /// What the board would say to a request for a place.
    func admission(_ place: Int) -> Switchboard.Admission {
        board.admission(row: route.rows[place], credential: route.credentials[place], at: now)
    }

    /// Five requests lose this place, so that its breaker opens.
    mutating func trip(_ place: Int) {
        for _ in 0..<5 {
            let row = route.rows[place]
            let probe = board.sent(row: row, at: now)
            board.failed(
                row: row,
                credential: route.credentials[place],
                probe: probe,
                .cut("reset"),
                at: now,
                using: &generator
            )
        }
    }

    mutating func told(_ action: Relay.StartAction) -> Told {
        switch action {
        case .send(let attempt):
            number = attempt.number
            return .send(attempt.place, probe: attempt.isProbe)
        case .wait: return .wait
        case .fail(let error): return .fail(error.status, error.code)
        case .abort(let error): return .abort(error.code)
        }
    }
}

extension ErrorFacts {
    /// What a body without a word says.
    static var silent: Self {
        let nothing: [UInt8] = []
        return Self(nothing.span)
    }
}

/// Chunks as suppliers send them.
enum Chunk {
    static let role =
        #"{"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#
    static let empty = #"{"id":"1","choices":[{"index":0,"delta":{},"finish_reason":null}]}"#
    static let text =
        #"{"id":"1","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}"#
    static let stop = #"{"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
    static let usage =
        #"{"id":"1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":4}}}"#
    static let error = #"{"error":{"message":"no","type":"server_error","code":null}}"#
}
