package import Pages

/// A sweep over sizes of battery and generator: what `busbar drive size --json` prints.
package struct SizingDocument: Sendable, Hashable, Encodable {
    package struct Entry: Sendable, Hashable, Encodable {
        package var battery: JSONNumber
        package var usable: JSONNumber
        package var generator: JSONNumber
        package var curbMass: JSONNumber
        package var price: JSONNumber
        package var cost: JSONNumber
        package var carbon: JSONNumber
        package var driving: JSONNumber
        package var tailpipe: JSONNumber
        package var electricRange: JSONNumber
        package var totalRange: JSONNumber
        package var utilityFactor: JSONNumber
        package var fuel: JSONNumber
        package var wall: JSONNumber
        package var infeasible: JSONNumber
        package var overweight: JSONNumber
        package var stops: JSONNumber
        package var charging: JSONNumber
        package var batteryYears: JSONNumber
        package var batteriesBought: JSONNumber
        package var replacement: JSONNumber

        enum CodingKeys: String, CodingKey {
            case battery = "battery_kwh"
            case usable = "usable_kwh"
            case generator = "generator_kw"
            case curbMass = "curb_mass_kg"
            case price = "price_usd"
            case cost = "cost_usd_per_km"
            case carbon = "whole_co2_g_per_km"
            case driving = "driving_co2_g_per_km"
            case tailpipe = "tailpipe_co2_g_per_km"
            case electricRange = "electric_range_km"
            case totalRange = "total_range_km"
            case utilityFactor = "utility_factor"
            case fuel = "fuel_l_per_100km"
            case wall = "wall_kwh_per_100km"
            case infeasible = "infeasible_s"
            case overweight = "overweight_kg"
            case stops = "charging_stops_per_year"
            case charging = "charging_h_per_year"
            case batteryYears = "battery_years"
            case batteriesBought = "batteries_bought"
            case replacement = "battery_bought_usd_per_km"
        }

        init(_ one: SizedDesign) {
            let use = one.use
            battery = JSONNumber(one.design.battery / 3.6e6)
            usable = JSONNumber(one.usableEnergy / 3.6e6)
            generator = JSONNumber(one.design.generator / 1e3)
            curbMass = JSONNumber(one.curbMass)
            price = JSONNumber(one.price)
            cost = JSONNumber(use.cost.total * 1e3)
            carbon = JSONNumber(use.wholeCarbon * 1e6)
            driving = JSONNumber(use.drivingCarbon * 1e6)
            tailpipe = JSONNumber(use.tailpipeCarbon * 1e6)
            electricRange = JSONNumber(use.electricRange / 1e3)
            totalRange = JSONNumber(use.totalRange / 1e3)
            utilityFactor = JSONNumber(use.utilityFactor)
            fuel = JSONNumber(use.litersPerMeter * 1e5)
            wall = JSONNumber(use.wallPerMeter / 36)
            infeasible = JSONNumber(use.infeasibleSeconds)
            overweight = JSONNumber(one.overweight)
            stops = JSONNumber(use.stopsPerYear)
            charging = JSONNumber(use.chargingTime / 3600)
            batteryYears = JSONNumber(use.battery?.years)
            batteriesBought = JSONNumber(use.battery.map { Double($0.replacements) })
            replacement = JSONNumber(use.cost.replacement * 1e3)
        }
    }

    package struct Difference: Sendable, Hashable, Encodable {
        package var meanBattery: JSONNumber
        package var battery: JSONNumber
        package var meanFuel: JSONNumber
        package var fuel: JSONNumber
        package var infeasible: Int

        enum CodingKeys: String, CodingKey {
            case meanBattery = "mean_battery"
            case battery = "most_battery"
            case meanFuel = "mean_fuel"
            case fuel = "most_fuel"
            case infeasible = "infeasible_designs"
        }
    }

    package var vehicle: String
    package var missions: String
    /// Whether any design drives all missions as they are asked for.
    package var isFeasible: Bool
    /// Designs that were looked at.
    package var tried: Int
    package var driven: Int
    package var cheapest: Entry?
    package var cheapestElectric: Entry?
    package var cheapestSeries: Entry?
    package var leastCarbon: Entry?
    /// The cheapest first.
    package var front: [Entry]
    /// How far the quick pass was from stepping, as shares.
    package var difference: Difference
    /// By the name of the result, in its unit.
    package var bands: [String: RangeDocument.Spread]
    /// Nothing where none was driven.
    package var fleet: FleetSpread.Document?

    enum CodingKeys: String, CodingKey {
        case vehicle, missions, tried, driven, cheapest, front, bands, fleet
        case isFeasible = "is_feasible"
        case cheapestElectric = "cheapest_battery_only"
        case cheapestSeries = "cheapest_with_generator"
        case leastCarbon = "least_co2"
        case difference = "quick_pass_difference"
    }

    package init(
        _ sheet: VehicleSheet,
        missions: MissionSet,
        _ result: SizingResult,
        uncertainty: UncertaintyResult? = nil,
        fleet: FleetSpread? = nil
    ) {
        self.fleet = fleet?.document
        vehicle = sheet.id
        self.missions = missions.name
        isFeasible = result.isFeasible
        tried = result.quick.count
        driven = result.stepped.count
        cheapest = result.best(by: \.use.cost.total).map(Entry.init)
        cheapestElectric = result.cheapestElectric.map(Entry.init)
        cheapestSeries = result.cheapestSeries.map(Entry.init)
        leastCarbon = result.best(by: \.use.wholeCarbon).map(Entry.init)
        front = result.front.map { result.stepped[$0] }
            .sorted { $0.use.cost.total < $1.use.cost.total }
            .map(Entry.init)
        difference = Difference(
            meanBattery: JSONNumber(result.difference.meanBattery),
            battery: JSONNumber(result.difference.battery),
            meanFuel: JSONNumber(result.difference.meanFuel),
            fuel: JSONNumber(result.difference.fuel),
            infeasible: result.difference.infeasible
        )
        bands = [:]
        guard let uncertainty else { return }
        for quantity in UseQuantity.allCases {
            guard let spread = uncertainty.spread(quantity) else { continue }
            let scale = quantity.unit.scale
            bands[quantity.key] = RangeDocument.Spread(spread.map { $0 * scale })
        }
    }
}

extension UseQuantity {
    /// With its unit: `cost_usd_per_km`.
    var key: String {
        switch self {
        case .electricRange: "electric_range_km"
        case .totalRange: "total_range_km"
        case .battery: "battery_kwh_per_100km"
        case .fuel: "fuel_l_per_100km"
        case .sustainingFuel: "sustaining_fuel_kwh_per_100km"
        case .cost: "cost_usd_per_km"
        case .carbon: "whole_co2_g_per_km"
        case .tailpipeCarbon: "tailpipe_co2_g_per_km"
        }
    }
}
