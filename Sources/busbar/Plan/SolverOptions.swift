import ArgumentParser
import Optimization
import Planning

extension SiteSolving.Method: ExpressibleByArgument {}

/// Which solver, and when it is to end.
struct SolverOptions: ParsableArguments {
    @Option(help: "Solve the hours by: auto, banded, highs.")
    var solver = SiteSolving.Method.auto

    @Option(
        help: ArgumentHelp(
            "End when no plan can be better by more than this share of the cost.",
            discussion: "0.001 unless said; 0.005 where the power of sites is planned with it.",
            valueName: "share"
        )
    )
    var gap: Double?

    @Option(help: ArgumentHelp("End after so long with the best so far.", valueName: "seconds"))
    var timeLimit = 600.0

    func validate() throws {
        if let gap, !(gap > 0 && gap < 1) {
            throw ValidationError("--gap has to be between 0 and 1")
        }
        guard timeLimit > 0 else { throw ValidationError("--time-limit has to be above 0") }
    }

    /// Each round with the sites takes as long as all their hours, so that they are content sooner.
    func limits(of scenario: Scenario) -> SolveLimits {
        let hasSites = scenario.builds.contains { $0.site != nil }
        return SolveLimits(seconds: timeLimit, gap: gap ?? (hasSites ? 0.005 : 0.001))
    }

    /// HiGHS, or nil where it is not installed.
    func highs() throws -> HiGHSSolver? {
        do {
            return HiGHSSolver(library: try HiGHSLibrary(paths: SolverLibrary.candidates))
        } catch {
            guard case .missing = error, solver != .highs else {
                Terminal.error.write(error.description)
                throw ExitCode(1)
            }
            return nil
        }
    }

    /// How the programs of sites are solved.
    func siteSolving(of scenario: Scenario) throws -> SiteSolving {
        var solving = SiteSolving(highs: try highs(), method: solver)
        solving.limits = limits(of: scenario)
        return solving
    }
}
