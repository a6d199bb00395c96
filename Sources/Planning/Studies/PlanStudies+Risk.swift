package import Optimization

extension PlanStudies {
    /// How the cost is spread over the futures of a sample: value at risk.
    ///
    /// In each future what is decided today (``FirstStage``) is kept as the plan has it, and
    /// everything later is decided anew, whole numbers too: with the numbers fixed the future
    /// could not adapt, and every cost would be too high. Each is planned to a gap of 0.5 %
    /// at the tightest, beginning from the plan; the mean gap is told, and no cost is too low.
    ///
    /// The power of sites is held as it was planned. When the user wants an end, the futures so far
    /// are a sample too: their order is by chance.
    package func risk(_ sample: RiskSample) throws(SolverError) -> CostAtRisk {
        var result = CostAtRisk(
            seed: sample.seed,
            asked: sample.draws.count,
            planned: planned.plan.objective
        )
        result.figureCount = sample.figures.count
        result.demandCount = sample.uncertainDemands.count
        result.stressCount = sample.weightedStresses.count
        result.holdsSites = scenario.figures.contains {
            $0.isOfSite && $0.triangle.low < $0.triangle.high
        }
        let today = decision(of: planned.choice)
        let renting = try rentingDecision()
        var rent = CostAtRisk.Policy(name: Self.rentOnly)
        for (number, draw) in sample.draws.enumerated() {
            guard !isStopped else { break }
            planner.begins("future \(number + 1) of \(sample.draws.count)")
            guard var changed = sample.scenario(of: draw) else {
                result.senseless += 1
                continue
            }
            if changed.sites != scenario.sites {
                changed.sites = scenario.sites
                result.holdsSites = true
            }
            let stress = draw.stress.map { scenario.stresses[$0].name }
            let future = try future(changed, stress, keeping: today)
            // What a user interrupted is no future.
            guard !isStopped || future.verdict != .unsolved else { break }
            if let renting, number % Self.policyStep == 0 {
                let end = try self.future(changed, stress, keeping: renting, builds: false)
                guard !isStopped || end.verdict != .unsolved else { break }
                rent.places.append(result.futures.count)
                rent.futures.append(end)
            }
            result.futures.append(future)
        }
        if !rent.futures.isEmpty { result.policies = [rent] }
        return result
    }

    /// Every so many-th future is tried without any builds as well.
    private static var policyStep: Int { 3 }

    /// Another way to go on: nothing is built.
    private static var rentOnly: String { "rent only" }

    /// How a changed scenario ends with what is decided today.
    ///
    /// Where not all rules can be kept, those for failures, shares and jurisdictions are kept as far
    /// as they can be; where the money does not suffice even then, its rules give way as well.
    private func future(
        _ changed: Scenario,
        _ stress: String?,
        keeping today: FirstStage.Decision,
        builds: Bool = true
    ) throws(SolverError) -> CostAtRisk.Future {
        let (changed, today) = stage.keepingOrders(of: today, in: changed)
        func kept(_ scenario: Scenario) -> PortfolioProgram {
            var portfolio = PortfolioProgram(scenario, power: planned.cuts)
            portfolio.keep(today, of: stage)
            if !builds { portfolio.orderNothing() }
            return portfolio
        }
        var future = CostAtRisk.Future(
            stress: stress,
            verdict: .impossible,
            breaksMoneyUnadapted: PortfolioProgram(changed, power: planned.cuts)
                .breaksMoney(planned.choice)
        )
        if try take(kept(changed), into: &future, as: .kept) { return future }
        let money: [PlanningRule] = [.cashFloor, .spendingLimits, .covenant]
        let freed = money.reduce(changed) { $0.without(rule: $1) }
        let poor = kept(changed)
        if try takeLoosened(poor, into: &future, as: .rules) { return future }
        if freed != changed {
            let rich = kept(freed)
            if try take(rich, into: &future, as: .money) { return future }
            if try takeLoosened(rich, into: &future, as: .money) { return future }
        }
        future.loosensRules = !poor.softRows.isEmpty
        return future
    }

    private var stage: FirstStage { FirstStage(scenario: scenario) }

    /// What a choice decides today.
    private func decision(of choice: PortfolioChoice) -> FirstStage.Decision {
        stage.decision(of: choice, in: PortfolioProgram(scenario, power: planned.cuts))
    }

