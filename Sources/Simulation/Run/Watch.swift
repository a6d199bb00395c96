import Bus
import Inference

/// What the simulator itself knows of all requests together, counted apart from the switchboard,
/// which it is compared with.
struct Watch: Sendable {
    struct Row: Sendable {
        var inFlight = 0
        var sent: UInt64 = 0
        var answered: UInt64 = 0
        /// A supplier's answer said that it is not to be asked before.
        var heldUntil = Instant(nanoseconds: .min)
        var billedInput = 0
        var billedOutput = 0
    }

    /// Counts in the second that a place of the ring stands for.
    private struct Second: Sendable {
        var number = Int64.min
        var requests = 0
        var extras = 0
        var hedges = 0
    }

    var rows: [Row]
    /// The last ten seconds, as the budgets see them.
    private var seconds = [Second](repeating: Second(), count: 10)
    /// Requests that may be hedged since the last hedge.
    private var unhedged = 0
    private let policy: Policy
    private let freeRetries: Int

    init(rows: Int, policy: Policy, limits: Limits) {
        self.rows = Array(repeating: Row(), count: rows)
        self.policy = policy
        freeRetries = limits.freeRetries
    }

    private static func second(_ now: Instant) -> Int64 { now.nanoseconds / 1_000_000_000 }

    /// The place of the second that it is.
    private mutating func place(_ now: Instant) -> Int {
        let number = Self.second(now)
        let place = Int(number % 10)
        if seconds[place].number != number {
            seconds[place] = Second()
            seconds[place].number = number
        }
        return place
    }

    mutating func began(hedgeable: Bool, at now: Instant) {
        seconds[place(now)].requests += 1
        if hedgeable { unhedged += 1 }
    }

    /// An attempt beyond its request's first was sent: whether that was within the budgets.
    mutating func madeExtra(
        _ reason: Attempt.Reason,
        at now: Instant
    ) -> Violation.Promise? {
        let place = place(now)
        seconds[place].extras += 1
        if reason == .hedge { seconds[place].hedges += 1 }
        let oldest = Self.second(now) - 9
        var (requests, extras, hedges) = (0, 0, 0)
        for second in seconds where second.number >= oldest {
            requests += second.requests
            extras += second.extras
            hedges += second.hedges
        }
        let allowed = max(Double(freeRetries), policy.retryBudget * Double(requests))
        if Double(extras) > allowed { return .retryBudget }
        guard reason == .hedge else { return nil }
        // With few requests one is saved up for; sums of shares are not exact.
        let share = policy.hedge?.budget ?? 0
        let isEarned = share * Double(unhedged) >= 1 - 1e-6
        unhedged = 0
        return Double(hedges) <= share * Double(requests) || isEarned ? nil : .hedgeBudget
    }
}
