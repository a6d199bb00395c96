/// A rule of a scenario that can be left out, to see what it costs.
package enum PlanningRule: Sendable, Hashable {
    case cap(PortfolioRules.Cap)
    /// At least so much capacity under a jurisdiction, from the first of its floors on.
    case floor(jurisdiction: String)
    /// That a contingency has to be survived.
    case survival(contingency: String)
    /// That any contingency has to be survived.
    case everySurvival
    case cashFloor, spendingLimits, covenant
    case deliveryLimit(provider: String)
    case carbonPrice, carbonBudget

    /// `N-1 of oracle`, `concentration of oracle at most 40 %`.
    package var name: String {
        switch self {
        case .cap(let cap):
            "concentration of \(cap.source.words) at most \(percent(cap.share))"
        case .floor(let jurisdiction): "least capacity in jurisdiction \(jurisdiction)"
        case .survival(let contingency): "N-1 of \(contingency)"
        case .everySurvival: "N-1 of everything"
        case .cashFloor: "cash floor"
        case .spendingLimits: "spending limits"
        case .covenant: "covenant"
        case .deliveryLimit(let provider): "delivery limit of \(provider)"
        case .carbonPrice: "carbon price"
        case .carbonBudget: "carbon budget"
        }
    }
}

extension Scenario {
    /// The rules that bind this scenario, in the order in which a report lists them.
    package var planningRules: [PlanningRule] {
        var found: [PlanningRule] = []
        let required = contingencies.filter { $0.survivesFrom != nil }
        if required.count > 1 { found.append(.everySurvival) }
        found += required.map { .survival(contingency: $0.name) }
        found += rules.caps.map { .cap($0) }
        for floor in rules.floors where !found.contains(.floor(jurisdiction: floor.jurisdiction)) {
            found.append(.floor(jurisdiction: floor.jurisdiction))
        }
        if finance.cash != nil { found.append(.cashFloor) }
        if !finance.spendingLimits.isEmpty { found.append(.spendingLimits) }
        if finance.covenantMultiple != nil { found.append(.covenant) }
        found += providers.filter { $0.deliveryLimit != nil }
            .map { .deliveryLimit(provider: $0.name) }
        if rules.carbonPrice > 0 { found.append(.carbonPrice) }
        if rules.carbonBudget != nil { found.append(.carbonBudget) }
        return found
    }

    /// The same scenario without a rule; without any of that name it is unchanged.
    package func without(rule: PlanningRule) -> Scenario {
        var changed = self
        switch rule {
        case .cap(let cap): changed.rules.caps.removeAll { $0 == cap }
        case .floor(let jurisdiction):
            changed.rules.floors.removeAll { $0.jurisdiction == jurisdiction }
        case .survival(let name):
            for place in contingencies.indices where contingencies[place].name == name {
                changed.contingencies[place].survivesFrom = nil
            }
        case .everySurvival:
            for place in contingencies.indices {
                changed.contingencies[place].survivesFrom = nil
            }
        case .cashFloor: changed.finance.cash = nil
        case .spendingLimits: changed.finance.spendingLimits = []
        case .covenant: changed.finance.covenantMultiple = nil
        case .deliveryLimit(let provider):
            for place in providers.indices where providers[place].name == provider {
                changed.providers[place].deliveryLimit = nil
            }
        case .carbonPrice:
            changed.rules.carbonPrice = 0
            for place in sites.indices where sites[place].rules.hasSharedCarbonPrice {
                changed.sites[place].rules.carbonPrice = 0
            }
        case .carbonBudget: changed.rules.carbonBudget = nil
        }
        return changed
    }
}

/// A share as it stands in a sentence: `40 %`, `12.5 %`.
func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths)) %" : "\(tenths) %"
}
