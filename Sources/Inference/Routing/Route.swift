package import Bus

/// A model with everything that a relay needs to choose among its supplies.
///
/// Made once when a site is loaded and shared by every request: one reference instead of copies.
package final class Route: Sendable {
    package let model: Model
    /// For each supply its row on the ``Switchboard``.
    package let rows: [Int]
    /// For each supply the place of its supplier's credential on the ``Switchboard``.
    package let credentials: [Int]
    package let policy: Policy
    package let limits: Limits
    /// What at least one of the supplies can't do.
    package let lacksOfAny: Ask.Needs
    /// The smallest context window, in tokens.
    let smallestWindow: Int
    let unitPrices: [UnitPrice]
    /// For each supply the hash of its name.
    let hashes: [UInt64]

    package init(
        model: Model,
        rows: [Int],
        credentials: [Int],
        policy: Policy,
        limits: Limits
    ) {
        precondition(rows.count == model.supplies.count)
        precondition(credentials.count == model.supplies.count)
        self.model = model
        self.rows = rows
        self.credentials = credentials
        self.policy = policy
        self.limits = limits
        lacksOfAny = model.supplies.reduce(into: []) { $0.formUnion($1.lacks) }
        smallestWindow = model.supplies.map { $0.context ?? .max }.min() ?? .max
        unitPrices = model.supplies.map { UnitPrice($0.price) }
        hashes = model.supplies.map { Session.hash($0.id.name) }
    }

    package var count: Int { rows.count }

    /// Whether the choice depends on how long a request is.
    package var countsTokens: Bool {
        switch policy.prefer {
        case .order, .latency: false
        case .cost: true
        case .weights(let weights): weights.cost > 0 || weights.carbon > 0
        }
    }

    /// What happens when a stream of this model breaks off.
    package var rescue: Policy.Rescue { model.rescue ?? policy.rescue }

    /// The supplies that may be used under the law: those of the jurisdictions that both the key
    /// and the request allow.
    ///
    /// `key`: What the client's key allows; nil is everything.
    /// `request`: What the request itself allows; nil is everything.
    package func allowed(
        key: Set<Jurisdiction>?,
        request: Set<Jurisdiction>?
    ) -> SupplySet {
        guard key != nil || request != nil else { return .first(count) }
        var set = SupplySet()
        for (place, supply) in model.supplies.enumerated() {
            let jurisdiction = supply.supplier.jurisdiction
            if let key, !key.contains(jurisdiction) { continue }
            if let request, !request.contains(jurisdiction) { continue }
            set.insert(place)
        }
        return set
    }

    /// Those of `set` that can do what a request needs, as far as the site file says.
    ///
    /// A window that seems too small rules nobody out, since the length is an estimate: such a
    /// supply is asked last (``Ranking``).
    package func able(_ ask: Ask, among set: SupplySet) -> SupplySet {
        guard !ask.needs.isDisjoint(with: lacksOfAny) else { return set }
        var able = set
        for place in 0..<count where !ask.needs.isDisjoint(with: model.supplies[place].lacks) {
            able.remove(place)
        }
        return able
    }
}
