/// Whether a plant can serve a series with its outages, used as well as it can be: one pass backward.
///
/// E(k) = max(0, E(k+1) + what block k takes when the units give all they have), as ``Reserve`` does
/// for a road. What the store would have to hold beyond its capacity, and power beyond its limits,
/// stays unserved. Units are called when the grid is short, not before, and the store is full at the
/// beginning.
package struct Adequacy: Sendable, Hashable {
    /// To be held at the start of each block, in J, and at the end of the last.
    package let needs: [Double]
    package let shortage: Shortage
    /// The block from which on most is missing.
    package let worstBlock: Int?

    package init(_ plant: SitePlant, _ series: SiteSeries, units: IslandUnits? = nil) {
        let reserve = ReserveStep(plant: plant, step: series.step)
        let capacities = Self.capacities(plant, series, units)
        var needs = [Double](repeating: 0, count: series.blocks.count + 1)
        var shortage = Shortage()
        var worst: (block: Int, energy: Double)?
        for index in series.blocks.indices.reversed() {
            let block = series.blocks[index]
            let lack = block.mean - block.limit
            let before = index > 0 ? series.blocks[index - 1] : nil
            let isStart = lack > 0 && (before.map { $0.mean <= $0.limit } ?? true)
            let known = shortage.energy
            needs[index] = reserve.needed(
                block,
                after: needs[index + 1],
                // With enough grid the store is charged from it; no unit needs to run for that.
                capacity: lack > 0 ? capacities?[index] ?? plant.fleet.capacity : 0,
                isStart: isStart,
                &shortage
            )
            let missing = shortage.energy - known
            if missing > (worst?.energy ?? 0) { worst = (index, missing) }
        }
        self.needs = needs
        self.shortage = shortage
        worstBlock = worst?.block
    }

    /// What the units can give in each block, in W, where fuel on site limits them.
    ///
    /// They burn what serves the load alone; when it is gone they have what is delivered, until the
    /// grid is back.
    private static func capacities(
        _ plant: SitePlant,
        _ series: SiteSeries,
        _ units: IslandUnits?
    ) -> [Double]? {
        guard plant.fleet.tank < .infinity, plant.fleet.count > 0 else { return nil }
        let units = units ?? IslandUnits(plant.fleet, series)
        var level = FuelLevel(plant.fleet)
        return series.blocks.indices.map { index in
            guard series.blocks[index].isOut else {
                level = FuelLevel(plant.fleet)
                return plant.fleet.capacity
            }
            let share = level.burn(units.fuel[index] * series.step, for: series.step)
            return plant.fleet.power(with: share, for: series.blocks[index].mean)
        }
    }
}
