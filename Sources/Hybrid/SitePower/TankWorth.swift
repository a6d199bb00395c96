/// What a J of the fuel on site is worth in the outages that it does not last for.
///
/// A Lagrange multiplier φ on "an outage burns no more than the tank": with φ on top of the price of
/// the fuel, and φ times the tank taken off, what comes out is a bound whatever φ is. Where the tank is
/// too small φ makes a J of a unit cost what a J that is not served does, so that the energy beyond tank
/// and store counts as not served. The tank is full again as soon as the grid is back.
struct TankWorth: Sendable {
    /// φ of each block, in USD/J of heat; empty where the tank lasts for all outages.
    private(set) var prices: [Double] = []
    /// φ times the tank, over all outages, in USD.
    private(set) var credit = 0.0

    init(_ run: SiteRun) {
        let fleet = run.plant.fleet
        guard fleet.tank < .infinity, fleet.count > 0, fleet.unit.bestPower > 0 else { return }
        let burn = fleet.fuel(fleet.unit.bestPower, 1) / fleet.unit.bestPower
        let worth = (run.plant.unservedCost - fleet.outputCost) / burn - fleet.fuelPrice
        guard worth > 0 else { return }
        for outage in run.series.outages {
            let energy = outage.reduce(0) {
                $0 + min(max(0, run.series.blocks[$1].mean), fleet.capacity) * run.series.step
            }
            guard (energy - run.plant.store.capacity) * burn > fleet.tank else { continue }
            if prices.isEmpty { prices = Array(repeating: 0, count: run.series.blocks.count) }
            for index in outage { prices[index] = worth }
            credit += worth * fleet.tank
        }
    }

    /// The plant as it is in a block, with the fuel at what it is worth.
    @inline(__always)
    func plant(_ plant: SitePlant, _ index: Int) -> SitePlant {
        guard !prices.isEmpty, prices[index] > 0 else { return plant }
        var plant = plant
        plant.fleet.fuelPrice += prices[index]
        return plant
    }
}
