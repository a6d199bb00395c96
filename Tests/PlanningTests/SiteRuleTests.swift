import Optimization
import Planning
import Testing

// What fails when the sign of a term or a side is flipped, or `≥` and `≤` are swapped, in a family of
// rows of SiteProgramBuilder; the properties over seeds notice most of it as well. `−r G ≤ Δ ≤ r G`
// with both sides turned is the same row, so nothing can.
//
//     balance         every suite, first `the cheapest serves, and the price of an hour …`
//     limit           `a megawatt of sun gives its share …`, `a source stands from its date on …`
//     must-run        `what must run runs, and no less than its share of what is built`
//     ramp            `output changes no faster than the ramp`, `output goes on from the step before`
//     stored          `a storage takes in cheap hours …`, `the year begins with what it ends with`,
//                     `what is stored shrinks …`, `a storage makes nothing out of nothing`
//     energy          `power and hours are built together`, `energy is built apart from power …`
//     power           `charging and discharging share the power`, `power and hours are built together`
//     training        `training moves within its window`
//     purchase        `an agreement is paid for what it produces`
//     connection      `an agreement from elsewhere comes through the connection`
//     carbon cap      `the carbon cap holds by the kind it is meant in`, `generators and agreements …`
//     matching        `clean power matches the load of its own hour`, `what is stored from other power
//                     …`, `training has to be matched …`, `clean power that is bought …`
//     largest unit    `firm capacity covers the load with its largest unit out`, `capacity in
//                     maintenance …`, `what has no units is one machine …`
//     islanding       `what is stored and what is firm …`, `what comes out counts …`
//     spinning        `headroom for the largest unit …`, `… for the connection …`, `a machine without
//                     units …`, `a purchase through the connection …`, `only units that run …`
//     reserve         `charging that can be broken off is a reserve …`
//     growth          `what is built in a year stands in all later years`
//     units, starts   `a unit runs at its least load or not at all`, `a start is paid for …`

/// The rules of a site, solved by hand.
@Suite struct SiteRuleTests {
    typealias Fixture = SiteFixture

    // MARK: Flexible load

