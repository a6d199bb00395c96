package import Bus

/// How supplies are chosen and how long they may take; the site file's `policy`.
package struct Policy: Sendable, Hashable {
    /// In which order the supplies of a model are asked.
    package enum Preference: String, Sendable, CaseIterable {
        /// As the site file lists them.
        case order
    }

    package var prefer = Preference.order
    package var connectTimeout = Interval.seconds(5)
    /// No content-bearing event until then: the attempt has failed.
    package var firstTokenTimeout = Interval.seconds(12)
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

    package init() {}
}
