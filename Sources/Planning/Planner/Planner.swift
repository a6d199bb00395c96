package import Optimization

/// Plans a scenario whole: contracts, own builds, and the power of its sites.
package struct Planner: Sendable {
    package enum Answer: Sendable {
        case planned(Planned)
        /// No plan keeps all rules; why, in sentences.
        case infeasible([String])
        /// A limit or the user ended the search before a plan was found; the bound in dollars.
        case exhausted(Stop, bound: Double?)
        /// Something earns money without end.
        case unbounded
    }

    /// A plan with what the next one can begin from.
    package struct Planned: Sendable {
        package var plan: Plan
        package var choice: PortfolioChoice
        /// What was learned about the cost of the sites' power.
        package var cuts: [SiteCut]

        package init(plan: Plan, choice: PortfolioChoice, cuts: [SiteCut]) {
            self.plan = plan
            self.choice = choice
            self.cuts = cuts
        }
    }

    /// A whole site to plan: all its years, with what the portfolio builds there.
    package struct SiteQuestion: Sendable {
        package var site: PowerSite
        package var scope: SiteProgram.Scope
    }

    /// What does the work on the sites, on as many threads as there are; answers come in order.
    package struct Sites: Sendable {
        package var years:
            @Sendable ([PowerQuestion], [PowerSite]) throws(SolverError) -> [PowerAnswer]
        package var wholes: @Sendable ([SiteQuestion]) throws(SolverError) -> [SiteOutcome]

        package init(
            years:
                @escaping @Sendable ([PowerQuestion], [PowerSite]) throws(SolverError) ->
                [PowerAnswer],
            wholes: @escaping @Sendable ([SiteQuestion]) throws(SolverError) -> [SiteOutcome]
        ) {
            self.years = years
            self.wholes = wholes
        }
    }

    /// What is being done, in words; told before each step.
    package typealias Step = @Sendable (String) -> Void

    package let portfolio: PortfolioPlanning
    package let sites: Sites
    package var begins: Step
    package var watch: Watch?
    /// Rounds of portfolio and power at most: each solves every site-year that it changes.
    package var mostRounds = 12
    /// Whether the first prices of the rules are asked for, one relaxation more.
    package var findsPrices = true

    package init(
        portfolio: PortfolioPlanning,
        sites: Sites,
        begins: @escaping Step = { _ in },
        watch: Watch? = nil
    ) {
        self.portfolio = portfolio
        self.sites = sites
        self.begins = begins
        self.watch = watch
    }

    /// Plans a scenario.
    ///
    /// `previous`: What the last plan decided, perhaps of a slightly different scenario.
    package func plan(
        _ scenario: Scenario,
        from previous: PortfolioChoice? = nil
    ) throws(SolverError) -> Answer {
        let contradictions = Contradiction.all(in: scenario)
        guard contradictions.isEmpty else {
            return .infeasible(contradictions.map(\.description))
        }
        let program = PortfolioProgram(scenario)
        guard program.siteYears.isEmpty else {
            return try coupled(program, from: previous)
        }
        begins("contracts")
        switch try portfolio.plan(program, from: previous, watch: watch) {
        case .planned(var plan, let choice):
            plan.pricesOfRules = firstPrices(of: program)
            plan.carbon = CarbonYear.all(of: program, choice, [:])
            return try withSites(plan, Coupling(program), choice)
        case .contradictory(let contradictions):
            return .infeasible(contradictions.map(\.description))
        case .infeasible(let sentences): return .infeasible(sentences)
        case .exhausted(let stop, let bound): return .exhausted(stop, bound: bound)
        case .unbounded: return .unbounded
        }
    }

    func failure(_ outcome: SiteOutcome) -> Answer {
        switch outcome {
        case .planned: preconditionFailure("a plan is no failure")
        case .infeasible(let sentences): .infeasible(sentences)
        case .unbounded: .unbounded
        case .exhausted(let stop, bound: _): .exhausted(stop, bound: nil)
        }
    }

    // MARK: Portfolio and power in turns

    private func coupled(
        _ program: PortfolioProgram,
        from previous: PortfolioChoice?
    ) throws(SolverError) -> Answer {
        let (coupling, best, isStopped): (Coupling, Coupling.Candidate, Bool)
        switch try rounds(program, from: previous, gap: portfolio.limits.gap) {
        case .ended(let answer): return answer
        case .found(let found): (coupling, best, isStopped) = found
        }
        let account = PortfolioAccount(program.scenario, best.choice, sites: best.bills)
        let isOptimal = coupling.gap <= portfolio.limits.gap && !isStopped
        var plan = account.plan(
            status: isOptimal ? "optimal" : "feasible",
            bound: coupling.bound
        )
        plan.pricesOfRules = firstPrices(of: coupling.portfolio)
        plan.carbon = CarbonYear.all(of: program, best.choice, best.bills)
        plan.proof.columns = coupling.portfolio.program.columnCount
        plan.proof.rows = coupling.portfolio.program.rowCount
        plan.proof.integers = coupling.portfolio.program.integrality.count { $0 == 1 }
        return try withSites(plan, coupling, best.choice)
    }

    /// What comes of the rounds.
    enum Rounds {
        /// `isStopped`: A limit or the user ended them.
        case found((Coupling, Coupling.Candidate, isStopped: Bool))
        case ended(Answer)
    }

    /// Asks the portfolio and the sites in turns until their bounds meet within a gap.
    func rounds(
        _ program: PortfolioProgram,
        from previous: PortfolioChoice?,
        gap: Double
    ) throws(SolverError) -> Rounds {
        var coupling = Coupling(program)
        var last = previous
        var isStopped = false
        begins("power of the sites, to begin with")
        guard let opening = try answers(coupling.openingQuestions, program.scenario) else {
            return .ended(.exhausted(.interrupted, bound: nil))
        }
        coupling.received(opening)
        let shortages = coupling.carbonShortages
        guard shortages.isEmpty else {
            return .ended(.infeasible(shortages.map(\.description)))
        }
        for round in 1...mostRounds {
            begins("contracts, round \(round) with the power of the sites")
            let answer = try portfolio.plan(coupling.portfolio, from: last, watch: watch)
            guard case .planned(let plan, let choice) = answer else {
                if coupling.best == nil { return .ended(failure(answer)) }
                isStopped = true
                break
            }
            last = choice
            let questions = coupling.questions(about: choice)
            begins("power of the sites, round \(round)")
            guard let answers = try answers(questions, program.scenario) else {
                isStopped = true
                break
            }
            coupling.received(answers)
            coupling.finishRound(choice, bound: plan.bound)
            let isDone = coupling.gap <= gap
            isStopped = plan.status != "optimal"
            // Without a new question the next round would be this one again.
            if isDone || isStopped || questions.isEmpty { break }
        }
        guard let best = coupling.best else {
            let stop = isWanted ? Stop.iterationLimit : .interrupted
            return .ended(.exhausted(stop, bound: coupling.bound))
        }
        return .found((coupling, best, isStopped: isStopped))
    }

    /// The duals of the relaxation; none when the user wants an end.
    func firstPrices(of program: PortfolioProgram) -> [RulePrice] {
        guard findsPrices, isWanted else { return [] }
        begins("prices of the rules")
        do throws(SolverError) {
            return try portfolio.firstPrices(of: program, watch: watch)
        } catch {
            // The plan is found and proved: it is not given up for want of what its rules cost.
            return []
        }
    }

    /// Whether the user still wants it to go on.
    var isWanted: Bool {
        watch?(SolveProgress(incumbent: nil, bound: nil, iterations: 0)) != .stop
    }

    /// What the sites say; nil when the user ended it before they had all said something.
    private func answers(
        _ questions: [PowerQuestion],
        _ scenario: Scenario
    ) throws(SolverError) -> [PowerAnswer]? {
        do throws(SolverError) {
            return try sites.years(questions, scenario.sites)
        } catch {
            guard isWanted else { return nil }
            throw error
        }
    }

    private func failure(_ answer: PortfolioPlanning.Answer) -> Answer {
        switch answer {
        case .planned: preconditionFailure("a plan is no failure")
        case .contradictory(let contradictions):
            .infeasible(contradictions.map(\.description))
        case .infeasible(let sentences): .infeasible(sentences)
        case .exhausted(let stop, let bound): .exhausted(stop, bound: bound)
        case .unbounded: .unbounded
        }
    }

    // MARK: The sites as they will stand

    /// Plans every site over all of its years at once, for what the portfolio builds there.
    ///
    /// The rounds take each year alone, which is a bound; here what is built stays, which is a plan.
    private func withSites(
        _ plan: Plan,
        _ coupling: Coupling,
        _ choice: PortfolioChoice
    ) throws(SolverError) -> Answer {
        let scenario = coupling.portfolio.scenario
        let cuts = coupling.portfolio.cuts
        var plan = plan
        plan.proof.rounds = coupling.rounds.map { ($0.lower, $0.upper) }
        let rounded = Answer.planned(Planned(plan: plan, choice: choice, cuts: cuts))
        // Who wants an end gets the plan without the hours of its sites, whose cost is in it.
        guard !scenario.sites.isEmpty, isWanted else { return rounded }
        begins("power of the sites over all years")
        let program = coupling.portfolio
        let questions = scenario.sites.map { site in
            var question = SiteQuestion(site: site, scope: scenario.scope(of: site, choice))
            question.scope.extra = question.scope.years.map {
                program.power(at: site.name, in: site.years[$0].year, of: choice)
            }
            return question
        }
        guard let outcomes = try wholes(questions) else { return rounded }
        var planned: [PlannedSite] = []
        var bills: [SiteYear: SiteBill] = [:]
        for (question, outcome) in zip(questions, outcomes) {
            guard let planning = outcome.planning else {
                return isWanted ? failure(outcome) : rounded
            }
            planned.append(PlannedSite(name: question.site.name, years: planning.plans))
            for year in planning.plans {
                bills[SiteYear(site: question.site.name, year: year.year)] = SiteBill(
                    cost: year.objective,
                    emissions: year.emissions
                )
            }
        }
        let account = PortfolioAccount(scenario, choice, sites: bills)
        // Sites that the portfolio does not know have a cost of their own, within and without it.
        let known = Set(program.siteYears.map(\.site))
        let apart = planned.filter { !known.contains($0.name) }.flatMap(\.years).reduce(0) {
            $0 + scenario.discount(year: $1.year) * $1.bound
        }
        var whole = account.plan(status: plan.status, bound: plan.bound + apart)
        whole.proof = plan.proof
        whole.pricesOfRules = plan.pricesOfRules
        whole.carbon = CarbonYear.all(of: program, choice, bills)
        whole.sites = planned
        return .planned(Planned(plan: whole, choice: choice, cuts: cuts))
    }

    /// The sites over all their years; nil when the user ended it.
    private func wholes(_ questions: [SiteQuestion]) throws(SolverError) -> [SiteOutcome]? {
        do throws(SolverError) {
            return try sites.wholes(questions)
        } catch {
            guard isWanted else { return nil }
            throw error
        }
    }
}

extension Scenario {
    /// The places of a site's years that the horizon has; all of them without a portfolio.
    func plannedYears(of site: PowerSite) -> [Int] {
        let years = Set(horizon.quarters.map(\.year))
        let places = site.years.indices.filter { years.contains(site.years[$0].year) }
        return places.isEmpty ? Array(site.years.indices) : places
    }

    /// A site's planned years with what they are granted of the carbon budget.
    func scope(of site: PowerSite, _ choice: PortfolioChoice) -> SiteProgram.Scope {
        var scope = SiteProgram.Scope(years: plannedYears(of: site))
        guard !choice.granted.isEmpty else { return scope }
        scope.tonnes = scope.years.map {
            choice.granted[SiteYear(site: site.name, year: site.years[$0].year)] ?? .infinity
        }
        return scope
    }

    /// What a dollar of a year counts: a fourth for each of its quarters in the horizon.
    func discount(year: Int) -> Double {
        horizon.quarters.enumerated().filter { $1.year == year }
            .reduce(0) { $0 + discount($1.offset) / 4 }
    }
}
