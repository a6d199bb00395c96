/// Something that solves programs.
package protocol Solver: Sendable {
    /// Solves a program and checks the answer's rows itself.
    ///
    /// Runs on the calling thread until it is done, a limit comes or `watch` asks it to stop.
    ///
    /// `start`: Values to begin from, one per column; they need not satisfy every row.
    func solve(
        _ program: Program,
        within limits: SolveLimits,
        from start: [Double]?,
        watch: Watch?
    ) throws(SolverError) -> Outcome
}

extension Solver {
    package func solve(
        _ program: Program,
        within limits: SolveLimits = SolveLimits()
    ) throws(SolverError) -> Outcome {
        try solve(program, within: limits, from: nil, watch: nil)
    }
}

/// Told how far a solve is; answers whether it is to go on.
///
/// Called on the solving thread, many times a second.
package typealias Watch = @Sendable (SolveProgress) -> WatchAnswer

package enum WatchAnswer: Sendable, Equatable { case goOn, stop }

package struct SolveProgress: Sendable, Equatable {
    /// The best objective so far; nil before the first solution.
    package var incumbent: Double?
    /// What no solution can beat; nil while unknown.
    package var bound: Double?
    package var iterations: Int

    package init(incumbent: Double?, bound: Double?, iterations: Int) {
        self.incumbent = incumbent
        self.bound = bound
        self.iterations = iterations
    }
}

/// When a solve is to end.
package struct SolveLimits: Sendable, Equatable {
    /// Seconds of wall time, for a solver that has a clock of its own; `watch` may end any solve.
    package var seconds: Double
    /// Steps of an interior point method.
    package var iterations: Int
    /// The relative gap at which a program with integers counts as solved.
    package var gap: Double
    /// The largest violation of a row, relative to its size, that our own check lets pass.
    package var tolerance: Double
    /// Whether the conflict of an infeasible program is looked for, which may take longer than the
    /// solve; without it the conflict is empty and not minimal.
    package var explains = true

    package init(
        seconds: Double = 600,
        iterations: Int = 300,
        gap: Double = 1e-4,
        tolerance: Double = 1e-6
    ) {
        self.seconds = seconds
        self.iterations = iterations
        self.gap = gap
        self.tolerance = tolerance
    }
}

/// Why a solve gave no outcome.
package enum SolverError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The solver is not there; the text says what to install.
    case missing(String)
    /// The method does not do this kind of program.
    case unsuitable(String)
    /// The solver failed, or its answer did not stand our check.
    case failed(String)

    package var description: String {
        switch self {
        case .missing(let text), .unsuitable(let text), .failed(let text): text
        }
    }
}
