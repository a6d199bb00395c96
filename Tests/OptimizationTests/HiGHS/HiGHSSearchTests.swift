import Optimization
import Synchronization
import Testing

/// Limits, interruption, warm starts and repeatability.
@Suite struct HiGHSSearchTests {
    let solver: HiGHSSolver

    init() throws { solver = try HiGHSFixture.solver() }

    @Test func `a time limit with a solution in hand is feasible and says its gap`() throws {
        let program = HiGHSFixture.knapsack(items: 60)
        let limits = SolveLimits(seconds: 0.5, gap: 0)
        let outcome = try solver.solve(program, within: limits)
        guard case .feasible(let solution, .timeLimit) = outcome else {
            Issue.record("\(outcome.word)")
            return
        }
        #expect(solution.gap > 0)
        #expect(solution.bound < solution.objective)
        #expect(solution.proof.holds(within: 1e-6))
    }

    @Test func `a time limit before any solution is exhausted`() throws {
        let program = HiGHSFixture.transport(places: 40)
        let outcome = try solver.solve(program, within: SolveLimits(seconds: 0))
        guard case .exhausted(.timeLimit, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `a watch sees solutions and bounds, and ends a search`() throws {
        let seen = Mutex<[SolveProgress]>([])
        let program = HiGHSFixture.knapsack(items: 60)
        let limits = SolveLimits(seconds: 60, gap: 0)
        let outcome = try solver.solve(program, within: limits, from: nil) { progress in
            seen.withLock {
                $0.append(progress)
                return $0.filter { $0.incumbent != nil && $0.bound != nil }.count > 5
                    ? .stop : .goOn
            }
        }
        guard case .feasible(let solution, .interrupted) = outcome else {
            Issue.record("\(outcome.word)")
            return
        }
        let last = try #require(seen.withLock { $0.last })
        let incumbent = try #require(last.incumbent)
        #expect(solution.objective <= incumbent + 1e-6)
        #expect(try #require(last.bound) <= solution.objective)
        #expect(last.iterations > 0)
    }

    @Test(arguments: [HiGHSSolver.Method.simplex, .interiorPoint])
    func `a watch ends a program without integers`(method: HiGHSSolver.Method) throws {
        var solver = solver
        solver.method = method
        let program = HiGHSFixture.transport(places: 60)
        let outcome = try solver.solve(program, within: SolveLimits(), from: nil) { _ in .stop }
        switch outcome {
        case .exhausted(.interrupted, _), .feasible(_, .interrupted): break
        case .exhausted, .feasible, .optimal, .infeasible, .unbounded:
            Issue.record("\(outcome.word)")
        }
    }

    @Test func `a search begins from the values that it is given`() throws {
        let program = HiGHSFixture.knapsack(items: 60)
        let known = try solver.solve(program, within: SolveLimits(seconds: 2, gap: 0.02))
        let start = try #require(known.solution)
        let outcome = try solver.solve(program, within: SolveLimits(), from: start.values) { _ in
            .stop
        }
        let solution = try #require(outcome.solution)
        #expect(solution.objective <= start.objective + 1e-6)
    }

    @Test(
        arguments: [
            [1, 1, 1, .nan, .nan, .nan], [1, 1, 1], [0, 0, 0, 0, 0, 0], [0.5, .nan, 7, -3, 1e9, 2],
            [.nan, .nan, .nan, .nan, .nan, .nan], [],
        ] as [[Double]]
    )
    func `a start may be partial or impossible`(start: [Double]) throws {
        let program = HiGHSFixture.contracts()
        let outcome = try solver.solve(program, within: SolveLimits(), from: start, watch: nil)
        #expect(outcome.word == "optimal")
        #expect(try abs(#require(outcome.solution).objective - 255) < 1e-6)
        let relaxed = program.relaxed
        let loose = try solver.solve(relaxed, within: SolveLimits(), from: start, watch: nil)
        let same = try solver.solve(relaxed)
        #expect(
            try abs(#require(loose.solution).objective - #require(same.solution).objective) < 1e-6
        )
    }

    @Test func `an optimum is where its own search ends at once`() throws {
        let program = HiGHSFixture.transport(places: 30)
        let cold = try #require(try solver.solve(program).solution)
        let outcome = try solver.solve(
            program,
            within: SolveLimits(),
            from: cold.values,
            watch: nil
        )
        let warm = try #require(outcome.solution)
        #expect(abs(warm.objective - cold.objective) < 1e-6)
        #expect(warm.effort.iterations * 3 < cold.effort.iterations)
    }

    @Test func `the same program gives the same outcome, bit for bit`() throws {
        let program = HiGHSFixture.knapsack(items: 25, sacks: 4)
        let limits = SolveLimits(gap: 1e-3)
        #expect(try solver.solve(program, within: limits) == solver.solve(program, within: limits))
        let transport = HiGHSFixture.transport(places: 20)
        #expect(try solver.solve(transport) == solver.solve(transport))
    }

    @Test func `several threads may solve at once`() async throws {
        let solver = solver
        let objectives = try await withThrowingTaskGroup(of: Double?.self) { group in
            for _ in 0..<8 {
                group.addTask { try solver.solve(HiGHSFixture.contracts()).solution?.objective }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(objectives.count == 8)
        #expect(objectives.allSatisfy { $0.map { abs($0 - 255) < 1e-6 } == true })
    }

    @Test func `several threads in one solve are allowed, before and after one`() throws {
        var many = solver
        many.threads = 2
        for solver in [solver, many, solver, many] {
            let solution = try solver.solve(HiGHSFixture.contracts()).solution
            #expect(solution.map { abs($0.objective - 255) < 1e-6 } == true)
        }
    }

    @Test func `a dual predicts what a small change of its side does`() throws {
        let program = HiGHSFixture.transport(places: 12)
        let solution = try #require(try solver.solve(program).solution)
        #expect(solution.duals.contains { $0 > 0 })
        #expect(solution.duals.contains { $0 < 0 })
        for index in 0..<program.rowCount {
            let row = Program.Row(index: Int32(index))
            var changed = program
            let (lower, upper) = (program.rowLower[index], program.rowUpper[index])
            changed.setSides(row, lower: lower + 1e-3, upper: upper + 1e-3)
            let up = try #require(try solver.solve(changed).solution).objective
            changed.setSides(row, lower: lower - 1e-3, upper: upper - 1e-3)
            let down = try #require(try solver.solve(changed).solution).objective
            // At a corner the dual lies between the two slopes.
            let slopes = [(solution.objective - down) / 1e-3, (up - solution.objective) / 1e-3]
            #expect(slopes[0] - 1e-6 <= solution[row] && solution[row] <= slopes[1] + 1e-6)
        }
    }
}
