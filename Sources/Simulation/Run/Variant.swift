package import Inference

/// A way of choosing that is put beside others in one report.
package enum Variant: String, Sendable, Hashable, CaseIterable {
    /// As the site file says.
    case site
    /// As the supplies are listed, without hedges.
    case order
    /// The cheapest first, without hedges.
    case cost
    /// The fastest first, without hedges.
    case latency
    /// As the site file says, with its hedges, or with `{ after: p95, budget: 0.05 }`.
    case hedged

    package func applied(to site: Policy) -> Policy {
        var policy = site
        switch self {
        case .site: break
        case .order: (policy.prefer, policy.hedge) = (.order, nil)
        case .cost: (policy.prefer, policy.hedge) = (.cost, nil)
        case .latency: (policy.prefer, policy.hedge) = (.latency, nil)
        case .hedged:
            policy.hedge = site.hedge ?? Policy.Hedge(after: .percentile(0.95), budget: 0.05)
        }
        return policy
    }
}
