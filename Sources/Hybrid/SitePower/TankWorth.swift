/// What a J of the fuel on site is worth in the outages that it does not last for.
///
/// A Lagrange multiplier φ on "an outage burns no more than the tank and what is delivered": with φ on top of the price of
/// the fuel, and φ times the tank taken off, what comes out is a bound whatever φ is. Where the tank is
/// too small φ makes a J of a unit cost what a J that is not served does, so that the energy beyond tank
/// and store counts as not served. Of an outage it is put on that part from its beginning on for which
/// most is missing. The tank is full again as soon as the grid is back.
struct TankWorth: Sendable {
    /// φ in USD/J of heat; zero where the tank lasts for all outages.
    private(set) var price = 0.0
    /// φ times the tank and what is delivered, over all outages that they do not last for, in USD.
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
            guard let part = Self.scarcest(outage, run, burn) else { continue }
            if scarcity.isEmpty {
                scarcity = Array(repeating: false, count: run.series.blocks.count)
            }
            for index in part.blocks { scarcity[index] = true }
            price = worth
            credit += worth * part.supply
        }
    }

    /// The part of an outage, from its beginning on, for which most is missing.
    ///
    /// With the fuel that there is for it in J; nothing where that lasts. `burn`: J of fuel for a J of a
    /// unit at its best.
    private static func scarcest(
        _ outage: Range<Int>,
        _ run: SiteRun,
        _ burn: Double
    ) -> (blocks: Range<Int>, supply: Double)? {
        let fleet = run.plant.fleet
        let step = run.series.step
        var needed = -run.plant.store.capacity
        var most = 0.0
        var part: (blocks: Range<Int>, supply: Double)?
        for index in outage {
            needed += min(max(0, run.series.blocks[index].mean), fleet.capacity) * step
            let time = Double(index + 1 - outage.lowerBound) * step
            let supply = fleet.tank + fleet.delivery.energy(from: 0, to: time)
            let missing = needed * burn - supply
            guard missing > 0, missing >= most else { continue }
            most = missing
            part = (outage.lowerBound..<index + 1, supply)
        }
        return part
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
