package import Pages

/// How far a vehicle goes and what it takes: what `busbar drive range --json` prints.
///
/// The names are fixed, since other tools rely on them. What a vehicle has nothing for is null: no
/// fuel without an engine, no electric range without a plug.
package struct RangeDocument: Sendable, Hashable, Codable {
    /// What was driven.
    package struct Run: Sendable, Hashable, Codable {
        package var vehicle: String
        package var cycle: String
        /// Null without a trailer.
        package var trailer: String?
        package var temperature: JSONNumber
        package var altitude: JSONNumber
        package var headwind: JSONNumber
        /// As the user names it; null where there is nothing to control.
        package var control: String?

        enum CodingKeys: String, CodingKey {
            case vehicle, cycle, trailer, control
            case temperature = "temperature_c"
            case altitude = "altitude_m"
            case headwind = "headwind_kmh"
        }

        package init(_ subject: DriveCase, control: String?) {
            vehicle = subject.sheet.id
            cycle = subject.cycle.name
            trailer = subject.trailer?.name
            temperature = JSONNumber(subject.conditions.temperature)
            altitude = JSONNumber(subject.conditions.altitude)
            headwind = JSONNumber(subject.conditions.headwind * 3.6)
            self.control = control
        }
    }

    /// How far a figure may be off: one of ten runs is below the first, one of ten above the second.
    package struct Spread: Sendable, Hashable, Codable {
        package var low: JSONNumber
        package var middle: JSONNumber
        package var high: JSONNumber

        enum CodingKeys: String, CodingKey {
            case low = "p10"
            case middle = "p50"
            case high = "p90"
        }

        package init(low: Double, middle: Double, high: Double) {
            self.low = JSONNumber(low)
            self.middle = JSONNumber(middle)
            self.high = JSONNumber(high)
        }
    }

    package var run: Run
    package var electricRange: JSONNumber
    package var totalRange: JSONNumber
    package var batteryPerDistance: JSONNumber
    package var wallPerDistance: JSONNumber
    package var fuelPerDistance: JSONNumber
    package var carbonPerDistance: JSONNumber
    package var missedTrace: MissedTrace
    package var lowerBound: JSONNumber
    package var gap: JSONNumber
    /// That the battery must hold at the start, above the bottom of its window.
    package var reserve: JSONNumber
    /// Of the total range.
    package var electricShare: JSONNumber
    package var starts: Int?
    /// By the name of the figure; empty where none were computed.
    package var bands: [String: Spread]

    enum CodingKeys: String, CodingKey {
        case gap, starts, bands
        case electricRange = "electric_range_km"
        case totalRange = "total_range_km"
        case batteryPerDistance = "battery_kwh_per_100km"
        case wallPerDistance = "wall_kwh_per_100km"
        case fuelPerDistance = "fuel_l_per_100km"
        case carbonPerDistance = "co2_g_per_km"
        case missedTrace = "missed_trace"
        case lowerBound = "fuel_lower_bound_l"
        case reserve = "reserve_kwh"
        case electricShare = "electric_share"
    }

    package func encode(to encoder: any Encoder) throws {
        try run.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(electricRange, forKey: .electricRange)
        try container.encode(totalRange, forKey: .totalRange)
        try container.encode(batteryPerDistance, forKey: .batteryPerDistance)
        try container.encode(wallPerDistance, forKey: .wallPerDistance)
        try container.encode(fuelPerDistance, forKey: .fuelPerDistance)
        try container.encode(carbonPerDistance, forKey: .carbonPerDistance)
        try container.encode(missedTrace, forKey: .missedTrace)
        try container.encode(lowerBound, forKey: .lowerBound)
        try container.encode(gap, forKey: .gap)
        try container.encode(reserve, forKey: .reserve)
        try container.encode(electricShare, forKey: .electricShare)
        try container.encode(starts, forKey: .starts)
        if !bands.isEmpty { try container.encode(bands, forKey: .bands) }
    }

    package init(from decoder: any Decoder) throws {
        run = try Run(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        electricRange = try container.decode(JSONNumber.self, forKey: .electricRange)
        totalRange = try container.decode(JSONNumber.self, forKey: .totalRange)
        batteryPerDistance = try container.decode(JSONNumber.self, forKey: .batteryPerDistance)
        wallPerDistance = try container.decode(JSONNumber.self, forKey: .wallPerDistance)
        fuelPerDistance = try container.decode(JSONNumber.self, forKey: .fuelPerDistance)
        carbonPerDistance = try container.decode(JSONNumber.self, forKey: .carbonPerDistance)
        missedTrace = try container.decode(MissedTrace.self, forKey: .missedTrace)
        lowerBound = try container.decode(JSONNumber.self, forKey: .lowerBound)
        gap = try container.decode(JSONNumber.self, forKey: .gap)
        reserve = try container.decode(JSONNumber.self, forKey: .reserve)
        electricShare = try container.decode(JSONNumber.self, forKey: .electricShare)
        starts = try container.decode(Int?.self, forKey: .starts)
        bands = try container.decodeIfPresent([String: Spread].self, forKey: .bands) ?? [:]
    }

    init(
        run: Run,
        electricRange: Double?,
        totalRange: Double?,
        batteryPerDistance: Double?,
        wallPerDistance: Double?,
        fuelPerDistance: Double?,
        carbonPerDistance: Double?,
        shortfall: Shortfall,
        lowerBound: Double?,
        gap: Double?,
        reserve: Double?,
        starts: Int?
    ) {
        self.run = run
        self.electricRange = JSONNumber(electricRange)
        self.totalRange = JSONNumber(totalRange)
        self.batteryPerDistance = JSONNumber(batteryPerDistance)
        self.wallPerDistance = JSONNumber(wallPerDistance)
        self.fuelPerDistance = JSONNumber(fuelPerDistance)
        self.carbonPerDistance = JSONNumber(carbonPerDistance)
        missedTrace = MissedTrace(shortfall)
        self.lowerBound = JSONNumber(lowerBound)
        self.gap = JSONNumber(gap)
        self.reserve = JSONNumber(reserve)
        if let electricRange, let totalRange, totalRange > 0 {
            electricShare = JSONNumber(electricRange / totalRange)
        } else {
            electricShare = JSONNumber(nil)
        }
        self.starts = starts
        bands = [:]
    }
}

extension RangeDocument {
    /// The figures by the names that published ones have.
    package var values: [String: Double] {
        let all: [(CodingKeys, JSONNumber)] = [
            (.electricRange, electricRange), (.totalRange, totalRange),
            (.batteryPerDistance, batteryPerDistance), (.wallPerDistance, wallPerDistance),
            (.fuelPerDistance, fuelPerDistance), (.carbonPerDistance, carbonPerDistance),
        ]
        var values: [String: Double] = [:]
        for (key, number) in all { values[key.rawValue] = number.value }
        return values
    }

    /// What stands large at the head of a page.
    var keys: [PageKey] {
        var keys: [PageKey] = []
        if let electric = electricRange.value {
            let band = spread("electric_range_km")
            keys.append(
                PageKey(
                    "Range on the battery",
                    "\(Prose.number(electric)) km",
                    miles(electric) + band
                )
            )
        }
        if let total = totalRange.value, total != electricRange.value {
            let band = spread("total_range_km")
            keys.append(PageKey("Range in all", "\(Prose.number(total)) km", miles(total) + band))
        }
        if let battery = batteryPerDistance.value {
            let wall = wallPerDistance.value.map { ", \(Prose.number($0)) at the wall" } ?? ""
            keys.append(
                PageKey(
                    "On the battery",
                    "\(Prose.number(battery)) kWh/100 km",
                    "at its terminals\(wall)" + spread("battery_kwh_per_100km")
                )
            )
        }
        if let fuel = fuelPerDistance.value {
            keys.append(
                PageKey(
                    electricRange.value == nil ? "On fuel" : "On fuel, the charge held",
                    "\(Prose.number(fuel)) l/100 km",
                    Prose.milesPerGallon(fuel / 1e5) + spread("fuel_l_per_100km")
                )
            )
        }
        return keys
    }

    private func miles(_ kilometers: Double) -> String {
        "\(Prose.number(kilometers * 1e3 / Prose.metersPerMile)) mi"
    }

    private func spread(_ name: String) -> String {
        guard let band = bands[name], let low = band.low.value, let high = band.high.value else {
            return ""
        }
        return "; 8 of 10 between \(Prose.number(low)) and \(Prose.number(high))"
    }
}
