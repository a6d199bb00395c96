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
