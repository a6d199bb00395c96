import Bus
package import Inference

extension SiteFile {
    /// What the file alone says about a request for a model: the order, by which figures, and what
    /// rules a supply out.
    ///
    /// The ranking is the gateway's own, over supplies of which nothing has been seen: every
    /// health is unknown, and so is every first-token time.
    /// Returns nil when the site has no such model.
    package func explanation(of model: String, _ question: Question = Question()) -> Explanation? {
        var registry = Registry()
        let catalogue = Catalogue(
            models: models,
            policy: policy,
            limits: limits,
            keys: nil,
            registry: &registry
        )
        guard let route = catalogue[model] else { return nil }
        var board = Switchboard(breaker: breaker, policy: policy, limits: limits)
        board.grow(rows: registry.supplies.count, credentials: registry.suppliers.count)
        var explanation = board.explain(
            route,
            question,
            allowed: route.allowed(key: nil, request: question.jurisdictions),
            at: Instant(nanoseconds: 0),
            wall: { _ in 0 }
        )
        explanation.live = false
        for place in explanation.candidates.indices {
            explanation.candidates[place].supply.health = .unknown
        }
        return explanation
    }
}
