import Optimization

/// Finds a solution of a portfolio's program and proves how good it is, in steps.
///
/// A solver alone takes long over what can be seen: most of the gap of the relaxation is in a few
/// choices (the tiers of volume discounts, options that exclude each other), and little in whole
/// blocks and least sizes. So the few are made whole first, which gives the bound; then the
/// neighborhood of that solution is searched for one within the gap of the bound; and only what
/// neither settles is left to a search of everything, which begins from the best so far.
struct PortfolioSearch {
    private let portfolio: PortfolioProgram
    private let program: Program
    private let solver: any Solver
    private let limits: SolveLimits
    private let watch: Watch?
    /// No solution is below it.
    private var bound = -Double.infinity
    private var best: Solution?
    private var effort = Effort(method: "", iterations: 0)

    /// Programs with no more whole numbers are solved at once.
    private static let fewIntegers = 30
    /// The gap at which a neighborhood is content; less is for the search of everything.
    private static let coarseGap = 0.01
    /// What a share of the objective an offer outside of the relaxation may cost to be tried.
    private static let reach = 1e-3

    init(
        _ portfolio: PortfolioProgram,
        solver: any Solver,
        within limits: SolveLimits,
        watch: Watch?
    ) {
        self.portfolio = portfolio
        program = portfolio.program
        self.solver = solver
        self.limits = limits
        self.watch = watch
    }

    /// `start`: Values to begin from, such as those of a plan for another scenario.
    mutating func run(from start: [Double]?) throws(SolverError) -> Outcome {
        guard program.integrality.reduce(0, { $0 + Int($1) }) > Self.fewIntegers else {
            return try everything(from: start)
        }
        if let start { keep(try completed(start)) }
        let first = try decisive()
        if let ended = ended(by: first) { return ended }
        guard let solution = first.solution, let leaf = try leaf(of: solution.values) else {
            return try everything(from: best?.values ?? start)
        }
        for isWide in [false, true] where !isWithin(max(limits.gap, Self.coarseGap)) {
            let outcome = try neighborhood(of: leaf, isWide: isWide)
            keep(outcome.solution)
            if let ended = ended(by: outcome) { return ended }
        }
        // Again with whole numbers that are whole to the last bit.
        if let found = best { best = try completed(found.values) ?? found }
        if isWithin(limits.gap), let best { return .optimal(sealed(best)) }
        return try everything(from: best?.values ?? start)
    }

    // MARK: Steps

    /// Whole numbers only where much hangs on them: that gives the bound.
    private mutating func decisive() throws(SolverError) -> Outcome {
        var part = program
        for column in wholeColumns where !isDecisive(column) {
            part.setInteger(Program.Variable(index: Int32(column)), false)
        }
        let enough = best.map { $0.objective - limits.gap * abs($0.objective) } ?? .infinity
        let known = best?.objective
        let outcome = try solve(part, gap: min(1e-3, limits.gap / 50)) {
            [watch] progress in
            var told = progress
            told.incumbent = known
            if let reached = progress.bound, reached >= enough { return .stop }
            return watch?(told) ?? .goOn
        }
        switch outcome {
        case .optimal(let solution), .feasible(let solution, _): bound = max(bound, solution.bound)
        case .exhausted(_, let reached): bound = max(bound, reached ?? bound)
        case .infeasible, .unbounded: break
        }
        return outcome
    }

    /// The optimum when everything decisive is as in a solution and nothing else has to be whole.
    private mutating func leaf(of values: [Double]) throws(SolverError) -> Solution? {
        var part = program.relaxed
        for column in wholeColumns where isDecisive(column) {
            fix(column, at: values[column].rounded(), in: &part)
        }
        return try solve(part, gap: 1e-9, watch: watch).solution
    }

    /// The first solution near a relaxed one that is within the gap of the bound.
    ///
    /// Near: decisive choices as they are; offers that are not used stay out, in a wide
    /// neighborhood only the dear ones; blocks are rounded up or down, in a wide neighborhood by
    /// one more.
    private mutating func neighborhood(
        of leaf: Solution,
        isWide: Bool
    ) throws(SolverError) -> Outcome {
        var part = program
        for column in wholeColumns {
            let value = leaf.values[column]
            if isDecisive(column) {
                fix(column, at: value.rounded(), in: &part)
                continue
            }
            switch portfolio.columns[column] {
            case .signed(let offer):
                guard let signed = signature(of: offer, near: leaf, isWide: isWide) else { break }
                fix(column, at: signed, in: &part)
            case .order:
                let reach = isWide ? 1.0 : 0
                part.setBounds(
                    Program.Variable(index: Int32(column)),
                    lower: max(program.lower[column], (value + 1e-6).rounded(.down) - reach),
                    upper: min(program.upper[column], (value - 1e-6).rounded(.up) + reach)
                )
            default: break
            }
        }
        let target = highest(within: max(limits.gap, Self.coarseGap))
        for column in 0..<program.columnCount where program.cost[column] != 0 {
            part.term(program.cost[column], Program.Variable(index: Int32(column)))
        }
        part.close(part.label("within_gap"), upper: target - program.offset)
        // Every solution is good enough, so that the first one ends the search.
        return try solve(part, gap: 1, share: 0.1, watch: telling(ofWhole: false))
    }

