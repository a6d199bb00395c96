import Optimization
import Testing

@Suite struct BandedCertificateTests {
    /// The conflict of a program that has to be infeasible, whose members alone have to be too.
    static func conflict(
        of program: Program,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> Conflict {
        let outcome = try BandedSolver().solve(program)
        guard case .infeasible(let conflict) = outcome else {
            Issue.record("\(outcome.word)", sourceLocation: location)
            return Conflict(members: [], isMinimal: false)
        }
        let rest = try HiGHSFixture.solver().solve(alone(conflict, in: program))
        #expect(rest.word == "infeasible", sourceLocation: location)
        return conflict
    }

    /// A program with nothing left but the members of a conflict.
    private static func alone(_ conflict: Conflict, in program: Program) -> Program {
        var alone = program
        for row in 0..<program.rowCount {
            let row = Program.Row(index: Int32(row))
            let place = Int(row.index)
            alone.setSides(
                row,
                lower: conflict.members.contains(.atLeast(row))
                    ? program.rowLower[place] : -.infinity,
                upper: conflict.members.contains(.atMost(row)) ? program.rowUpper[place] : .infinity
            )
        }
        for column in 0..<program.columnCount {
            let variable = Program.Variable(index: Int32(column))
            alone.setBounds(
                variable,
                lower: conflict.members.contains(.floor(variable))
                    ? program.lower[column] : -.infinity,
                upper: conflict.members.contains(.ceiling(variable))
                    ? program.upper[column] : .infinity
            )
        }
        return alone
    }

    @Test func `two rows that bound one column against each other are the conflict`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: 1)
        let y = program.variable(label, cost: 1)
        let most = program.require(label, 2 * x <= 6)
        let least = program.require(label, Sum(x) >= 4)
        program.require(label, Sum(x) + Sum(y) >= 1)
        let conflict = try Self.conflict(of: program)
        #expect(Set(conflict.members) == [.atMost(most), .atLeast(least)])
        #expect(!conflict.isMinimal)
    }

    @Test func `a chain of rows that presolve follows is the conflict`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label)
        let y = program.variable(label)
        let z = program.variable(label, upper: 3)
        let first = program.require(label, Sum(x) == 2)
        let second = program.require(label, Sum(y) - 2 * x >= 1)
        let third = program.require(label, Sum(z) - Sum(y) >= -1)
        let conflict = try Self.conflict(of: program)
        #expect(
            Set(conflict.members)
                == [.atLeast(first), .atLeast(second), .atLeast(third), .ceiling(z)]
        )
    }

    @Test func `a load above everything is the conflict with what limits it`() throws {
        var site = SiteYearCase(hours: 48)
        site.cap_t_per_mwh = 1
        var program = site.program()
        // Everything that could grow is limited: the hours with too little cannot be served.
        for capacity in 0..<3 {
            let variable = Program.Variable(index: Int32(capacity))
            program.setBounds(variable, lower: 0, upper: 8)
        }
        let conflict = try Self.conflict(of: program)
        #expect(!conflict.members.isEmpty)
        #expect(conflict.members.contains(.ceiling(Program.Variable(index: 2))))
    }

    @Test func `a cap that no plan can keep is a conflict`() throws {
        var site = SiteYearCase(hours: 24)
        site.battery_usd_per_mw = 1000
        site.cap_t_per_mwh = 0.05
        var program = site.program()
        program.setBounds(Program.Variable(index: 0), lower: 0, upper: 100)
        let conflict = try Self.conflict(of: program)
        #expect(conflict.members.contains(.atMost(Program.Row(index: Int32(program.rowCount - 1)))))
    }

    @Test func `equations that contradict each other are found`() throws {
        var program = Program()
        let label = program.label("x")
        let chain = (0..<30).map { _ in program.variable(label, cost: 1, lower: -.infinity) }
        for link in 1..<30 {
            program.require(label, Sum(chain[link]) - Sum(chain[link - 1]) == 1)
        }
        program.require(label, Sum(chain[29]) - Sum(chain[0]) == 28)
        _ = try Self.conflict(of: program)
    }

    @Test func `an objective without end is found`() throws {
        var program = Program()
        let label = program.label("x")
        let x = program.variable(label, cost: -1)
        let y = program.variable(label, cost: 0.5)
        program.require(label, Sum(x) - Sum(y) <= 3)
        #expect(try BandedSolver().solve(program) == .unbounded)
    }

    @Test func `a column in no row that only pays is without end`() throws {
        var program = ProgramTests.small().0
        _ = program.variable(program.label("gift"), cost: -1)
        #expect(try BandedSolver().solve(program) == .unbounded)
    }

    @Test func `a free chain that pays is without end`() throws {
        var program = Program()
        let label = program.label("x")
        let chain = (0..<20).map { step in
            program.variable(label, cost: step == 19 ? 1 : 0, lower: -.infinity)
        }
        for link in 1..<20 {
            program.require(label, Sum(chain[link]) - Sum(chain[link - 1]) <= 1)
            program.require(label, Sum(chain[link]) - Sum(chain[link - 1]) >= -1)
        }
        #expect(try BandedSolver().solve(program) == .unbounded)
    }

    @Test func `what cannot be is not without end`() throws {
        var program = Program()
        let label = program.label("x")
        _ = program.variable(label, cost: -1)
        let x = program.variable(label)
        let y = program.variable(label)
        program.require(label, Sum(x) + Sum(y) >= 4)
        program.require(label, Sum(x) + 2 * y <= 3)
        _ = try Self.conflict(of: program)
    }
}
