import Optimization
import Testing

@Suite struct HiGHSSolverTests {
    let solver: HiGHSSolver

    init() throws { solver = try HiGHSFixture.solver() }

    @Test(arguments: HiGHSSolver.Method.allCases)
    func `a small program has its optimum, duals and proof`(method: HiGHSSolver.Method) throws {
        var solver = solver
        solver.method = method
        let (program, x, y) = ProgramTests.small()
        let outcome = try solver.solve(program)
        let solution = try #require(outcome.solution)
        #expect(outcome.word == "optimal")
        #expect(abs(solution[x] - 1.6) < 1e-9)
        #expect(abs(solution[y] - 1.2) < 1e-9)
        #expect(abs(solution.objective - 2.8) < 1e-9)
        #expect(abs(solution.bound - 2.8) < 1e-9)
        #expect(abs(solution.duals[0] - 0.4) < 1e-9)
        #expect(abs(solution.duals[1] - 0.2) < 1e-9)
        #expect(solution.reducedCosts.allSatisfy { abs($0) < 1e-9 })
        #expect(solution.proof.holds(within: 1e-9))
        #expect(solution.effort.method.hasPrefix("HiGHS 1."))
    }

    @Test(arguments: HiGHSSolver.Method.allCases)
    func `the contracts that survive any loss cost 255`(method: HiGHSSolver.Method) throws {
        var solver = solver
        solver.method = method
        let outcome = try solver.solve(HiGHSFixture.contracts())
        let solution = try #require(outcome.solution)
        #expect(outcome.word == "optimal")
        #expect(abs(solution.objective - 255) < 1e-6)
        #expect(solution.gap <= 1e-4)
        #expect(zip(solution.values, [1, 1, 1, 50, 50, 50]).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(solution.duals.isEmpty)
        #expect(solution.effort.method.hasSuffix("branch and cut"))
    }

    @Test func `a row between two sides has a dual below zero at its upper one`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: -3, upper: 10)
        let row = program.require(label, Requirement(sum: 2 * x, lower: 1, upper: 8))
        program.offset = 100
        let solution = try #require(try solver.solve(program).solution)
        #expect(abs(solution[x] - 4) < 1e-9)
        #expect(abs(solution[row] + 1.5) < 1e-9)
        #expect(abs(solution.objective - 88) < 1e-9)
        #expect(abs(solution.bound - 88) < 1e-9)
    }

    @Test func `an objective that falls without end is unbounded`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: -1)
        let y = program.variable(label, cost: 1)
        program.require(label, Sum(x) - Sum(y) <= 5)
        program.setCost(y, 0.5)
        #expect(try solver.solve(program) == .unbounded)
    }

    @Test func `what is unbounded and impossible is impossible`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: -1)
        let y = program.variable(label)
        program.require(label, Sum(y) >= 2)
        program.require(label, Sum(y) <= 1)
        _ = x
        #expect(try solver.solve(program).word == "infeasible")
    }

    @Test func `a program with whole numbers may be unbounded`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: -1, isInteger: true)
        let y = program.variable(label, isInteger: true)
        program.require(label, Sum(x) - Sum(y) <= 0.5)
        #expect(try solver.solve(program) == .unbounded)
    }

    @Test func `a program without rows is solved at its bounds`() throws {
        var program = Program()
        let label = program.label("x")
        _ = program.variable(label, cost: 2, lower: 3)
        _ = program.variable(label, cost: -1, upper: 7)
        let outcome = try solver.solve(program)
        #expect(outcome.word == "optimal")
        #expect(outcome.solution?.objective == -1)
        #expect(outcome.solution?.bound == -1)
    }

    @Test func `a program without variables holds or not`() throws {
        var program = Program()
        let label = program.label("nothing")
        program.close(label, lower: -1, upper: 1)
        #expect(try solver.solve(program).word == "optimal")
        let row = program.close(label, lower: 1)
        let conflict = Conflict(members: [.atLeast(row)], isMinimal: true)
        #expect(try solver.solve(program) == .infeasible(conflict))
    }

    @Test func `a program that HiGHS refuses is refused with its mistake`() throws {
        var program = Program()
        let label = program.label("twice")
        let x = program.variable(label)
        program.term(1, x)
        program.term(2, x)
        program.close(label, lower: 1)
        let error = #expect(throws: SolverError.self) { try solver.solve(program) }
        #expect(error?.description == "HiGHS refused the program: row 0 (twice) has twice twice")
    }

    @Test func `an answer that does not stand the check is refused with its worst row`() throws {
        // No answer stands a check that asks for less than no violation.
        var program = Program()
        let label = program.label("share")
        let x = program.variable(label, cost: 1, lower: 1.0 / 3, upper: 1.0 / 3)
        let y = program.variable(label, cost: 1)
        program.require(label, 0.1 * x + 0.7 * y == 0.3)
        let strict = SolveLimits(tolerance: -1)
        let error = #expect(throws: SolverError.self) { try solver.solve(program, within: strict) }
        guard case .failed(let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.hasPrefix("HiGHS's answer "))
    }

    @Test func `an interior point without a vertex has the same objective`() throws {
        var solver = solver
        let program = HiGHSFixture.site(hours: 168)
        let vertex = try #require(try solver.solve(program).solution)
        solver.method = .interiorPoint
        solver.crossesOver = false
        let outcome = try solver.solve(program)
        let interior = try #require(outcome.solution)
        #expect(outcome.word == "optimal")
        #expect(interior.effort.method.hasSuffix("interior point"))
        #expect(abs(interior.objective - vertex.objective) < 1e-6 * vertex.objective)
        #expect(interior.bound <= vertex.objective * (1 + 1e-9))
    }
}
