/// How many units serve each block alone at the least fuel, and what they burn then.
package struct IslandUnits: Sendable, Hashable {
    /// For each block.
    package let units: [Int]
    /// In W, for each block.
    package let fuel: [Double]

    package init(_ fleet: GeneratorFleet, _ series: SiteSeries) {
        var units: [Int] = []
        var fuels: [Double] = []
        for block in series.blocks {
            let need = max(0, block.mean)
            var best = (units: fleet.count, fuel: Double.infinity)
            let least = fleet.unit.maximum > 0 ? Int((need / fleet.unit.maximum).rounded(.up)) : 0
            for count in min(least, fleet.count)...max(min(least, fleet.count), fleet.count) {
                let low = Double(count) * fleet.unit.minimum
                let high = Double(count) * fleet.unit.maximum
                let fuel = fleet.fuel(min(max(need, low), high), count)
                if fuel < best.fuel { best = (count, fuel) }
            }
            units.append(need > 0 ? best.units : 0)
            fuels.append(need > 0 ? best.fuel : 0)
        }
        self.units = units
        fuel = fuels
    }
}

/// What a block takes out of the store when the units give all they have: the step of ``Reserve``
/// for a site.
struct ReserveStep {
    let plant: SitePlant
    let step: Double

    /// What must be held at the start of a block so that so much is held at its end, both in J.
    ///
    /// Adds what no charge could have served, in J at the terminals, and the power of it, in W.
    ///
    /// `capacity`: of the units, in W. `isStart`: they are called as the block begins.
    @inline(__always)
    func needed(
        _ block: SiteBlock,
        after: Double,
        capacity: Double,
        isStart: Bool,
        _ short: inout Shortage
    ) -> Double {
        let ready = isStart ? min(plant.fleet.readyTime, step) : 0
        var held = after
        if step > ready {
            held = part(block.mean - block.limit - capacity, held, step - ready, &short)
        }
        if ready > 0 { held = part(block.mean - block.limit, held, ready, &short) }
        return held
    }

    @inline(__always)
    private func part(
        _ net: Double,
        _ after: Double,
        _ duration: Double,
        _ short: inout Shortage
    ) -> Double {
        let store = plant.store
        let power = min(max(net, -store.charge), store.discharge)
        if net > power { short.add((net - power) * duration, power: net - power) }
        let held = max(0, after + store.drain(power) * duration)
        guard held > store.capacity else { return held }
        // The store would have to hold more than it can: that much stays unserved, here or later.
        let lack = held - store.capacity
        let drain = store.drain(power)
        short.add(drain > 0 ? lack * power / drain : lack, power: 0)
        return store.capacity
    }
}

/// What cannot be served.
package struct Shortage: Sendable, Hashable {
    /// In J.
    package var energy = 0.0
    /// The most at a time, in W; in a recursion only what a full store could not give either.
    package var power = 0.0

    package init() {}

    @inline(__always) mutating func add(_ energy: Double, power: Double) {
        self.energy += energy
        self.power = max(self.power, power)
    }

    /// Nothing but rounding.
    package var isNone: Bool { energy <= 3600 }
}
