/// What a site has to feed its load besides the grid, and what it costs not to.
package struct SitePlant: Sendable, Hashable {
    package var store: SiteStore
    package var fleet: GeneratorFleet
    /// Of energy that is not served, in USD/J; above every other price.
    package var unservedCost: Double

    package init(
        store: SiteStore = .none,
        fleet: GeneratorFleet = .none,
        unservedCost: Double = 20e3 / 3.6e9
    ) {
        self.store = store
        self.fleet = fleet
        self.unservedCost = unservedCost
    }

    /// Who gives how much of a power, in W.
    package struct Split: Sendable, Hashable {
        package var grid = 0.0
        package var generators = 0.0
        package var unserved = 0.0
        /// Made, and not needed: burned in a load bank, or sun and wind that are turned away.
        package var spilled = 0.0
        /// Who follows the load within the block.
        package var follower = Follower.grid
    }

    /// The source that is not at one of its limits.
    package enum Follower: Sendable, Hashable { case grid, generators, store, nobody }

    /// Splits what the store leaves over between the grid and so many units, at the least cost.
    ///
    /// Exact, as both are convex: the units go where one more W costs what the grid asks.
    @inline(__always)
    package func split(_ rest: Double, _ units: Int, _ block: SiteBlock) -> Split {
        var split = Split()
        let least = Double(units) * fleet.unit.minimum
        let most = Double(units) * fleet.unit.maximum
        let wanted = units > 0 ? fleet.power(at: block.price, units) : 0
        split.generators = min(max(wanted, min(rest - block.limit, most)), max(rest, least))
        split.generators = min(max(split.generators, least), most)
        let open = rest - split.generators
        split.grid = min(max(open, 0), block.limit)
        split.unserved = max(0, open - block.limit)
        split.spilled = max(0, -open)
        if open > 0, open < block.limit {
            split.follower = .grid
        } else if units > 0, split.generators > least, split.generators < most {
            split.follower = .generators
        } else {
            split.follower = split.unserved > 0 || split.spilled > 0 ? .nobody : .store
        }
        return split
    }

    /// What a split costs in USD/s, without starts.
    @inline(__always)
    package func cost(_ split: Split, _ units: Int, _ block: SiteBlock) -> Double {
        var cost = block.price * split.grid + unservedCost * split.unserved
        if units > 0 {
            cost += fleet.cost(split.generators, units)
            if split.follower == .generators {
                cost += fleet.fuelPrice * fleet.unit.curvature * block.variance / Double(units)
            }
        }
        return cost
    }
}
