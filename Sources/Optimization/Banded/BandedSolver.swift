/// Solves linear programs whose rows couple in a band with a narrow border: a year of hours under a
/// few capacities and annual sums.
///
/// Presolve, a standard form in the order of its hours, Mehrotra's interior point method, and the way
/// back; the answer is checked on the program as it was given. An answer is interior: where several
/// are best it is in their middle, not at a corner. Refuses integers and programs whose band or
/// border is too wide (`SolverError.unsuitable`), and says when it got stuck (`Stop.stalled`), so that
/// the caller can turn to a general solver. Takes no start: interior points have to begin their own
/// way.
///
/// The bound of a solution is the dual objective of its duals on the program as it was given. No
/// solution is below it as far as the duals price infinite sides at nothing, which
/// `proof.dualViolation` says, and which holds to about 1e-12.
package struct BandedSolver: Solver {
    package init() {}

    package func solve(
        _ program: Program,
        within limits: SolveLimits,
        from start: [Double]?,
        watch: Watch?
    ) throws(SolverError) -> Outcome {
        guard !program.hasIntegers else {
            throw SolverError.unsuitable(
                "the banded interior point method takes no whole numbers: use HiGHS"
            )
        }
        if let fault = program.fault {
            throw SolverError.failed("the banded method refused the program: \(fault)")
        }
        let attempt = try BandedAttempt(program, within: limits, watch: watch)
        guard attempt.ending != .contradiction else {
            if let proof = FarkasProof(program, ray: attempt.duals) {
                return .infeasible(proof.conflict)
            }
            return try diagnose(program, nil, within: limits, watch: watch)
        }
        let solution = solution(of: program, attempt)
        let holds = solution.proof.holds(within: limits.tolerance)
        switch attempt.ending {
        case .converged where holds && Self.isProved(solution.proof):
            return attempt.isEndless ? .unbounded : .optimal(solution)
        case .stopped(let stop) where stop != .stalled:
            guard holds else { return .exhausted(stop, bound: nil) }
            return .feasible(solution, stopped: stop)
        case .converged, .stopped, .contradiction:
            if let proof = FarkasProof(program, ray: attempt.duals) {
                return .infeasible(proof.conflict)
            }
            return try diagnose(program, holds ? solution : nil, within: limits, watch: watch)
        }
    }

    /// Whether the duals prove a solution's objective as far as an optimum asks for.
    private static func isProved(_ proof: Proof) -> Bool {
        proof.dualViolation < 1e-6 && (proof.dualityGap ?? 1) < 1e-6
    }

    /// Finds out whether a program on which the method stalled is infeasible or unbounded.
    ///
    /// `solution`: What the method had, if it satisfies the program.
    private func diagnose(
        _ program: Program,
        _ solution: Solution?,
        within limits: SolveLimits,
        watch: Watch?
    ) throws(SolverError) -> Outcome {
        let quiet: Watch = { progress in
            watch?(SolveProgress(incumbent: nil, bound: nil, iterations: progress.iterations))
                ?? .goOn
        }
        let everyRow = (0..<program.rowCount).map { Program.Row(index: Int32($0)) }
        var isFeasible = solution != nil
        if !isFeasible {
            let elastic = try BandedAttempt(program.elastic(everyRow), within: limits, watch: quiet)
            if let proof = FarkasProof(program, ray: elastic.duals) {
                return .infeasible(proof.conflict)
            }
            if elastic.ending == .stopped(.interrupted) {
                return .exhausted(.interrupted, bound: nil)
            }
            if elastic.ending == .converged {
                let values = Array(elastic.values.prefix(program.columnCount))
                isFeasible = Proof(program, values: values).holds(within: limits.tolerance)
            }
        }
        if isFeasible {
            let recession = program.recession
            let ray = try BandedAttempt(recession, within: limits, watch: quiet)
            if ray.ending == .converged, Self.isRay(ray.values, of: recession) {
                return .unbounded
            }
        }
        guard let solution else { return .exhausted(.stalled, bound: nil) }
        return .feasible(solution, stopped: .stalled)
    }

    /// Whether following a direction improves every solution without end.
    private static func isRay(_ direction: [Double], of recession: Program) -> Bool {
        let dearest = recession.cost.reduce(0) { max($0, abs($1)) }
        guard recession.objective(of: direction) < -1e-6 * dearest else { return false }
        return Proof(recession, values: direction).holds(within: 1e-9)
    }

    /// An attempt's values and duals with everything that can be said about them.
    private func solution(of program: Program, _ attempt: BandedAttempt) -> Solution {
        let proof = Proof(program, values: attempt.values, duals: attempt.duals)
        var reducedCosts = program.cost
        for row in 0..<program.rowCount where attempt.duals[row] != 0 {
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                reducedCosts[Int(program.columns[place])] -=
                    program.values[place] * attempt.duals[row]
            }
        }
        return Solution(
            objective: program.objective(of: attempt.values),
            bound: proof.dualObjective ?? -.infinity,
            values: attempt.values,
            duals: attempt.duals,
            reducedCosts: reducedCosts,
            proof: proof,
            effort: Effort(method: "banded interior point", iterations: attempt.iterations)
        )
    }
}
