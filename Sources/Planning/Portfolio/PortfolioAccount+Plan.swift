import Bus

extension PortfolioAccount {
    /// The plan of this choice; what other solves find out is left to them.
    package func plan(status: String, bound: Double) -> Plan {
        var plan = Plan(status: status, objective: objective, bound: min(bound, objective))
        plan.contracts = contracts.map(planned)
        plan.builds = builds.map(planned)
        plan.quarters = quarters
        plan.contingencies = scenario.contingencies.map(survival)
        return plan
    }

    private func planned(_ ledger: ContractLedger) -> PlannedContract {
        var contract = PlannedContract(
            offer: ledger.offer,
            size: ledger.size,
            horizon: quarterCount
        )
        let efficiency = scenario.efficiency(ledger.offer.chip)
        contract.available = ledger.available
        contract.used = (used[.contract(ledger.offer.name)] ?? []).map { $0 / efficiency }
        contract.cash = ledger.cash
        contract.premium = ledger.premium.amount
        contract.commitment = ledger.commitment
        contract.commitmentAfter = ledger.obligations.last ?? 0
        contract.prepaidLeft = ledger.prepaidLeft
        for place in contract.shortfallFees.indices where ledger.available[place] > 0 {
            let price = ledger.offer.price(in: scenario.horizon.first.advanced(by: place))
            let idle = max(0, ledger.paidFor[place] - contract.used[place])
            contract.shortfallFees[place] = price * idle + ledger.trueUps[place]
        }
        return contract
    }

    private func planned(_ ledger: BuildLedger) -> PlannedBuild {
        var build = PlannedBuild(build: ledger.build, horizon: quarterCount)
        let efficiency = scenario.efficiency(ledger.build.chip)
        build.blocks = ledger.orders
        build.available = ledger.available
        build.used = (used[.build(ledger.build.name)] ?? []).map { $0 / efficiency }
        build.cash = ledger.capex.indices.map {
            ledger.capex[$0] + ledger.opex[$0] + ledger.power[$0]
        }
        build.residual = ledger.residual
        return build
    }

    // MARK: Quarters

    private var quarters: [PlannedQuarter] {
        let finance = scenario.finance
        let written = finance.depreciationYears.map { years in
            builds.map { $0.depreciation(years: years) }
        }
        var balance = finance.cash
        return (0..<quarterCount).map { place in
            var quarter = PlannedQuarter(quarter: scenario.horizon.first.advanced(by: place))
            serve(&quarter, place)
            quarter.contractCash = contractCash(in: place)
            quarter.capex = builds.reduce(0) { $0 + $1.capex[place] }
            quarter.opex = builds.reduce(0) { $0 + $1.opex[place] }
            quarter.powerCash = sitePower[place] + builds.reduce(0) { $0 + $1.power[place] }
            quarter.spotCash = spotCash(in: place)
            if place == quarterCount - 1 { quarter.rebates = rebates.values.reduce(0, +) }
            balance = balance.map { $0 + finance.income(in: place) - quarter.cash }
            quarter.balance = balance
            quarter.rentExpense = rentExpense(in: place)
            quarter.leaseLiability = contracts.reduce(0) { $0 + $1.liability[place] }
            quarter.depreciation = written.map { $0.reduce(0) { $0 + $1.expense[place] } }
            quarter.bookValue = written.map { $0.reduce(0) { $0 + $1.book[place] } }
            quarter.emissions =
                siteEmissions[place] + builds.reduce(0) { $0 + $1.emissions[place] }
            return quarter
        }
    }