    /// Whether an offer is signed in the neighborhood; nil: that is open.
    private func signature(of offer: Int, near leaf: Solution, isWide: Bool) -> Double? {
        guard let size = portfolio.places[.size(offer: offer)] else { return nil }
        let least = portfolio.scenario.offers[offer].least
        if leaf[size] >= max(least, 1e-6) { return 1 }
        guard leaf[size] < 1e-6 else { return nil }
        let reduced = leaf.reducedCosts.isEmpty ? 0 : leaf.reducedCosts[Int(size.index)]
        return isWide && reduced * least < Self.reach * abs(leaf.objective) ? nil : 0
    }

    /// The whole program.
    private mutating func everything(from start: [Double]?) throws(SolverError) -> Outcome {
        let outcome = try solver.solve(
            program,
            within: limits,
            from: start,
            watch: telling(ofWhole: true)
        )
        count(outcome)
        if let solution = outcome.solution {
            bound = max(bound, solution.bound)
            // With whole numbers that are whole to the last bit, not to the solver's tolerance.
            keep(try completed(solution.values) ?? solution)
        }
        guard let best else { return outcome }
        if isWithin(limits.gap) { return .optimal(sealed(best)) }
        switch outcome {
        case .optimal: return .optimal(sealed(best))
        case .feasible(_, let stop), .exhausted(let stop, _):
            return .feasible(sealed(best), stopped: stop)
        case .infeasible, .unbounded: return .feasible(sealed(best), stopped: .stalled)
        }
    }

    /// The best continuous part for whole numbers that are known; nil when there is none.
    private mutating func completed(_ values: [Double]) throws(SolverError) -> Solution? {
        var part = program.relaxed
        for column in wholeColumns {
            guard values[column].isFinite else { return nil }
            fix(column, at: values[column].rounded(), in: &part)
        }
        guard case .optimal(var solution) = try solve(part, gap: 1e-9, watch: watch) else {
            return nil
        }
        solution.bound = -.infinity
        return solution
    }

    // MARK: What the steps share

    private var wholeColumns: [Int] {
        program.integrality.indices.filter { program.integrality[$0] == 1 }
    }

    /// Tiers, and signatures that cost something or exclude others.
    private func isDecisive(_ column: Int) -> Bool {
        switch portfolio.columns[column] {
        case .tier: return true
        case .signed(let place):
            let offer = portfolio.scenario.offers[place]
            return offer.premium > 0 || offer.group != nil || offer.extends != nil
        default: return false
        }
    }

    private func fix(_ column: Int, at value: Double, in part: inout Program) {
        let value = min(max(value, program.lower[column]), program.upper[column])
        part.setBounds(Program.Variable(index: Int32(column)), lower: value, upper: value)
    }

    private mutating func solve(
        _ part: Program,
        gap: Double,
        share: Double = 0.4,
        watch: Watch?
    ) throws(SolverError) -> Outcome {
        var limits = limits
        limits.gap = gap
        limits.seconds *= share
        limits.explains = false
        let outcome = try solver.solve(part, within: limits, from: nil, watch: watch)
        count(outcome)
        return outcome
    }

    private mutating func count(_ outcome: Outcome) {
        guard let other = outcome.solution?.effort else { return }
        effort.method = effort.nodes > 0 && other.nodes == 0 ? effort.method : other.method
        effort.iterations += other.iterations
        effort.nodes += other.nodes
    }

    private mutating func keep(_ solution: Solution?) {
        guard let solution, solution.objective < best?.objective ?? .infinity else { return }
        best = solution
    }

    /// Whether the best is within a gap of the bound.
    private func isWithin(_ gap: Double) -> Bool {
        guard let best, bound.isFinite else { return false }
        return best.objective - bound <= gap * abs(best.objective)
    }

    /// The highest objective within a gap of the bound.
    private func highest(within gap: Double) -> Double {
        let target = bound >= 0 ? bound / (1 - min(gap, 0.99)) : bound / (1 + gap)
        return target + 1e-9 * abs(target)
    }

    /// What is told of a step is told of the whole: the best so far and the bound of everything.
    private func telling(ofWhole isWhole: Bool) -> Watch? {
        guard let watch else { return nil }
        let (bound, best) = (bound, best?.objective)
        return { progress in
            var told = progress
            let incumbent = min(progress.incumbent ?? .infinity, best ?? .infinity)
            told.incumbent = incumbent.isFinite ? incumbent : nil
            let reached = isWhole ? max(bound, progress.bound ?? bound) : bound
            told.bound = reached.isFinite ? reached : nil
            return watch(told)
        }
    }

    private func sealed(_ solution: Solution) -> Solution {
        var sealed = solution
        sealed.bound = min(bound, solution.objective)
        sealed.duals = []
        sealed.reducedCosts = []
        sealed.effort = effort
        sealed.proof = Proof(program, values: solution.values)
        return sealed
    }

    /// The end of it all when a step was interrupted, or showed that there is no solution.
    private mutating func ended(by outcome: Outcome) -> Outcome? {
        switch outcome {
        case .optimal: return nil
        case .feasible(_, let stop), .exhausted(let stop, _):
            guard stop == .interrupted || stop == .timeLimit else { return nil }
            guard let best else {
                return stop == .interrupted ? .exhausted(stop, bound: bound) : nil
            }
            if isWithin(limits.gap) { return .optimal(sealed(best)) }
            return stop == .interrupted ? .feasible(sealed(best), stopped: stop) : nil
        case .infeasible, .unbounded: return nil
        }
    }
}
