import Foundation
import Optimization
import Planning
import Testing

/// How long a portfolio takes; the figures need a release build.
@Suite struct PortfolioSpeedTests {
    private static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    /// `PORTFOLIO_SEEDS=12 swift test -c release …` prints the seconds of each seed.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["PORTFOLIO_SEEDS"] != nil),
        arguments: 1...(Int(ProcessInfo.processInfo.environment["PORTFOLIO_SEEDS"] ?? "") ?? 1)
    )
    func `sixty-six offers over seven years reach one percent in five seconds`(seed: Int) throws {
        let scenario = PortfolioMenu.scenario(seed: UInt64(seed))
        let before = Self.processorSeconds
        let program = PortfolioProgram(scenario)
        let built = Self.processorSeconds
        let answer = try PortfolioPlanning(solver: try PlanningSolver.highs()).plan(program)
        let solved = Self.processorSeconds
        guard case .planned(let plan, let choice) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(plan.gap <= 0.01)
        print(
            "seed \(seed): \(program.program.columnCount) × \(program.program.rowCount),",
            "build \(built - before) s, solve \(solved - built) s,",
            "\(plan.objective / 1e9) B$, gap \(plan.gap)"
        )
        var changed = scenario
        for place in changed.rules.caps.indices { changed.rules.caps[place].share = 0.35 }
        let again = Self.processorSeconds
        let second = try PortfolioPlanning(solver: try PlanningSolver.highs())
            .plan(changed, from: choice)
        guard case .planned(let other, _) = second else {
            Issue.record("\(second)")
            return
        }
        print("   cap 35 %: \(Self.processorSeconds - again) s, \(other.objective / 1e9) B$")
    }
}
