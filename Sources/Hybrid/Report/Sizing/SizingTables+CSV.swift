extension SizingTables {
    /// Every design that was driven step by step, a line each, for programs.
    package var csv: String {
        let columns = [
            "battery_kwh", "usable_kwh", "generator_kw", "curb_mass_kg", "price_usd",
            "cost_usd_per_km", "driving_co2_g_per_km", "whole_co2_g_per_km", "electric_range_km",
            "total_range_km", "utility_factor", "fuel_l_per_100km", "infeasible_s", "overweight_kg",
            "on_front", "charging_stops_per_year", "charging_h_per_year",
            "battery_years", "batteries_bought", "battery_bought_usd_per_km",
        ]
        let front = Set(result.front)
        let lines = result.stepped.enumerated().map { index, one in
            let use = one.use
            let values: [Double?] = [
                one.design.battery / 3.6e6, one.usableEnergy / 3.6e6, one.design.generator / 1e3,
                one.curbMass, one.price, use.cost.total * 1e3, use.drivingCarbon * 1e6,
                use.wholeCarbon * 1e6, use.electricRange / 1e3, use.totalRange / 1e3,
                use.utilityFactor, use.litersPerMeter * 1e5, use.infeasibleSeconds, one.overweight,
                front.contains(index) ? 1 : 0, use.stopsPerYear, use.chargingTime / 3600,
                use.battery?.years, use.battery.map { Double($0.replacements) },
                use.cost.replacement * 1e3,
            ]
            return values.map { value in
                value.flatMap { $0.isFinite ? "\($0)" : nil } ?? ""
            }.joined(separator: ",")
        }
        return ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
    }
}
