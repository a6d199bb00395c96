extension PlanTables {
    /// One row per future, in the order of the draws.
    func futures(_ risk: CostAtRisk) -> [[String]] {
        let head = [
            "future", "stress", "verdict", "cost_usd", "bound_usd", "unserved_mw_quarters",
            "money_rules_break_unadapted",
        ]
        return [head + risk.policies.map { "cost_\($0.name.replacing(" ", with: "_"))_usd" }]
            + risk.futures.indices.map { place in
                let one = risk.futures[place]
                return [
                    "\(place + 1)", one.stress ?? "", one.verdict.rawValue, CSV.number(one.cost),
                    CSV.number(one.bound), CSV.number(one.unserved), "\(one.breaksMoneyUnadapted)",
                ]
                    + risk.policies.map { policy in
                        let found = policy.places.firstIndex(of: place)
                        return CSV.number(found.flatMap { policy.futures[$0].cost })
                    }
            }
    }
}