    /// What who never builds decides today; nil where the plan builds nothing either, or where no
    /// such plan was found.
    ///
    /// A plan of its own: the contracts of an owner would leave a tenant without the blocks' power.
    private func rentingDecision() throws(SolverError) -> FirstStage.Decision? {
        guard planned.choice.orders.values.contains(where: { $0.contains { $0 > 0 } }) else {
            return nil
        }
        planner.begins("the plan that builds nothing")
        var program = PortfolioProgram(scenario, power: planned.cuts)
        program.orderNothing()
        let answer = try sampling.plan(program, from: planned.choice, watch: planner.watch)
        if case .planned(_, let choice) = answer { return decision(of: choice) }
        guard case .found(let loosened) = try loosened(program) else { return nil }
        let other = try sampling.plan(loosened, from: planned.choice, watch: planner.watch)
        guard case .planned(_, let choice) = other else { return nil }
        return decision(of: choice)
    }

    /// Planning for one future of many: half a percent of its cost is little beside what sets the
    /// futures apart.
    private var sampling: PortfolioPlanning {
        var planning = quick
        planning.limits.gap = max(planning.limits.gap, 0.005)
        return planning
    }

    /// Plans a program; whether the future is known with it.
    private func take(
        _ portfolio: PortfolioProgram,
        into future: inout CostAtRisk.Future,
        as verdict: CostAtRisk.Verdict
    ) throws(SolverError) -> Bool {
        switch try sampling.plan(portfolio, from: planned.choice, watch: planner.watch) {
        case .planned(let plan, _):
            future.cost = plan.objective + apart
            future.bound = plan.bound + apart
            future.unserved = plan.unservedQuarters
            future.verdict = verdict
            return true
        case .exhausted:
            future.verdict = .unsolved
            return true
        case .contradictory, .infeasible, .unbounded: return false
        }
    }

    /// Plans a program with its soft rules loosened; whether the future is known with it.
    private func takeLoosened(
        _ portfolio: PortfolioProgram,
        into future: inout CostAtRisk.Future,
        as verdict: CostAtRisk.Verdict
    ) throws(SolverError) -> Bool {
        switch try loosened(portfolio) {
        case .found(let loosened):
            guard try take(loosened, into: &future, as: verdict) else { return false }
            future.loosensRules = future.verdict == verdict
            return true
        case .impossible: return false
        case .unsolved:
            future.verdict = .unsolved
            return true
        }
    }

    /// The program with its soft rows broken by as little as has to be, in megawatts.
    private func loosened(
        _ portfolio: PortfolioProgram
    ) throws(SolverError) -> Search<PortfolioProgram> {
        let soft = portfolio.softRows
        guard !soft.isEmpty else { return .impossible }
        let program = portfolio.program.elastic(soft)
        var limits = sampling.limits
        limits.gap = Self.breachGap
        let outcome = try planner.portfolio.solver.solve(
            program,
            within: limits,
            from: nil,
            watch: planner.watch
        )
        guard let solution = outcome.solution else {
            if case .exhausted = outcome { return .unsolved }
            return .impossible
        }
        var loosened = portfolio
        for row in soft {
            let place = Int(row.index)
            let sum = portfolio.program.terms(of: row).reduce(0) {
                $0 + $1.coefficient * solution.values[Int($1.variable.index)]
            }
            let slack = 1e-6 * max(1, abs(sum))
            loosened.program.setSides(
                row,
                lower: min(portfolio.program.rowLower[place], sum - slack),
                upper: max(portfolio.program.rowUpper[place], sum + slack)
            )
        }
        return .found(loosened)
    }

    /// How near to the least breach of rules is near enough, relative.
    private static var breachGap: Double { 0.01 }
}

extension PortfolioProgram {
    /// Fixes all orders at none.
    fileprivate mutating func orderNothing() {
        for place in scenario.builds.indices {
            for order in 0..<quarterCount {
                guard let variable = places[.order(build: place, quarter: order)] else { continue }
                program.setBounds(variable, lower: 0, upper: 0)
            }
        }
    }

    /// Rules for failures, shares and jurisdictions, which are wishes of the lab's own.
    fileprivate var softRows: [Program.Row] {
        rows.indices.filter { place in
            switch rows[place] {
            case .survive, .cap, .floor: true
            default: false
            }
        }
        .map { Program.Row(index: Int32($0)) }
    }

    /// Whether a choice would break the cash floor, a spending limit or the covenant here.
    ///
    /// `choice` may be one that was made for another scenario.
    fileprivate func breaksMoney(_ choice: PortfolioChoice) -> Bool {
        let values = values(of: choice)
        let isPoor = columns.indices.contains { place in
            switch columns[place] {
            case .payments, .balance:
                let slack = 1e-6 * max(1, abs(values[place]))
                return values[place] > program.upper[place] + slack
                    || values[place] < program.lower[place] - slack
            default: return false
            }
        }
        return isPoor
            || rows.indices.contains { place in
                guard case .covenant = rows[place] else { return false }
                let sum = program.terms(of: Program.Row(index: Int32(place)))
                    .reduce(0) { $0 + $1.coefficient * values[Int($1.variable.index)] }
                return sum > program.rowUpper[place] * (1 + 1e-6)
            }
    }
}
