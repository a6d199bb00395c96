import Bus
import Inference

/// What hedges, overtaking and rescues of one model have cost and brought.
struct RaceCounts: Sendable {
    /// Attempts that were made beside a slow one, and those of them that gave the answer.
    private(set) var hedges: UInt64 = 0
    private(set) var hedgesWon: UInt64 = 0
    private(set) var overtakes: UInt64 = 0
    private(set) var overtakesWon: UInt64 = 0
    /// Time that the winners have probably saved: by how much those first contents of the slow
    /// supply are later on average that are as late as it already was.
    private(set) var savedSeconds = 0.0
    /// Answers that broke off and became whole.
    private(set) var continued: UInt64 = 0
    private(set) var spliced: UInt64 = 0
    /// Answers that broke off and stayed so.
    private(set) var brokenOff: UInt64 = 0
    /// Content events of attempts that did not become the answer.
    private(set) var burntEvents: UInt64 = 0

    /// A request has ended.
    ///
    /// `exchange`: Not its relay, which would be copied.
    mutating func record(_ exchange: Exchange, _ outcome: ExchangeOutcome) {
        // Most requests are answered by the first whom they ask.
        if case .answered = outcome, exchange.relay.attemptsMade == 1 { return }
        for failed in exchange.relay.failures {
            count(failed.attempt.reason)
            burntEvents += UInt64(failed.events)
        }
        let served = exchange.relay.served?.reason
        if exchange.relay.failures.count < exchange.relay.attemptsMade, let served {
            count(served)
        }
        if case .answered = outcome {
            switch served {
            case .hedge: hedgesWon += 1
            case .overtake: overtakesWon += 1
            case .first, .retry, .rescue, nil: break
            }
            switch exchange.relay.rescuedBy {
            case .continuation: continued += 1
            case .regeneration: spliced += 1
            case .whole, nil: break
            }
        } else if case .failed = outcome, exchange.relay.hasBegun {
            brokenOff += 1
        }
        savedSeconds += exchange.relay.saved?.seconds ?? 0
    }

    private mutating func count(_ reason: Attempt.Reason) {
        switch reason {
        case .hedge: hedges += 1
        case .overtake: overtakes += 1
        case .first, .retry, .rescue: break
        }
    }

    mutating func add(_ other: Self) {
        hedges += other.hedges
        hedgesWon += other.hedgesWon
        overtakes += other.overtakes
        overtakesWon += other.overtakesWon
        savedSeconds += other.savedSeconds
        continued += other.continued
        spliced += other.spliced
        brokenOff += other.brokenOff
        burntEvents += other.burntEvents
    }
}

extension RaceCounts {
    /// One counter of the console's metrics.
    struct Family {
        let name: String
        let help: String
        /// Values of the label that tells the series apart, if there is one.
        let label: String?
        let values: [(label: String, read: @Sendable (RaceCounts) -> Double)]
    }

    static let families: [Family] = [
        Family(
            name: "busbar_hedges_total",
            help: "Attempts made beside a slow one: hedges, and attempts that overtake.",
            label: "reason",
            values: [
                ("hedge", { Double($0.hedges) }), ("overtake", { Double($0.overtakes) }),
            ]
        ),
        Family(
            name: "busbar_hedges_won_total",
            help: "Those that gave the answer.",
            label: "reason",
            values: [
                ("hedge", { Double($0.hedgesWon) }), ("overtake", { Double($0.overtakesWon) }),
            ]
        ),
        Family(
            name: "busbar_hedge_saved_seconds_total",
            help: "Time to the first content that they have saved, by the slow supply's history.",
            label: nil,
            values: [("", { $0.savedSeconds })]
        ),
        Family(
            name: "busbar_rescues_total",
            help: "Answers that broke off after content was sent, by how they went on.",
            label: "outcome",
            values: [
                ("continued", { Double($0.continued) }), ("spliced", { Double($0.spliced) }),
                ("broken_off", { Double($0.brokenOff) }),
            ]
        ),
        Family(
            name: "busbar_burnt_events_total",
            help: "Content events, a token or so each, of attempts that did not become the answer.",
            label: nil,
            values: [("", { Double($0.burntEvents) })]
        ),
    ]
}
