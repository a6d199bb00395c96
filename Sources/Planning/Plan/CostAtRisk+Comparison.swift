extension CostAtRisk {
    /// A way to go on beside the plan's, over the futures in which both are known.
    package struct Comparison: Sendable, Equatable {
        package var name: String
        package var spread: CostSpread
        /// Mean dollars more than the plan in the same futures, where both are possible.
        package var difference: Estimate
        package var chanceRulesBreak: Estimate
    }

    /// The plan itself and every policy, over the same futures.
    package var comparisons: [Comparison] {
        guard let first = policies.first else { return [] }
        let places = first.places.indices.filter { place in
            policies.allSatisfy { $0.futures[place].verdict != .unsolved }
                && futures[first.places[place]].verdict != .unsolved
        }
        let plan = places.map { futures[first.places[$0]] }
        let others = policies.map { policy in (policy.name, places.map { policy.futures[$0] }) }
        return ([("this plan", plan)] + others).map { name, futures in
            let differences = zip(futures, plan).compactMap { one, base -> Double? in
                guard let cost = one.cost, let planned = base.cost else { return nil }
                return cost - planned
            }
            return Comparison(
                name: name,
                spread: CostSpread(Self.costs(of: futures)),
                difference: CostSpread(differences).mean,
                chanceRulesBreak: Estimate(
                    count: futures.count(where: \.loosensRules),
                    of: futures.count
                )
            )
        }
    }

    /// What the total does not exceed in 95 of 100 futures, less what is planned.
    package var valueAtRiskOverPlan: Estimate { spread.quantile(0.95).shifted(by: -planned) }

    /// Megawatt-quarters, over the futures that are possible.
    package var meanUnserved: Double {
        let possible = known.filter { $0.cost != nil }
        guard !possible.isEmpty else { return .nan }
        return possible.reduce(0) { $0 + $1.unserved } / Double(possible.count)
    }
}

extension CostSpread {
    /// What the total does not exceed in 95 of 100 futures, less the mean.
    package var valueAtRiskOverMean: Estimate { quantile(0.95) - mean }
}
