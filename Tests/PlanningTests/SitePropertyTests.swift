import Bus
import Optimization
import Planning
import Testing

/// What holds for every site, tried on sites from seeds.
@Suite struct SitePropertyTests {
    typealias Fixture = SiteFixture

    // MARK: Merit order

    /// Without storages, ramps and sums over hours every hour is a dispatch of its own.
    @Test(arguments: 0..<200) func `without coupling the program is the merit order`(
        seed: Int
    ) throws {
        var random = SplitMix64(seed)
        let hours = 5
        var site = Fixture.site((0..<hours).map { _ in .random(in: 0...100, using: &random) })
        site.rules.unservedCost = 900
        for number in 0..<Int.random(in: 1...5, using: &random) {
            let run = Double(Int.random(in: -3...20, using: &random))
            let power = Double.random(in: 0...40, using: &random)
            var generator = Fixture.standing("g\(number)", power, run: run)
            if Bool.random(using: &random) {
                generator.availability = (0..<hours).map { _ in .random(in: 0...1, using: &random) }
            }
            site.generators.append(generator)
        }
        let prices = (0..<hours).map { _ in Double.random(in: -5...30, using: &random) }
        site.grid = Fixture.grid(.random(in: 0...30, using: &random), prices)
        let answer = try Fixture.solve(site)
        var cost = 0.0
        for hour in 0..<hours {
            let dispatch = offers(site, hour).dispatch(.megawatts(site.profile[hour]))
            for share in dispatch.shares {
                cost += share.amount.megawatts * price(of: share.supply.name, site, hour)
            }
            let unserved = dispatch.unserved.megawatts
            cost += 900 * unserved
            #expect(isNear(answer.flow("unserved")[hour], unserved, 1e-6))
        }
        #expect(isNear(answer.cost, cost))
    }

    func offers(_ site: PowerSite, _ hour: Int) -> [Offer<Watt>] {
        var offers = site.generators.map { generator in
            let share = generator.availability.isEmpty ? 1 : generator.availability[hour]
            return Offer<Watt>(
                from: SupplyID(generator.name),
                capacity: .megawatts(share * generator.existing),
                at: generator.marginalCost
            )
        }
        if let grid = site.grid {
            offers.append(
                Offer(
                    from: "grid",
                    capacity: .megawatts(grid.steps[0].limit),
                    at: grid.price[hour]
                )
            )
        }
        return offers
    }

    func price(of name: String, _ site: PowerSite, _ hour: Int) -> Double {
        site.generators.first { $0.name == name }?.marginalCost ?? site.grid?.price[hour] ?? .nan
    }

    // MARK: More and less

    @Test(arguments: 0..<12) func `another source never costs more`(seed: Int) throws {
        let site = RandomSite.make(seed)
        let cost = try Fixture.cost(site)
        var random = SplitMix64(seed + 1_000)
        var more = site
        var extra = Fixture.generator(
            "extra",
            build: .random(in: 0...30, using: &random),
            run: 5,
            hours: 24
        )
        extra.isClean = Bool.random(using: &random)
        more.generators.append(extra)
        #expect(try Fixture.cost(more) <= cost + 1e-6 * abs(cost))
        more = site
        more.storages.append(Fixture.storage("extra", 5, hours: 3))
        #expect(try Fixture.cost(more) <= cost + 1e-6 * abs(cost))
        more = site
        more.grid?.steps[0].limit += 5
        #expect(try Fixture.cost(more) <= cost + 1e-6 * abs(cost))
    }

    static let rules: [(name: String, drop: @Sendable (inout PowerSite) -> Void)] = [
        ("carbon cap", { $0.rules.carbonCap = nil }),
        ("matching", { $0.rules.cleanMatching = nil }),
        ("largest unit", { $0.rules.survivesLargestUnit = nil }),
        ("islanding", { $0.rules.islandingHours = nil }),
        ("spinning", { $0.rules.spinningReserve = nil }),
        ("ramps", { for place in $0.generators.indices { $0.generators[place].ramp = nil } }),
        ("must-run", { for place in $0.generators.indices { $0.generators[place].mustRun = 0 } }),
        ("called hours", { $0.grid?.curtailedHours = [] }),
        ("regional share", { $0.grid?.regionalShare = nil }),
        ("window", { $0.years[0].flexible?.windowHours = 24 }),
    ]

    @Test(arguments: 0..<6) func `leaving out a rule never costs more`(seed: Int) throws {
        let site = RandomSite.make(seed)
        let cost = try Fixture.cost(site)
        for rule in Self.rules {
            var less = site
            rule.drop(&less)
            let other = try Fixture.cost(less)
            #expect(other <= cost + 1e-6 * abs(cost), "\(rule.name): \(other) above \(cost)")
        }
    }

