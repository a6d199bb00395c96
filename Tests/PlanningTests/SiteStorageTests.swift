import Optimization
import Planning
import Testing

/// Storages, solved by hand.
@Suite struct SiteStorageTests {
    typealias Fixture = SiteFixture

    /// 10 MW beside a grid of 100 MW at these prices.
    func site(_ prices: [Double]) -> PowerSite {
        var site = Fixture.site(Array(repeating: 10, count: prices.count))
        site.grid = Fixture.grid(100, prices)
        return site
    }

    /// A source that runs only in some hours, beside a storage.
    func site(_ load: [Double], gas availability: [Double]) -> PowerSite {
        var site = Fixture.site(load)
        var gas = Fixture.standing("gas", 20, run: 5)
        gas.availability = availability
        site.generators = [gas]
        return site
    }

    @Test func `a storage takes in cheap hours and gives in dear ones`() throws {
        var site = site([10, 50])
        site.storages = [Fixture.storage("battery", 5, hours: 1)]
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.cost, 150 + 250))
        #expect(areNear(answer.flow("battery"), [-5, 5]))
        #expect(areNear(answer.plan.stored[0].power, [5, 0]))
    }

    @Test func `what goes in and what comes out is less by the efficiencies`() throws {
        var site = site([10, 50])
        site.storages = [Fixture.storage("battery", 5, hours: 2)]
        site.storages[0].chargeEfficiency = 0.8
        site.storages[0].dischargeEfficiency = 0.8
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("battery"), [-5, 3.2]))
        #expect(isNear(answer.cost, 150 + 340))
    }

    @Test func `the two efficiencies stand in their places`() throws {
        var site = site([10, 50])
        site.storages = [Fixture.storage("battery", 5, hours: 1)]
        // The energy is the limit on the way in only where losses come on the way out.
        site.storages[0].dischargeEfficiency = 0.5
        #expect(try areNear(Fixture.solve(site).flow("battery"), [-5, 2.5]))
        site.storages[0].dischargeEfficiency = 1
        site.storages[0].chargeEfficiency = 0.5
        site.storages[0].hours = 0.4
        #expect(try areNear(Fixture.solve(site).flow("battery"), [-4, 2]))
    }

    @Test func `what is stored shrinks by the loss of an hour`() throws {
        var site = site([10, 100])
        site.storages = [Fixture.storage("battery", 4, hours: 1)]
        site.storages[0].loss = 0.5
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("battery"), [-4, 2]))
        #expect(isNear(answer.cost, 140 + 800))
        site.stepHours = 2
        site.storages[0].hours = 2
        // Over two hours a quarter is left.
        #expect(try areNear(Fixture.solve(site).flow("battery"), [-4, 1]))
    }

    @Test func `the year begins with what it ends with`() throws {
        for turned in [false, true] {
            var site =
                turned
                ? site([10, 0], gas: [0, 1]) : site([0, 10], gas: [1, 0])
            site.storages = [Fixture.storage("battery", 10, hours: 1)]
            let answer = try Fixture.solve(site)
            #expect(isNear(answer.cost, 50))
            #expect(areNear(answer.flow("battery"), turned ? [10, -10] : [-10, 10]))
        }
    }

    @Test func `power and hours are built together`() throws {
        var site = site([0, 0, 0, 8], gas: [1, 1, 1, 0])
        var battery = Fixture.storage("battery", 0, hours: 0.5)
        battery.most = .infinity
        battery.capitalCost = Fixture.yearly(2, 4)
        site.storages = [battery]
        // Half an hour of energy: 16 MW for 8 MWh.
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("battery"), 16))
        #expect(isNear(answer.cost, 32 + 40))
        #expect(answer.plan.capacities.last?.energy.map { isNear($0, 8) } == true)
        site.storages[0].hours = 4
        #expect(try isNear(Fixture.solve(site).size("battery"), 8))
        // What stands counts, with its power and with its hours.
        site.storages[0].existing = 3
        #expect(try isNear(Fixture.solve(site).size("battery"), 5))
        site.storages[0].hours = 0.5
        #expect(try isNear(Fixture.solve(site).size("battery"), 13))
    }

    @Test func `a storage makes nothing out of nothing`() throws {
        var site = site([10])
        site.storages = [Fixture.storage("battery", 5, hours: 2)]
        site.storages[0].loss = 0.5
        #expect(try isNear(Fixture.cost(site), 100))
    }

    @Test func `energy is built apart from power where it has a cost`() throws {
        var site = site([0, 0, 6, 6], gas: [1, 1, 0, 0])
        var battery = Fixture.storage("battery", 0, hours: 1)
        battery.most = .infinity
        battery.capitalCost = Fixture.yearly(1, 4)
        battery.energyCost = Fixture.yearly(3, 4)
        site.storages = [battery]
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("battery"), 6))
        #expect(isNear(answer.plan.capacities[1].energy ?? 0, 12))
        #expect(isNear(answer.cost, 6 + 36 + 60))
        site.storages[0].existing = 2
        let more = try Fixture.solve(site)
        #expect(isNear(more.size("battery"), 4))
        #expect(isNear(more.plan.capacities[1].energy ?? 0, 12))
        #expect(isNear(more.cost, 4 + 30 + 60))
    }

    @Test func `what comes out has its cost`() throws {
        var site = site([10, 50])
        site.storages = [Fixture.storage("battery", 5, hours: 1)]
        site.storages[0].marginalCost = 30
        #expect(try isNear(Fixture.cost(site), 150 + 250 + 150))
        site.storages[0].marginalCost = 41
        #expect(try isNear(Fixture.cost(site), 600))
    }

    /// At a price below zero burning power pays; one direction's power is all there is for it.
    @Test func `charging and discharging share the power`() throws {
        var site = Fixture.site([5, 5])
        site.grid = Fixture.grid(100, [-10, 10])
        var battery = Fixture.storage("battery", 4, hours: 0.25)
        battery.chargeEfficiency = 0.5
        battery.dischargeEfficiency = 0.5
        site.storages = [battery]
        let answer = try Fixture.solve(site)
        // 3.6 in and 0.4 out leave 1 MWh; the hour after gives half of it.
        #expect(areNear(answer.flow("battery"), [-3.2, 0.5]))
        #expect(isNear(answer.cost, -37))
    }

    @Test func `each storage keeps its own account`() throws {
        var site = site([10, 50, 20, 60])
        site.storages = [
            Fixture.storage("short", 4, hours: 1), Fixture.storage("long", 2, hours: 2),
        ]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("short"), [-4, 4, -4, 4]))
        #expect(answer.plan.stored.map(\.name) == ["short", "long"])
        #expect(areNear(answer.plan.stored[0].power, [4, 0, 4, 0]))
        for place in 0..<4 {
            let flow = answer.flow("long")[place]
            let before = answer.plan.stored[1].power[(place + 3) % 4]
            #expect(isNear(answer.plan.stored[1].power[place], before - flow))
        }
    }
}
