package import Bus

/// One request that is under way at one supply.
package struct Attempt: Sendable, Hashable {
    /// What the supply is asked for.
    package enum Purpose: Sendable, Hashable {
        /// The client's request as it is.
        case whole
        /// To go on where the answer broke off: the request with the text so far.
        case continuation
        /// The client's request once more; what it repeats is held back.
        case regeneration
    }

    /// Why it is made.
    package enum Reason: Sendable, Hashable, CaseIterable {
        case first
        /// An earlier one has failed.
        case retry
        /// The one under way is slower than it mostly is.
        case hedge
        /// The one under way has brought nothing within its time, and stays open.
        case overtake
        /// The answer broke off after the client had got a part.
        case rescue

        /// What logs and reports call it.
        package var name: StaticString {
            switch self {
            case .first: "first"
            case .retry: "retry"
            case .hedge: "hedge"
            case .overtake: "overtake"
            case .rescue: "rescue"
            }
        }
    }

    /// The supply's place in the route.
    package let place: Int
    /// 1 for the first of its request; tells the attempts of a request apart.
    package let number: Int
    /// It is the breaker's probe.
    package let isProbe: Bool
    package let sentAt: Instant
    package let purpose: Purpose
    package let reason: Reason

    package init(
        place: Int,
        number: Int,
        isProbe: Bool,
        sentAt: Instant,
        purpose: Purpose = .whole,
        reason: Reason = .first
    ) {
        self.place = place
        self.number = number
        self.isProbe = isProbe
        self.sentAt = sentAt
        self.purpose = purpose
        self.reason = reason
    }
}
