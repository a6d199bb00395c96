package import Optimization

/// Solves the power of a site: chooses the solver, and what to do when one gives up.
package struct SiteSolving: Sendable {
    package enum Method: String, Sendable, CaseIterable {
        /// The banded solver, and HiGHS when that is unsuitable or gets stuck.
        case auto
        case banded, highs
    }

    package var banded: any Solver
    /// nil: not installed.
    package var highs: (any Solver)?
    package var method: Method
    package var limits = SolveLimits()

    package init(
        banded: any Solver = BandedSolver(),
        highs: (any Solver)?,
        method: Method = .auto
    ) {
        self.banded = banded
        self.highs = highs
        self.method = method
    }

    /// How a program of a site ends.
    ///
    /// - Throws: `missing` when HiGHS is asked for, or is the only way, and is not there.
    package func outcome(
        of program: Program,
        from start: [Double]? = nil,
        watch: Watch? = nil
    ) throws(SolverError) -> Outcome {
        switch try attempt(program, start, watch) {
        case .ended(let outcome): return outcome
        case .gaveUp(let outcome):
            if let outcome, highs == nil { return outcome }
            return try general(program, start, watch)
        }
    }

    /// What comes of the solver that is asked first.
    private enum Attempt {
        case ended(Outcome)
        /// Another has to be asked; with what there is, unless the program was refused.
        case gaveUp(Outcome?)
    }

    private func attempt(
        _ program: Program,
        _ start: [Double]?,
        _ watch: Watch?
    ) throws(SolverError) -> Attempt {
        switch method {
        case .highs: return .ended(try general(program, start, watch))
        case .banded:
            return .ended(try banded.solve(program, within: limits, from: nil, watch: watch))
        case .auto: break
        }
        if program.hasIntegers { return .ended(try general(program, start, watch)) }
        let first: Outcome
        do throws(SolverError) {
            first = try banded.solve(program, within: limits, from: nil, watch: watch)
        } catch {
            guard case .unsuitable = error else { throw error }
            return .gaveUp(nil)
        }
        switch first {
        case .optimal, .infeasible, .unbounded: return .ended(first)
        case .feasible(_, let stop), .exhausted(let stop, _):
            // A limit or the user ended it; only a method that is stuck gives way to another.
            return stop == .stalled || stop == .iterationLimit ? .gaveUp(first) : .ended(first)
        }
    }

    private func general(
        _ program: Program,
        _ start: [Double]?,
        _ watch: Watch?
    ) throws(SolverError) -> Outcome {
        guard let highs else {
            throw .missing("HiGHS is needed here and not installed: run `make setup`")
        }
        return try highs.solve(program, within: limits, from: start, watch: watch)
    }

    // MARK: Plans

    /// The best power of a site in the years of a scope.
    ///
    /// - Throws: `unsuitable` with the mistakes of the site, one a line, when it has any.
    package func plan(
        _ site: PowerSite,
        _ scope: SiteProgram.Scope,
        watch: Watch? = nil
    ) throws(SolverError) -> SiteOutcome {
        let mistakes = site.mistakes
        guard mistakes.isEmpty else { throw .unsuitable(mistakes.joined(separator: "\n")) }
        let shortages = SiteShortage.all(site, scope)
        guard shortages.isEmpty else { return .infeasible(shortages.map(\.sentence)) }
        var best = try solve(site, scope, watch)
        // Units of what may be built count as the largest one, even where nothing of it is built.
        // Where that binds, leaving it out altogether may cost less.
        while case .planned(let known) = best, let smaller = known.withoutIdleUnits {
            guard case .planned(let next) = try solve(site, smaller, watch),
                next.solution.objective < known.solution.objective
            else { break }
            best = .planned(next)
        }
        return best
    }

    private func solve(
        _ site: PowerSite,
        _ scope: SiteProgram.Scope,
        _ watch: Watch?
    ) throws(SolverError) -> SiteOutcome {
        let built = SiteProgram(site, scope)
        let outcome: Outcome
        switch try attempt(built.program, nil, watch) {
        case .ended(let ending): outcome = ending
        case .gaveUp(let ending):
            // Programs without a solution are what solvers get stuck on.
            if ending?.solution == nil {
                let lack = try lack(site, scope, watch)
                guard lack.isEmpty else { return .infeasible(lack) }
            }
            outcome =
                if let ending, highs == nil { ending } else {
                    try general(built.program, nil, watch)
                }
        }
        switch outcome {
        case .optimal(let solution), .feasible(let solution, _):
            return .planned(try SitePlanning(built, solution, status: outcome.word))
        case .infeasible(let conflict): return try infeasible(built, conflict, watch)
        case .unbounded: return .unbounded
        case .exhausted(let stop, let bound): return .exhausted(stop, bound: bound)
        }
    }

    private func infeasible(
        _ built: SiteProgram,
        _ conflict: Conflict,
        _ watch: Watch?
    ) throws(SolverError) -> SiteOutcome {
        var conflict = conflict
        if !conflict.isMinimal {
            if let highs, built.program.rowCount <= Self.searchable {
                let outcome = try highs.solve(built.program, within: limits)
                if case .infeasible(let other) = outcome, !other.members.isEmpty {
                    conflict = other
                }
            } else {
                let lack = try lack(built.site, built.scope, watch)
                guard lack.isEmpty else { return .infeasible(lack) }
            }
        }
        return .infeasible(built.sentences(for: conflict))
    }

    /// What is lacking where all load has to be served; empty when nothing is, or nobody can say.
    private func lack(
        _ site: PowerSite,
        _ scope: SiteProgram.Scope,
        _ watch: Watch?
    ) throws(SolverError) -> [String] {
        guard site.rules.unservedCost == .infinity else { return [] }
        let built = SiteLack.program(site, scope)
        let solution: Solution?
        switch try attempt(built.program, nil, watch) {
        case .ended(let outcome): solution = outcome.solution
        case .gaveUp(let outcome): solution = outcome?.solution
        }
        // Nearly the least is as good here as the least.
        guard let solution, solution.gap < 1e-3 else { return [] }
        return SiteLack(built: built, solution: solution).sentences
    }

    /// Rows of a program up to which a minimal conflict is found within seconds.
    static let searchable = 20_000
}

