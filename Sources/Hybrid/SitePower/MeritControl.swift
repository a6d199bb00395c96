/// As few units as are cheapest, a store that holds a reserve, and the grid in order of price.
///
/// A real control: it knows the load and the price of its block, the thresholds of the tariff and a
/// reserve for each block, which says what must be held so that an outage of a given length is
/// survived. It does not know when the grid fails.
package struct MeritControl: SiteControl {
    /// How it uses the store while there is grid.
    package struct Trade: Sendable, Hashable {
        /// Charge at this price or below, in USD/J.
        package var low: Double
        /// Give at this price or above, in USD/J.
        package var high: Double
        /// Give above this power of the grid and charge only below it, in W.
        package var cap: Double

        package init(low: Double = .infinity, high: Double = .infinity, cap: Double = .infinity) {
            self.low = low
            self.high = high
            self.cap = cap
        }

        /// Keeps the store full for outages.
        package static let none = Trade()
    }

    private let plant: SitePlant
    private let step: Double
    /// Whether the units cannot feed the highest load alone.
    private let needsStore: Bool
    private let reserve: [Double]
    private let trade: Trade
    private let keepsSpare: Bool
    /// Whether the highest import of a month costs anything.
    private let sparesPeaks: Bool
    /// Of the month so far, in W.
    private var peak = 0.0
    private var month = 0

    /// In s, within which a reserve that an outage has used is there again whatever that costs.
    ///
    /// Assumed: as long as batteries of UPS take.
    private static let recharge = 4 * 3600.0

    /// `reserve`: in J to be held at the start of each block, or none.
    ///
    /// `keepsSpare`: without grid one unit more runs than is needed, unless the store has its power.
    /// `sparesPeaks`: what is above the reserve is charged below the highest import of the month.
    package init(
        _ run: SiteRun,
        reserve: [Double] = [],
        trade: Trade = .none,
        keepsSpare: Bool = false,
        sparesPeaks: Bool = false
    ) {
        plant = run.plant
        step = run.series.step
        needsStore = run.plant.fleet.capacity < run.series.peak
        self.reserve = reserve
        self.trade = trade
        self.keepsSpare = keepsSpare
        self.sparesPeaks = sparesPeaks
    }

    package mutating func order(
        _ index: Int,
        _ block: SiteBlock,
        _ state: SiteState
    ) -> SiteState.Order {
        let store = plant.store
        let held = index + 1 < reserve.count ? reserve[index + 1] : 0
        if sparesPeaks { begin(index) }
        var power = block.isOut ? 0 : trading(block, state, held)
        let lack = block.mean - power - block.limit
        // A cap is no reason for a unit that may not run beside the grid, and none to use the reserve.
        let over = plant.fleet.runsBesideGrid ? lack + block.limit - trade.cap : lack
        let least = over > lack ? plant.fleet.units(for: over) : needed(block, lack, store, state)
        let units = cheapest(block, power, least, state)
        let most = Double(units) * plant.fleet.unit.maximum
        if lack > most { power += lack - most }
        // What runs anyway charges the store with what it has over.
        if block.isOut, units > 0 {
            power = min(power, max(block.mean - most, -store.charge))
            if power < 0 { power = refill(block, units, state) }
        }
        if sparesPeaks { peak = max(peak, plant.split(block.mean - power, units, block).grid) }
        return SiteState.Order(units: units, store: power)
    }

    private mutating func begin(_ index: Int) {
        let month = BillingMonth.number(at: (Double(index) + 0.5) * step)
        if month != self.month { peak = 0 }
        self.month = month
    }

    /// Power of the store while there is grid, in W.
    private func trading(_ block: SiteBlock, _ state: SiteState, _ held: Double) -> Double {
        let store = plant.store
        let over = block.mean - trade.cap
        let free = store.mostOut(holding: state.stored - held, for: step)
        if over > 0 { return min(over, free) }
        if block.price >= trade.high { return min(free, max(0, block.mean)) }
        let isLow = block.price <= trade.low
        let wanted = isLow ? store.capacity : held
        guard state.stored < wanted else { return 0 }
        func into(_ energy: Double, in time: Double) -> Double {
            min(store.charge, -store.power(draining: -energy / time))
        }
        let most = min(block.limit, trade.cap)
        let cap = sparesPeaks ? min(most, peak) : most
        var power = min(into(wanted - state.stored, in: step), max(0, cap - block.mean))
        if sparesPeaks, state.stored < held {
            let urgent = into(held - state.stored, in: max(step, Self.recharge))
            power = max(power, min(urgent, max(0, most - block.mean)))
        }
        return -power
    }

    /// The least number of units that keeps the load served, as far as the store cannot.
    private func needed(
        _ block: SiteBlock,
        _ lack: Double,
        _ store: SiteStore,
        _ state: SiteState
    ) -> Int {
        let unit = plant.fleet.unit.maximum
        guard lack > 0, unit > 0 else { return 0 }
        // A store without grid is for the start and for what the units cannot: it is not refilled.
        let help = block.isOut ? 0 : store.mostOut(holding: state.stored, for: step)
        var count = Int(((lack - help) / unit).rounded(.up))
        let spare = Double(count) * unit + store.mostOut(holding: state.stored, for: step)
        if keepsSpare, block.isOut, spare - unit < lack { count += 1 }
        return min(max(count, 0), plant.fleet.count)
    }

    /// The number of units that costs least in this block, starts counted.
    private func cheapest(
        _ block: SiteBlock,
        _ power: Double,
        _ least: Int,
        _ state: SiteState
    ) -> Int {
        let fleet = plant.fleet
        guard least < fleet.count, fleet.count > 0 else { return least }
        let isBeside = fleet.runsBesideGrid
        if !block.isOut, least == 0, !isBeside || fleet.bestCost >= block.price { return 0 }
        let horizon = max(step, fleet.unit.minimumOnTime)
        var best = (cost: Double.infinity, units: least)
        for units in least...fleet.count {
            let split = plant.split(block.mean - power, units, block)
            let starts = Double(max(0, units - state.units)) * fleet.costOfStart
            let cost = plant.cost(split, units, block) * horizon + starts
            if cost < best.cost { best = (cost, units) }
        }
        return best.units
    }

    /// Charges without grid up to what bridges ten minutes, or all of it where the units are few.
    private func refill(_ block: SiteBlock, _ units: Int, _ state: SiteState) -> Double {
        let store = plant.store
        let bridge = store.drain(min(block.mean, store.discharge)) * 600
        let wanted = needsStore ? store.capacity : min(store.capacity, bridge)
        guard state.stored < wanted else { return 0 }
        let into = -store.power(draining: -(wanted - state.stored) / step)
        let room = Double(units) * plant.fleet.unit.maximum - block.mean
        return -min(into, max(0, room), store.charge)
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
