package import Bus

/// How supplies are chosen and how long they may take; the site file's `policy`.
package struct Policy: Sendable, Hashable {
    /// In which order the supplies of a model are asked.
    package enum Preference: Sendable, Hashable {
        /// As the site file lists them.
        case order
        /// The cheapest for this request first.
        case cost
        /// The better of two that are drawn at random, by first-token time and load.
        case latency
        /// The lowest sum of weighted figures first.
        case weights(Weights)
    }

    /// How much each figure counts; not negative, and not all zero.
    package struct Weights: Sendable, Hashable {
        package let cost: Double
        package let latency: Double
        package let carbon: Double

        package init(cost: Double = 0, latency: Double = 0, carbon: Double = 0) {
            precondition(cost >= 0 && latency >= 0 && carbon >= 0)
            precondition(cost + latency + carbon > 0)
            self.cost = cost
            self.latency = latency
            self.carbon = carbon
        }
    }

    /// What makes requests stay with a supply.
    package enum Affinity: String, Sendable, CaseIterable {
        case off
        /// The `prompt_cache_key`, or the leading messages: a supply's prompt cache stays warm.
        case prompt
    }

    /// What happens to a stream that was cut after content was sent.
    package enum Rescue: String, Sendable, CaseIterable {
        /// The client gets a typed error.
        case off
        /// Another supply goes on with the text so far, where it can.
        case `continue`
        /// Where none can go on, the answer is made again and spliced to what was sent.
        case splice
    }

    /// When a second supply is asked beside a slow one.
    package struct Hedge: Sendable, Hashable {
        /// How long the first one has.
        package enum Delay: Sendable, Hashable {
            case fixed(Interval)
            /// This share, 0…1, of the supply's own recent first-token times.
            case percentile(Double)
        }

        package var after: Delay
        /// Hedges per request, averaged over 10 s; above 0, at most 1.
        package var budget: Double

        package init(after: Delay, budget: Double) {
            precondition(budget > 0 && budget <= 1)
            self.after = after
            self.budget = budget
        }
    }

    /// How long a supply may take to its first content.
    package enum Patience: Sendable, Hashable {
        case fixed(Interval)
        /// Learned from the supply's own history.
        case auto
    }

    /// The limit where none is given and nothing was learned.
    package static let firstTokenDefault = Interval.seconds(12)

    package var prefer = Preference.order
    /// Off: who lists supplies in an order expects the first one to be asked, and affinity spreads
    /// the sessions over all of them.
    package var affinity = Affinity.off
    package var connectTimeout = Interval.seconds(5)
    /// No content-bearing event until then: another supply is asked beside it.
    package var firstTokenTimeout = Patience.fixed(firstTokenDefault)
    /// A `Retry-After` up to this is waited for; a longer one means another supply.
    package var retryAfterWait = Interval.seconds(3)
    /// Silence in mid-stream: the attempt has failed.
    package var idleTimeout = Interval.seconds(15)
    /// Not streamed, and no whole answer until then: the attempt has failed.
    package var responseTimeout = Interval.seconds(120)
    /// No request lives longer.
    package var totalTimeout = Interval.seconds(600)
    /// Attempts of one request over all supplies, at least 1.
    package var attempts = 4
    /// Extra attempts per request, averaged over 10 s.
    package var retryBudget = 0.2
    /// Whether a content-policy refusal is offered to the next supply.
    package var contentPolicyFailover = false
    package var rescue = Rescue.splice
    /// nil: no request is hedged.
    package var hedge: Hedge?

    package init() {}
}
