/// What a running gateway looks like at one moment, for the console and `busbar explain`.
package struct GatewayStatus: Sendable, Hashable, Codable {
    /// Seconds since 1970, UTC.
    package var time: Double
    package var uptimeSeconds: Double
    /// Where clients connect: `http://127.0.0.1:8080/v1`.
    package var endpoint: String
    /// No new requests are accepted; the running ones finish.
    package var draining: Bool
    package var clientConnections: Int
    package var requestsInFlight: Int
    /// Since the start.
    package var requests: UInt64
    /// Requests that were served by another supply than the first one that was asked.
    package var failovers: UInt64
    /// Requests whose client got an error that was not the client's own (5xx, cut streams).
    package var clientErrors: UInt64
    package var supplies: [SupplyStatus]
    /// The newest first, at most ``SupplyStatus/mostErrors``.
    package var recentErrors: [SupplyStatus.Failure]

    package init(
        time: Double,
        uptimeSeconds: Double,
        endpoint: String,
        draining: Bool,
        clientConnections: Int,
        requestsInFlight: Int,
        requests: UInt64,
        failovers: UInt64,
        clientErrors: UInt64,
        supplies: [SupplyStatus],
        recentErrors: [SupplyStatus.Failure]
    ) {
        self.time = time
        self.uptimeSeconds = uptimeSeconds
        self.endpoint = endpoint
        self.draining = draining
        self.clientConnections = clientConnections
        self.requestsInFlight = requestsInFlight
        self.requests = requests
        self.failovers = failovers
        self.clientErrors = clientErrors
        self.supplies = supplies
        self.recentErrors = recentErrors
    }
}

/// One supply of one model as it is now.
package struct SupplyStatus: Sendable, Hashable, Codable {
    package static let mostErrors = 20

    package struct Failure: Sendable, Hashable, Codable {
        /// Seconds since 1970, UTC.
        package var time: Double
        /// `supplier/model`.
        package var supply: String
        /// What happened, without content and without secrets.
        package var what: String
        package init(time: Double, supply: String, what: String) {
            self.time = time
            self.supply = supply
            self.what = what
        }
    }

    package enum Health: String, Sendable, Hashable, Codable, CaseIterable {
        /// Its breaker is closed.
        case healthy
        /// It came back and its share is growing.
        case recovering
        /// One probe is out.
        case probing
        /// Its breaker is open.
        case down
        /// It asked for patience: a rate limit.
        case waiting
        /// Its credential was refused; an operator has to act.
        case locked
        /// No gateway was asked.
        case unknown
    }

    /// What clients call the model.
    package var model: String
    package var supplier: String
    /// What the supplier calls the model.
    package var supplierModel: String
    package var region: String
    package var jurisdiction: String
    package var contract: String?
    /// USD per million tokens; nil is unpriced.
    package var inputPrice: Double?
    package var outputPrice: Double?
    package var health: Health
    /// Why it is not healthy, or what a request would meet; empty when there is nothing to say.
    package var note: String
    /// Share of the model's answers of the last minute, 0…1; nil when there were none.
    package var share: Double?
    package var inFlight: Int
    /// Since the start.
    package var attempts: UInt64
    package var failures: UInt64
    package var answers: UInt64
    /// Seconds, over the last 512 answers; nil before the first.
    package var firstTokenP50: Double?
    package var firstTokenP95: Double?
    package var lastFailure: Failure?

    package init(
        model: String,
        supplier: String,
        supplierModel: String,
        region: String,
        jurisdiction: String,
        contract: String?,
        inputPrice: Double?,
        outputPrice: Double?,
        health: Health,
        note: String,
        share: Double?,
        inFlight: Int,
        attempts: UInt64,
        failures: UInt64,
        answers: UInt64,
        firstTokenP50: Double?,
        firstTokenP95: Double?,
        lastFailure: Failure?
    ) {
        self.model = model
        self.supplier = supplier
        self.supplierModel = supplierModel
        self.region = region
        self.jurisdiction = jurisdiction
        self.contract = contract
        self.inputPrice = inputPrice
        self.outputPrice = outputPrice
        self.health = health
        self.note = note
        self.share = share
        self.inFlight = inFlight
        self.attempts = attempts
        self.failures = failures
        self.answers = answers
        self.firstTokenP50 = firstTokenP50
        self.firstTokenP95 = firstTokenP95
        self.lastFailure = lastFailure
    }
}
