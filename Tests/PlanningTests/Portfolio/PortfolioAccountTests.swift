import Planning
import Testing

/// What a plan says of cash, expense, debt and use; all figures by hand.
@Suite struct PortfolioAccountTests {
    private static func plan(_ name: String) throws -> Plan {
        let hand = try #require(HandCase.named(name))
        return try #require(try PortfolioHandTests.plan(hand)).0
    }

    @Test func `what is due and not used is a shortfall fee`() throws {
        let contract = try #require(try Self.plan("take or pay").contracts.first)
        #expect(near(contract.available, [100, 100]))
        #expect(near(contract.used, [100, 40]))
        #expect(near(contract.cash, [1_000, 500]))
        #expect(near(contract.shortfallFees, [0, 100]))
        #expect(near([contract.commitment], [1_000]))
        #expect(abs(contract.utilization - 0.7) < 1e-9)
    }

    @Test func `a true-up falls due at the end of the contract year`() throws {
        let contract = try #require(try Self.plan("true-up").contracts.first)
        #expect(near(contract.cash, [1_000, 500, 500, 1_200]))
        #expect(near(contract.shortfallFees, [0, 0, 0, 700]))
        #expect(near([contract.commitment], [3_200]))
    }

    @Test func `a prepayment is credited against what follows`() throws {
        let plan = try Self.plan("prepayment")
        let contract = try #require(plan.contracts.first)
        #expect(near(contract.cash, [1_000 + 500, 300]))
        // The expense of 1,600 that is due follows the delivery; 200 more were used at first.
        #expect(near(plan.quarters.map(\.rentExpense), [1_000, 800]))
        #expect(
            near(plan.quarters.map(\.leaseLiability), [300 / (1.08).squareRoot().squareRoot(), 0])
        )
    }

    @Test func `what is prepaid beyond the horizon is left at its end`() throws {
        let contract = try #require(try Self.plan("prepaid beyond the horizon").contracts.first)
        #expect(near([contract.prepaidLeft, contract.total], [200, 400]))
    }

    @Test func `a discount is given back at the end and spread over the expense`() throws {
        let plan = try Self.plan("incremental discount")
        #expect(near(plan.quarters.map(\.rebates), [100]))
        #expect(near(plan.quarters.map(\.rentExpense), [900]))
        #expect(near(plan.quarters.map(\.cash), [900]))
    }

    @Test func `the balance counts what comes in and goes out`() throws {
        let plan = try Self.plan("cash")
        #expect(plan.quarters.last?.balance.map { abs($0 - 100) < 1e-6 } == true)
        let unserved = plan.quarters.flatMap(\.unserved).reduce(0) { $0 + $1.power }
        #expect(abs(unserved - 20) < 1e-9)
        #expect(try Self.plan("one offer").quarters.allSatisfy { $0.balance == nil })
    }

    @Test func `hardware is written off over each life from its first work on`() throws {
        let hand = HandCase("x", costs: 0, quarters: 6, demand: [0, 10, 10, 10, 10, 10]) {
            var build = HandCase.build(lead: 1, capex: 48, opex: 1)
            build.lifeQuarters = 20
            $0.builds = [build]
            $0.finance.depreciationYears = [1, 4]
        }
        let plan = try #require(try PortfolioHandTests.plan(hand)).0
        #expect(plan.builds.first?.blocks == [1, 0, 0, 0, 0, 0])
        #expect(near(plan.quarters.map { $0.depreciation[0] }, [0, 120, 120, 120, 120, 0]))
        #expect(near(plan.quarters.map { $0.depreciation[1] }, [0, 30, 30, 30, 30, 30]))
        #expect(near(plan.quarters.map { $0.bookValue[0] }, [480, 360, 240, 120, 0, 0]))
        #expect(near(plan.quarters.map { $0.bookValue[1] }, [480, 450, 420, 390, 360, 330]))
        #expect(near(plan.quarters.map(\.opex), [0, 10, 10, 10, 10, 10]))
        #expect(near(plan.quarters.map(\.capex), [480, 0, 0, 0, 0, 0]))
    }

    @Test func `capacity is told by provider, build and spot at the reference chip`() throws {
        let quarters = try Self.plan("chip").quarters
        #expect(quarters[0].capacity.map(\.name) == ["a", "spot"])
        #expect(near(quarters.flatMap(\.capacity).map(\.power), [0, 100, 100, 0]))
        let contract = try Self.plan("chip").contracts.first
        #expect(near(contract?.used ?? [], [0, 50]))
    }

    @Test func `emissions of own blocks are told`() throws {
        let plan = try Self.plan("carbon price")
        #expect(near(plan.quarters.map(\.emissions), [21_900, 21_900]))
        // The price is in the objective and no payment.
        #expect(near(plan.quarters.map(\.cash), [60, 10]))
    }

    @Test func `survival is what is left, dispatched over what has to survive`() throws {
        let plan = try Self.plan("loss of any provider")
        #expect(plan.contingencies.map(\.name) == ["a", "b", "c"])
        for survival in plan.contingencies {
            #expect(near(survival.lost + survival.left + survival.needed, [50, 100, 100]))
            #expect(near(survival.shortfall, [0]))
            #expect(survival.isSurvived && survival.isRequired)
        }
    }

    @Test func `enough in sum but not where it is needed is not survived`() throws {
        let hand = HandCase("x", costs: 0) {
            $0.demands = [
                HandCase.demand("west", [10], in: ["here"]),
                HandCase.demand("east", [10], in: ["there"]),
            ]
            $0.contingencies = [
                Contingency(name: "a", members: [.provider("a")], survivesFrom: nil)
            ]
            $0.offers = [
                HandCase.offer("a-there", by: "a", in: "there", at: 1),
                HandCase.offer("b-here", by: "b", in: "here", at: 1) { $0.least = 20 },
            ]
        }
        let plan = try #require(try PortfolioHandTests.plan(hand)).0
        let survival = try #require(plan.contingencies.first)
        #expect(near(survival.left + survival.needed, [20, 20]))
        #expect(near(survival.unserved.map(\.power), [0, 10]))
        #expect(!survival.isSurvived && !survival.isRequired)
    }
}

func near(_ values: [Double], _ others: [Double]) -> Bool {
    values.count == others.count
        && zip(values, others).allSatisfy { abs($0 - $1) <= 1e-6 * max(1, abs($1)) }
}
