import Optimization
import Planning
import Testing

/// Generators, the grid and what they may do, solved by hand.
@Suite struct SiteSupplyTests {
    typealias Fixture = SiteFixture

    /// Dollars for so many megawatt-hours at a price.
    func cost(_ price: Double, _ energies: [Double]) -> Double {
        energies.reduce(0) { $0 + price * $1 }
    }

    @Test func `the cheapest serves, and the price of an hour is that of the last one`() throws {
        var site = Fixture.site([50, 80, 100])
        site.generators = [
            Fixture.standing("gas", 60, run: 44), Fixture.standing("old", 60, run: 90),
        ]
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.cost, cost(44, [50, 60, 60]) + cost(90, [20, 40])))
        #expect(areNear(answer.flow("gas"), [50, 60, 60]))
        #expect(areNear(answer.flow("old"), [0, 20, 40]))
        #expect(areNear(answer.plan.price, [44, 90, 90]))
        #expect(areNear(answer.flow("load"), [50, 80, 100]))
    }

    /// Base at 10 to build and 1 to run, peak at 2 and 6: base pays from two hours on.
    @Test func `what runs long is built dear and run cheap`() throws {
        var site = Fixture.site([40, 40, 100])
        site.generators = [
            Fixture.generator("base", build: 10, run: 1, hours: 3),
            Fixture.generator("peak", build: 2, run: 6, hours: 3),
        ]
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("base"), 40))
        #expect(isNear(answer.size("peak"), 60))
        #expect(isNear(answer.cost, 1_000))
        #expect(isNear(answer.plan.price[2], 8))
        #expect(isNear(answer.plan.objective, answer.cost))
    }

    @Test func `a megawatt of sun gives its share of the hour, and nothing at night`() throws {
        var site = Fixture.site([10, 10])
        var solar = Fixture.generator("solar", build: 3, hours: 2)
        solar.availability = [0, 0.5]
        site.generators = [solar, Fixture.standing("gas", 20, run: 10)]
        let answer = try Fixture.solve(site)
        // 2 MW of sun save 10 dollars and cost 6.
        #expect(isNear(answer.size("solar"), 20))
        #expect(areNear(answer.flow("solar"), [0, 10]))
        #expect(isNear(answer.cost, 60 + 100))
        #expect(answer.built.program.columnCount == 1 + 1 + 2)
    }

    @Test func `what must run runs, and no less than its share of what is built`() throws {
        var site = Fixture.site([10, 40])
        var nuclear = Fixture.generator("nuclear", build: 4, run: 1, hours: 2)
        nuclear.mustRun = 0.5
        site.generators = [nuclear, Fixture.standing("gas", 100, run: 9)]
        let answer = try Fixture.solve(site)
        // Half of it has to fit under the load of 10.
        #expect(isNear(answer.size("nuclear"), 20))
        #expect(areNear(answer.flow("nuclear"), [10, 20]))
        #expect(isNear(answer.cost, 290))
        var more = site
        more.generators[0].existing = 12
        #expect(try isNear(Fixture.solve(more).size("nuclear"), 8))
        var standing = site
        standing.generators[0].existing = 10
        standing.generators[0].most = 0
        standing.generators[0].marginalCost = 20
        #expect(try isNear(Fixture.cost(standing), cost(20, [5, 5]) + cost(9, [5, 35])))
    }

    @Test func `output changes no faster than the ramp`() throws {
        var site = Fixture.site([10, 40, 10])
        var slow = Fixture.standing("slow", 40, run: 1)
        slow.ramp = 0.25
        site.generators = [slow, Fixture.standing("fast", 40, run: 5)]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("slow"), [10, 20, 10]))
        #expect(isNear(answer.cost, 140))
        // The same with a size that is chosen, free of charge.
        site.generators[0].existing = 0
        site.generators[0].most = 40
        #expect(try isNear(Fixture.cost(site), 140))
        site.generators[0].existing = 25
        site.generators[0].most = 15
        #expect(try isNear(Fixture.cost(site), 140))
        // Down is limited like up.
        site.profile = [40, 10, 40]
        site.rules.unservedCost = 1_000
        site.generators[1].marginalCost = 5
        let down = try Fixture.solve(site)
        #expect(areNear(down.flow("slow"), [20, 10, 20]))
        site.generators[0].existing = 40
        site.generators[0].most = 0
        #expect(try areNear(Fixture.solve(site).flow("slow"), [20, 10, 20]))
    }

    @Test func `a step of half an hour ramps half as far and costs half as much`() throws {
        var site = Fixture.site([10, 40, 40])
        site.stepHours = 0.5
        var slow = Fixture.standing("slow", 40, run: 1)
        slow.ramp = 0.5
        site.generators = [slow, Fixture.standing("fast", 40, run: 5)]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("slow"), [10, 20, 30]))
        #expect(isNear(answer.cost, 105))
        #expect(isNear(answer.plan.price[2], 5))
    }

    @Test func `the grid gives up to its limit, and one megawatt more has a price`() throws {
        var site = Fixture.site([10, 10, 10])
        site.grid = Fixture.grid(6, [20, 50, -5])
        site.generators = [Fixture.standing("gas", 10, run: 40)]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("grid"), [6, 0, 6]))
        #expect(isNear(answer.cost, 810))
        #expect(isNear(answer.price("1 MW more grid"), 20 + 45))
        site.grid = Fixture.grid(7, [20, 50, -5])
        #expect(try isNear(Fixture.cost(site), answer.cost - 65))
    }

    @Test func `a called hour gives no more than its own limit`() throws {
        var site = Fixture.site([10, 10])
        site.grid = Fixture.grid(10, [20, 20])
        site.grid?.curtailedHours = [1]
        site.grid?.curtailedLimit = 2
        site.generators = [Fixture.standing("gas", 10, run: 50)]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("grid"), [10, 2]))
        #expect(isNear(answer.price("called hours"), 30))
        #expect(isNear(answer.price("1 MW more grid"), 0))
    }

    @Test func `the site takes no more than its share of the region`() throws {
        var site = Fixture.site([10, 10])
        site.grid = Fixture.grid(10, [20, 20])
        site.grid?.regionalShare = 0.05
        site.grid?.regionalLoad = [1_000, 100]
        site.generators = [Fixture.standing("gas", 10, run: 50)]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("grid"), [10, 5]))
        #expect(isNear(answer.price("of the region's load"), 30))
        site.grid?.regionalShare = 0.06
        #expect(try isNear(Fixture.cost(site), answer.cost - 30))
    }

    @Test func `the connection is charged by its size, quarter by quarter`() throws {
        var site = Fixture.site(Array(repeating: 1, count: 8_760))
        site.grid = GridConnection(
            steps: [
                .init(from: Quarter(year: 2027, number: 1), limit: 2),
                .init(from: Quarter(year: 2027, number: 3), limit: 5),
            ],
            price: Array(repeating: 1, count: 8_760)
        )
        site.grid?.capacityCharge = 8_760
        let program = SiteProgram(site, year: 0).program
        #expect(isNear(program.offset, cost(4_344, [2]) + cost(4_416, [5])))
    }

    @Test func `what is left over is sold, at its share of the price`() throws {
        var site = Fixture.site([10, 10])
        site.grid = Fixture.grid(8, [20, 60])
        site.grid?.exportLimit = 6
        site.grid?.exportShare = 0.5
        site.generators = [Fixture.standing("gas", 30, run: 25)]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("grid"), [8, -6]))
        #expect(isNear(answer.cost, cost(20, [8]) + cost(25, [2, 16]) - cost(30, [6])))
    }

    @Test func `drawing and feeding in at once earns nothing`() throws {
        var site = Fixture.site([10, 10])
        site.grid = Fixture.grid(30, [-20, 30])
        site.grid?.exportLimit = 20
        site.grid?.exportShare = 0.5
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.cost, -200 + 300))
    }

    @Test func `unserved load is paid for, and is not possible where all has to be served`() throws
    {
        var site = Fixture.site([10, 30])
        site.generators = [Fixture.standing("gas", 20, run: 10)]
        #expect(try Fixture.cost(site) == .infinity)
        site.rules.unservedCost = 500
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("unserved"), [0, 10]))
        #expect(isNear(answer.cost, 300 + 5_000))
        #expect(areNear(answer.plan.price, [10, 500]))
    }
}
