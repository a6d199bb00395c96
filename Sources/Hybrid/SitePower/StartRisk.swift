/// How likely too few units start for the highest load.
package struct StartRisk: Sendable, Hashable {
    /// That the highest load needs; more than there are where none is enough.
    package let needed: Int
    /// Of an outage at the highest load, that fewer start: from 0 to 1.
    package let probability: Double

    /// Each start fails with the same probability, whatever the others do.
    package init(_ fleet: GeneratorFleet, peak: Double) {
        let unit = fleet.unit.maximum
        needed = unit > 0 ? Int((peak / unit - 1e-9).rounded(.up)) : 0
        let failure = fleet.startFailure
        // That exactly k of n start, from the binomial of none on.
        var exact = 1.0
        for _ in 0..<fleet.count { exact *= failure }
        var short = 0.0
        for started in 0..<max(0, min(needed, fleet.count + 1)) {
            short += exact
            let left = Double(fleet.count - started) / Double(started + 1)
            exact *= failure > 0 ? left * (1 - failure) / failure : 0
        }
        probability = needed > fleet.count ? 1 : min(short, 1)
    }
}