    // MARK: Duals

    /// The cost is convex in every side: between the slopes to the left and to the right of it.
    func bracket(
        _ slope: Double,
        _ step: Double,
        _ name: String,
        roughly: Double = 1e-5,
        _ cost: (Double) throws -> Double
    ) throws {
        let middle = try cost(0)
        let right = (try cost(step) - middle) / step
        let left = (middle - (try cost(-step))) / step
        let slack = roughly * max(1, abs(slope), abs(middle) * 1e-3)
        #expect(slope <= right + slack, "\(name): \(slope) above \(right)")
        #expect(slope >= left - slack, "\(name): \(slope) below \(left)")
    }

    @Test(arguments: 0..<10) func `a dual foretells what a small change brings`(seed: Int) throws {
        let site = RandomSite.make(seed)
        let answer = try Fixture.solve(site)
        let loads = answer.built.loadPrices(answer.solution)[0]
        try bracket(loads[0], 0.01, "load") {
            var scope = SiteProgram.Scope(years: [0])
            scope.extra = [[$0, 0, 0, 0]]
            return try Fixture.cost(site, scope)
        }
        try bracket(-answer.price("1 MW more grid"), 0.01, "grid") {
            var other = site
            other.grid?.steps[0].limit += $0
            return try Fixture.cost(other)
        }
        if let cap = site.rules.carbonCap, let price = answer.plan.carbonPrice {
            let load = answer.flow("load").reduce(0, +)
            try bracket(-price * load, 1e-4, "carbon") {
                var other = site
                other.rules.carbonCap = cap + $0
                return try Fixture.cost(other)
            }
        }
        if let share = site.rules.cleanMatching {
            try bracket(100 * answer.price("clean matching"), 1e-4, "matching") {
                var other = site
                other.rules.cleanMatching = share + $0
                return try Fixture.cost(other)
            }
        }
        if let share = site.rules.spinningReserve {
            // The share multiplies infeeds that are chosen, so the cost is not convex in it.
            let price = 100 * answer.price("spinning reserve")
            try bracket(price, 1e-3, "spinning", roughly: 1e-2) {
                var other = site
                other.rules.spinningReserve = share + $0
                return try Fixture.cost(other)
            }
        }
        try bracket(100 * answer.price("of islanding"), 1e-3, "islanding") {
            var other = site
            other.rules.criticalShare += $0
            return try Fixture.cost(other)
        }
    }

    // MARK: Solvers

    @Test(arguments: 0..<12) func `the banded solver agrees with HiGHS`(seed: Int) throws {
        let site = RandomSite.make(seed)
        let answer = try Fixture.solve(site)
        let outcome = try BandedSolver().solve(answer.built.program)
        let solution = try #require(outcome.solution)
        #expect(outcome.word == "optimal")
        #expect(isNear(solution.objective, answer.cost, 1e-6))
        let plans = try answer.built.plans(solution, status: "optimal")
        #expect(isNear(plans[0].objective, answer.plan.objective, 1e-6))
        let window = try Fixture.solve(site, RandomSite.window(answer))
        let other = try #require(try BandedSolver().solve(window.built.program).solution)
        #expect(isNear(other.objective, window.cost, 1e-6))
    }

    /// Rows of an hour touch only that hour and the one before, but for a few columns and rows.
    @Test func `the band is no wider than an hour has rows`() throws {
        var site = RandomSite.make(3)
        site.rules.islandingHours = 3
        site.rules.spinningReserve = 0.3
        let program = SiteProgram(site, year: 0).program
        let wide = (0..<program.rowCount).filter {
            program.starts[$0 + 1] - program.starts[$0] > 20
        }
        #expect(wide.count <= 2)
        var first = [Int](repeating: .max, count: program.columnCount)
        var last = [Int](repeating: 0, count: program.columnCount)
        for row in 0..<program.rowCount where !wide.contains(row) {
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                let column = Int(program.columns[place])
                first[column] = min(first[column], row)
                last[column] = max(last[column], row)
            }
        }
        let spans = (0..<program.columnCount).map { last[$0] - min(first[$0], last[$0]) }.sorted()
        let hourly = program.rowCount / 24
        let border = spans.count { $0 > 3 * hourly / 2 }
        #expect(border <= 2 * site.generators.count + 2 * site.storages.count + 2)
        #expect(spans[spans.count - 1 - border] <= hourly + 4)
    }
}
