import Foundation
import Hybrid

/// A sized site as a scenario that `busbar plan site` reads: YAML and its hours.
package struct SiteScenario: Sendable {
    package let text: String
    /// The hours as CSV.
    package let hours: String
    /// What the site has and the planner has no word for.
    package let omissions: [String]

    /// Why a site cannot be written so.
    package enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// In minutes.
        case noHours(step: Double)

        package var description: String {
            switch self {
            case .noHours(let step):
                "steps of \(short(step)) minutes do not make whole hours, which a scenario has"
            }
        }
    }

    /// `hoursName`: of the CSV file, which stands beside the scenario.
    package init(_ file: SitePowerFile, hoursName: String) throws(Fault) {
        let site = file.site
        let share = 3600 / site.series.step
        guard share >= 1, abs(share - share.rounded()) < 1e-9 else {
            throw .noHours(step: site.series.step / 60)
        }
        let series = site.series.aggregated(Int(share.rounded()))
        let isYear = series.blocks.count == 8760 || series.blocks.count == 8784
        hours = Self.hours(series)
        omissions = Self.omissions(site)
        let limit = series.blocks.reduce(0) { max($0, $1.limit) }
        var lines = [
            "# Written by busbar drive site: \(site.name). The load is less what sun and wind give.",
            "name: \(Self.name(site.name))",
            "discount_rate_percent: \(short(file.rate * 100))",
            "",
            "sites:",
            "  site:",
            "    hours:",
            "      file: \(hoursName)",
        ]
        if !omissions.isEmpty {
            let all = omissions.joined(separator: ", ")
            lines.insert("# Not in it, as the planner has no word for it: \(all).", at: 1)
        }
        if !isYear { lines.append("      partial: true") }
        lines += Self.sources(site) + Self.storage(site)
        if limit > 0 {
            lines += ["    grid:", "      limit_mw: \(short(limit / 1e6))"]
            if let capital = site.capital, capital.grid > 0 {
                lines.append("      capacity_charge_usd_per_mw_year: \(short(capital.grid * 1e6))")
            }
            // The hours have a series curtailed only then.
            if series.blocks.contains(where: \.isOut) {
                lines.append("      curtailed_limit_mw: 0")
            }
        }
        lines += [
            "    rules:",
            "      unserved_usd_per_mwh: \(short(site.plant.unservedCost * SiteUnit.megawattHour))",
        ]
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func omissions(_ site: SiteCase) -> [String] {
        let fleet = site.plant.fleet
        var omissions: [String] = []
        if !site.demandCharge.isNone { omissions.append("the demand charge") }
        if fleet.count > 0 {
            if fleet.readyTime > 0 { omissions.append("the time of a start") }
            if fleet.unit.idle > 0 { omissions.append("that fuel is burned at no load") }
            if fleet.tank < .infinity { omissions.append("the end of the fuel on site") }
        }
        if site.plant.store.capacity > 0 {
            omissions.append("that the battery loses less at part of its power")
        }
        if site.samples.count > 1 { omissions.append("all samples of outages but the first") }
        return omissions
    }

    private static func name(_ text: String) -> String {
        let plain = text.map { $0.isLetter || $0.isNumber ? $0 : "-" }
        return String(plain.prefix(64))
    }

    private static func sources(_ site: SiteCase) -> [String] {
        let fleet = site.plant.fleet
        guard fleet.count > 0 else { return [] }
        let unit = fleet.unit.maximum
        let cost = fleet.cost(unit, 1) / unit * SiteUnit.megawattHour
        let carbon = fleet.fuelCarbon * fleet.fuel(unit, 1) / unit * SiteUnit.megawattHour / 1000
        return [
            "    sources:",
            "      generators:",
            "        carrier: \(site.fuel?.name ?? "gas")",
            "        existing_mw: \(short(fleet.capacity / 1e6))",
            "        most_mw: 0",
            "        unit_mw: \(short(unit / 1e6))",
            "        minimum_load_percent: \(short(fleet.unit.minimum / unit * 100))",
            "        start_cost_usd: \(short(fleet.costOfStart))",
            "        annual_cost_usd_per_mw: \(short((site.capital?.units ?? 0) * 1e6))",
            "        marginal_cost_usd_per_mwh: \(short(cost))   # at full power",
            "        carbon_t_per_mwh: \(short(carbon))",
            "        firm: true",
        ]
    }

    private static func storage(_ site: SiteCase) -> [String] {
        let store = site.plant.store
        guard store.capacity > 0 else { return [] }
        let hours = store.capacity / store.discharge / 3600
        let each =
            (-store.drain(-store.charge) / store.drain(store.discharge)
            * store.discharge / store.charge).squareRoot() * 100
        let capital = site.capital ?? SiteCapital()
        let cost = (capital.storePower + capital.storeEnergy * hours * 3600) * 1e6
        return [
            "    storage:",
            "      battery:",
            "        carrier: battery",
            "        existing_mw: \(short(store.discharge / 1e6))",
            "        most_mw: 0",
            "        hours: \(short(hours))",
            "        annual_cost_usd_per_mw: \(short(cost))",
            "        charge_efficiency_percent: \(short(each))",
            "        discharge_efficiency_percent: \(short(each))",
        ]
    }

    private static func hours(_ series: SiteSeries) -> String {
        let hasOutage = series.blocks.contains(where: \.isOut)
        let hasGrid = series.blocks.contains { !$0.isOut }
        var text = "load_mw"
        if hasGrid { text += ",price_usd_per_mwh,average_carbon_t_per_mwh" }
        if hasGrid, hasOutage { text += ",curtailed" }
        text += "\n"
        for block in series.blocks {
            text += short(max(0, block.mean) / 1e6)
            if hasGrid {
                text += ",\(short(block.price * SiteUnit.megawattHour))"
                text += ",\(short(block.carbon * SiteUnit.megawattHour / 1000))"
            }
            if hasGrid, hasOutage { text += block.isOut ? ",1" : ",0" }
            text += "\n"
        }
        return text
    }
}
