package import Optimization

extension PortfolioPlanning {
    /// First prices of the rules: the duals of the relaxation, which allows parts of blocks.
    ///
    /// What one step of a rule is worth when nothing else changes; a rule that does not bind there
    /// is worth nothing. Empty when the relaxation has no optimum.
    package func firstPrices(
        of portfolio: PortfolioProgram,
        watch: Watch? = nil
    ) throws(SolverError) -> [RulePrice] {
        let outcome = try solver.solve(
            portfolio.program.relaxed,
            within: limits,
            from: nil,
            watch: watch
        )
        guard case .optimal(let solution) = outcome, !solution.duals.isEmpty else { return [] }
        return PortfolioDuals(portfolio, solution).prices
    }
}

/// The duals of a portfolio's relaxation in the words of its rules.
struct PortfolioDuals {
    private let portfolio: PortfolioProgram
    private let solution: Solution

    init(_ portfolio: PortfolioProgram, _ solution: Solution) {
        self.portfolio = portfolio
        self.solution = solution
    }

    private var scenario: Scenario { portfolio.scenario }

    var prices: [RulePrice] {
        var prices: [RulePrice] = []
        func add(_ rule: String, _ millions: Double, per: String) {
            // What does not bind is no finding, and neither is the solver's small change.
            guard millions > 1e-9 else { return }
            prices.append(
                RulePrice(
                    rule: rule,
                    value: millions / million,
                    per: per,
                    method: "dual of the relaxation"
                )
            )
        }
        for (number, event) in scenario.contingencies.enumerated() {
            let rule = PlanningRule.survival(contingency: event.name)
            add(rule.name, survival(number), per: "1 % more that has to survive")
        }
        for (number, cap) in scenario.rules.caps.enumerated() {
            add(PlanningRule.cap(cap).name, capPoint(number), per: "percentage point more")
        }
        for (number, floor) in scenario.rules.floors.enumerated() {
            let rule = PlanningRule.floor(jurisdiction: floor.jurisdiction)
            let value = sum { if case .floor(number, _) = $0 { true } else { false } }
            add(rule.name, value, per: "MW more")
        }
        for (number, provider) in scenario.providers.enumerated() {
            let rule = PlanningRule.deliveryLimit(provider: provider.name)
            let value = -sum { if case .delivery(number, _) = $0 { true } else { false } }
            add(rule.name, value, per: "MW more in each quarter")
        }
        for (number, campus) in scenario.campuses.enumerated() {
            let value = -sum { if case .campus(number, _) = $0 { true } else { false } }
            add("power of \(campus.name)", value, per: "MW more in each quarter")
            if let value = earlier(campus) {
                add("power of \(campus.name)", value, per: "MW one quarter earlier")
            }
        }
        let money = reduced()
        add(
            PlanningRule.spendingLimits.name,
            money.spending,
            per: "$1 million more in each quarter"
        )
        add(PlanningRule.cashFloor.name, money.floor, per: "$1 million less in each quarter")
        add(PlanningRule.covenant.name, covenant, per: "0.1 more of the multiple")
        return prices
    }

    // MARK: Rows

    private func sum(_ isMeant: (PortfolioRow) -> Bool) -> Double {
        zip(portfolio.rows, solution.duals).reduce(0) { isMeant($1.0) ? $0 + $1.1 : $0 }
    }

    /// Each row's price for a hundredth of what it asks for.
    private func survival(_ contingency: Int) -> Double {
        portfolio.rows.indices.reduce(0) { sum, row in
            guard case .survive(contingency, _, _, _) = portfolio.rows[row] else { return sum }
            return sum + solution.duals[row] * portfolio.program.rowLower[row] * 0.01
        }
    }

    /// A point of all capacity in each quarter.
    private func capPoint(_ cap: Int) -> Double {
        portfolio.rows.indices.reduce(0) { sum, row in
            guard case .cap(cap, let quarter) = portfolio.rows[row],
                let total = portfolio.places[.totalCapacity(quarter: quarter)]
            else { return sum }
            return sum - solution.duals[row] * solution[total] * 0.01
        }
    }

    private var covenant: Double {
        portfolio.rows.indices.reduce(0) { sum, row in
            guard case .covenant(let quarter) = portfolio.rows[row] else { return sum }
            let revenue = scenario.finance.yearlyRevenue(upTo: quarter) * million
            return sum - solution.duals[row] * revenue * 0.1
        }
    }

    /// What bounds of payments and balances cost; millions for a million in each quarter.
    private func reduced() -> (spending: Double, floor: Double) {
        var money = (spending: 0.0, floor: 0.0)
        for (column, reduced) in zip(portfolio.columns, solution.reducedCosts) {
            switch column {
            case .payments: money.spending -= min(0, reduced)
            case .balance: money.floor += max(0, reduced)
            default: continue
            }
        }
        return money
    }

    // MARK: Power dates

    /// What a megawatt of a campus is worth in the quarter before its first power; nil: no matter.
    private func earlier(_ campus: Campus) -> Double? {
        guard let date = campus.power.first(where: { $0.limit > 0 })?.from else { return nil }
        let place = scenario.horizon.index(of: date) - 1
        guard (0..<portfolio.quarterCount).contains(place) else { return nil }
        let now = portfolio.quarter(place)
        let offers = scenario.offers.filter {
            $0.campus == campus.name && $0.starts <= now && now <= $0.ends
                && scenario.chip($0.chip)?.available ?? now <= now
        }
        return offers.map { offer in
            let power = scenario.efficiency(offer.chip)
            let worth = worth(of: scenario.traits(of: offer), in: offer.region, place)
            return worth * power - offer.price(in: now) * million * portfolio.discounts[place]
        }
        .max()
    }

    /// What one more megawatt that is there and used saves: the prices of all rows that count it.
    private func worth(
        of traits: Set<Contingency.Member>,
        in region: String,
        _ place: Int
    ) -> Double {
        guard let number = portfolio.regions.firstIndex(of: region) else { return 0 }
        // Where demands are written as flows, it is the region's row that counts what is there.
        let hasFlows = portfolio.rows.contains { if case .flow = $0 { true } else { false } }
        return zip(portfolio.rows, solution.duals).reduce(0) { sum, row in
            guard row.1 != 0 else { return sum }
            switch row.0 {
            case .flow(number, place, let event):
                let isTaken = event.map { scenario.contingencies[$0].takes(traits) } ?? false
                return isTaken ? sum : sum - row.1
            case .serve(_, let regions, place) where !hasFlows && regions.contains(number):
                return sum + row.1
            case .survive(let event, _, let regions, place)
            where !hasFlows && regions.contains(number):
                return scenario.contingencies[event].takes(traits) ? sum : sum + row.1
            case .cap(let cap, place):
                let rule = scenario.rules.caps[cap]
                let share = (traits.contains(rule.source.normal) ? 1 : 0) - rule.share
                return sum + share * row.1
            case .floor(let floor, place):
                let law = scenario.rules.floors[floor].jurisdiction
                return scenario.isRegion(region, under: law) ? sum + row.1 : sum
            default: return sum
            }
        }
    }
}
