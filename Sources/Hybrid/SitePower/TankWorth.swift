/// What a J of the fuel on site is worth in the outages that it does not last for.
///
/// A Lagrange multiplier φ on "an outage burns no more than the tank": with φ on top of the price of
/// the fuel, and φ times the tank taken off, what comes out is a bound whatever φ is. Where the tank is
/// too small φ makes a J of a unit cost what a J that is not served does, so that the energy beyond tank
/// and store counts as not served. The tank is full again as soon as the grid is back.
struct TankWorth: Sendable {
    /// φ in USD/J of heat; zero where the tank lasts for all outages.
    private(set) var price = 0.0
    /// φ times the tank, over all outages that it does not last for, in USD.
    private(set) var credit = 0.0
    /// The blocks of those; empty where there are none.
    private var scarcity: [Bool] = []

    /// Fuel that costs what is paid for it, and no more.
    static let none = TankWorth()

    private init() {}

    /// `share`: of the φ at which a J of a unit costs what one that is not served does.
    init(_ run: SiteRun, share: Double = 1) {
        let fleet = run.plant.fleet
        guard fleet.tank < .infinity, fleet.count > 0, fleet.unit.bestPower > 0 else { return }
        let burn = fleet.fuel(fleet.unit.bestPower, 1) / fleet.unit.bestPower
        let full = (run.plant.unservedCost - fleet.outputCost) / burn - fleet.fuelPrice
        let worth = share * full
        guard worth > 0 else { return }
        for outage in run.series.outages {
            let energy = outage.reduce(0) {
                $0 + min(max(0, run.series.blocks[$1].mean), fleet.capacity) * run.series.step
            }
            guard (energy - run.plant.store.capacity) * burn > fleet.tank else { continue }
            if scarcity.isEmpty {
                scarcity = Array(repeating: false, count: run.series.blocks.count)
            }
            for index in outage { scarcity[index] = true }
            price = worth
            credit += worth * fleet.tank
        }
    }

    /// Whether there is no outage that the tank does not last for.
    var isNone: Bool { price <= 0 }

    /// Whether a block is in an outage that the tank does not last for.
    @inline(__always) func isScarce(_ index: Int) -> Bool { price > 0 && scarcity[index] }

    /// The plant as it is there, with the fuel at what it is worth.
    func scarce(_ plant: SitePlant) -> SitePlant {
        var plant = plant
        plant.fleet.fuelPrice += price
        return plant
    }
}
