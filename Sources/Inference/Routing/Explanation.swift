/// Which supplies a request for a model would meet now, by which figures, and why.
package struct Explanation: Sendable, Hashable, Codable {
    package struct Candidate: Sendable, Hashable, Codable {
        package var supply: SupplyStatus
        /// This is the one that a request would be sent to now.
        package var chosen: Bool
        /// Why it was chosen, or why not: `second in order`, `not in us, eu`, `breaker open for 3 s`.
        package var reason: String
        /// What it was compared by; nil from a gateway that is older than this.
        package var score: Score?

        package init(supply: SupplyStatus, chosen: Bool, reason: String, score: Score? = nil) {
            self.supply = supply
            self.chosen = chosen
            self.reason = reason
            self.score = score
        }
    }

    /// The figures of one supply for the request that was asked about.
    package struct Score: Sendable, Hashable, Codable {
        /// 1 is asked first; nil: it is ruled out.
        package var rank: Int?
        /// What the preference compares, the lowest first; nil when it is ruled out or unpriced.
        package var score: Double?
        /// Expected US dollars; nil is unpriced.
        package var costUSD: Double?
        /// Expected seconds to the first content; nil is unknown.
        package var firstTokenSeconds: Double?
        /// Expected grams of CO2 equivalent; nil is unknown.
        package var carbonGrams: Double?
        /// `average`, `marginal` or `unknown`.
        package var carbonKind: String
        /// What the request needs and the supply is declared to be without.
        package var lacks: [String]
        /// The share of requests that a draw of two brings here; nil when nothing is drawn.
        package var share: Double?
        /// The session's requests go here.
        package var isHome: Bool
    }

    /// The kind of request that was asked about.
    package struct Request: Sendable, Hashable, Codable {
        package var inputTokens: Int
        /// Tokens that the answer is expected to have: a mean of recent ones, or what it may have.
        package var outputTokens: Int
        package var needs: [String]
    }

    package var model: String
    /// In the order of the site file.
    package var candidates: [Candidate]
    /// False when no gateway was asked: health and latency are not known.
    package var live: Bool
    /// `order`, `cost`, `latency`, `weights` or `affinity`: what put the first one first.
    package var criterion: String?
    package var request: Request?
    /// What else has to be known to understand the order.
    package var notes: [String]?

    package init(
        model: String,
        candidates: [Candidate],
        live: Bool,
        criterion: String? = nil,
        request: Request? = nil,
        notes: [String]? = nil
    ) {
        self.model = model
        self.candidates = candidates
        self.live = live
        self.criterion = criterion
        self.request = request
        self.notes = notes
    }
}
