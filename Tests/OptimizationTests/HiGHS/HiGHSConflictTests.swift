import Optimization
import Testing

@Suite struct HiGHSConflictTests {
    let solver: HiGHSSolver

    init() throws { solver = try HiGHSFixture.solver() }

    /// The conflict of a program, after a check that it is one and that nothing can be left out.
    private func conflict(of program: Program) throws -> Conflict {
        guard case .infeasible(let conflict) = try solver.solve(program) else {
            throw SolverError.failed("not infeasible")
        }
        #expect(Set(conflict.members).count == conflict.members.count)
        let alone = try solver.solve(program.only(conflict.members))
        #expect(alone.word == "infeasible", "the members alone are possible")
        guard conflict.isMinimal else { return conflict }
        for place in conflict.members.indices {
            var rest = conflict.members
            let out = rest.remove(at: place)
            let part = program.only(rest)
            let outcome = try solver.solve(part)
            #expect(outcome.word == "optimal", "\(out) can be left out: \(outcome)")
        }
        return conflict
    }

    @Test func `three rows that contradict each other are found among many`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: 1)
        let y = program.variable(label, cost: 2)
        let z = program.variable(label, cost: -1, upper: 5)
        program.require(label, Sum(x) + Sum(z) <= 100)
        let together = program.require(label, Sum(x) + Sum(y) <= 10)
        let first = program.require(label, 2 * x >= 12)
        program.require(label, Sum(z) + Sum(y) >= 1)
        let second = program.require(label, Sum(y) - 0.001 * z >= 5)
        let conflict = try conflict(of: program)
        #expect(conflict.isMinimal)
        // And whichever row or bound keeps z from being far below zero.
        let needed: Set<Conflict.Member> = [.atMost(together), .atLeast(first), .atLeast(second)]
        #expect(needed.isSubset(of: conflict.members))
        #expect(conflict.members.count == 4)
    }

    @Test func `a bound and a row that contradict each other`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: 1, upper: 3)
        let y = program.variable(label, cost: 1, upper: 3)
        let row = program.require(label, Sum(x) >= 4)
        program.require(label, Sum(x) + Sum(y) >= 2)
        let conflict = try conflict(of: program)
        #expect(conflict == Conflict(members: [.atLeast(row), .ceiling(x)], isMinimal: true))
    }

    @Test func `of two contradictions one is named`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: 1)
        let y = program.variable(label, cost: 1)
        program.require(label, Sum(x) >= 4)
        program.require(label, Sum(x) <= 3)
        program.require(label, Sum(y) >= 4)
        program.require(label, Sum(y) <= 3)
        let conflict = try conflict(of: program)
        #expect(conflict.isMinimal)
        #expect(conflict.members.count == 2)
    }

    @Test func `a battery that is to give more than it was given`() throws {
        var program = Program()
        let charge = program.label("charge")
        let level = program.label("level")
        let balance = program.label("balance")
        var before: Program.Variable?
        for hour in 0..<24 {
            let given = program.variable(charge, cost: 1, upper: 1)
            let stored = program.variable(level, upper: 100)
            var sum = Sum(stored) - Sum(given)
            if let before { sum -= Sum(before) }
            // One unit is taken in every hour, and the last hour wants a thirteenth of all.
            program.require(balance, sum == (hour == 23 ? -2.5 : -1))
            before = stored
        }
        let conflict = try conflict(of: program)
        #expect(conflict.isMinimal)
        #expect(conflict.members.contains(.ceiling(Program.Variable(index: 46))))
    }

    @Test func `one impossible hour among a month's is told from that hour alone`() throws {
        let program = HiGHSFixture.site(hours: 672, outage: 400)
        #expect(try solver.solve(HiGHSFixture.site(hours: 672)).word == "optimal")
        let conflict = try conflict(of: program)
        #expect(conflict.isMinimal)
        // Engine and battery with the sizes that they may have, and no grid.
        #expect(conflict.members.count <= 8)
        #expect(Set(conflict.members.compactMap(\.row).map(program.label)) == ["balance", "limit"])
    }

    @Test func `a search without time names everything and does not call it minimal`() throws {
        var solver = solver
        solver.conflictSeconds = 0
        let program = HiGHSFixture.site(hours: 48, outage: 20)
        guard case .infeasible(let conflict) = try solver.solve(program) else {
            Issue.record("not infeasible")
            return
        }
        #expect(!conflict.isMinimal)
        #expect(try solver.solve(program.only(conflict.members)).word == "infeasible")
    }

    @Test func `whole numbers that are impossible already as fractions`() throws {
        var program = HiGHSFixture.contracts()
        let few = program.label("at most two")
        let most = program.require(
            few,
            (0..<3).reduce(Sum()) { $0 + Sum(Program.Variable(index: Int32($1))) } <= 1
        )
        let conflict = try conflict(of: program)
        #expect(conflict.isMinimal)
        #expect(conflict.members.contains(.atMost(most)))
    }

    @Test func `whole numbers that are possible only as fractions`() throws {
        var program = Program()
        let label = program.label("x")
        let other = program.label("other")
        let x = program.variable(label, cost: 1, upper: 5, isInteger: true)
        let y = program.variable(label, cost: 1, upper: 5, isInteger: true)
        let z = program.variable(other, cost: 1, upper: 9, isInteger: true)
        program.require(other, Sum(z) + Sum(x) >= 3)
        let odd = program.require(label, 2 * x + 2 * y == 3)
        program.require(other, Sum(z) - Sum(y) >= 0)
        let conflict = try conflict(of: program)
        #expect(Set(conflict.members).isSuperset(of: [.atLeast(odd), .atMost(odd)]))
        #expect(conflict.members.count <= 6)
    }

    @Test func `a whole number between two that follow each other`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, lower: 0.3, upper: 0.7, isInteger: true)
        let conflict = try conflict(of: program)
        #expect(Set(conflict.members) == [.floor(x), .ceiling(x)])
        #expect(conflict.isMinimal)
    }

    @Test func `more items than fit one to a sack`() throws {
        // Eleven things, ten sacks, one in each: a fraction of each thing would fit.
        var program = Program()
        let place = program.label("place")
        let thing = program.label("thing is somewhere")
        let sack = program.label("sack holds one")
        let near = program.label("two neighbors never both")
        let spots = (0..<5).map { _ in
            (0..<4).map { _ in program.variable(place, upper: 1, isInteger: true) }
        }
        for row in spots { program.require(thing, row.reduce(Sum()) { $0 + Sum($1) } >= 1) }
        for column in 0..<4 {
            program.require(sack, spots.reduce(Sum()) { $0 + Sum($1[column]) } <= 1.25)
        }
        program.require(near, Sum(spots[0][0]) + Sum(spots[1][1]) <= 2)
        let conflict = try conflict(of: program)
        #expect(conflict.members.compactMap(\.row).count == 9)
    }
}

extension Conflict.Member {
    fileprivate var row: Program.Row? {
        switch self {
        case .atLeast(let row), .atMost(let row): row
        case .floor, .ceiling: nil
        }
    }
}
