/// What happened in the chaos so far, as its clients saw it.
struct Score: Sendable, Equatable {
    /// Questions that came to an end.
    private(set) var requests = 0
    /// Answers that took more than one attempt.
    private(set) var failovers = 0
    /// Answers that broke off after the client had got a part, and are whole all the same.
    private(set) var rescued = 0
    /// Those of the rescued that are, word for word, what an undisturbed supplier says.
    private(set) var equal = 0
    /// How the first other one differs.
    private(set) var difference: String?
    private(set) var kills: [String: Int] = [:]
    /// Kills that hit a supplier in the middle of an answer.
    private(set) var midStreamKills = 0
    private(set) var served: [String: Int] = [:]
    /// Refused questions, cut answers and doubled ones: what must stay 0.
    private(set) var errors = 0
    /// Those of the errors that came after an answer had begun.
    private(set) var partial = 0
    /// Answers of which something came twice.
    private(set) var doubled = 0
    /// The newest last, at most ``mostReasons``.
    private(set) var reasons: [String] = []

    static let mostReasons = 5

    var totalKills: Int { kills.values.reduce(0, +) }

    /// A question came to an end.
    ///
    /// `inPeace`: What it is answered when nobody dies; nil when that is not known.
    mutating func ended(_ answer: Answer, inPeace: String? = nil) {
        requests += 1
        switch answer.ending {
        case .whole:
            if let supplier = answer.lastSupplier { served[supplier, default: 0] += 1 }
            if answer.isRescued || (answer.source?.attempts ?? 1) > 1 { failovers += 1 }
            if answer.isRescued { rescued(answer.text, inPeace) }
        case .refused(let reason):
            failed("refused: \(reason)")
        case .cut(let reason):
            partial += 1
            failed("cut: \(reason)")
        case .doubled(let what):
            doubled += 1
            failed("doubled: \(what)")
        }
    }

    mutating func killed(_ supplier: String, isMidStream: Bool = false) {
        kills[supplier, default: 0] += 1
        if isMidStream { midStreamKills += 1 }
    }

    /// The share of the whole answers that a supplier gave; 0 before the first.
    func share(of supplier: String) -> Double {
        let total = served.values.reduce(0, +)
        return total == 0 ? 0 : Double(served[supplier] ?? 0) / Double(total)
    }

    private mutating func rescued(_ text: String, _ inPeace: String?) {
        rescued += 1
        guard let inPeace else { return }
        guard text != inPeace else {
            equal += 1
            return
        }
        let common = zip(text, inPeace).prefix { $0 == $1 }.count
        let got = text.dropFirst(common).prefix(20)
        let right = inPeace.dropFirst(common).prefix(20)
        difference = difference ?? "behind \(common) characters “\(got)” instead of “\(right)”"
    }

    private mutating func failed(_ reason: String) {
        errors += 1
        reasons = (reasons + [reason]).suffix(Self.mostReasons)
    }
}