/// How the planning of a site ends.
package enum SiteOutcome: Sendable {
    case planned(SitePlanning)
    /// In sentences of the site's own words.
    case infeasible([String])
    /// The cost falls without end, so something earns money by being built.
    case unbounded
    case exhausted(Stop, bound: Double?)

    package var planning: SitePlanning? {
        if case .planned(let planning) = self { return planning }
        return nil
    }
}

/// A site's program with the solution of it.
package struct SitePlanning: Sendable {
    package let built: SiteProgram
    package let solution: Solution
    /// One for each year of the scope.
    package let plans: [SiteYearPlan]

    package init(
        _ built: SiteProgram,
        _ solution: Solution,
        status: String
    ) throws(SolverError) {
        self.built = built
        self.solution = solution
        plans = try built.plans(solution, status: status)
    }

    /// What is newly built, one for each year of the scope.
    package var sizes: [SiteSizes] { built.sizes(solution) }

    /// What one megawatt of IT more costs, by year of the scope and quarter, in dollars.
    package var loadPrices: [[Double]] { built.loadPrices(solution) }

    /// The scope without generators whose unit counts as the largest although none is built; nil
    /// when there is none.
    var withoutIdleUnits: SiteProgram.Scope? {
        let rules = built.site.rules
        guard
            rules.survivesLargestUnit != nil || rules.islandingHours != nil
                || rules.spinningReserve != nil
        else { return nil }
        var scope = built.scope
        if scope.unbuilt.isEmpty { scope.unbuilt = built.layouts.map { _ in [] } }
        var isSmaller = false
        for (position, year) in built.layouts.enumerated() {
            let fleets = year.generators.filter {
                $0.generator.isFirm && $0.generator.unit != nil && $0.size.from < .max
            }
            let standing = fleets.filter {
                $0.size.existing + $0.size.built(solution) > 1e-4 * ($0.generator.unit ?? 0)
            }
            let largest = standing.compactMap(\.generator.unit).max() ?? 0
            for part in fleets where part.size.column != nil {
                guard (part.generator.unit ?? 0) > largest,
                    part.size.built(solution) <= 1e-4 * (part.generator.unit ?? 0),
                    part.generator.existing == 0
                else { continue }
                isSmaller =
                    scope.unbuilt[position].insert(part.generator.name).inserted || isSmaller
            }
        }
        return isSmaller ? scope : nil
    }
}
