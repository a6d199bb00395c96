/// Sizes of store, units and grid connection.
package struct SiteSize: Sendable, Hashable {
    /// In J.
    package var energy: Double
    /// In W.
    package var power: Double
    package var units: Int
    /// Of the grid, in W.
    package var limit: Double

    package init(energy: Double, power: Double, units: Int, limit: Double) {
        self.energy = energy
        self.power = power
        self.units = units
        self.limit = limit
    }

    /// Whether no part of it is larger than that of another.
    func isWithin(_ other: SiteSize) -> Bool {
        energy <= other.energy && power <= other.power && units <= other.units
            && limit <= other.limit
    }
}

/// The sizes that are looked at, each list ascending.
package struct SiteSizeGrid: Sendable, Hashable {
    package var energies: [Double]
    package var powers: [Double]
    package var units: [Int]
    package var limits: [Double]

    /// In s: a store holds at least its power for so long, as cells give no more.
    package var leastDuration: Double

    package init(
        energies: [Double],
        powers: [Double],
        units: [Int],
        limits: [Double],
        leastDuration: Double = 0
    ) {
        self.energies = Set(energies).sorted()
        self.powers = Set(powers).sorted()
        self.units = Set(units).sorted()
        self.limits = Set(limits).sorted()
        self.leastDuration = leastDuration
    }

    /// Whether there are such stores; no energy goes with no power, and the other way round.
    func isStore(_ energy: Double, _ power: Double) -> Bool {
        (energy > 0) == (power > 0) && energy >= power * leastDuration * (1 - 1e-9)
    }

    package var sizes: [SiteSize] {
        var all: Set<SiteSize> = []
        for energy in energies {
            for power in powers where isStore(energy, power) {
                for units in units {
                    for limit in limits {
                        all.insert(
                            SiteSize(energy: energy, power: power, units: units, limit: limit)
                        )
                    }
                }
            }
        }
        return Array(all)
    }

    /// No size is larger in any part; it need not be one of them.
    package var largest: SiteSize {
        SiteSize(
            energy: energies.last ?? 0,
            power: powers.last ?? 0,
            units: units.last ?? 0,
            limit: limits.last ?? 0
        )
    }
}

/// What sizes cost each year whether or not they are used: annuity and fixed operation.
package struct SiteCapital: Sendable, Hashable {
    /// In USD a year and W.
    package var storePower: Double
    /// In USD a year and J.
    package var storeEnergy: Double
    /// In USD a year and W.
    package var units: Double
    /// Of the connection, in USD a year and W.
    package var grid: Double

    package init(
        storePower: Double = 0,
        storeEnergy: Double = 0,
        units: Double = 0,
        grid: Double = 0
    ) {
        self.storePower = storePower
        self.storeEnergy = storeEnergy
        self.units = units
        self.grid = grid
    }

    /// In USD a year.
    package func cost(_ size: SiteSize, unit: Double) -> Double {
        storePower * size.power + storeEnergy * size.energy + units * Double(size.units) * unit
            + grid * size.limit
    }
}

