/// What happened in the chaos so far, as its clients saw it.
struct Score: Sendable, Equatable {
    /// Questions that came to an end.
    private(set) var requests = 0
    /// Answers that took more than one attempt.
    private(set) var failovers = 0
    private(set) var kills: [String: Int] = [:]
    private(set) var served: [String: Int] = [:]
    /// Refused questions and cut answers: what must stay 0.
    private(set) var errors = 0
    /// Those of the errors that came after an answer had begun.
    private(set) var partial = 0
    /// The newest last, at most ``mostReasons``.
    private(set) var reasons: [String] = []

    static let mostReasons = 5

    var totalKills: Int { kills.values.reduce(0, +) }

    mutating func ended(_ answer: Answer) {
        requests += 1
        switch answer.ending {
        case .whole:
            if let source = answer.source {
                served[source.supplier, default: 0] += 1
                if source.attempts > 1 { failovers += 1 }
            }
        case .refused(let reason):
            failed("refused: \(reason)")
        case .cut(let reason):
            partial += 1
            failed("cut: \(reason)")
        }
    }

    mutating func killed(_ supplier: String) {
        kills[supplier, default: 0] += 1
    }

    /// The share of the whole answers that a supplier gave; 0 before the first.
    func share(of supplier: String) -> Double {
        let total = served.values.reduce(0, +)
        return total == 0 ? 0 : Double(served[supplier] ?? 0) / Double(total)
    }

    private mutating func failed(_ reason: String) {
        errors += 1
        reasons = (reasons + [reason]).suffix(Self.mostReasons)
    }
}
