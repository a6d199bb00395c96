package import Optimization

extension Planner {
    /// Plans the power of a scenario's sites, which then is all that there is to plan.
    ///
    /// In dollars of each year, not discounted.
    package func plan(sitesOf scenario: Scenario) throws(SolverError) -> Answer {
        let alone = scenario.sitesAlone
        let contradictions = Contradiction.all(ofPowerIn: alone)
        guard contradictions.isEmpty else {
            return .infeasible(contradictions.map(\.description))
        }
        guard alone.rules.carbonBudget != nil, alone.sites.count > 1 else {
            return try sitesAlone(alone, alone.wholeBudget, nil)
        }
        let gap = min(portfolio.limits.gap, Self.splitGap)
        switch try rounds(PortfolioProgram(alone), from: nil, gap: gap) {
        case .ended(let answer): return answer
        case .found(let (coupling, best, _)): return try sitesAlone(alone, best.choice, coupling)
        }
    }

    /// How close to the best a budget is split between sites that nothing else binds together.
    private static let splitGap = 1e-3

    private func sitesAlone(
        _ scenario: Scenario,
        _ choice: PortfolioChoice,
        _ coupling: Coupling?
    ) throws(SolverError) -> Answer {
        begins("power of the sites")
        let questions = scenario.sites.map { site in
            SiteQuestion(site: site, scope: scenario.scope(of: site, choice))
        }
        var plannings: [SitePlanning] = []
        for outcome in try sites.wholes(questions) {
            guard let planning = outcome.planning else { return failure(outcome) }
            plannings.append(planning)
        }
        var plan = Plan(plannings)
        let bills = plan.sites.flatMap { site in
            site.years.map { year in
                (
                    SiteYear(site: site.name, year: year.year),
                    SiteBill(cost: year.objective, emissions: year.emissions)
                )
            }
        }
        plan.carbon = CarbonYear.all(
            of: coupling?.portfolio ?? PortfolioProgram(scenario),
            choice,
            Dictionary(bills, uniquingKeysWith: { first, _ in first })
        )
        if let coupling {
            // What a site's own program proves holds for its share of the budget only.
            plan.bound = min(plan.objective, coupling.bound)
            if plan.gap > Self.splitGap { plan.status = "feasible" }
            plan.spreadBound()
            plan.proof.rounds = coupling.rounds.map { ($0.lower, $0.upper) }
            plan.pricesOfRules += firstPrices(of: coupling.portfolio)
        }
        return .planned(Planned(plan: plan, choice: choice, cuts: coupling?.portfolio.cuts ?? []))
    }
}

extension Scenario {
    /// Only its sites, over all of their years, in dollars of each year.
    var sitesAlone: Scenario {
        let years = sites.flatMap { $0.years.map(\.year) }
        let first = years.min() ?? horizon.first.year
        let last = years.max() ?? first
        var alone = Scenario(
            name: name,
            horizon: Horizon(
                first: Quarter(year: first, number: 1),
                count: 4 * (last - first + 1)
            ),
            discountRate: 0
        )
        alone.sites = sites
        alone.rules.carbonBudget = rules.carbonBudget
        return alone
    }

    /// Years of a site that is planned by itself, with all of the carbon budget; nil: others share in
    /// it.
    ///
    /// `years`: Positions in ``PowerSite/years``, rising.
    package func scopeAlone(of site: PowerSite, years: [Int]) -> SiteProgram.Scope? {
        var scope = SiteProgram.Scope(years: years)
        guard let budget = rules.carbonBudget else { return scope }
        guard sites.count == 1, !builds.contains(where: { $0.blockEmissions > 0 }) else {
            return nil
        }
        scope.tonnes = years.map { budget.tonnes(in: site.years[$0].year) ?? .infinity }
        return scope
    }

    /// The whole budget of every year for the only site.
    var wholeBudget: PortfolioChoice {
        var choice = PortfolioChoice()
        guard let budget = rules.carbonBudget else { return choice }
        for site in sites {
            for year in site.years.map(\.year) {
                choice.granted[SiteYear(site: site.name, year: year)] = budget.tonnes(in: year)
            }
        }
        return choice
    }
}

extension Plan {
    /// Site-years whose objectives are as far above their bounds as the plan is in all.
    fileprivate mutating func spreadBound() {
        let count = sites.reduce(0) { $0 + $1.years.count }
        let missing = (objective - bound) / Double(max(1, count))
        for site in sites.indices {
            for year in sites[site].years.indices {
                sites[site].years[year].bound = sites[site].years[year].objective - missing
                sites[site].years[year].status = status
            }
        }
    }
}

extension CarbonYear {
    /// The years of a horizon that have a budget, with what a choice grants and its bills say.
    static func all(
        of program: PortfolioProgram,
        _ choice: PortfolioChoice,
        _ bills: [SiteYear: SiteBill]
    ) -> [CarbonYear] {
        guard let budget = program.scenario.rules.carbonBudget else { return [] }
        return program.years.compactMap { year in
            guard let tonnes = budget.tonnes(in: year) else { return nil }
            let places = choice.granted.keys.filter { $0.year == year }.sorted()
            return CarbonYear(
                year: year,
                budget: tonnes,
                sites: places.map { place in
                    Share(
                        site: place.site,
                        granted: choice.granted[place] ?? 0,
                        emitted: bills[place]?.emissions ?? 0
                    )
                },
                others: program.buildEmissions(of: choice, in: year)
            )
        }
    }
}
