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
    }

    package var count: Int { rows.count }

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
}
