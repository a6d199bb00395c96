/// The least-cost sizes for a load with its outages: every size of a grid, but for those that cannot
/// be the answer.
///
/// What fails is failed by everything that is nowhere larger. What the capital of a size and the bound
/// on the operation of the largest size, its demand charge included, together cost is a bound on its
/// total: sizes are taken in order of capital, and the first that is dearer by that than the best ends
/// the search. So the answer is that of trying all of them.
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
    /// The largest size, where none meets the needs.
    package private(set) var largest: Choice?
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
        if let best {
            neighbors = Self.neighbors(of: best.size, grid, site, end)
        } else {
            self.largest = Self.choice(grid.largest, site, end, &known)
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
