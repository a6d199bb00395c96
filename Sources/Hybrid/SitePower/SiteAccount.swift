/// What a run of a site came to.
package struct SiteAccount: Sendable, Hashable {
    // Energy, in J.

    package var load = 0.0
    /// Used straight from sun and wind.
    package var renewable = 0.0
    package var grid = 0.0
    package var generators = 0.0
    /// Given by the store at its terminals.
    package var discharged = 0.0
    /// Taken by the store at its terminals.
    package var charged = 0.0
    package var storeLoss = 0.0
    package var unserved = 0.0
    package var spilled = 0.0
    /// Burned, with starts.
    package var fuel = 0.0
    package var storedStart = 0.0
    package var storedEnd = 0.0

    // How it ran.

    package var starts = 0
    /// Units times the time that they ran, in s.
    package var unitTime = 0.0
    /// In which anything was not served, in s.
    package var unservedTime = 0.0
    /// The most that was not served, in W.
    package var worstUnserved = 0.0
    /// The block of it.
    package var worstBlock: Int?
    /// The highest mean of a block, in W.
    package var peakImport = 0.0
    /// The same by month from the first January on, in W.
    package var monthlyPeaks: [Double] = []
    /// The largest imbalance of a block, in W.
    package var imbalance = 0.0

    // Money in USD and carbon in kg.

    package var gridCost = 0.0
    package var fuelCost = 0.0
    /// Starts and upkeep by output.
    package var upkeepCost = 0.0
    package var unservedCost = 0.0
    package var gridCarbon = 0.0
    package var fuelCarbon = 0.0

    package init() {}

    /// Grid, fuel, upkeep and what is not served, in USD; without a ``DemandCharge``.
    package var cost: Double { gridCost + fuelCost + upkeepCost + unservedCost }
    package var carbon: Double { gridCarbon + fuelCarbon }

    /// The share of the load's energy that is served.
    package var served: Double { load > 0 ? 1 - unserved / load : 1 }

    @inline(__always)
    mutating func enter(_ step: SiteStep, _ index: Int, _ plant: SitePlant, _ duration: Double) {
        let fleet = plant.fleet
        let block = step.block
        load += block.load * duration
        renewable += max(0, block.load - max(0, block.mean)) * duration
        grid += step.grid * duration
        generators += step.generators * duration
        discharged += max(0, step.store) * duration
        charged += max(0, -step.store) * duration
        storeLoss += step.stored - step.storedAfter - step.store * duration
        unserved += step.unserved * duration
        spilled += step.spilled * duration
        fuel += step.fuel
        starts += step.starts
        unitTime += step.unitTime
        unservedTime += step.unservedTime
        if step.worstUnserved > worstUnserved {
            worstUnserved = step.worstUnserved
            worstBlock = index
        }
        peakImport = max(peakImport, step.grid)
        imbalance = max(imbalance, abs(step.imbalance))
        gridCost += block.price * step.grid * duration
        fuelCost += fleet.fuelPrice * step.fuel
        upkeepCost +=
            fleet.outputCost * step.generators * duration + fleet.startCost * Double(step.starts)
        unservedCost += plant.unservedCost * step.unserved * duration
        gridCarbon += block.carbon * step.grid * duration
        fuelCarbon += fleet.fuelCarbon * step.fuel
        let month = BillingMonth.number(at: (Double(index) + 0.5) * duration)
        while monthlyPeaks.count <= month { monthlyPeaks.append(0) }
        monthlyPeaks[month] = max(monthlyPeaks[month], step.grid)
    }
}
