import Foundation
import Planning

/// The power of one site, simulated by simple rules: what runs adds up to the load in every hour.
enum SitePowerFixture {
    static let hours = 8_760

    static var model: PowerSite {
        var model = PowerSite(
            name: "abilene-power",
            years: [2028, 2030, 2032, 2034].map {
                PowerSite.Year(year: $0, it: [500, 500, 500, 500])
            },
            profile: Array(repeating: 1.2, count: hours)
        )
        func generator(
            _ name: String,
            _ carrier: String,
            _ capital: Double,
            _ marginal: Double,
            _ carbon: Double
        ) -> Generator {
            var one = Generator(name: name, carrier: carrier, capitalCost: capital)
            one.marginalCost = marginal
            one.carbon = carbon
            return one
        }
        model.generators = [
            generator("gas engines", "gas", 190_000, 44, 0.515),
            generator("fuel cells", "fuel cell", 340_000, 52, 0.4),
            generator("solar", "solar", 95_000, 0, 0),
            generator("smr", "nuclear", 820_000, 12, 0),
        ]
        model.storages = [
            Storage(name: "battery", carrier: "battery", capitalCost: 130_000, hours: 4)
        ]
        let first = Quarter(year: 2031, number: 1)
        model.grid = GridConnection(
            steps: [.init(from: first, limit: 100)],
            price: (0..<hours).map(price)
        )
        model.rules.islandingHours = 8
        model.weatherSource = "synthetic year, seed 1, latitude 32"
        return model
    }

    static func site(_ model: PowerSite, years: [Int]) -> PlannedSite {
        PlannedSite(name: model.name, years: years.map(plan))
    }

    private static func price(_ hour: Int) -> Double {
        let day = Double(hour / 24)
        let evening = exp(-pow(Double(hour % 24) - 19, 2) / 6)
        let noon = exp(-pow(Double(hour % 24) - 13, 2) / 12)
        return max(
            -5,
            38 + 45 * evening - 30 * noon + 12 * cos((day - 200) / 365 * 2 * .pi) + noise(hour) * 14
        )
    }

    private static func noise(_ hour: Int) -> Double {
        Double((hour &* 7_919 &+ hour / 24 &* 104_729) % 1_000) / 500 - 1
    }

    private static func sun(_ hour: Int) -> Double {
        let season = cos((Double(hour / 24) - 172) / 365 * 2 * .pi)
        let length = 6 + 1.4 * season
        let angle = (Double(hour % 24) + 0.5 - 12.5) / length
        guard abs(angle) < 1 else { return 0 }
        let clouds = 0.72 + 0.28 * noise(hour / 24 * 24)
        return max(0, cos(angle * .pi / 2)) * (0.8 + 0.2 * season) * clouds
    }

    /// Megawatts that stand in a year.
    private struct Standing {
        let year: Int
        var age: Double { Double(year - 2026) }
        var peak: Double { 240 + 80 * age }
        var solar: Double { year < 2030 ? 0 : 90 * age }
        var battery: Double { year < 2030 ? 0 : 30 * age }
        var nuclear: Double { year < 2032 ? 0 : year < 2034 ? 300 : 600 }
        var grid: Double { year < 2031 ? 0 : 100 }

        /// What runs in an hour; `charge` is what the battery holds, in megawatt-hours.
        func run(_ hour: Int, _ charge: inout Double) -> [String: Double] {
            let wave = sin(Double(hour % 24 - 9) / 24 * 2 * .pi)
            let load = peak * (0.86 + 0.08 * wave + 0.03 * noise(hour / 6))
            let light = solar * sun(hour)
            let base = min(nuclear, load)
            let rest = load - base - light
            var flow = max(rest, -battery, (charge - battery * 4) / 0.92)
            if rest > 0 {
                // The battery waits for the evening.
                flow = (17...23).contains(hour % 24) ? min(rest, battery, charge * 0.92) : 0
            }
            charge += flow > 0 ? -flow / 0.92 : -flow * 0.92
            let left = max(0, rest - flow)
            let drawn = price(hour) < 44 ? min(grid, left) : 0
            let cells = min(120, left - drawn)
            return [
                "load": load, "smr": base, "solar": min(light, load - base - min(0, flow)),
                "battery": flow, "grid": drawn, "fuel cells": cells,
                "gas engines": left - drawn - cells,
            ]
        }
    }

