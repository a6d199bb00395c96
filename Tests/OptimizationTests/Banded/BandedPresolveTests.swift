import Optimization
import Testing

/// What presolve takes out comes back with values and duals that are right for the whole program.
@Suite struct BandedPresolveTests {
    @Test func `the price of a bound that a row made is the row's`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: 3)
        let y = program.variable(label, cost: 1)
        let least = program.require(label, 2 * x >= 8)
        let both = program.require(label, Sum(x) + Sum(y) >= 10)
        let solution = try BandedSolverTests.optimum(of: program)
        #expect(abs(solution[x] - 4) < 1e-8)
        #expect(abs(solution[both] - 1) < 1e-7)
        #expect(abs(solution[least] - 1) < 1e-7)
        #expect(abs(solution.reducedCosts[0]) < 1e-7)
    }

    @Test func `of two rows that bound a column the tighter one has the price`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: -1)
        let loose = program.require(label, Sum(x) <= 9)
        let tight = program.require(label, 2 * x <= 10)
        let again = program.require(label, -4 * x >= Sum(-20))
        let solution = try BandedSolverTests.optimum(of: program)
        #expect(solution[x] == 5)
        #expect(solution[loose] == 0)
        #expect(solution[tight] == -0.5)
        #expect(solution[again] == 0)
    }

    @Test func `rows that fix columns one after the other have duals`() throws {
        var program = Program()
        let label = program.label("x")
        let chain = (0..<5).map { program.variable(label, cost: Double($0 + 1)) }
        let first = program.require(label, 2 * chain[0] == 6)
        for link in 1..<5 {
            program.require(label, Sum(chain[link]) - Sum(chain[link - 1]) == 1)
        }
        let solution = try BandedSolverTests.optimum(of: program)
        #expect(chain.map { solution[$0] } == [3, 4, 5, 6, 7])
        // One more on the first side is half a unit more of every link.
        #expect(abs(solution[first] - 7.5) < 1e-12)
    }

    @Test func `a long chain of rows that fix columns is followed to its end`() throws {
        var program = Program()
        let label = program.label("x")
        let chain = (0..<3000).map { _ in program.variable(label, cost: 1) }
        program.require(label, Sum(chain[0]) == 1)
        for link in 1..<3000 {
            program.require(label, Sum(chain[link]) - Sum(chain[link - 1]) == 1e-3)
        }
        for variable in chain { program.term(1, variable) }
        let total = program.close(program.label("total"), lower: 0, upper: 1e6)
        let solution = try BandedSolverTests.optimum(of: program)
        #expect(solution.effort.iterations == 0)
        #expect(abs(solution[chain[2999]] - 3.999) < 1e-9)
        #expect(solution[total] == 0)
    }

    @Test func `a row without an interior fixes its columns`() throws {
        var program = Program()
        let label = program.label("x")
        let night = (0..<3).map { _ in program.variable(label, cost: -2) }
        let day = program.variable(label, cost: 1, upper: 5)
        let dark = program.require(label, Sum(night[0]) + 2 * night[1] + Sum(night[2]) <= 0)
        program.require(label, Sum(night[0]) + Sum(day) >= 2)
        let solution = try BandedSolverTests.optimum(of: program)
        #expect(night.allSatisfy { solution[$0] == 0 })
        #expect(abs(solution[day] - 2) < 1e-7)
        // The first column gains 2 by itself and 1 by what it spares the day.
        #expect(abs(solution[dark] + 3) < 1e-7)
    }

    @Test func `columns with equal bounds count in their rows`() throws {
        var program = Program()
        let label = program.label("x")
        let fixed = program.variable(label, cost: 10, lower: 3, upper: 3)
        let x = program.variable(label, cost: 1)
        let row = program.require(label, Sum(x) + 2 * fixed >= 10)
        let solution = try BandedSolverTests.optimum(of: program)
        #expect(solution[fixed] == 3)
        #expect(abs(solution[x] - 4) < 1e-7)
        #expect(abs(solution[row] - 1) < 1e-7)
        #expect(abs(solution.reducedCosts[0] - 8) < 1e-7)
    }

    @Test func `a row that bounds imply has no price`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: -1, upper: 4)
        let y = program.variable(label, cost: -1, upper: 4)
        let idle = program.require(label, Sum(x) + Sum(y) <= 8)
        let busy = program.require(label, Sum(x) + 2 * y <= 10)
        let solution = try BandedSolverTests.optimum(of: program)
        #expect(abs(solution.objective + 7) < 1e-7)
        #expect(solution[idle] == 0)
        #expect(abs(solution[busy] + 0.5) < 1e-7)
    }

    @Test func `a column that costs nothing rises as far as its rows want`() throws {
        var program = Program()
        let label = program.label("x")
        let size = program.variable(label)
        let flows = [3.0, 5, 4].map { need in
            let flow = program.variable(label, cost: 1)
            program.require(label, Sum(flow) >= Sum(need))
            program.require(label, Sum(flow) <= 2 * size)
            return flow
        }
        let solution = try BandedSolverTests.optimum(of: program)
        #expect(flows.map { solution[$0] } == [3, 5, 4])
        #expect(solution[size] == 2.5)
    }

    @Test func `a battery that costs nothing is as large as it has to be`() throws {
        var site = SiteYearCase(hours: 48)
        site.battery_usd_per_mw = 0
        let program = site.program()
        let solution = try BandedSolverTests.optimum(of: program)
        #expect(solution.values[1] > 0)
    }

    /// Rows and columns that presolve decides, around a small band; with a second opinion.
    @Test(arguments: 0..<60) func `programs of little but trifles are solved`(seed: Int) throws {
        let program = RandomBand(seed: UInt64(seed), trifles: 0.7).program
        let solution = try BandedSolverTests.optimum(of: program)
        let expected = try HiGHSFixture.solver().solve(program)
        let objective = try #require(expected.solution).objective
        #expect(abs(solution.objective - objective) < 1e-7 * max(1, abs(objective)))
    }
}
