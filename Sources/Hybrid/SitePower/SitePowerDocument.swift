package import Pages

/// The power of a site for programs: what `busbar drive site --json` prints.
///
/// Hours count from the beginning of the series. What does not exist is null.
package struct SitePowerDocument: Sendable, Encodable {
    package var site: String
    package var stepMinutes: Double
    package var hours: Double
    package var peak: Double
    /// Null where the optimum was not sought.
    package var boundCost: JSONNumber
    package var controls: [ControlEntry]
    package var autonomy: Autonomy
    package var ride: JSONNullable<RideEntry>
    package var losses: [LossEntry]
    package var samples: Samples
    package var sizing: JSONNullable<SizingEntry>
    /// By the key of the result, in its unit; empty where no figure has a range.
    package var bands: [String: Percentiles]
    package var needsMet: JSONNumber
    package var tornado: [SiteSpreadDocument.Entry]

    enum CodingKeys: String, CodingKey {
        case site, hours, controls, autonomy, bands, tornado
        case stepMinutes = "step_minutes"
        case peak = "peak_mw"
        case boundCost = "lower_bound_usd"
        case ride = "ride_through"
        case losses = "n_minus_1"
        case samples = "outage_samples"
        case sizing
        case needsMet = "needs_met_share"
    }

    package init(_ answer: SiteAnswer, _ spread: SiteSpread? = nil) {
        let series = answer.site.series
        site = answer.site.name
        stepMinutes = series.step / 60
        hours = series.duration / 3600
        peak = series.peak / 1e6
        boundCost = JSONNumber(answer.isBounded ? answer.bound.cost : nil)
        controls = answer.controls.map { ControlEntry($0, answer.site) }
        autonomy = Autonomy(answer.endurance, series.step)
        ride = JSONNullable(answer.ride.map { RideEntry($0, series.step) })
        losses = answer.contingencies.map { LossEntry($0, series.step) }
        samples = Samples(answer.unservedBySample)
        sizing = JSONNullable(answer.sizing.map { SizingEntry($0, series.step) })
        let sure = SiteSpreadDocument(spread)
        bands = sure.bands
        needsMet = sure.met
        tornado = sure.tornado
    }

    package struct ControlEntry: Sendable, Encodable {
        package let name: String
        package let cost, net, total: Double
        package let gap: JSONNumber
        package let load, renewable, grid, generators, discharged, charged, storeLoss: Double
        package let unserved, unservedHours, worstUnserved: Double
        package let worstHour: JSONNumber
        package let spilled, fuel: Double
        package let liters: JSONNumber
        package let starts: Int
        package let unitHours, peakImport, demandCost, carbon: Double
        package let cycles: JSONNumber
        package let monthlyPeaks: [Double]

        enum CodingKeys: String, CodingKey {
            case name, gap, starts
            case cost = "cost_usd"
            case net = "net_cost_usd"
            case total = "total_usd"
            case load = "load_mwh"
            case renewable = "renewable_mwh"
            case grid = "grid_mwh"
            case generators = "generators_mwh"
            case discharged = "battery_out_mwh"
            case charged = "battery_in_mwh"
            case storeLoss = "battery_loss_mwh"
            case unserved = "unserved_mwh"
            case unservedHours = "unserved_hours"
            case worstUnserved = "worst_unserved_mw"
            case worstHour = "worst_unserved_at_h"
            case spilled = "spilled_mwh"
            case fuel = "fuel_mwh"
            case liters = "fuel_l"
            case unitHours = "unit_hours"
            case peakImport = "peak_import_mw"
            case monthlyPeaks = "peak_import_by_month_mw"
            case cycles = "battery_cycles"
            case demandCost = "demand_charge_usd"
            case carbon = "carbon_t"
        }

        init(_ control: SiteAnswer.Control, _ site: SiteCase) {
            let account = control.account
            name = control.name
            cost = account.cost
            net = control.net
            gap = JSONNumber(control.gap)
            load = account.load / 3.6e9
            renewable = account.renewable / 3.6e9
            grid = account.grid / 3.6e9
            generators = account.generators / 3.6e9
            discharged = account.discharged / 3.6e9
            charged = account.charged / 3.6e9
            storeLoss = account.storeLoss / 3.6e9
            unserved = account.unserved / 3.6e9
            unservedHours = account.unservedTime / 3600
            worstUnserved = account.worstUnserved / 1e6
            worstHour = JSONNumber(account.worstBlock.map { Double($0) * site.series.step / 3600 })
            spilled = account.spilled / 3.6e9
            fuel = account.fuel / 3.6e9
            liters = JSONNumber(site.fuel.map { $0.liters(account.fuel) })
            starts = account.starts
            unitHours = account.unitTime / 3600
            peakImport = account.peakImport / 1e6
            monthlyPeaks = account.monthlyPeaks.map { $0 / 1e6 }
            let capacity = site.plant.store.capacity
            cycles = JSONNumber(capacity > 0 ? account.discharged / capacity : nil)
            demandCost = control.demand
            total = control.total
            carbon = account.carbon / 1000
        }
    }

    package struct Autonomy: Sendable, Encodable {
        package let worst, tenth, median, horizon: Double
        package let worstStart: JSONNumber

        enum CodingKeys: String, CodingKey {
            case worst = "worst_h"
            case tenth = "p10_h"
            case median = "p50_h"
            case horizon = "horizon_h"
            case worstStart = "worst_begins_at_h"
        }

        init(_ endurance: Endurance, _ step: Double) {
            worst = endurance.worst / 3600
            tenth = endurance.percentile(0.1) / 3600
            median = endurance.percentile(0.5) / 3600
            horizon = endurance.horizon / 3600
            worstStart = JSONNumber(endurance.worstBlock.map { Double($0) * step / 3600 })
        }
    }

    package struct RideEntry: Sendable, Hashable, Encodable {
        package let hours: Double
        package let survived: Bool
        package let most, missing, short: Double
        package let begins: JSONNumber

        enum CodingKeys: String, CodingKey {
            case hours, survived
            case most = "needed_mwh"
            case missing = "missing_mwh"
            case short = "missing_mw"
            case begins = "worst_begins_at_h"
        }

        init(_ ride: RideThrough, _ step: Double) {
            hours = ride.length / 3600
            survived = ride.isSurvived
            most = (ride.needs.max() ?? 0) / 3.6e9
            missing = ride.worst.energy / 3.6e9
            short = ride.worst.power / 1e6
            begins = JSONNumber(ride.worstBlock.map { Double($0) * step / 3600 })
        }
    }

    package struct LossEntry: Sendable, Encodable {
        package let loss: String
        package let served: Bool
        package let missing, short, momentMissing, momentShort: Double
        package let anyHour: JSONNumber
        package let worstHour: JSONNumber

        enum CodingKeys: String, CodingKey {
            case loss, served
            case missing = "missing_mwh"
            case short = "missing_mw"
            case momentMissing = "at_the_loss_missing_mwh"
            case momentShort = "at_the_loss_missing_mw"
            case anyHour = "ride_through_missing_mwh"
            case worstHour = "worst_at_h"
        }

        init(_ loss: SiteContingency, _ step: Double) {
            self.loss = loss.loss.rawValue
            served = loss.isServed
            missing = loss.outages.energy / 3.6e9
            short = loss.outages.power / 1e6
            momentMissing = loss.moment.energy / 3.6e9
            momentShort = loss.moment.power / 1e6
            anyHour = JSONNumber(loss.anyHour.map { $0.energy / 3.6e9 })
            let block = loss.worstBlock ?? loss.momentBlock
            worstHour = JSONNumber(block.map { Double($0) * step / 3600 })
        }
    }

    package struct Samples: Sendable, Encodable {
        package let count: Int
        package let mean, worst: Double

        enum CodingKeys: String, CodingKey {
            case count
            case mean = "mean_unserved_mwh"
            case worst = "worst_unserved_mwh"
        }

        init(_ unserved: [Double]) {
            count = unserved.count
            mean = unserved.reduce(0, +) / 3.6e9 / Double(max(1, count))
            worst = (unserved.max() ?? 0) / 3.6e9
        }
    }

    package struct SizingEntry: Sendable, Hashable, Encodable {
        package let best: JSONNullable<ChoiceEntry>
        package let smaller: [NeighborEntry]
        package let tried: [ChoiceEntry]
        package let count, prunedByFailure, prunedByCost: Int
        package let operationBound: Double

        enum CodingKeys: String, CodingKey {
            case best, smaller, tried
            case count = "sizes"
            case prunedByFailure = "pruned_by_failure"
            case prunedByCost = "pruned_by_cost"
            case operationBound = "operation_lower_bound_usd_per_year"
        }

        init(_ sizing: SiteSizing, _ step: Double) {
            best = JSONNullable(sizing.best.map { ChoiceEntry($0, step) })
            smaller = sizing.neighbors.map {
                NeighborEntry(part: $0.part.rawValue, choice: ChoiceEntry($0.choice, step))
            }
            tried = sizing.tried.map { ChoiceEntry($0, step) }
            count = sizing.count
            prunedByFailure = sizing.prunedByFailure
            prunedByCost = sizing.prunedByCost
            operationBound = sizing.operationBound
        }
    }

    package struct NeighborEntry: Sendable, Hashable, Encodable {
        package let part: String
        package let choice: ChoiceEntry
    }

    package struct ChoiceEntry: Sendable, Hashable, Encodable {
        package let energy, power: Double
        package let units: Int
        package let limit, capital: Double
        package let operation, demand, total: JSONNumber
        package let failure: JSONNullable<String>

        enum CodingKeys: String, CodingKey {
            case failure
            case energy = "battery_mwh"
            case power = "battery_mw"
            case units = "generators"
            case limit = "grid_limit_mw"
            case capital = "capital_usd_per_year"
            case operation = "operation_usd_per_year"
            case demand = "demand_charge_usd_per_year"
            case total = "total_usd_per_year"
        }

        init(_ choice: SiteSizing.Choice, _ step: Double) {
            energy = choice.size.energy / 3.6e9
            power = choice.size.power / 1e6
            units = choice.size.units
            limit = choice.size.limit / 1e6
            capital = choice.capital
            operation = JSONNumber(choice.operation)
            demand = JSONNumber(choice.demand)
            total = JSONNumber(choice.total)
            failure = JSONNullable(choice.failure?.words(step))
        }
    }
}
