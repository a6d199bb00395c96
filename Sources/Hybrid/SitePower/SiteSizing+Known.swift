extension SiteSizing {
    /// Sizes that are known to meet the needs or not, and with them all that are larger or smaller.
    package struct KnownSizes: Sendable {
        private let site: Case
        private var failed: [SiteSize] = []
        private var met: [SiteSize] = []
        private var limited: [Double: [SiteSeries]] = [:]

        package init(_ site: Case) { self.site = site }

        func isFailed(_ size: SiteSize) -> Bool { failed.contains { size.isWithin($0) } }

        /// The load with a grid of that limit.
        mutating func samples(_ limit: Double) -> [SiteSeries] {
            if let known = limited[limit] { return known }
            let samples = site.samples.map { $0.limited(to: limit) }
            limited[limit] = samples
            return samples
        }

        mutating func failure(of size: SiteSize) -> SiteNeeds.Failure? {
            if met.contains(where: { $0.isWithin(size) }) { return nil }
            let failure = site.needs.failure(of: site.plant(size), samples(size.limit))
            if failure == nil {
                met.append(size)
            } else {
                failed.append(size)
            }
            return failure
        }

        /// Each number of units, and each power, with the largest of all else.
        mutating func tryLargest(of grid: SiteSizeGrid) {
            for units in grid.units {
                for power in grid.powers {
                    for limit in grid.limits.reversed() {
                        let energy = power > 0 ? grid.largest.energy : 0
                        guard grid.isStore(energy, power) else { continue }
                        let size = SiteSize(
                            energy: energy,
                            power: power,
                            units: units,
                            limit: limit
                        )
                        if !isFailed(size) { _ = failure(of: size) }
                    }
                }
            }
        }
    }
}
