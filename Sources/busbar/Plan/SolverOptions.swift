import ArgumentParser
import Optimization
import Planning

extension SiteSolving.Method: ExpressibleByArgument {}

/// Which solver, and when it is to end.
struct SolverOptions: ParsableArguments {
    @Option(help: "Solve the hours by: auto, banded, highs.")
    var solver = SiteSolving.Method.auto

    @Option(help: "End when no plan can be better by more than this share of the cost.")
    var gap = 0.005

    @Option(help: ArgumentHelp("End after so long with the best so far.", valueName: "seconds"))
    var timeLimit = 600.0

    func validate() throws {
        guard gap > 0, gap < 1 else { throw ValidationError("--gap has to be between 0 and 1") }
        guard timeLimit > 0 else { throw ValidationError("--time-limit has to be above 0") }
    }

    var limits: SolveLimits { SolveLimits(seconds: timeLimit, gap: gap) }

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
    func siteSolving() throws -> SiteSolving {
        var solving = SiteSolving(highs: try highs(), method: solver)
        solving.limits = limits
        return solving
    }
}
