package import Optimization

/// Sizes in whole units: rounded up, and the rest of the plan made again around them.
///
/// What has no unit stays free, so that it can use what the larger units leave. Where as many units
/// as may be built are not enough whole ones, as many as may be built are.
package struct SiteRounding: Sendable {
    package let solving: SiteSolving

    package init(_ solving: SiteSolving) { self.solving = solving }

    /// The plan in whole units; the same plan when nothing of it has a unit.
    package func rounded(
        _ planning: SitePlanning,
        watch: Watch? = nil
    ) throws(SolverError) -> SiteOutcome {
        let site = planning.built.site
        let hasUnits =
            site.generators.contains { $0.unit != nil } || site.storages.contains { $0.unit != nil }
        guard hasUnits else { return .planned(planning) }
        // A solver's last digits are no unit; where they were needed, they become one.
        let first = try rounded(planning, tolerance: 1e-5, watch)
        guard case .infeasible = first else { return first }
        return try rounded(planning, tolerance: 0, watch)
    }

    private func rounded(
        _ planning: SitePlanning,
        tolerance: Double,
        _ watch: Watch?
    ) throws(SolverError) -> SiteOutcome {
        var scope = planning.built.scope
        scope.sizes = planning.sizes.map { Self.whole($0, planning.built.site, tolerance) }
        return try solving.plan(planning.built.site, scope, watch: watch)
    }

    /// The sizes of all that has units, rounded up to whole ones.
    ///
    /// `tolerance`: The part of a unit that is not worth one.
    package static func whole(
        _ sizes: SiteSizes,
        _ site: PowerSite,
        _ tolerance: Double
    ) -> SiteSizes {
        var whole = SiteSizes()
        for generator in site.generators {
            guard let unit = generator.unit, let size = sizes.generators[generator.name] else {
                continue
            }
            whole.generators[generator.name] = rounded(size, unit, generator.most, tolerance)
        }
        for storage in site.storages {
            guard let unit = storage.unit, let size = sizes.storages[storage.name] else {
                continue
            }
            let power = rounded(size.power, unit, storage.most, tolerance)
            whole.storages[storage.name] = .init(power: power)
        }
        return whole
    }

    private static func rounded(
        _ size: Double,
        _ unit: Double,
        _ most: Double,
        _ tolerance: Double
    ) -> Double {
        let units = (size / unit - tolerance).rounded(.up)
        let limit = most.isFinite ? (most / unit + 1e-9).rounded(.down) : .infinity
        return unit * max(0, min(units, limit))
    }
}