    private func serve(_ quarter: inout PlannedQuarter, _ place: Int) {
        quarter.demand = scenario.demands.map { .init(name: $0.name, power: $0.power[place]) }
        quarter.unserved = scenario.demands.map {
            .init(name: $0.name, power: choice.unserved[$0.name]?[place] ?? 0)
        }
        for provider in scenario.providers {
            let own = contracts.filter { $0.offer.provider == provider.name }
            guard !own.isEmpty else { continue }
            let power = own.reduce(0) {
                $0 + scenario.efficiency($1.offer.chip) * $1.available[place]
            }
            quarter.capacity.append(.init(name: provider.name, power: power))
        }
        for ledger in builds {
            let power = scenario.efficiency(ledger.build.chip) * ledger.available[place]
            quarter.capacity.append(.init(name: ledger.build.name, power: power))
        }
        guard !scenario.spots.isEmpty else { return }
        let spot = choice.spots.reduce(0) { $0 + $1[place] }
        quarter.capacity.append(.init(name: "spot", power: spot))
    }

    /// Contracts, each over what it delivers, less the rebate in proportion to what is paid.
    private func rentExpense(in place: Int) -> Double {
        contracts.reduce(0) { sum, ledger in
            let paid = spend[ledger.offer.provider] ?? 0
            let back = paid > 0 ? (rebates[ledger.offer.provider] ?? 0) / paid : 0
            return sum + ledger.expense[place] * (1 - back)
        }
    }

    // MARK: Survival

    /// What a contingency leaves, dispatched over what has to survive.
    private func survival(_ event: Contingency) -> Survival {
        var result = Survival(
            name: event.name,
            isRequired: event.survivesFrom != nil,
            lost: [],
            left: [],
            needed: [],
            unserved: [],
            worst: scenario.horizon.first
        )
        result.requiredFrom = event.survivesFrom
        // A quarter in which it takes nothing says least about it.
        var worst = (short: -Double.infinity, isIdle: 2, margin: Double.infinity)
        for place in 0..<quarterCount {
            let (all, left) = (capacity(in: place, after: nil), capacity(in: place, after: event))
            let needs = scenario.demands.map { left.need($0, $0.power[place] * $0.survivalShare) }
            // What is dearest to leave unserved comes first.
            let order = scenario.demands.indices.sorted {
                (-scenario.demands[$0].unservedCost, $0) < (-scenario.demands[$1].unservedCost, $1)
            }
            let dispatch = RegionDispatch(needs, over: left.power, order: order)
            let total = left.power.reduce(0, +)
            let needed = needs.reduce(0) { $0 + $1.power }
            result.lost.append(all.power.reduce(0, +) - total)
            result.left.append(total)
            result.needed.append(needed)
            let short = dispatch.unserved.reduce(0, +)
            result.shortfall.append(short)
            let isAsked =
                event.survivesFrom.map {
                    $0 <= scenario.horizon.first.advanced(by: place)
                } ?? true
            let isIdle = result.lost[place] > 1e-9 ? 0 : 1
            guard isAsked,
                (-short, isIdle, total - needed) < (-worst.short, worst.isIdle, worst.margin)
            else { continue }
            worst = (short, isIdle, total - needed)
            result.worst = scenario.horizon.first.advanced(by: place)
            result.unserved = zip(scenario.demands, dispatch.unserved).map {
                .init(name: $0.name, power: $1)
            }
        }
        return result
    }

    /// All capacity and the spot that is bought, by region, less what an event takes.
    private func capacity(in place: Int, after event: Contingency?) -> RegionSupply {
        func isLeft(_ traits: Set<Contingency.Member>) -> Bool { event?.takes(traits) != true }
        return RegionSupply(scenario) { add in
            for ledger in contracts where isLeft(scenario.traits(of: ledger.offer)) {
                let efficiency = scenario.efficiency(ledger.offer.chip)
                add(ledger.offer.region, efficiency * ledger.available[place])
            }
            for ledger in builds where isLeft(scenario.traits(of: ledger.build)) {
                let efficiency = scenario.efficiency(ledger.build.chip)
                add(ledger.build.region, efficiency * ledger.available[place])
            }
            for (market, power) in zip(scenario.spots, choice.spots)
            where isLeft(scenario.traits(of: market)) {
                add(market.region, power[place])
            }
        }
    }
}
