import Optimization
import Testing

/// Programs that are put together with some columns in common.
@Suite struct ProgramCompositionTests {
    /// Minimize `cost · x + 2 y` with `x + y ≥ need`, `x` whole and at most `most`.
    private static func part(cost: Double, need: Double, most: Double) -> Program {
        var program = Program()
        let x = program.variable(program.label("x"), cost: cost, upper: most, isInteger: true)
        let y = program.variable(program.label("y"), cost: 2)
        program.term(1, x)
        program.term(1, y)
        program.close(program.label("need"), lower: need)
        program.offset = 1
        return program
    }

    @Test func `a shared column stands in the rows of both`() {
        let (first, second) = (
            Self.part(cost: 1, need: 3, most: 9), Self.part(cost: 5, need: 7, most: 4)
        )
        let x = Program.Variable(index: 0)
        var whole = Program()
        let places = whole.append(first, weight: 0.25)
        let others = whole.append(second, weight: 0.5, sharing: [x: places[0]])
        #expect(whole.columnCount == 3 && whole.rowCount == 2)
        #expect(others[0] == places[0] && others[1] != places[1])
        #expect(whole.offset == 0.75)
        #expect(whole.cost == [0.25 + 2.5, 0.5, 1])
        #expect(whole.upper[0] == 4, "within the bounds of both")
        #expect(whole.integrality == [1, 0, 0])
        #expect(whole.rowLower == [3, 7])
        #expect(whole.label(of: others[1]) == "y")
        let terms = whole.terms(of: Program.Row(index: 1))
        #expect(terms.map(\.variable) == [others[0], others[1]])
        #expect(terms.map(\.coefficient) == [1, 1])
    }

    @Test func `without shared columns the objectives add up by their weights`() {
        let part = Self.part(cost: 1, need: 3, most: 9)
        var whole = Program()
        _ = whole.append(part, weight: 0.25)
        _ = whole.append(part, weight: 0.75)
        let values = [2.0, 1.0]
        #expect(whole.objective(of: values + values) == part.objective(of: values))
    }
}
