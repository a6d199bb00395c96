/// What happened in one block; powers are means, in W.
package struct SiteStep: Sendable, Hashable {
    package var block: SiteBlock
    package var grid = 0.0
    package var generators = 0.0
    /// At the terminals, towards the load.
    package var store = 0.0
    package var unserved = 0.0
    /// The most at a time, as until units are ready: no less than the mean.
    package var worstUnserved = 0.0
    /// In which anything is not served, in s.
    package var unservedTime = 0.0
    package var spilled = 0.0
    /// At the start, in J.
    package var stored: Double
    /// At the end, in J.
    package var storedAfter: Double
    /// That run at its end.
    package var units: Int
    package var starts: Int
    /// Burned, with starts, in J.
    package var fuel = 0.0
    /// Of grid, fuel, upkeep, starts and what is not served, in USD.
    package var cost = 0.0
    /// Units times the time that they run, in s.
    package var unitTime = 0.0

    init(block: SiteBlock, stored: Double, units: Int, starts: Int) {
        self.block = block
        self.stored = stored
        storedAfter = stored
        self.units = units
        self.starts = starts
    }

    /// What a cap held back and nobody else could give is drawn after all, as far as the grid has it.
    mutating func release(to open: SiteBlock, _ plant: SitePlant, _ duration: Double) {
        let more = min(unserved, max(0, open.limit - grid))
        grid += more
        unserved -= more
        worstUnserved = max(unserved, worstUnserved - more)
        if unserved <= 1e-6 * max(block.load, 1) { unservedTime = 0 }
        cost += (block.price - plant.unservedCost) * more * duration
        block = open
    }

    /// What came in less what went out, in W: zero but for rounding.
    package var imbalance: Double {
        grid + generators + store + unserved - spilled - block.mean
    }
}
