/// What is told of every design: in JSON, in the file of rows, and some of it in tables.
extension Quantity<SizedDesign> {
    package static var weight: Self { Self("curb_mass_kg", "weight", .kilograms, \.curbMass) }
    package static var cost: Self { Quantity<UseOutcome>.cost.of("cost", \.use) }
    package static var carbon: Self { Quantity<UseOutcome>.carbon.of("CO2", \.use) }
    package static var electricRange: Self {
        Quantity<UseOutcome>.electricRange.of("battery range", \.use)
    }
    package static var totalRange: Self {
        Quantity<UseOutcome>.totalRange.of("range in all", \.use)
    }
    package static var onCharge: Self {
        Self("on_charge_share", "on charge", .share) { $0.use.utilityFactor }
    }
    package static var fuel: Self { Quantity<UseOutcome>.fuel.of("fuel", \.use) }
    package static var stops: Self {
        Self("charging_stops_per_year", "stops a year", .timesPerYear) { $0.use.stopsPerYear }
    }
    /// That are bought within the years, because the first does not last.
    package static var newBatteries: Self {
        Self("batteries_bought", "new batteries", .count) { one in
            one.use.battery.map { Double($0.replacements) }
        }
    }
    package static var missed: Self {
        Self("infeasible_s", "missed", .seconds) { $0.use.infeasibleSeconds }
    }

    package static var all: [Self] {
        [
            Self("battery_kwh", "battery", .kilowattHours) { $0.design.battery },
            Self("usable_kwh", "usable", .kilowattHours, \.usableEnergy),
            Self("generator_kw", "generator", .kilowatts) { $0.design.generator },
            .weight,
            Self("price_usd", "price", .dollars, \.price),
            .cost,
            Quantity<UseOutcome>.tailpipeCarbon.of("CO2 at the exhaust", \.use),
            Self("driving_co2_g_per_km", "CO2 of driving", .gramsPerKilometer) {
                $0.use.drivingCarbon
            },
            .carbon, .electricRange, .totalRange, .onCharge, .fuel,
            Self("wall_kwh_per_100km", "at the meters", .kilowattHoursPer100Kilometers) {
                $0.use.wallPerMeter
            },
            .stops,
            Self("charging_h_per_year", "at fast chargers in a year", .hoursPerYear) {
                $0.use.chargingTime
            },
            Self("battery_years", "battery's life", .years) { $0.use.battery?.years },
            .newBatteries,
            Self("battery_bought_usd_per_km", "new batteries", .dollarsPerKilometer) {
                $0.use.cost.replacement
            },
            .missed,
            Self("overweight_kg", "too heavy by", .kilograms, \.overweight),
        ]
    }
}
