/// Solves linear programs whose rows couple in a band with a narrow border: a year of hours under a
/// few capacities and annual sums.
///
/// Presolve, a standard form in the order of its hours, Mehrotra's interior point method, and the way
/// back; the answer is checked on the program as it was given. An answer is interior: where several
/// are best it is in their middle, not at a corner. Refuses integers and programs whose band or
/// border is too wide (`SolverError.unsuitable`), and says when it got stuck (`Stop.stalled`), so that
/// the caller can turn to a general solver. Takes no start: interior points have to begin their own
/// way.
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
        let presolve = Presolve(program)
        let postsolve = Postsolve(presolve: presolve)
        if let contradiction = presolve.contradiction {
            var ray = [Double](repeating: 0, count: program.rowCount)
            ray[contradiction.row] = contradiction.dual
            guard let proof = FarkasProof(program, ray: postsolve.ray(ray)) else {
                return .exhausted(.stalled, bound: nil)
            }
            return .infeasible(proof.conflict)
        }
        let pattern = Pattern(presolve)
        let arrow = try Arrow(pattern)
        var method = InteriorPoint(StandardForm(presolve, pattern, arrow), arrow)
        let ending = method.run(within: limits, watch: watch)
        var values = [Double](repeating: 0, count: program.columnCount)
        method.form.values(of: method.point.x.view, pattern, into: &values)
        values = postsolve.values(values)
        let duals = postsolve.duals(
            method.form.duals(of: method.point.y.view, pattern, count: program.rowCount)
        )
        let solution = solution(of: program, values, duals, method.iterations)
        let holds = solution.proof.holds(within: limits.tolerance)
        switch ending {
        case .converged:
            return holds ? .optimal(solution) : .exhausted(.stalled, bound: solution.bound)
        case .stopped(let stop):
            return holds
                ? .feasible(solution, stopped: stop) : .exhausted(stop, bound: nil)
        }
    }

    /// The values within their bounds, with everything that can be said about them.
    private func solution(
        of program: Program,
        _ values: [Double],
        _ duals: [Double],
        _ iterations: Int
    ) -> Solution {
        let values = values.indices.map {
            min(max(values[$0], program.lower[$0]), program.upper[$0])
        }
        let proof = Proof(program, values: values, duals: duals)
        var reducedCosts = program.cost
        for row in 0..<program.rowCount where duals[row] != 0 {
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                reducedCosts[Int(program.columns[place])] -= program.values[place] * duals[row]
            }
        }
        return Solution(
            objective: program.objective(of: values),
            bound: proof.dualObjective ?? -.infinity,
            values: values,
            duals: duals,
            reducedCosts: reducedCosts,
            proof: proof,
            effort: Effort(method: "banded interior point", iterations: iterations)
        )
    }
}