/// The least-cost sizes for a load with its outages: every size of a grid, but for those that cannot
/// be the answer.
///
/// What fails is failed by everything that is nowhere larger. What the capital of a size and the bound
/// on the operation of the largest size, its demand charge included, together cost is a bound on its
/// total: sizes are taken in
/// order of capital, and the first that is dearer by that than the best ends the search. So the
/// answer is that of trying all of them.
package struct SiteSizing: Sendable {
    package struct Choice: Sendable, Hashable {
        package var size: SiteSize
        /// In USD a year.
        package var capital: Double
        /// Grid, fuel, upkeep and what is not served, in USD a year; nothing where a need is not met.
        package var operation: Double?
        /// In USD a year.
        package var demand: Double?
        package var failure: SiteNeeds.Failure?

        /// In USD a year.
        package var total: Double? { operation.map { $0 + capital + (demand ?? 0) } }
    }

    /// A size that is smaller in one part, and why it is not the answer.
    package struct Neighbor: Sendable, Hashable {
        package enum Part: String, Sendable, Hashable { case energy, power, units, limit }
        package var part: Part
        package var choice: Choice
    }

    /// Nothing where no size meets the needs.
    package private(set) var best: Choice?
    /// The next smaller in each part.
    package private(set) var neighbors: [Neighbor] = []
    /// Those that were tried, in order of capital.
    package private(set) var tried: [Choice] = []
    /// All sizes of the grid.
    package private(set) var count = 0
    /// Without a trial, as a larger one had failed.
    package private(set) var prunedByFailure = 0
    /// Without a trial, as their bound was above the best.
    package private(set) var prunedByCost = 0
    /// On operation and demand charge of any size, in USD a year.
    package private(set) var operationBound = 0.0

    /// What all sizes have in common.
    package struct Case: Sendable {
        /// With the fleet's unit, and what is not served costs.
        package var plant: SitePlant
        /// Of a round trip at full power.
        package var efficiency: Double
        /// The load, with the outages that count; the first is what operation is reckoned with.
        package var samples: [SiteSeries]
        package var capital: SiteCapital
        package var needs: SiteNeeds
        package var demandCharge: DemandCharge
        package var trade: MeritControl.Trade
        package var keepsSpare: Bool

        package init(
            plant: SitePlant,
            efficiency: Double,
            samples: [SiteSeries],
            capital: SiteCapital,
            needs: SiteNeeds,
            demandCharge: DemandCharge = .none,
            trade: MeritControl.Trade = .none,
            keepsSpare: Bool = false
        ) {
            self.plant = plant
            self.efficiency = efficiency
            self.samples = samples
            self.capital = capital
            self.needs = needs
            self.demandCharge = demandCharge
            self.trade = trade
            self.keepsSpare = keepsSpare
        }

        package func plant(_ size: SiteSize) -> SitePlant {
            var plant = plant
            plant.fleet = plant.fleet.with(size.units)
            plant.store =
                size.energy > 0
                ? SiteStore(energy: size.energy, power: size.power, roundTripEfficiency: efficiency)
                : .none
            return plant
        }

        package func capital(_ size: SiteSize) -> Double {
            capital.cost(size, unit: plant.fleet.unit.maximum)
        }
    }

    package init(_ grid: SiteSizeGrid, _ site: Case) {
        let unlimited = site.samples.first ?? SiteSeries(step: 3600, blocks: [])
        let largest = SiteRun(
            site.plant(grid.largest),
            unlimited.limited(to: grid.largest.limit)
        )
        guard !unlimited.blocks.isEmpty else { return }
        let end = SiteEndValue(price: SiteEndValue(largest.plant, largest.series).price)
        let months = site.demandCharge.months(of: unlimited)
        operationBound =
            SiteBound(largest, months, from: largest.full, end: end).cost / unlimited.years
        let sizes = grid.sizes.map { (size: $0, capital: site.capital($0)) }
            .sorted { $0.capital == $1.capital ? $0.size < $1.size : $0.capital < $1.capital }
        count = sizes.count
        var known = KnownSizes(site)
        known.tryLargest(of: grid)
        for (place, (size, capital)) in sizes.enumerated() {
            if let best = best?.total, capital + operationBound >= best {
                prunedByCost = sizes.count - place
                break
            }
            if known.isFailed(size) {
                prunedByFailure += 1
                continue
            }
            let choice = Self.choice(size, site, end, &known)
            tried.append(choice)
            if let total = choice.total, total < best?.total ?? .infinity { best = choice }
        }
        if let best { neighbors = Self.neighbors(of: best.size, grid, site, end) }
    }

    /// Sizes that are known to meet the needs or not, and with them all that are larger or smaller.
    package struct KnownSizes: Sendable {
        private let site: Case
        private var failed: [SiteSize] = []
        private var met: [SiteSize] = []
        private var limited: [Double: [SiteSeries]] = [:]

        package init(_ site: Case) { self.site = site }

        func isFailed(_ size: SiteSize) -> Bool { failed.contains { size.isWithin($0) } }

        /// The load with a grid of that limit.
        mutating func samples(_ limit: Double) -> [SiteSeries] {
            if let known = limited[limit] { return known }
            let samples = site.samples.map { $0.limited(to: limit) }
            limited[limit] = samples
            return samples
        }

        mutating func failure(of size: SiteSize) -> SiteNeeds.Failure? {
            if met.contains(where: { $0.isWithin(size) }) { return nil }
            let failure = site.needs.failure(of: site.plant(size), samples(size.limit))
            if failure == nil {
                met.append(size)
            } else {
                failed.append(size)
            }
            return failure
        }

        /// Each number of units, and each power, with the largest of all else.
        mutating func tryLargest(of grid: SiteSizeGrid) {
            for units in grid.units {
                for power in grid.powers {
                    for limit in grid.limits.reversed() {
                        let energy = power > 0 ? grid.largest.energy : 0
                        guard grid.isStore(energy, power) else { continue }
                        let size = SiteSize(
                            energy: energy,
                            power: power,
                            units: units,
                            limit: limit
                        )
                        if !isFailed(size) { _ = failure(of: size) }
                    }
                }
            }
        }
    }

    /// What a size costs, or why it is not enough.
    package static func choice(
        _ size: SiteSize,
        _ site: Case,
        _ end: SiteEndValue,
        _ known: inout KnownSizes
    ) -> Choice {
        var choice = Choice(size: size, capital: site.capital(size))
        choice.failure = known.failure(of: size)
        guard choice.failure == nil, let series = known.samples(size.limit).first else {
            return choice
        }
        let run = SiteRun(site.plant(size), series)
        var control = MeritControl(
            run,
            needs: site.needs,
            trade: site.trade,
            keepsSpare: site.keepsSpare,
            sparesPeaks: !site.demandCharge.isNone
        )
        let account = run.run(&control).account
        choice.operation = end.net(account) / series.years
        let months = site.demandCharge.months(of: series)
        choice.demand = DemandCharge.cost(account, months) / series.years
        return choice
    }

    private static func neighbors(
        of size: SiteSize,
        _ grid: SiteSizeGrid,
        _ site: Case,
        _ end: SiteEndValue
    ) -> [Neighbor] {
        var smaller: [(Neighbor.Part, SiteSize)] = []
        if let energy = grid.energies.last(where: { $0 < size.energy }) {
            var other = size
            other.energy = energy
            let fitting = grid.powers.last { $0 <= size.power && grid.isStore(energy, $0) }
            if let fitting {
                other.power = fitting
                smaller.append((.energy, other))
            }
        }
        let powers = grid.powers.filter { grid.isStore(size.energy, $0) }
        if let power = powers.last(where: { $0 < size.power }) {
            var other = size
            other.power = power
            smaller.append((.power, other))
        }
        if let units = grid.units.last(where: { $0 < size.units }) {
            var other = size
            other.units = units
            smaller.append((.units, other))
        }
        if let limit = grid.limits.last(where: { $0 < size.limit }) {
            var other = size
            other.limit = limit
            smaller.append((.limit, other))
        }
        var known = KnownSizes(site)
        return smaller.map { Neighbor(part: $0, choice: choice($1, site, end, &known)) }
    }
}

extension SiteSize: Comparable {
    /// So that sizes of the same capital always come in the same order.
    package static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.energy, lhs.power, lhs.units, lhs.limit)
            < (rhs.energy, rhs.power, rhs.units, rhs.limit)
    }
}

extension MeritControl {
    /// With the reserve that the needs ask for, where the store is used for anything else.
    package init(
        _ run: SiteRun,
        needs: SiteNeeds,
        trade: Trade,
        keepsSpare: Bool = false,
        sparesPeaks: Bool = false
    ) {
        let isUsed = trade != .none || sparesPeaks
        let length = needs.rideThrough ?? 3600
        self.init(
            run,
            reserve: isUsed ? RideThrough(run.plant, run.series, length: length).needs : [],
            trade: trade,
            keepsSpare: keepsSpare,
            sparesPeaks: sparesPeaks
        )
    }
}
