import Optimization
import Planning
import Testing

/// Sites solved by hand, and what becomes of them when a family of rows is turned around.
@Suite struct SiteHandTests {
    static func cost(_ program: Program) throws -> Double? {
        var limits = SolveLimits(gap: 1e-9)
        limits.explains = false
        return try SiteFixture.solver().solve(program, within: limits).solution?.objective
    }

    @Test(arguments: SiteHandCase.all) func `costs what it costs by hand`(hand: SiteHandCase) throws
    {
        let cost = try #require(try Self.cost(hand.program.program))
        #expect(isNear(cost, hand.dollars))
    }

    /// Which case fails when the rows of a family are turned around, `≤` into `≥`, or when the last
    /// term of an equation has the other sign.
    ///
    /// Of a ramp of what stands already, `−r G ≤ Δ ≤ r G`, both sides turned are the same row; that
    /// of what is built is two rows.
    static let mutations: [(family: String, hand: String)] = [
        ("balance", "one source"), ("balance", "short storage"), ("balance", "connection"),
        ("limit gas", "one source"), ("must-run nuclear", "must run"), ("ramp slow", "ramp"),
        ("stored battery", "long storage"), ("stored battery", "matching"),
        ("energy battery", "short storage"), ("power battery", "long storage"),
        ("flexible", "training"), ("connection", "connection"), ("purchase plant", "agreement"),
        ("matching", "matching"), ("matching-total", "matching"),
        ("largest-unit", "largest unit"), ("islanding", "islanding by energy"),
        ("islanding-power", "islanding by power"), ("spinning", "spinning"),
        ("spinning", "reserve"), ("reserve battery", "reserve"), ("carbon-cap", "carbon cap"),
        ("carbon-grant", "carbon grant"), ("growth gas", "growth"), ("units engines", "units"),
        ("starts engines", "starts"),
    ]

    @Test(arguments: mutations)
    func `a family that is turned around is noticed`(family: String, name: String) throws {
        let hand = try #require(SiteHandCase.named(name))
        let turned = try #require(hand.program.program.turning(family), "no row of \(family)")
        let cost = try Self.cost(turned)
        #expect(cost.map { !isNear($0, hand.dollars, 1e-3) } ?? true)
    }

    /// A family's name without the name of what it is about.
    static func kind(_ family: String) -> String {
        family.split(separator: " ", maxSplits: 1).first.map(String.init) ?? family
    }

    static func kinds(of program: Program) -> Set<String> {
        Set((0..<program.rowCount).map { kind(program.label(of: Program.Row(index: Int32($0)))) })
    }

    @Test func `every family of rows is in the table`() {
        let known = Set(Self.mutations.map { Self.kind($0.family) })
        var made: Set<String> = []
        for hand in SiteHandCase.all { made.formUnion(Self.kinds(of: hand.program.program)) }
        for seed in 0..<20 {
            let site = RandomSite.make(seed)
            let scope = SiteProgram.Scope(years: Array(site.years.indices))
            made.formUnion(Self.kinds(of: SiteProgram(site, scope).program))
        }
        #expect(made == known, "\(made.symmetricDifference(known))")
    }
}
