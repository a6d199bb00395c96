/// What a site comes to under `merit`, in short: what is looked at again with other figures.
package struct SiteOutcome: Sendable, Hashable {
    /// Energy, fuel, starts, what is not served and the demand charge over the series, in USD.
    package var total: Double
    /// In USD a year, with the capital of what stands; nothing where capital is not told.
    package var yearly: Double?
    /// Burned, in J.
    package var fuel: Double
    /// In l; nothing where it is not counted so.
    package var liters: Double?
    /// In J.
    package var unserved: Double
    /// Without grid, in s.
    package var worstAutonomy: Double
    /// Without grid from half of all hours, in s.
    package var medianAutonomy: Double
    /// How far was looked for the end of an outage, in s.
    package var horizon: Double
    /// Whether all that the needs ask for is met.
    package var isEnough: Bool

    /// `starts`: when the outages begin for the autonomy, in s.
    package init(_ asked: SiteCase, from starts: [Double]) {
        let site = asked.inBlocks
        let run = SiteRun(site.plant, site.series)
        var merit = site.merit(run)
        let result = run.run(&merit, keepsSteps: true)
        let account = result.account
        let end = SiteEndValue(site.plant, site.series)
        let months = site.demandCharge.months(of: site.series)
        let total = end.net(account) + DemandCharge.cost(account, months)
        self.total = total
        yearly = site.capital.map {
            $0.cost(site.size, unit: site.plant.fleet.unit.maximum) + total / site.series.years
        }
        fuel = account.fuel
        liters = site.fuel.map { $0.liters(account.fuel) }
        unserved = account.unserved
        let endurance = Endurance(
            site.plant,
            site.series,
            horizon: site.horizon,
            stored: result.steps.map(\.stored),
            from: starts.map { min(Int($0 / site.series.step), site.series.blocks.count - 1) }
        )
        worstAutonomy = endurance.worst
        medianAutonomy = endurance.percentile(0.5)
        horizon = endurance.horizon
        isEnough = site.needs.failure(of: site.plant, site.samples) == nil
    }
}

/// A result of a site that is looked at under uncertainty; the raw value is its key, with its unit.
package enum SiteQuantity: String, Sendable, Hashable, CaseIterable {
    case total = "total_usd"
    case yearly = "total_usd_per_year"
    case fuel = "fuel_mwh"
    case liters = "fuel_l"
    case unserved = "unserved_mwh"
    case worstAutonomy = "worst_h"
    case medianAutonomy = "p50_h"

    /// In the unit of the key; nothing where there is none.
    package func value(of outcome: SiteOutcome) -> Double? {
        switch self {
        case .total: outcome.total
        case .yearly: outcome.yearly
        case .fuel: outcome.fuel / 3.6e9
        case .liters: outcome.liters
        case .unserved: outcome.unserved / 3.6e9
        case .worstAutonomy: outcome.worstAutonomy / 3600
        case .medianAutonomy: outcome.medianAutonomy / 3600
        }
    }

    package var words: String {
        switch self {
        case .total: "cost of the series, USD"
        case .yearly: "cost with capital, USD a year"
        case .fuel: "fuel, MWh"
        case .liters: "fuel, l"
        case .unserved: "not served, MWh"
        case .worstAutonomy: "autonomy at worst, h"
        case .medianAutonomy: "autonomy in half of all, h"
        }
    }
}
