/// The sizes that are looked at, each list ascending.
package struct SiteSizeGrid: Sendable, Hashable {
    package var energies: [Double]
    package var powers: [Double]
    package var units: [Int]
    package var limits: [Double]

    /// In s: a store holds at least its power for so long, as cells give no more.
    package var leastDuration: Double

    package init(
        energies: [Double],
        powers: [Double],
        units: [Int],
        limits: [Double],
        leastDuration: Double = 0
    ) {
        self.energies = Set(energies).sorted()
        self.powers = Set(powers).sorted()
        self.units = Set(units).sorted()
        self.limits = Set(limits).sorted()
        self.leastDuration = leastDuration
    }

    /// Whether there are such stores; no energy goes with no power, and the other way round.
    func isStore(_ energy: Double, _ power: Double) -> Bool {
        (energy > 0) == (power > 0) && energy >= power * leastDuration * (1 - 1e-9)
    }

    /// No search looks at more: a year of hours of each is a minute or two.
    package static let mostSizes = 20_000

    /// How many there are.
    package var count: Int {
        let stores = energies.reduce(0) { sum, energy in
            sum + powers.count { isStore(energy, $0) }
        }
        return stores * units.count * limits.count
    }

    package var sizes: [SiteSize] {
        var all: Set<SiteSize> = []
        for energy in energies {
            for power in powers where isStore(energy, power) {
                for units in units {
                    for limit in limits {
                        all.insert(
                            SiteSize(energy: energy, power: power, units: units, limit: limit)
                        )
                    }
                }
            }
        }
        return Array(all)
    }

    /// No size is larger in any part; it need not be one of them.
    package var largest: SiteSize {
        SiteSize(
            energy: energies.last ?? 0,
            power: powers.last ?? 0,
            units: units.last ?? 0,
            limit: limits.last ?? 0
        )
    }
}
