import Bus
import Inference

/// What one lane has counted.
///
/// Plain numbers: they are written by their own loop only and added up when somebody asks.
struct Counters: Sendable {
    /// One supply at one endpoint, seen as a client of the supplier.
    struct SupplyCell: Sendable {
        /// By ``AttemptFailure/labelIndex``; the last is for those that answered.
        var attempts = [UInt64](repeating: 0, count: AttemptFailure.labels.count + 1)
        var answerSeconds = Histogram(bounds: Histogram.operationSeconds)
        var failureSeconds = Histogram(bounds: Histogram.operationSeconds)
        var firstTokenSeconds = Histogram(bounds: Histogram.operationSeconds)
        var inputTokens = Histogram(bounds: Histogram.tokens)
        var outputTokens = Histogram(bounds: Histogram.tokens)

        var isEmpty: Bool { attempts.allSatisfy { $0 == 0 } }
    }

    /// One model at one endpoint, seen as the server of our clients.
    struct ModelCell: Sendable {
        var answers: UInt64 = 0
        var refusals: UInt64 = 0
        var failures: UInt64 = 0
        var abandoned: UInt64 = 0
        var failovers: UInt64 = 0
        var seconds = Histogram(bounds: Histogram.operationSeconds)
        var firstTokenSeconds = Histogram(bounds: Histogram.firstTokenSeconds)
        var perTokenSeconds = Histogram(bounds: Histogram.perTokenSeconds)
        var races = RaceCounts()
    }

    struct SupplyKey: Sendable, Hashable {
        let row: Int
        let endpoint: Endpoint
    }

    struct ModelKey: Sendable, Hashable {
        let model: String
        let endpoint: Endpoint
    }

    /// By row and endpoint; most are never used and stay empty.
    private(set) var supplies: [SupplyCell] = []
    private(set) var models: [ModelKey: ModelCell] = [:]
    var connections = 0
    private(set) var inFlight = 0
    private(set) var requests: UInt64 = 0
    /// Requests that were refused before a supply was chosen: bad input, unknown model, no key.
    var refused: UInt64 = 0
    var malformedEvents: UInt64 = 0
    /// The newest last, at most ``SupplyStatus/mostErrors``.
    private(set) var recentFailures: [(row: Int, at: Instant, what: AttemptFailure)] = []

    // MARK: Events

    mutating func requestBegan() {
        requests += 1
        inFlight += 1
    }

    /// An attempt has ended.
    ///
    /// `outcome`: Why it failed; nil when it gave the answer.
    mutating func attemptEnded(
        _ row: Int,
        _ endpoint: Endpoint,
        outcome: AttemptFailure?,
        took: Interval
    ) {
        let place = place(row, endpoint)
        supplies[place].attempts[outcome?.labelIndex ?? AttemptFailure.labels.count] += 1
        if outcome == nil {
            supplies[place].answerSeconds.record(took.seconds)
        } else {
            supplies[place].failureSeconds.record(took.seconds)
        }
    }

    mutating func failureHappened(row: Int, _ failure: AttemptFailure, at now: Instant) {
        if recentFailures.count >= SupplyStatus.mostErrors { recentFailures.removeFirst() }
        recentFailures.append((row, now, failure))
    }

    /// A request has ended.
    mutating func requestEnded(
        _ exchange: Exchange,
        _ outcome: ExchangeOutcome,
        took: Interval,
        at now: Instant
    ) {
        inFlight -= 1
        if let target = exchange.target, case .answered = outcome,
            let first = exchange.relay.firstToken
        {
            let place = place(target.row, exchange.request.endpoint)
            if exchange.relay.rescuedBy == nil {
                supplies[place].firstTokenSeconds.record(first.seconds)
            }
            if let usage = exchange.relay.billed {
                supplies[place].inputTokens.record(Double(usage.input))
                supplies[place].outputTokens.record(Double(usage.output))
            }
        }
        let key = ModelKey(
            model: exchange.request.route.model.name,
            endpoint: exchange.request.endpoint
        )
        models[key, default: ModelCell()].record(exchange, outcome, took: took)
    }

    /// The place of a cell, which is made when it is not there.
    @inline(__always)
    private mutating func place(_ row: Int, _ endpoint: Endpoint) -> Int {
        let place = row * Endpoint.allCases.count + endpoint.rawValue
        while supplies.count <= place { supplies.append(SupplyCell()) }
        return place
    }
}

extension Counters.ModelCell {
    fileprivate mutating func record(
        _ exchange: Exchange,
        _ outcome: ExchangeOutcome,
        took: Interval
    ) {
        switch outcome {
        case .answered(let status) where status < 400: answers += 1
        case .answered: refusals += 1
        case .failed: failures += 1
        case .abandoned: abandoned += 1
        }
        if case .answered = outcome, !exchange.relay.failures.isEmpty { failovers += 1 }
        seconds.record(took.seconds)
        races.record(exchange, outcome)
        guard case .answered = outcome, let first = exchange.relay.wait else { return }
        firstTokenSeconds.record(first.seconds)
        if let output = exchange.relay.wholeUsage?.output, output > 1, took > first {
            perTokenSeconds.record((took - first).seconds / Double(output - 1))
        }
    }

    mutating func add(_ other: Self) {
        answers += other.answers
        refusals += other.refusals
        failures += other.failures
        abandoned += other.abandoned
        failovers += other.failovers
        seconds.add(other.seconds)
        firstTokenSeconds.add(other.firstTokenSeconds)
        perTokenSeconds.add(other.perTokenSeconds)
        races.add(other.races)
    }
}

extension Counters.SupplyCell {
    mutating func add(_ other: Self) {
        for place in attempts.indices { attempts[place] += other.attempts[place] }
        answerSeconds.add(other.answerSeconds)
        failureSeconds.add(other.failureSeconds)
        firstTokenSeconds.add(other.firstTokenSeconds)
        inputTokens.add(other.inputTokens)
        outputTokens.add(other.outputTokens)
    }
}

extension Counters {
    /// The sum of this lane's counts and another's.
    mutating func add(_ other: Counters) {
        connections += other.connections
        inFlight += other.inFlight
        requests += other.requests
        refused += other.refused
        malformedEvents += other.malformedEvents
        while supplies.count < other.supplies.count { supplies.append(SupplyCell()) }
        for (place, cell) in other.supplies.enumerated() { supplies[place].add(cell) }
        for (key, cell) in other.models { models[key, default: ModelCell()].add(cell) }
        recentFailures = (recentFailures + other.recentFailures)
            .sorted { $0.at < $1.at }
            .suffix(SupplyStatus.mostErrors)
    }
}