    private static func plan(_ year: Int) -> SiteYearPlan {
        let standing = Standing(year: year)
        var result = SiteYearPlan(year: year, status: "optimal", objective: 0, bound: 0)
        var flows: [String: [Double]] = [:]
        var stored: [Double] = []
        var charge = standing.battery * 2
        for hour in 0..<hours {
            let run = standing.run(hour, &charge)
            for (name, power) in run { flows[name, default: []].append(power) }
            stored.append(charge)
            let engines = run["gas engines"] ?? 0
            let cells = run["fuel cells"] ?? 0
            let isFree = engines + cells + (run["grid"] ?? 0) <= 0
            result.price.append(
                isFree ? 0 : engines > 0 ? 44 : cells > 0 ? 52 : min(52, price(hour))
            )
        }
        finish(&result, flows, stored, standing)
        return result
    }

    private static func finish(
        _ result: inout SiteYearPlan,
        _ flows: [String: [Double]],
        _ stored: [Double],
        _ standing: Standing
    ) {
        let carriers = ["gas engines": "gas", "fuel cells": "fuel cell", "smr": "nuclear"]
        result.flows = flows.sorted { $0.key < $1.key }.filter { $0.value.contains { $0 != 0 } }
            .map {
                SiteYearPlan.Flow(
                    name: $0.key,
                    carrier: carriers[$0.key] ?? $0.key,
                    power: $0.value
                )
            }
        let engines = (flows["gas engines"]?.max() ?? 0) * 1.15
        func add(_ name: String, _ power: Double, _ cost: Double, energy: Double? = nil) {
            guard power > 0 else { return }
            result.capacities.append(
                .init(
                    name: name,
                    carrier: carriers[name] ?? name,
                    power: power,
                    built: name == "grid" ? 0 : power,
                    energy: energy,
                    fixedCost: power * cost
                )
            )
        }
        add("gas engines", engines, 190_000)
        add("fuel cells", 120, 340_000)
        add("solar", standing.solar, 95_000)
        add("smr", standing.nuclear, 820_000)
        add("battery", standing.battery, 130_000, energy: standing.battery * 4)
        add("grid", standing.grid, 30_000)
        if standing.battery > 0 {
            result.stored = [.init(name: "battery", carrier: "battery", power: stored)]
        }
        reckon(&result, flows)
        result.autonomy = (0..<hours).map { hour in
            6 + 10 * (0.5 + 0.5 * sin(Double(hour % 24) / 24 * 2 * .pi)) + noise(hour)
        }
    }

    /// Costs, emissions and prices of rules.
    private static func reckon(_ result: inout SiteYearPlan, _ flows: [String: [Double]]) {
        func energy(_ name: String) -> Double { flows[name]?.reduce(0, +) ?? 0 }
        let fuel =
            energy("gas engines") * 44 + energy("fuel cells") * 52 + energy("smr") * 12 + energy(
                "grid"
            ) * 36
        result.objective = result.capacities.reduce(fuel) { $0 + $1.fixedCost }
        result.bound = result.objective * (1 - 2e-8)
        let burnt = energy("gas engines") * 0.515 + energy("fuel cells") * 0.4
        result.averageEmissions = burnt + energy("grid") * 0.37
        result.marginalEmissions = burnt + energy("grid") * 0.48
        result.emissions = burnt + energy("grid") * 0.48
        result.carbonPrice = result.year >= 2032 ? 41.5 : 0
        result.pricesOfRules = [
            RulePrice(
                rule: "carbon cap ≤ 0.2 t/MWh",
                value: 41.5,
                per: "per tonne",
                method: "dual"
            ),
            RulePrice(rule: "grid limit", value: 61_000, per: "per MW and year", method: "dual"),
        ]
    }
}
