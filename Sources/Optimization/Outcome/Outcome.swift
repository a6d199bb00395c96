/// How a solve ended.
///
/// A limit that came with a solution in hand is `feasible`, never `optimal`.
package enum Outcome: Sendable, Equatable {
    /// No solution is better by more than the gap that was asked for.
    case optimal(Solution)
    /// A limit or the user ended the search; the solution's gap says how much better one may be.
    case feasible(Solution, stopped: Stop)
    /// Nothing satisfies all rows and bounds.
    case infeasible(Conflict)
    /// The objective falls without end.
    case unbounded
    /// A limit or the user ended the search before anything was found.
    case exhausted(Stop, bound: Double?)

    package var solution: Solution? {
        switch self {
        case .optimal(let solution), .feasible(let solution, _): solution
        case .infeasible, .unbounded, .exhausted: nil
        }
    }

    /// The word that reports use.
    package var word: String {
        switch self {
        case .optimal: "optimal"
        case .feasible: "feasible"
        case .infeasible: "infeasible"
        case .unbounded: "unbounded"
        case .exhausted: "exhausted"
        }
    }
}

/// What ended a search before it was done.
package enum Stop: String, Sendable, Hashable, CaseIterable {
    case timeLimit = "time limit"
    case iterationLimit = "iteration limit"
    case interrupted = "interrupted"
    /// The method got no further, for numerical reasons.
    case stalled = "stalled"
}

/// Values of all variables that satisfy the program, and how good they are.
package struct Solution: Sendable, Equatable {
    /// Recomputed from the values, not taken from the solver.
    package var objective: Double
    /// No solution has an objective below this.
    package var bound: Double
    /// One value per column.
    package var values: [Double]
    /// For each row what the objective gains per unit of its side: `∂ objective / ∂ side`.
    ///
    /// Above zero when raising a binding lower side costs, below zero when raising a binding upper
    /// side saves. Empty for a program with integers.
    package var duals: [Double]
    /// For each column its cost less what its rows pay for it, `c − Aᵀ y`; empty with integers.
    package var reducedCosts: [Double]
    /// Our own check of the rows, the bounds and the duals.
    package var proof: Proof
    package var effort: Effort

    package init(
        objective: Double,
        bound: Double,
        values: [Double],
        duals: [Double],
        reducedCosts: [Double],
        proof: Proof,
        effort: Effort
    ) {
        self.objective = objective
        self.bound = bound
        self.values = values
        self.duals = duals
        self.reducedCosts = reducedCosts
        self.proof = proof
        self.effort = effort
    }

    /// How far the objective may be above the best, relative to the objective; not negative.
    package var gap: Double {
        guard bound.isFinite else { return .infinity }
        return max(0, objective - bound) / max(1e-10, abs(objective))
    }

    package subscript(variable: Program.Variable) -> Double { values[Int(variable.index)] }
    package subscript(row: Program.Row) -> Double {
        duals.isEmpty ? 0 : duals[Int(row.index)]
    }
}

/// What a solve took.
package struct Effort: Sendable, Equatable {
    /// `banded interior point`, `HiGHS 1.15.1 simplex`.
    package var method: String
    package var iterations: Int
    package var nodes: Int

    package init(method: String, iterations: Int, nodes: Int = 0) {
        self.method = method
        self.iterations = iterations
        self.nodes = nodes
    }
}

/// Rows and bounds that cannot all hold.
package struct Conflict: Sendable, Equatable {
    /// One side of a row, or one bound of a variable.
    package enum Member: Sendable, Hashable {
        case atLeast(Program.Row), atMost(Program.Row)
        case floor(Program.Variable), ceiling(Program.Variable)
    }

    package var members: [Member]
    /// Whether leaving out any one of them makes the rest possible.
    package var isMinimal: Bool

    package init(members: [Member], isMinimal: Bool) {
        self.members = members
        self.isMinimal = isMinimal
    }
}
