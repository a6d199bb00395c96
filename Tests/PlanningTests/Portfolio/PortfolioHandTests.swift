import Optimization
import Planning
import Testing

/// Cases solved by hand, and what becomes of them when a family of rows is turned around.
@Suite struct PortfolioHandTests {
    static func plan(_ hand: HandCase) throws -> (Plan, PortfolioChoice)? {
        let planning = PortfolioPlanning(
            solver: try PlanningSolver.highs(),
            within: SolveLimits(gap: 1e-9)
        )
        guard
            case .planned(let plan, let choice) = try planning.plan(
                hand.scenario,
                power: hand.cuts
            )
        else { return nil }
        return (plan, choice)
    }

    @Test(arguments: HandCase.all) func `costs what it costs by hand`(hand: HandCase) throws {
        let (plan, _) = try #require(try Self.plan(hand))
        #expect(abs(plan.objective - hand.dollars) <= 1e-6 * hand.dollars)
        #expect(plan.status == "optimal")
        #expect(plan.gap <= 1e-6)
        #expect(plan.proof.accountDifference <= 1e-9)
    }

    /// Which case fails when the rows of a family are turned around, `≤` into `≥`, or what an
    /// equation defines has the other sign.
    static let mutations: [(family: String, hand: String)] = [
        ("largest", "least size"), ("smallest", "least size"),
        ("one_of_group", "exclusive group"), ("extends", "option"),
        ("flexible", "take or pay"), ("true_up", "true-up"),
        ("delivery", "delivery limit"), ("campus", "power date"), ("blocks", "blocks"),
        ("serve", "one offer"), ("supplied", "one offer"),
        ("survive", "loss of any provider"), ("survive", "loss by region"),
        ("capacity", "loss of any provider"), ("region_capacity", "loss by region"),
        ("total_capacity", "concentration"), ("flow", "many overlapping regions"),
        ("survive", "many overlapping regions"),
        ("cap", "concentration"), ("floor", "floor"),
        ("payments", "cash"), ("payments", "spending limit"), ("balance", "cash"),
        ("covenant", "covenant"), ("spend", "incremental discount"),
        ("tier_from", "all-units discount"), ("tier_to", "all-units discount"),
        ("one_tier", "incremental discount"), ("tier_sum", "incremental discount"),
        ("rebate", "limited discount"), ("site_cost", "site power"),
        ("site_limit", "site limit"), ("carbon_budget", "carbon budget"),
        ("carbon_budget", "site emissions"), ("site_emissions", "site emissions"),
    ]

    @Test(arguments: mutations)
    func `a family that is turned around is noticed`(family: String, name: String) throws {
        let hand = try #require(HandCase.named(name))
        let portfolio = PortfolioProgram(hand.scenario, power: hand.cuts)
        let turned = try #require(portfolio.program.turning(family), "no row of \(family)")
        var limits = SolveLimits(gap: 1e-9)
        limits.explains = false
        let outcome = try PlanningSolver.highs().solve(turned, within: limits)
        let dollars = outcome.solution.map { $0.objective * 1e6 }
        #expect(dollars.map { abs($0 - hand.dollars) > 1e-3 } ?? true)
    }

    @Test func `every family of rows is in the table`() {
        let known = Set(Self.mutations.map(\.family))
        for hand in HandCase.all {
            let portfolio = PortfolioProgram(hand.scenario, power: hand.cuts)
            let families = Set(portfolio.rows.map(\.family))
            #expect(families.isSubset(of: known), "\(families.subtracting(known))")
        }
    }
}

extension Program {
    /// The program with a family of rows turned around; nil when there is none.
    func turning(_ family: String) -> Program? {
        var turned = Program()
        turned.offset = offset
        for column in 0..<columnCount {
            _ = turned.variable(
                turned.label(label(of: Variable(index: Int32(column)))),
                cost: cost[column],
                lower: lower[column],
                upper: upper[column],
                isInteger: integrality[column] == 1
            )
        }
        var isThere = false
        for place in 0..<rowCount {
            let row = Row(index: Int32(place))
            let name = label(of: row)
            let isTurned = name == family
            isThere = isThere || isTurned
            let isEquation = rowLower[place] == rowUpper[place]
            let terms = terms(of: row)
            for (number, term) in terms.enumerated() {
                let isLast = number == terms.count - 1
                let sign = isTurned && isEquation && isLast ? -1.0 : 1
                turned.term(sign * term.coefficient, term.variable)
            }
            let isSwapped = isTurned && !isEquation
            turned.close(
                turned.label(name),
                lower: isSwapped
                    ? (rowUpper[place].isFinite ? rowUpper[place] : -.infinity) : rowLower[place],
                upper: isSwapped
                    ? (rowLower[place].isFinite ? rowLower[place] : .infinity) : rowUpper[place]
            )
        }
        return isThere ? turned : nil
    }
}