    @Test(
        arguments: [
            (2, [10, 0, 0, 10], 400), (4, [10, 10, 0, 0], 300), (3, [10, 5, 0, 5], 350),
            (1, [5, 5, 5, 5], 550),
        ] as [(Int, [Double], Double)]
    )
    func `training moves within its window`(window: Int, power: [Double], cost: Double) throws {
        var site = Fixture.site([0, 0, 0, 0])
        site.years[0].flexible = .init(most: 10, share: 0.5, windowHours: window)
        site.grid = Fixture.grid(100, [10, 20, 50, 30])
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("load"), power))
        #expect(isNear(answer.cost, cost))
    }

    // MARK: Firm capacity

    @Test func `firm capacity covers the load with its largest unit out`() throws {
        var site = Fixture.site([30, 20])
        site.rules.survivesLargestUnit = 1
        var engines = Fixture.generator("engines", build: 1, hours: 2)
        engines.isFirm = true
        engines.unit = 10
        site.generators = [engines]
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("engines"), 40))
        #expect(isNear(answer.price("largest unit"), 1))
        // Storages count with their power, the rest with its share.
        site.storages = [Fixture.storage("battery", 4, hours: 1)]
        #expect(try isNear(Fixture.solve(site).size("engines"), 36))
        site.rules.survivesLargestUnit = 1.1
        #expect(try isNear(Fixture.solve(site).size("engines"), 39))
    }

    @Test func `capacity in maintenance does not count in its hours`() throws {
        var site = Fixture.site([30, 15])
        site.rules.survivesLargestUnit = 1
        var engines = Fixture.generator("engines", build: 1, hours: 2)
        engines.isFirm = true
        engines.unit = 10
        engines.availability = [1, 0.5]
        site.generators = [engines]
        #expect(try isNear(Fixture.solve(site).size("engines"), 50))
        site.profile[1] = 5
        #expect(try isNear(Fixture.solve(site).size("engines"), 40))
    }

    @Test func `what has no units is one machine that can be lost`() throws {
        var site = Fixture.site([30, 20])
        site.rules.survivesLargestUnit = 1
        site.generators = ["a", "b"].map { name in
            var machine = Fixture.generator(name, build: 1, hours: 2)
            machine.isFirm = true
            return machine
        }
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("a"), 30))
        #expect(isNear(answer.size("b"), 30))
    }

    // MARK: Islanding

    /// 10 MW beside a grid; what is firm has this size in units of 5 MW.
    func island(firm: Double) -> PowerSite {
        var site = Fixture.site([10, 10, 10])
        site.grid = Fixture.grid(100, [10, 10, 10])
        site.rules.islandingHours = 2
        var battery = Fixture.storage("battery", 0, hours: 2)
        battery.most = .infinity
        battery.capitalCost = Fixture.yearly(1, 3)
        site.storages = [battery]
        var engines = Fixture.standing("engines", firm, run: 90)
        engines.isFirm = true
        engines.unit = 5
        site.generators = firm > 0 ? [engines] : []
        return site
    }

    @Test(arguments: [(0, 10), (15, 0), (12, 3)] as [(Double, Double)])
    func `what is stored and what is firm carry the load through`(
        firm: Double,
        battery: Double
    ) throws {
        let answer = try Fixture.solve(island(firm: firm))
        #expect(isNear(answer.size("battery"), battery))
        #expect(isNear(answer.cost, 300 + battery))
        for stored in answer.plan.stored[0].power { #expect(stored >= 2 * battery - 1e-6) }
        for hours in answer.plan.autonomy { #expect(hours >= 2) }
    }

    @Test func `what comes out counts, and only the critical share has to run`() throws {
        var site = island(firm: 0)
        site.storages[0].dischargeEfficiency = 0.5
        #expect(try isNear(Fixture.solve(site).size("battery"), 20))
        site.rules.criticalShare = 0.5
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("battery"), 10))
        // One percentage point of 10 MW: 0.2 MWh, of which half comes out.
        #expect(isNear(answer.price("2 h of islanding"), 0.2))
    }

    @Test func `maintenance in the window counts as its hours`() throws {
        var site = island(firm: 15)
        site.generators[0].availability = [1, 1, 0.8]
        // 12 MW in the last hour: 3 MWh of two windows are lacking, and 3 MW of power.
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("battery"), 3))
    }

    // MARK: Reserve

    @Test func `headroom for the largest unit is kept`() throws {
        var site = Fixture.site([25])
        site.rules.spinningReserve = 1
        var engines = Fixture.standing("engines", 30, run: 1)
        engines.isFirm = true
        engines.unit = 10
        site.generators = [engines, Fixture.standing("other", 100, run: 100)]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("engines"), [20]))
        #expect(isNear(answer.price("spinning reserve"), 0.1 * 99))
    }

    @Test func `headroom for the connection comes from engines and storages`() throws {
        var site = Fixture.site([20, 20])
        site.rules.spinningReserve = 0.5
        site.grid = Fixture.grid(30, [0, 0])
        var engines = Fixture.standing("engines", 8, run: 1)
        engines.isFirm = true
        engines.unit = 5
        site.generators = [engines, Fixture.standing("other", 100, run: 100)]
        #expect(try areNear(Fixture.solve(site).flow("grid"), [16, 16]))
        site.storages = [Fixture.storage("battery", 2, hours: 1)]
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.cost, 0))
        for stored in answer.plan.stored[0].power { #expect(stored >= 2 - 1e-6) }
        // An hour at that power has to be in store.
        site.storages[0].hours = 0.5
        #expect(try areNear(Fixture.solve(site).flow("grid"), [18, 18]))
        // What is built counts like what stands.
        site.storages[0].hours = 2
        site.storages[0].existing = 0.5
        site.storages[0].most = 50
        site.storages[0].capitalCost = Fixture.yearly(1, 2)
        #expect(try isNear(Fixture.solve(site).size("battery"), 1.5))
    }

    @Test func `charging that can be broken off is a reserve, and what is given already is none`()
        throws
    {
        var site = Fixture.site([20, 20])
        site.rules.spinningReserve = 0.5
        site.grid = Fixture.grid(30, [0, 100])
        var engines = Fixture.standing("engines", 8, run: 1_000)
        engines.isFirm = true
        engines.unit = 5
        site.generators = [engines]
        site.storages = [Fixture.storage("battery", 5, hours: 1)]
        // 25 MW drawn need 12.5: 8, 5 in store and 5 that can be broken off. 15 need 7.5: 8.
        #expect(try areNear(Fixture.solve(site).flow("grid"), [25, 15]))
        site.generators[0].existing = 7.4
        // The battery gives 5 and has no more: 0.1 MW has to stay in store.
        #expect(try areNear(Fixture.solve(site).flow("battery"), [-4.8, 4.8]))
        site.storages[0].hours = 3
        // More in store than an hour, and the power is the limit.
        let answer = try Fixture.solve(site)
        #expect(answer.flow("battery")[1] < 5)
    }

    @Test func `a purchase through the connection is a part of its infeed`() throws {
        var site = Fixture.site([20])
        site.rules.spinningReserve = 0.5
        site.grid = Fixture.grid(30, [10])
        var engines = Fixture.standing("engines", 8, run: 1)
        engines.isFirm = true
        engines.unit = 5
        site.generators = [engines, Fixture.standing("other", 100, run: 100)]
        site.agreements = [
            PowerPurchase(name: "plant", carrier: "wind", most: 30, profile: [1], price: 0)
        ]
        #expect(try areNear(Fixture.solve(site).flow("plant"), [16]))
        site.agreements[0].isBehindTheMeter = true
        #expect(try areNear(Fixture.solve(site).flow("plant"), [20]))
    }

    @Test func `a machine without units is a single infeed of its own`() throws {
        var site = Fixture.site([20])
        site.rules.spinningReserve = 1
        var machine = Fixture.standing("machine", 30, run: 1)
        machine.isFirm = true
        var backup = Fixture.standing("backup", 12, run: 50)
        backup.isFirm = true
        site.generators = [machine, backup]
        // 12 − backup ≥ machine, and 30 − machine ≥ backup.
        site.rules.unservedCost = 1_000
        #expect(try areNear(Fixture.solve(site).flow("unserved"), [8]))
    }

    // MARK: Clean matching

    func sunny(_ share: Double) -> PowerSite {
        var site = Fixture.site([10, 10])
        var solar = Fixture.standing("solar", 20, run: 0)
        solar.availability = [1, 0]
        solar.isClean = true
        site.generators = [solar, Fixture.standing("gas", 20, run: 10)]
        site.storages = [Fixture.storage("battery", 5, hours: 1)]
        site.storages[0].marginalCost = 15
        site.rules.cleanMatching = share
        return site
    }

    @Test func `clean power matches the load of its own hour`() throws {
        #expect(try isNear(Fixture.cost(sunny(0.5)), 100))
        let answer = try Fixture.solve(sunny(0.75))
        #expect(areNear(answer.flow("battery"), [-5, 5]))
        #expect(isNear(answer.cost, 50 + 75))
        // 0.2 MWh a point, 5 dollars dearer than gas.
        #expect(isNear(answer.price("clean matching"), 1))
        #expect(try Fixture.cost(sunny(0.76)) == .infinity)
    }

    @Test func `what is stored from other power makes nothing clean`() throws {
        var site = sunny(0.75)
        site.generators[0].existing = 10
        #expect(try Fixture.cost(site) == .infinity)
        site.generators[1].isClean = true
        #expect(try isNear(Fixture.cost(site), 100))
    }

    @Test func `training has to be matched as well`() throws {
        var site = sunny(0.55)
        site.years[0].flexible = .init(most: 2, share: 0.5, windowHours: 1)
        // 9.9 of 22 MWh may go unmatched; the night takes 11.
        #expect(try isNear(Fixture.cost(site), 99 + 1.1 * 15))
    }

    @Test func `clean power that is bought matches like one's own`() throws {
        var site = sunny(0.5)
        site.generators[0].existing = 0
        site.storages = []
        var purchase = PowerPurchase(
            name: "plant",
            carrier: "wind",
            most: 20,
            profile: [0.5, 0.5],
            price: 12
        )
        purchase.isBehindTheMeter = true
        site.agreements = [purchase]
        #expect(try isNear(Fixture.cost(site), 120 + 100))
        site.agreements[0].isClean = false
        #expect(try Fixture.cost(site) == .infinity)
    }

    // MARK: Carbon

    func dirty() -> PowerSite {
        var site = Fixture.site([10, 10])
        site.grid = Fixture.grid(100, [10, 10])
        site.grid?.marginalCarbon = [0.5, 0.1]
        site.grid?.averageCarbon = [0.2, 0.6]
        site.generators = [Fixture.standing("clean", 100, run: 50)]
        return site
    }

    @Test func `the carbon cap holds by the kind it is meant in`() throws {
        var site = dirty()
        site.rules.carbonCap = 0.2
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("clean"), [4, 0]))
        #expect(isNear(answer.cost, 360))
        #expect(isNear(answer.plan.carbonPrice ?? 0, 80))
        #expect(isNear(answer.plan.emissions, 4))
        #expect(isNear(answer.plan.marginalEmissions ?? 0, 4))
        #expect(isNear(answer.plan.averageEmissions ?? 0, 7.2))
        site.rules.carbonKind = .average
        let other = try Fixture.solve(site)
        #expect(isNear(other.flow("clean")[1], 4 / 0.6))
        #expect(isNear(other.plan.emissions, 4))
    }

    @Test func `generators and agreements emit as well`() throws {
        var site = dirty()
        site.grid?.marginalCarbon = [0, 0]
        site.generators[0].marginalCost = 5
        site.generators[0].carbon = 0.4
        site.rules.carbonCap = 0.1
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.flow("clean").reduce(0, +), 5))
        site.generators = []
        var purchase = PowerPurchase(
            name: "plant",
            carrier: "gas",
            most: 10,
            profile: [1, 1],
            price: -1
        )
        purchase.least = 10
        purchase.carbon = 0.4
        site.agreements = [purchase]
        #expect(try isNear(Fixture.solve(site).flow("plant").reduce(0, +), 5))
    }

    @Test func `a price of carbon moves the merit order`() throws {
        var site = dirty()
        site.rules.carbonPrice = 100
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("clean"), [10, 0]))
        #expect(isNear(answer.cost, 500 + 100 + 100))
        #expect(answer.plan.carbonPrice == nil)
    }

    // MARK: Agreements

    @Test func `an agreement is paid for what it produces`() throws {
        var site = Fixture.site([4, 4])
        site.grid = Fixture.grid(100, [30, 10])
        var purchase = PowerPurchase(
            name: "plant",
            carrier: "wind",
            most: 10,
            profile: [1, 0.5],
            price: 20
        )
        site.agreements = [purchase]
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("plant"), 4))
        #expect(isNear(answer.cost, 140))
        purchase.least = 6
        site.agreements = [purchase]
        #expect(try isNear(Fixture.cost(site), 180 + 10))
        purchase.least = 0
        purchase.most = 3
        site.agreements = [purchase]
        let limited = try Fixture.solve(site)
        #expect(isNear(limited.price("at most 3 MW of plant"), 5))
    }

    @Test func `an agreement from elsewhere comes through the connection`() throws {
        var site = Fixture.site([4])
        site.grid = Fixture.grid(3, [30])
        site.rules.unservedCost = 1_000
        site.agreements = [
            PowerPurchase(name: "plant", carrier: "wind", most: 10, profile: [1], price: 20)
        ]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("unserved"), [1]))
        #expect(isNear(answer.price("1 MW more grid"), 980))
        site.agreements[0].isBehindTheMeter = true
        #expect(try areNear(Fixture.solve(site).flow("unserved"), [0]))
    }
}
