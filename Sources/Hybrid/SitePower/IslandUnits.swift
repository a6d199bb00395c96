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
            for count in fleet.units(for: need)...fleet.count {
                let low = Double(count) * fleet.unit.minimum
                let high = Double(count) * fleet.unit.maximum
                let fuel = fleet.fuel(min(max(need, low), high), count)
                // Fuel is convex in the number: once it rises it goes on to rise.
                if fuel >= best.fuel { break }
                best = (count, fuel)
            }
            units.append(need > 0 ? best.units : 0)
            fuels.append(need > 0 ? best.fuel : 0)
        }
        self.units = units
        fuel = fuels
    }
}
