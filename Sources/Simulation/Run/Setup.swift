package import Bus
package import Inference

/// What is simulated: a site, the world around it, and how it chooses.
package struct Setup: Sendable {
    package var models: [Model]
    package var policy: Policy
    package var breaker: Breaker.Settings
    package var limits: Limits
    package var scenario: Scenario
    /// Replayed in place of the scenario's own arrivals and lengths.
    package var trace: Trace?
    #if BUSBAR_MUTATIONS
        /// The bug that is planted in the relay.
        package var mutation: Mutation?
    #endif

    package init(
        models: [Model],
        policy: Policy = .init(),
        breaker: Breaker.Settings = .init(),
        limits: Limits = .init(),
        scenario: Scenario = .init(),
        trace: Trace? = nil
    ) {
        precondition(!models.isEmpty)
        self.models = models
        self.policy = policy
        self.breaker = breaker
        self.limits = limits
        self.scenario = scenario
        self.trace = trace
    }
}

/// Which part of a setup runs, and with which seed: what a failing run is made smaller by.
package struct Extent: Sendable, Hashable {
    package var seed: Int
    /// Requests before this one are left out; the others stay as they are.
    package var first = 0
    /// How many requests there are.
    package var count: Int
    /// What does not happen.
    package var without: Set<Trouble> = []

    package init(seed: Int, count: Int) {
        precondition(count > 0)
        self.seed = seed
        self.count = count
    }

    /// The options of `busbar simulate` that stand for it.
    package var options: String {
        var text = "--seed \(seed) --requests \(count)"
        if first > 0 { text += " --first \(first)" }
        if !without.isEmpty {
            text += " --without " + without.map(\.name).sorted().joined(separator: ",")
        }
        return text
    }
}
