/// Which supplies a request for a model would meet now, in the order they would be asked, and why.
package struct Explanation: Sendable, Hashable, Codable {
    package struct Candidate: Sendable, Hashable, Codable {
        package var supply: SupplyStatus
        /// This is the one that a request would be sent to now.
        package var chosen: Bool
        /// Why it was chosen, or why not: `second in order`, `not in us, eu`, `breaker open for 3 s`.
        package var reason: String
        package init(supply: SupplyStatus, chosen: Bool, reason: String) {
            self.supply = supply
            self.chosen = chosen
            self.reason = reason
        }
    }

    package var model: String
    package var candidates: [Candidate]
    /// False when no gateway was asked: health and latency are not known.
    package var live: Bool

    package init(model: String, candidates: [Candidate], live: Bool) {
        self.model = model
        self.candidates = candidates
        self.live = live
    }
}
