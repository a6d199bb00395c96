import Optimization
import Testing

@Suite struct ProgramTests {
    /// Minimize x + y where x + 2y ≥ 4 and 3x + y ≥ 6: (1.6, 1.2), duals 0.4 and 0.2.
    static func small() -> (Program, Program.Variable, Program.Variable) {
        var program = Program()
        let amount = program.label("amount")
        let need = program.label("need")
        let x = program.variable(amount, cost: 1)
        let y = program.variable(amount, cost: 1)
        program.require(need, Sum(x) + 2 * y >= 4)
        program.require(need, 3 * x + Sum(y) >= 6)
        return (program, x, y)
    }

    @Test func `rows are stored one after the other`() {
        let (program, _, _) = Self.small()
        #expect(program.starts == [0, 2, 4])
        #expect(program.columns == [0, 1, 0, 1])
        #expect(program.values == [1, 2, 3, 1])
        #expect(program.rowLower == [4, 6])
        #expect(program.rowUpper == [.infinity, .infinity])
    }

    @Test func `a constant of a requirement moves to its side`() {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label)
        let row = program.require(label, 2 * x + Sum(3) <= Sum(x) + Sum(10))
        #expect(program.rowUpper[Int(row.index)] == 7)
        #expect(program.terms(of: row).map(\.coefficient) == [1])
    }

    @Test func `the optimum with its duals is proved`() {
        let (program, _, _) = Self.small()
        let proof = Proof(program, values: [1.6, 1.2], duals: [0.4, 0.2])
        #expect(proof.holds(within: 1e-12))
        #expect(proof.dualObjective.map { abs($0 - 2.8) < 1e-12 } == true)
        #expect(proof.dualityGap.map { $0 < 1e-12 } == true)
        #expect(proof.dualViolation < 1e-12)
    }

    @Test func `values that break a row are found`() {
        let (program, _, _) = Self.small()
        let proof = Proof(program, values: [1, 1])
        #expect(proof.rowViolation == 2.0 / 6)
        #expect(proof.worstRow == Program.Row(index: 1))
        #expect(!proof.holds(within: 1e-6))
    }

    @Test func `a price on an infinite side is a violation`() {
        let (program, _, _) = Self.small()
        #expect(Proof(program, values: [1.6, 1.2], duals: [0.4, -0.2]).dualViolation > 0.1)
    }
}
