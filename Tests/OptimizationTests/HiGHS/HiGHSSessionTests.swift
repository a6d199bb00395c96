import Optimization
import Testing

@Suite struct HiGHSSessionTests {
    let solver: HiGHSSolver

    init() throws { solver = try HiGHSFixture.solver() }

    @Test func `costs, bounds and sides may change between solves`() throws {
        let (program, x, y) = ProgramTests.small()
        var session = try HiGHSSession(program, solver: solver)
        #expect(try session.solve().solution.map { abs($0.objective - 2.8) < 1e-9 } == true)
        try session.setCost(y, 3)
        #expect(try session.solve().solution.map { abs($0.objective - 4) < 1e-9 } == true)
        try session.setBounds(x, lower: 0, upper: 2)
        #expect(try session.solve().solution.map { abs($0.objective - 5) < 1e-9 } == true)
        try session.setSides(Program.Row(index: 0), lower: 2, upper: .infinity)
        #expect(try session.solve().solution.map { abs($0.objective - 2) < 1e-9 } == true)
        #expect(session.basis != nil)
    }

    @Test func `a row that is added cuts the optimum off`() throws {
        let (program, x, y) = ProgramTests.small()
        var session = try HiGHSSession(program, solver: solver)
        _ = try session.solve()
        let cut = session.label("cut")
        let row = try session.require(cut, Sum(x) >= 3)
        let solution = try #require(try session.solve().solution)
        #expect(abs(solution[x] - 3) < 1e-9)
        #expect(abs(solution[y] - 0.5) < 1e-9)
        #expect(abs(solution[row] - 0.5) < 1e-9)
        try session.addRows { program in
            program.term(1, y)
            program.close(cut, lower: 1)
            program.term(1, x)
            program.term(1, y)
            program.close(cut, lower: 5, upper: 6)
        }
        #expect(try session.solve().solution.map { abs($0.objective - 5) < 1e-9 } == true)
    }

    @Test func `a variable that is added takes part`() throws {
        let (program, _, _) = ProgramTests.small()
        var session = try HiGHSSession(program, solver: solver)
        _ = try session.solve()
        let offer = session.label("offer")
        let rows = [Program.Row(index: 0): 4.0, Program.Row(index: 1): 6.0]
        let z = try session.variable(offer, cost: 1, in: rows)
        let solution = try #require(try session.solve().solution)
        #expect(abs(solution[z] - 1) < 1e-9)
        #expect(abs(solution.objective - 1) < 1e-9)
        #expect(session.program.terms(of: Program.Row(index: 1)).map(\.coefficient) == [3, 1, 6])
        #expect(session.program.starts == [0, 3, 6])
    }

    @Test func `a changed program needs fewer steps from the basis of the last`() throws {
        var program = HiGHSFixture.transport(places: 30)
        let first = try solver.solve(program, basis: nil)
        let cold = try #require(first.outcome.solution)
        program.setSides(Program.Row(index: 3), lower: 15, upper: .infinity)
        let again = try solver.solve(program, basis: first.basis)
        let warm = try #require(again.outcome.solution)
        let fresh = try #require(try solver.solve(program).solution)
        #expect(abs(warm.objective - fresh.objective) < 1e-6)
        #expect(warm.effort.iterations * 3 < cold.effort.iterations)
    }

    @Test func `a basis of another shape is refused`() throws {
        let (program, _, _) = ProgramTests.small()
        let basis = try solver.solve(program, basis: nil).basis
        let error = #expect(throws: SolverError.self) {
            try solver.solve(HiGHSFixture.transport(places: 3), basis: basis)
        }
        #expect(error?.description.contains("does not fit") == true)
    }

    @Test func `a session with whole numbers begins from its last values`() throws {
        var session = try HiGHSSession(HiGHSFixture.contracts(), solver: solver)
        #expect(try session.solve().solution.map { abs($0.objective - 255) < 1e-6 } == true)
        try session.setBounds(Program.Variable(index: 5), lower: 0, upper: 40)
        let solution = try #require(try session.solve().solution)
        #expect(abs(solution.objective - (75 + 60 + 1.4 * 60 + 1.2 * 40)) < 1e-6)
    }

    @Test func `a session keeps what HiGHS refused, and says so again`() throws {
        let (program, x, _) = ProgramTests.small()
        var session = try HiGHSSession(program, solver: solver)
        _ = try session.solve()
        let label = session.label("too large")
        let refusal = #expect(throws: SolverError.self) {
            try session.require(label, 1e16 * x >= 1)
        }
        #expect(
            refusal?.description
                == "HiGHS refused rows: row 2 (too large) has the coefficient 1e+16 at amount; "
                + "it has to be below 1e15"
        )
        // The program has the row, so that solving it says the same.
        try session.setBounds(x, lower: 1, upper: 2)
        #expect(throws: SolverError.self) { try session.solve() }
        #expect(session.program.lower[0] == 1)
    }
}
