/// The states of a site as a grid: what the store holds, units that run, blocks for which they stay.
struct SiteGrid: Sendable {
    /// Energies of the store in J, evenly from empty to full.
    let levels: Int
    let spacing: Double
    /// Units, from 0.
    let count: Int
    /// Blocks for which a fleet stays after a start, the first included; one or more.
    let locks: Int

    init(_ plant: SitePlant, step: Double, levels: Int) {
        let hasStore = plant.store.capacity > 0
        self.levels = hasStore ? levels : 1
        spacing = hasStore ? plant.store.capacity / Double(levels - 1) : 1
        count = plant.fleet.count
        locks = plant.fleet.locks(step)
    }

    /// Numbers of a layer.
    var size: Int { (count + 1) * locks * levels }

    @inline(__always) func place(_ units: Int, _ lock: Int) -> Int {
        (units * locks + lock) * levels
    }

    @inline(__always) func energy(_ level: Int) -> Double { Double(level) * spacing }

    /// The level below an energy within the store, and how far it is towards the next.
    @inline(__always) func position(_ stored: Double) -> (level: Int, share: Double) {
        guard levels > 1 else { return (0, 0) }
        let place = stored / spacing
        let below = min(max(Int(place), 0), levels - 2)
        return (below, min(max(place - Double(below), 0), 1))
    }

    /// Between two levels.
    @inline(__always)
    func value(_ layer: [Double], _ place: Int, _ stored: Double) -> Double {
        let (below, share) = position(stored)
        let low = layer[place + below]
        guard share > 0 else { return low }
        return low + share * (layer[place + below + 1] - low)
    }

    /// What a J more in the store is worth in a state, in USD/J and zero or more.
    func worth(_ layer: [Double], _ state: SiteState) -> Double {
        guard levels > 1 else { return 0 }
        let place = place(state.units, min(state.locked, locks - 1))
        let position = min(max(state.stored / spacing, 0), Double(levels - 1))
        let below = max(0, min(Int((position - 0.5).rounded(.down)), levels - 2))
        let above = min(levels - 1, below + 1 + (position > 0.5 ? 1 : 0))
        let change = layer[place + below] - layer[place + above]
        guard change.isFinite else { return 0 }
        return max(0, change / (Double(above - below) * spacing))
    }
}
