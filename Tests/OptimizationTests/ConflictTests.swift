import Optimization
import Testing

@Suite struct ConflictTests {
    /// x + y ≤ 3, x ≥ 2 and y ≥ 2 as rows, and x ≤ 1 as a bound that is not needed for it.
    private func program() -> Program {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, lower: -.infinity)
        let y = program.variable(label, lower: -.infinity, upper: 9)
        program.require(label, Sum(x) + Sum(y) <= 3)
        program.require(label, Sum(x) >= 2)
        program.require(label, Sum(y) >= 2)
        return program
    }

    private let rows = (0..<3).map { Program.Row(index: $0) }

    @Test(arguments: [1.0, -2.5]) func `weights prove a contradiction in either sign`(
        sign: Double
    ) {
        let conflict = Conflict(ray: [-sign, sign, sign], of: program())
        #expect(conflict?.members == [.atMost(rows[0]), .atLeast(rows[1]), .atLeast(rows[2])])
        #expect(conflict?.isMinimal == false)
    }

    @Test func `weights need the bounds of what they leave over`() {
        // 3 rows with unequal weights leave y over, whose upper bound is then needed.
        let program = program()
        #expect(Conflict(ray: [0, 1, 0], of: program) == nil)
        #expect(Conflict(ray: [-1, 1, 0.5], of: program) == nil)
        var bounded = program
        let y = Program.Variable(index: 1)
        bounded.setBounds(y, lower: 1.5, upper: 9)
        #expect(
            Conflict(ray: [-1, 1, 0.5], of: bounded)?.members
                == [.atMost(rows[0]), .atLeast(rows[1]), .atLeast(rows[2]), .floor(y)]
        )
    }

    @Test func `weights that prove nothing are no conflict`() {
        #expect(Conflict(ray: [0, 0, 0], of: program()) == nil)
        #expect(Conflict(ray: [1, 1, 1], of: program()) == nil)
        #expect(Conflict(ray: [.nan, 1, 1], of: program()) == nil)
        var possible = program()
        possible.setSides(rows[0], lower: -.infinity, upper: 4)
        #expect(Conflict(ray: [-1, 1, 1], of: possible) == nil)
    }

    @Test func `the program of some members has their sides and no others`() {
        let whole = program()
        let part = whole.only([.atLeast(rows[2]), .atMost(rows[0])])
        #expect(part.rowLower == [-.infinity, 2])
        #expect(part.rowUpper == [3, .infinity])
        #expect(part.starts == [0, 2, 3])
        #expect(part.upper == [.infinity, .infinity])
        let bound = whole.only([.ceiling(Program.Variable(index: 1))])
        #expect(bound.columnCount == 1)
        #expect(bound.rowCount == 0)
        #expect(bound.upper == [9])
    }

    @Test func `a program says what a solver would refuse it for`() {
        var program = program()
        #expect(program.fault == nil)
        let label = program.label("cost")
        let dear = program.variable(label, cost: 1e21)
        #expect(program.fault == "column 2 (cost) costs 1e+21; it has to be below 1e20")
        program.setCost(dear, 1)
        program.setBounds(dear, lower: .infinity, upper: .infinity)
        #expect(program.fault == "column 2 (cost) has to be at least infinity")
        program.setBounds(dear, lower: 0, upper: 1)
        program.term(.nan, dear)
        program.close(label)
        #expect(
            program.fault
                == "row 3 (cost) has the coefficient nan at cost; it has to be below 1e15"
        )
    }

    @Test func `a variable may be added to rows that are closed`() {
        var program = program()
        let label = program.label("late")
        let z = program.variable(label, cost: 4, in: [rows[0]: 7, rows[2]: 8])
        #expect(z.index == 2)
        #expect(program.starts == [0, 3, 4, 6])
        #expect(program.columns == [0, 1, 2, 0, 1, 2])
        #expect(program.values == [1, 1, 7, 1, 1, 8])
        #expect(program.reducedCosts(at: [1, 0, -1]) == [-1, 0, 5])
    }
}
