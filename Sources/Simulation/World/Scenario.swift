package import Bus
package import Inference

/// The world around the gateway: who asks for what, how the supplies behave, what else happens.
package struct Scenario: Sendable, Hashable {
    package var traffic = Traffic()
    package var clients = Clients()
    package var clockSteps: [ClockStep] = []
    /// Of every supply that has none of its own.
    package var standard = Behavior()
    /// By `supplier/model`, or by the supplier's name for all its supplies.
    package var behaviors: [String: Behavior] = [:]

    package init() {}

    package func behavior(of supply: Supply) -> Behavior {
        behaviors[supply.id.name] ?? behaviors[supply.supplier.name] ?? standard
    }

    /// Whether there is any of a trouble.
    func has(_ trouble: Trouble) -> Bool {
        let all = [standard] + behaviors.values
        return switch trouble {
        case .fault(let fault): all.contains { $0[fault] > 0 }
        case .outages: all.contains { !$0.outages.isEmpty }
        case .rateLimits: all.contains { $0.rateLimit != nil }
        case .slowTails: all.contains { $0.tail != nil }
        case .disconnects: clients.disconnectShare > 0
        case .clockSteps: !clockSteps.isEmpty
        }
    }

    /// The same with some of its troubles left out.
    func without(_ troubles: Set<Trouble>) -> Scenario {
        var calm = self
        calm.standard = standard.without(troubles)
        calm.behaviors = behaviors.mapValues { $0.without(troubles) }
        if troubles.contains(.disconnects) { calm.clients.disconnectShare = 0 }
        if troubles.contains(.clockSteps) { calm.clockSteps = [] }
        return calm
    }
}

/// The requests that come.
package struct Traffic: Sendable, Hashable {
    package enum Arrivals: String, Sendable, CaseIterable {
        /// At random, as from many clients that know nothing of each other.
        case poisson
        /// At equal distances.
        case steady
    }

    /// A share of the requests that may only run under some laws.
    package struct Residency: Sendable, Hashable {
        package var share: Double
        package var jurisdictions: Set<Jurisdiction>

        package init(share: Double, jurisdictions: Set<Jurisdiction>) {
            self.share = share
            self.jurisdictions = jurisdictions
        }
    }

    package var arrivals = Arrivals.poisson
    /// Requests a second, above 0.
    package var rate = 50.0
    package var inputTokens = Spread.lognormal(p50: 600, p95: 4_000)
    package var outputTokens = Spread.lognormal(p50: 150, p95: 800)
    /// The most tokens of an answer; a lognormal has no end of its own.
    package var mostOutputTokens = 8_192
    /// The share of requests that ask for a stream.
    package var streamed = 1.0
    /// Weights by the model's name; empty: every model of the site is asked for alike.
    package var models: [String: Double] = [:]
    /// The shares add up to at most 1; the rest may run anywhere.
    package var residency: [Residency] = []
    /// The share of requests that do something, which is not asked for twice without need.
    package var sideEffects = 0.0
    /// The share of requests whose stream nobody can rescue: a schema was asked for.
    package var unrescuable = 0.0
    /// How many sessions the requests belong to, for affinity; 0: to none.
    package var sessions = 0

    package init() {}
}

/// What the clients do.
package struct Clients: Sendable, Hashable {
    /// The share of clients that go away before they have their answer.
    package var disconnectShare = 0.0
    /// They go at any moment up to this after their request.
    package var disconnectWithin = Interval.seconds(10)

    package init() {}
}

/// The machine's clock jumps forward: a virtual machine was stopped, a laptop slept.
package struct ClockStep: Sendable, Hashable {
    /// From the beginning of the run.
    package var at: Interval
    package var by: Interval
    /// It comes again each time this has passed; nil: once.
    package var every: Interval?

    package init(at: Interval, by: Interval, every: Interval? = nil) {
        self.at = at
        self.by = by
        self.every = every
    }
}
