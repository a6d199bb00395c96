import Bus
import Inference
import Wire

/// One request after the other over a few supplies, with a clock that the test moves.
struct Scene {
    /// What the relay told the driver, in short.
    enum Told: Equatable {
        case send(Int, probe: Bool = false)
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
    private let streams: Bool

    /// Makes a supply for each name of `suppliers`; those of one supplier share its credential.
    ///
    /// `contexts` are their windows; nil or left out: not known.
    init(
        _ suppliers: [String] = ["a", "b", "c"],
        contexts: [Int?] = [],
        policy: Policy = .init(),
        limits: Limits = .init(),
        streams: Bool = true,
        allowed: SupplySet? = nil,
        patience: Interval? = nil,
        choices: Int = 1,
        keepsUsageChunk: Bool = false,
        seed: Int = 1
    ) {
        let supplies = suppliers.enumerated().map { place, name in
            Supply(
                supplier: Self.supplier(name),
                model: "m\(place)",
                context: place < contexts.count ? contexts[place] : nil
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
        self.streams = streams
        relay = Relay(
            route: route,
            allowed: allowed ?? .first(route.count),
            streams: streams,
            choices: choices,
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
            streams: streams,
            choices: 1,
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
        case .giveUp(let failure): return fail(failure)
        case .none, .finish: return nil
        }
    }

    mutating func fail(_ failure: AttemptFailure) -> Told {
        let action = relay.failed(failure, at: now, on: &board, using: &generator)
        return switch action {
        case .send(let attempt): .send(attempt.place, probe: attempt.isProbe)
        case .wait: .wait
        case .passOn: .passOn
        case .fail(let error): .fail(error.status, error.code)
        case .abort(let error): .abort(error.code)
        }
    }

    mutating func connect() { relay.connected(at: now) }

    /// A chunk of a chat has come.
    mutating func chunk(_ data: String) -> Relay.EventAction { event("data: \(data)\n\n") }

    mutating func event(_ text: String) -> Relay.EventAction {
        relay.received(Self.facts(text), at: now)
    }

    static func facts(_ event: String, of endpoint: Endpoint = .chatCompletions) -> EventFacts {
        let bytes = Array(event.utf8)
        return EventFacts(bytes.span, 0..<bytes.count, of: endpoint)
    }

    mutating func end() -> Relay.EndAction { relay.streamEnded(at: now, on: &board) }

    /// The attempt under way gives a whole streamed answer.
    mutating func answer() -> Relay.EndAction {
        connect()
        _ = chunk(Chunk.text)
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

    private func told(_ action: Relay.StartAction) -> Told {
        switch action {
        case .send(let attempt): .send(attempt.place, probe: attempt.isProbe)
        case .wait: .wait
        case .fail(let error): .fail(error.status, error.code)
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
