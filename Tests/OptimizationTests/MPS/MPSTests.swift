import Optimization
import Testing

@Suite struct MPSTests {
    /// A row and a column of every kind there is.
    static func everyKind() -> Program {
        var program = Program()
        program.offset = 12.5
        let hour = program.label("hour of day")
        let row = program.label("row")
        let plain = program.variable(hour, cost: 1)
        let bounded = program.variable(hour, cost: -1, lower: -2, upper: 3)
        let free = program.variable(hour, cost: 0.1, lower: -.infinity)
        let below = program.variable(hour, cost: -0.5, lower: -.infinity, upper: -1)
        let nothing = program.variable(hour, lower: 0, upper: 0)
        let count = program.label("count")
        let whole = program.variable(count, cost: 1.0 / 3, isInteger: true)
        let few = program.variable(count, cost: -2, lower: 1, upper: 4, isInteger: true)
        let last = program.variable(hour, cost: 1e-7, lower: 1e6, upper: 1e7)
        program.require(row, Sum(plain) + Sum(free) >= -3)
        program.require(row, Requirement(sum: Sum(whole) + Sum(few), lower: 5, upper: 9))
        program.require(row, Sum(bounded) + Sum(below) <= 0.1)
        program.require(row, Sum(plain) - Sum(nothing) + 3 * whole == 7)
        program.require(row, Requirement(sum: Sum(free), lower: -.infinity, upper: .infinity))
        _ = last
        return program
    }

    @Test func `every kind of row and column is written`() {
        let lines = """
            NAME busbar
            ROWS
             N COST
             G row_0
             G row_1
             L row_2
             E row_3
             N row_4
            COLUMNS
             hour_of_day_0 COST 1
             hour_of_day_0 row_0 1
             hour_of_day_0 row_3 1
             hour_of_day_1 COST -1
             hour_of_day_1 row_2 1
             hour_of_day_2 COST 0.1
             hour_of_day_2 row_0 1
             hour_of_day_2 row_4 1
             hour_of_day_3 COST -0.5
             hour_of_day_3 row_2 1
             hour_of_day_4 row_3 -1
             MARKER0 'MARKER' 'INTORG'
             count_0 COST 0.3333333333333333
             count_0 row_1 1
             count_0 row_3 3
             count_1 COST -2
             count_1 row_1 1
             MARKER1 'MARKER' 'INTEND'
             hour_of_day_5 COST 1e-07
            RHS
             RHS COST -12.5
             RHS row_0 -3
             RHS row_1 5
             RHS row_2 0.1
             RHS row_3 7
            RANGES
             RNG row_1 4
            BOUNDS
             LO BND hour_of_day_1 -2
             UP BND hour_of_day_1 3
             FR BND hour_of_day_2
             MI BND hour_of_day_3
             UP BND hour_of_day_3 -1
             FX BND hour_of_day_4 0
             LO BND count_0 0
             PL BND count_0
             LO BND count_1 1
             UP BND count_1 4
             LO BND hour_of_day_5 1000000
             UP BND hour_of_day_5 10000000
            ENDATA

            """
        #expect(MPS(Self.everyKind()).text == lines)
    }

    @Test(arguments: [
        everyKind(), HiGHSFixture.contracts(), HiGHSFixture.transport(places: 25),
        HiGHSFixture.knapsack(items: 20, sacks: 3), ProgramTests.small().0,
    ]) func `another reader finds the same optimum`(program: Program) throws {
        let solver = try HiGHSFixture.solver()
        let ours = try #require(
            try solver.solve(program, within: SolveLimits(gap: 1e-9)).solution
        )
        let theirs = try MPSReader.solve(Array(MPS(program).text.utf8))
        #expect(theirs.status == 7)
        #expect(theirs.columns == program.columnCount)
        let free = (0..<program.rowCount).filter {
            program.rowLower[$0] == -.infinity && program.rowUpper[$0] == .infinity
        }
        #expect(theirs.rows == program.rowCount - free.count)
        let gap = abs(theirs.objective - ours.objective) / max(1, abs(ours.objective))
        #expect(gap < (program.hasIntegers ? 2e-4 : 1e-9))
    }

    @Test func `numbers come back bit for bit`() throws {
        var program = Program()
        let label = program.label("x")
        let costs = [0.1 + 0.2, 1.0 / 3, 1e-300, 123_456_789.123456789, 4.35, 1e22, 2.5e-9]
        for cost in costs { _ = program.variable(label, cost: cost, lower: 1) }
        let written = MPS(program).text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.count == 3 && words[1] == "COST" ? Double(words[2]) : nil
        }
        #expect(written == costs)
    }

    @Test func `a long text comes in chunks that add up to it`() throws {
        let mps = MPS(HiGHSFixture.transport(places: 60))
        var chunks: [[UInt8]] = []
        mps.write { chunks.append($0) }
        #expect(chunks.count > 3)
        #expect(chunks.dropLast().allSatisfy { (65_536..<140_000).contains($0.count) })
        #expect(String(decoding: chunks.joined(), as: UTF8.self) == mps.text)
    }

    @Test func `an error of the sink comes out and ends the writing`() {
        struct Full: Error {}
        let mps = MPS(HiGHSFixture.transport(places: 60))
        var written = 0
        #expect(throws: Full.self) {
            try mps.write { (_: [UInt8]) throws(Full) in
                written += 1
                if written == 2 { throw Full() }
            }
        }
        #expect(written == 2)
    }

    @Test func `labels that look alike in a file are told apart`() {
        var program = Program()
        for name in ["a b", "a_b", "2nd", "", "größe", "a", "a_1"] {
            let label = program.label(name)
            for _ in 0..<12 { _ = program.variable(label) }
        }
        let names = ProgramNames(program)
        let all = (0..<program.columnCount).map { names[Program.Variable(index: Int32($0))] }
        #expect(Set(all).count == all.count)
        #expect(all.allSatisfy { $0.utf8.allSatisfy { (33..<127).contains($0) } })
        #expect(all[0] == "a_b_0")
        #expect(all[12] == "a_b.2_0")
        #expect(all[24] == "x2nd_0")
    }
}
