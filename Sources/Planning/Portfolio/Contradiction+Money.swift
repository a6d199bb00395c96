extension ContradictionSearch {
    /// Caps that together leave no room for all capacity, because there is no other source.
    mutating func checkCaps() {
        for quarter in horizon.quarters {
            let caps = scenario.rules.caps.filter { $0.from <= quarter }
            guard !caps.isEmpty else { continue }
            let deliveries = OfferDelivery.all(of: scenario)
            var traits: [Set<Contingency.Member>] = []
            for (place, offer) in scenario.offers.enumerated()
            where deliveries[place].share(in: quarter) > 0 {
                traits.append(scenario.traits(of: offer))
            }
            traits += scenario.builds.map { scenario.traits(of: $0) }
            let binding = caps.filter { cap in
                traits.contains { $0.contains(cap.source.normal) }
            }
            let isCovered =
                !traits.isEmpty
                && traits.allSatisfy { trait in
                    binding.contains { trait.contains($0.source.normal) }
                }
            let sum = binding.reduce(0) { $0 + $1.share }
            guard isCovered, sum < 1 - 1e-9 else { continue }
            let names = binding.map { "\($0.source.words) \(percent($0.share))" }
            report(
                isNeeded(in: quarter) ? .impossible : .doubtful,
                at: "concentration",
                "from \(quarter) the caps add up to \(percent(sum)) of the capacity "
                    + "(\(listed(names))), and there is no other source; they must reach 100 %"
            )
            return
        }
    }

    /// Whether a rule asks for capacity in a quarter, or some is signed.
    private func isNeeded(in quarter: Quarter) -> Bool {
        let place = horizon.index(of: quarter)
        let isFirm = scenario.demands.contains { demand in
            guard demand.power[place] > 0 else { return false }
            let survives = scenario.contingencies.contains {
                $0.survivesFrom.map { $0 <= quarter } ?? false
            }
            return !demand.unservedCost.isFinite || (survives && demand.survivalShare > 0)
        }
        let isSigned = zip(scenario.offers, OfferDelivery.all(of: scenario)).contains {
            ($0.signed ?? 0) * $1.share(in: quarter) > 0
        }
        let isFloored = scenario.rules.floors.contains { $0.from <= quarter && $0.least > 0 }
        return isFirm || isSigned || isFloored
    }

    /// What is signed asks for more than there is, in the first quarter in which that is so.
    mutating func checkCash() {
        let ledgers = zip(scenario.offers, OfferDelivery.all(of: scenario)).compactMap {
            offer,
            delivery -> ContractLedger? in
            guard let size = offer.signed, size > 0 else { return nil }
            return ContractLedger(
                offer,
                delivery,
                size: size,
                billed: Array(repeating: 0, count: horizon.count),
                in: scenario
            )
        }
        guard !ledgers.isEmpty else { return }
        // What a site earns pays for contracts as well, and only its program knows how much that is.
        guard !scenario.sites.contains(where: \.mayEarn) else { return checkCovenant(ledgers) }
        let finance = scenario.finance
        var balance = finance.cash
        for (place, quarter) in horizon.quarters.enumerated() {
            let due = ledgers.reduce(0) { $0 + $1.cash[place] }
            let asked = "what is signed asks for \(dollars(due)) in \(quarter)"
            if finance.spendingLimits.indices.contains(place),
                due > finance.spendingLimits[place] * (1 + 1e-9)
            {
                let limit = dollars(finance.spendingLimits[place])
                report(
                    .impossible,
                    at: "finance.spending_limit",
                    "\(asked), and the limit is \(limit)"
                )
                return
            }
            balance = balance.map { $0 + finance.income(in: place) - due }
            // What providers give back comes in the last quarter, and depends on all the rest.
            let isOpen =
                quarter == horizon.last && scenario.providers.contains { $0.discount != nil }
            guard !isOpen, let left = balance, left < finance.floor - 1e-6 * max(1, abs(due)) else {
                continue
            }
            // Nothing that could be bought would bring money, so it stays below.
            report(
                .impossible,
                at: "finance.cash",
                "\(asked) with its prepayments, which leaves \(dollars(left)); the floor is "
                    + dollars(finance.floor)
            )
            return
        }
        checkCovenant(ledgers)
    }

    private mutating func checkCovenant(_ ledgers: [ContractLedger]) {
        guard let multiple = scenario.finance.covenantMultiple else { return }
        for (place, quarter) in horizon.quarters.enumerated() {
            let obligations = ledgers.reduce(0) { $0 + $1.obligations[place] }
            let most = multiple * scenario.finance.yearlyRevenue(upTo: place)
            guard obligations > most * (1 + 1e-9) else { continue }
            report(
                .impossible,
                at: "finance.covenant",
                "what is signed obliges to \(dollars(obligations)) after \(quarter), and "
                    + "\(grouped(multiple)) times the revenue of a year is \(dollars(most))"
            )
            return
        }
    }
}

extension PowerSite {
    /// Whether a year of its power can cost less than nothing: it sells, or is paid to take power.
    fileprivate var mayEarn: Bool {
        let isPaid = grid.map { $0.exportLimit > 0 || $0.price.contains { $0 < 0 } } ?? false
        return isPaid || generators.contains { $0.marginalCost < 0 }
            || agreements.contains { $0.price < 0 }
    }
}
