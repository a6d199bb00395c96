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
        let owns = planned.choice.orders.values.contains { $0.contains { $0 > 0 } }
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
            let future = try future(changed, stress, builds: true)
            // What a user interrupted is no future.
            guard !isStopped || future.verdict != .unsolved else { break }
            if owns, number % Self.policyStep == 0 {
                let end = try self.future(changed, stress, builds: false)
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
        builds: Bool
    ) throws(SolverError) -> CostAtRisk.Future {
        let whole = PortfolioProgram(changed, power: planned.cuts)
        var future = CostAtRisk.Future(
            stress: stress,
            verdict: .impossible,
            breaksMoneyUnadapted: whole.breaksMoney(planned.choice)
        )
        let kept = keepingToday(in: whole, builds: builds)
        if try take(kept, into: &future, as: .kept) { return future }
        if let loosened = try loosened(kept), try take(loosened, into: &future, as: .rules) {
            return future
        }
        let money: [PlanningRule] = [.cashFloor, .spendingLimits, .covenant]
        let freed = money.reduce(changed) { $0.without(rule: $1) }
        guard freed != changed else { return future }
        let rich = keepingToday(in: PortfolioProgram(freed, power: planned.cuts), builds: builds)
        if try take(rich, into: &future, as: .money) { return future }
        guard let loosened = try loosened(rich) else { return future }
        _ = try take(loosened, into: &future, as: .money)
        return future
    }

    private func keepingToday(
        in whole: PortfolioProgram,
        builds: Bool
    ) -> PortfolioProgram {
        var portfolio = whole
        portfolio.keep(decided)
        if !builds { portfolio.orderNothing() }
        return portfolio
    }

    /// What the plan decides today.
    private var decided: FirstStage.Decision {
        let portfolio = PortfolioProgram(scenario, power: planned.cuts)
        return FirstStage(scenario: scenario).decision(of: planned.choice, in: portfolio)
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
            future.cost = plan.objective
            future.bound = plan.bound
            future.unserved = plan.unservedQuarters
            future.verdict = verdict
            return true
        case .exhausted:
            future.verdict = .unsolved
            return true
        case .contradictory, .infeasible, .unbounded: return false
        }
    }

    /// The program with its soft rules broken by as little as has to be, in megawatts.
    ///
    /// Nil when nothing is possible even so.
    private func loosened(_ portfolio: PortfolioProgram) throws(SolverError) -> PortfolioProgram? {
        let soft = portfolio.softRows
        guard !soft.isEmpty else { return nil }
        let program = portfolio.program.elastic(soft)
        var limits = sampling.limits
        limits.gap = Self.breachGap
        let outcome = try planner.portfolio.solver.solve(
            program,
            within: limits,
            from: nil,
            watch: planner.watch
        )
        guard let solution = outcome.solution else { return nil }
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
        return loosened
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
