/// What is to be made of a run of HiGHS, after our own check of its answer.
enum HiGHSReading {
    case outcome(Outcome)
    case infeasible
    case unboundedOrInfeasible
    /// Not to be trusted; `fallback` is what is certain of it all the same.
    case doubtful(String, fallback: Outcome?)

    init(
        _ ending: HiGHSEnding,
        of program: Program,
        in model: borrowing HiGHSModel,
        within limits: SolveLimits
    ) throws(SolverError) {
        switch ending {
        case .infeasible: self = .infeasible
        case .unbounded, .unboundedOrInfeasible: self = .unboundedOrInfeasible
        case .optimal, .empty:
            self = try Self.optimal(program, model, limits)
        case .timeLimit, .iterationLimit, .solutionLimit, .interrupted, .interruptedItself,
            .unknown, .objectiveBound, .objectiveTarget:
            let stop = ending.stop ?? .stalled
            let outcome = try Self.stopped(stop, program, model, limits)
            self =
                ending == .unknown
                ? .doubtful("HiGHS made no progress", fallback: outcome) : .outcome(outcome)
        case .notSet, .loadError, .modelError, .presolveError, .solveError, .postsolveError,
            .memoryLimit:
            self = .doubtful("HiGHS ended with \(ending.name)", fallback: nil)
        }
    }

    /// The outcome of a program without variables: its rows hold or not.
    static func ofConstants(in program: Program) -> Outcome {
        for index in 0..<program.rowCount {
            let row = Program.Row(index: Int32(index))
            let tooFew = program.rowLower[index] > 0
            guard tooFew || program.rowUpper[index] < 0 else { continue }
            let member: Conflict.Member = tooFew ? .atLeast(row) : .atMost(row)
            return .infeasible(Conflict(members: [member], isMinimal: true))
        }
        return .optimal(
            Solution(
                objective: program.offset,
                bound: program.offset,
                values: [],
                duals: program.hasIntegers ? [] : Array(repeating: 0, count: program.rowCount),
                reducedCosts: [],
                proof: Proof(program, values: []),
                effort: Effort(method: "none", iterations: 0)
            )
        )
    }

    private static func optimal(
        _ program: Program,
        _ model: borrowing HiGHSModel,
        _ limits: SolveLimits
    ) throws(SolverError) -> Self {
        let solution = try solution(program, model)
        if let complaint = complaint(about: solution, of: program, limits) {
            return .doubtful(complaint, fallback: nil)
        }
        if program.hasIntegers {
            let slack = 1e-6 * max(1, abs(solution.objective))
            guard solution.bound - solution.objective <= slack else {
                return .doubtful(
                    "HiGHS's bound \(solution.bound) is above its own solution of "
                        + "\(solution.objective)",
                    fallback: nil
                )
            }
            return .outcome(.optimal(solution))
        }
        let gap = solution.proof.dualityGap ?? .infinity
        let violation = solution.proof.dualViolation
        let bar = max(limits.tolerance, 1e-6)
        guard gap <= bar, violation <= bar else {
            return .doubtful(
                "HiGHS's duals do not prove its optimum: a gap of \(gap), a violation of "
                    + "\(violation)",
                fallback: .feasible(solution, stopped: .stalled)
            )
        }
        return .outcome(.optimal(solution))
    }

    private static func stopped(
        _ stop: Stop,
        _ program: Program,
        _ model: borrowing HiGHSModel,
        _ limits: SolveLimits
    ) throws(SolverError) -> Outcome {
        if model.count("primal_solution_status") > 0 {
            let solution = try solution(program, model)
            if complaint(about: solution, of: program, limits) == nil {
                return .feasible(solution, stopped: stop)
            }
            return .exhausted(stop, bound: solution.bound.isFinite ? solution.bound : nil)
        }
        return .exhausted(stop, bound: program.hasIntegers ? model.figure("mip_dual_bound") : nil)
    }

    /// What our check finds wrong with a solution, in a sentence.
    private static func complaint(
        about solution: Solution,
        of program: Program,
        _ limits: SolveLimits
    ) -> String? {
        let proof = solution.proof
        guard !proof.holds(within: limits.tolerance) else { return nil }
        if proof.rowViolation > limits.tolerance, let row = proof.worstRow {
            return "HiGHS's answer violates row \(row.index) (\(program.label(of: row))) by "
                + "\(proof.rowViolation) of its size; \(limits.tolerance) is allowed"
        }
        if proof.boundViolation > limits.tolerance {
            return "HiGHS's answer violates a bound by \(proof.boundViolation) of its size; "
                + "\(limits.tolerance) is allowed"
        }
        return "HiGHS's answer has \(proof.fraction) where a whole number is asked for"
    }

    private static func solution(
        _ program: Program,
        _ model: borrowing HiGHSModel
    ) throws(SolverError) -> Solution {
        let found = try model.values(columns: program.columnCount, rows: program.rowCount)
        let hasDuals = !program.hasIntegers && model.count("dual_solution_status") > 0
        let duals = hasDuals ? found.duals : []
        let proof = Proof(program, values: found.columns, duals: duals)
        let objective = program.objective(of: found.columns)
        var bound = -Double.infinity
        if program.hasIntegers {
            bound = model.figure("mip_dual_bound") ?? -.infinity
        } else if proof.dualViolation <= 1e-6, let proved = proof.dualObjective {
            // Rounding may put the proved bound above the objective by a hair.
            bound = min(proved, objective)
        }
        return Solution(
            objective: objective,
            bound: bound,
            values: found.columns,
            duals: duals,
            reducedCosts: hasDuals ? program.reducedCosts(at: duals) : [],
            proof: proof,
            effort: effort(program, model)
        )
    }

    private static func effort(_ program: Program, _ model: borrowing HiGHSModel) -> Effort {
        let simplex = max(0, model.count("simplex_iteration_count"))
        let interior = max(0, model.count("ipm_iteration_count"))
        let crossover = max(0, model.count("crossover_iteration_count"))
        let method =
            program.hasIntegers
            ? "branch and cut" : interior > 0 ? "interior point" : "simplex"
        return Effort(
            method: "HiGHS \(model.version) \(method)",
            iterations: simplex + interior + crossover,
            nodes: program.hasIntegers ? max(0, model.longCount("mip_node_count")) : 0
        )
    }
}
