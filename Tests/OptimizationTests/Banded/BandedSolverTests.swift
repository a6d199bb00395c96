import Optimization
import Synchronization
import Testing

@Suite struct BandedSolverTests {
    /// The solution of a program that has to have an optimum, which has to be proved.
    static func optimum(
        of program: Program,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> Solution {
        let outcome = try BandedSolver().solve(program)
        #expect(outcome.word == "optimal", sourceLocation: location)
        let solution = try #require(outcome.solution, sourceLocation: location)
        let proof = Proof(program, values: solution.values, duals: solution.duals)
        #expect(proof.holds(within: 1e-9), sourceLocation: location)
        #expect(proof.dualViolation < 1e-7, sourceLocation: location)
        #expect((proof.dualityGap ?? 1) < 1e-7, sourceLocation: location)
        return solution
    }

    @Test func `a small program has its optimum and its duals`() throws {
        let (program, x, y) = ProgramTests.small()
        let solution = try Self.optimum(of: program)
        #expect(abs(solution.objective - 2.8) < 1e-7)
        #expect(abs(solution[x] - 1.6) < 1e-7)
        #expect(abs(solution[y] - 1.2) < 1e-7)
        #expect(abs(solution.duals[0] - 0.4) < 1e-7)
        #expect(abs(solution.duals[1] - 0.2) < 1e-7)
        #expect(solution.reducedCosts.allSatisfy { abs($0) < 1e-7 })
        #expect(solution.effort.method == "banded interior point")
    }

    @Test func `a week of a site is proved`() throws {
        let program = SiteYearCase(hours: 168).program()
        let solution = try Self.optimum(of: program)
        #expect(solution.gap < 1e-8)
        #expect(abs(solution.bound - solution.objective) < 1e-7 * abs(solution.objective))
    }

    @Test func `an upper side's dual is what the objective gains when it rises`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: -3)
        let row = program.require(label, 2 * x <= 10)
        let solution = try Self.optimum(of: program)
        #expect(abs(solution[x] - 5) < 1e-7)
        #expect(abs(solution[row] + 1.5) < 1e-7)
    }

    @Test func `variables may be free, bounded above only, or within bounds`() throws {
        var program = Program()
        let label = program.label("x")
        program.offset = 7
        let free = program.variable(label, cost: 1, lower: -.infinity)
        let below = program.variable(label, cost: -2, lower: -.infinity, upper: -3)
        let within = program.variable(label, cost: -1, lower: -4, upper: 4)
        program.require(label, Sum(free) + Sum(below) + Sum(within) >= -20)
        program.require(label, Sum(free) - Sum(within) <= 100)
        program.require(label, Sum(free) - 2 * below >= -30)
        let solution = try Self.optimum(of: program)
        // free = −20 − below − within; minimizing −20 − 3 below − 2 within takes both to their tops.
        #expect(abs(solution[below] + 3) < 1e-6)
        #expect(abs(solution[within] - 4) < 1e-6)
        #expect(abs(solution[free] + 21) < 1e-6)
        #expect(abs(solution.objective - (7 - 21 + 6 - 4)) < 1e-6)
    }

    @Test func `a row with two sides holds on both`() throws {
        for (cost, value) in [(1.0, 2.0), (-1, 5)] {
            var program = Program()
            let label = program.label("x")
            let x = program.variable(label, cost: cost, lower: -.infinity)
            let y = program.variable(label, cost: cost, lower: -.infinity)
            program.term(1, x)
            program.term(1, y)
            program.close(label, lower: 2, upper: 5)
            program.require(label, Sum(x) - Sum(y) == 1)
            let solution = try Self.optimum(of: program)
            #expect(abs(solution[x] + solution[y] - value) < 1e-7)
        }
    }

    @Test func `equations alone are solved`() throws {
        var program = Program()
        let label = program.label("x")
        let steps = (0..<50).map { _ in program.variable(label, cost: 1, lower: -.infinity) }
        program.require(label, Sum(steps[0]) == 1)
        for step in 1..<50 {
            program.require(label, Sum(steps[step]) - 0.9 * steps[step - 1] == 1)
        }
        let solution = try Self.optimum(of: program)
        var expected = 0.0
        for step in steps {
            expected = 0.9 * expected + 1
            #expect(abs(solution[step] - expected) < 1e-8)
        }
    }

    @Test func `rows that follow from others do not matter`() throws {
        let given = SiteYearCase(hours: 48).program()
        let expected = try Self.optimum(of: given).objective
        var program = Program()
        let label = program.label("x")
        for column in 0..<given.columnCount {
            _ = program.variable(
                label,
                cost: given.cost[column],
                lower: given.lower[column],
                upper: given.upper[column]
            )
        }
        for row in 0..<given.rowCount {
            for factor in row % 3 == 0 ? [1.0, 2] : [1] {
                for (variable, coefficient) in given.terms(of: Program.Row(index: Int32(row))) {
                    program.term(factor * coefficient, variable)
                }
                program.close(
                    label,
                    lower: factor * given.rowLower[row],
                    upper: factor * given.rowUpper[row]
                )
            }
        }
        #expect(program.rowCount > given.rowCount)
        let solution = try Self.optimum(of: program)
        #expect(abs(solution.objective - expected) < 1e-7 * expected)
    }

    @Test func `a program without rows goes to its bounds`() throws {
        var program = Program()
        let label = program.label("x")
        program.offset = 1
        let low = program.variable(label, cost: 2, lower: -3)
        let high = program.variable(label, cost: -2, upper: 4)
        let idle = program.variable(label, lower: -.infinity)
        let solution = try Self.optimum(of: program)
        #expect(solution[low] == -3)
        #expect(solution[high] == 4)
        #expect(solution[idle] == 0)
        #expect(solution.objective == -13)
        #expect(solution.bound == -13)
    }

    @Test func `an empty program is solved by nothing`() throws {
        var program = Program()
        program.offset = 5
        #expect(try Self.optimum(of: program).objective == 5)
        program.close(program.label("nothing"), lower: -1, upper: 1)
        #expect(try Self.optimum(of: program).duals == [0])
    }

    @Test func `one hour alone is solved`() throws {
        let program = SiteYearCase(hours: 1, cap_t_per_mwh: 1).program()
        _ = try Self.optimum(of: program)
    }

    // MARK: Refusals and ends

    @Test func `integers are refused`() {
        #expect(throws: SolverError.self) { try BandedSolver().solve(HiGHSFixture.contracts()) }
    }

    @Test func `a program without a band is refused by a sentence`() throws {
        var program = Program()
        let label = program.label("x")
        var chance = SplitMix(seed: 3)
        let variables = (0..<400).map { _ in program.variable(label, cost: 1) }
        for _ in 0..<300 {
            for variable in variables where chance.unit() < 0.1 {
                program.term(chance.unit(), variable)
            }
            program.close(label, lower: 1)
        }
        #expect {
            try BandedSolver().solve(program)
        } throws: { error in
            guard case SolverError.unsuitable(let text) = error else { return false }
            return text.contains("band")
        }
    }

    @Test func `a row that has a variable twice is refused with its name`() throws {
        var program = Program()
        let label = program.label("twin")
        let x = program.variable(label)
        program.term(1, x)
        program.term(1, x)
        program.close(label, lower: 1)
        #expect {
            try BandedSolver().solve(program)
        } throws: { error in
            "\(error)".contains("twin twice")
        }
    }

    @Test func `a limit of iterations ends a solve`() throws {
        let program = SiteYearCase(hours: 48).program()
        let outcome = try BandedSolver().solve(program, within: SolveLimits(iterations: 3))
        switch outcome {
        case .feasible(_, let stop), .exhausted(let stop, _): #expect(stop == .iterationLimit)
        default: Issue.record("\(outcome.word)")
        }
    }

    @Test func `progress is told and a stop is obeyed`() throws {
        let program = SiteYearCase(hours: 48).program()
        let seen = Mutex<[SolveProgress]>([])
        _ = try BandedSolver().solve(program, within: SolveLimits(), from: nil) { progress in
            seen.withLock { $0.append(progress) }
            return .goOn
        }
        let all = seen.withLock { $0 }
        #expect(all.map(\.iterations) == Array(0..<all.count))
        #expect(all[0].incumbent == nil)
        let last = try #require(all.last)
        let incumbent = try #require(last.incumbent)
        let bound = try #require(last.bound)
        #expect(bound <= incumbent)
        let outcome = try BandedSolver().solve(program, within: SolveLimits(), from: nil) {
            $0.iterations < 5 ? .goOn : .stop
        }
        switch outcome {
        case .feasible(_, let stop), .exhausted(let stop, _): #expect(stop == .interrupted)
        default: Issue.record("\(outcome.word)")
        }
    }

    @Test func `the same program gives the same answer bit for bit`() throws {
        let program = SiteYearCase(hours: 72).program()
        #expect(try BandedSolver().solve(program) == BandedSolver().solve(program))
    }
}
