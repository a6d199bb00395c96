package import Pages

/// How far a vehicle goes and what it takes: what `busbar drive range --json` prints.
///
/// The names are fixed, since other tools rely on them. A vehicle without an engine burns zero and
/// one without a traction battery has an electric range of zero; null is what has no end, or what
/// nobody can say. Fuel and CO2 are those with the charge held, as long as there is fuel; the blended
/// ones are over the whole range. The bound is on the fuel of one tank: where an engine turns the
/// wheels there is nothing to choose, so that it is what is burned, with a gap of zero.
package struct RangeDocument: Sendable, Hashable, Codable {
    /// What was driven.
    package struct Run: Sendable, Hashable, Codable {
        package var vehicle: String
        package var cycle: String
        /// How what is driven became the figures: as it was, or by a rule.
        package var method: String
        /// Null without a trailer.
        package var trailer: String?
        package var temperature: JSONNumber
        package var altitude: JSONNumber
        package var headwind: JSONNumber
        /// As the user names it; null where there is nothing to control.
        package var control: String?

        enum CodingKeys: String, CodingKey {
            case vehicle, cycle, method, trailer, control
            case temperature = "temperature_c"
            case altitude = "altitude_m"
            case headwind = "headwind_kmh"
        }

        package init(_ subject: DriveCase, control: String?) {
            vehicle = subject.sheet.id
            cycle = subject.cycle.name
            method = "as driven"
            trailer = subject.trailer?.name
            temperature = JSONNumber(subject.conditions.temperature)
            altitude = JSONNumber(subject.conditions.altitude)
            headwind = JSONNumber(subject.conditions.headwind * 3.6)
            self.control = control
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(vehicle, forKey: .vehicle)
            try container.encode(cycle, forKey: .cycle)
            try container.encode(method, forKey: .method)
            try container.encode(trailer, forKey: .trailer)
            try container.encode(temperature, forKey: .temperature)
            try container.encode(altitude, forKey: .altitude)
            try container.encode(headwind, forKey: .headwind)
            try container.encode(control, forKey: .control)
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

        package init(_ spread: Hybrid.Spread) {
            low = JSONNumber(spread.low)
            middle = JSONNumber(spread.middle)
            high = JSONNumber(spread.high)
        }
    }

    package var run: Run
    package var electricRange: JSONNumber
    package var totalRange: JSONNumber
    package var batteryPerDistance: JSONNumber
    package var wallPerDistance: JSONNumber
    package var fuelPerDistance: JSONNumber
    /// Over the total range, what is driven on the battery included.
    package var blendedFuelPerDistance: JSONNumber
    package var carbonPerDistance: JSONNumber
    package var blendedCarbonPerDistance: JSONNumber
    package var missedTrace: MissedTrace
    package var lowerBound: JSONNumber
    package var gap: JSONNumber
    /// That the battery must hold at the start, above the bottom of its window.
    package var reserve: JSONNumber
    /// Of the total range.
    package var electricShare: JSONNumber
    /// Of the engine in 100 km with the charge held; null where there is no engine.
    package var starts: JSONNumber?
    /// Whether the generator can hold the charge; null where there is no engine.
    package var isSustained: Bool?
    /// Of a steady speed; null for a cycle.
    package var heldSpeed: HeldSpeedDocument?
    package var warnings: [String]
    /// By the name of the figure; empty where none were computed.
    package var bands: [String: Spread]

    enum CodingKeys: String, CodingKey {
        case gap, warnings, bands
        case electricRange = "electric_range_km"
        case totalRange = "total_range_km"
        case batteryPerDistance = "battery_kwh_per_100km"
        case wallPerDistance = "wall_kwh_per_100km"
        case fuelPerDistance = "fuel_l_per_100km"
        case blendedFuelPerDistance = "blended_fuel_l_per_100km"
        case carbonPerDistance = "co2_g_per_km"
        case blendedCarbonPerDistance = "blended_co2_g_per_km"
        case missedTrace = "missed_trace"
        case lowerBound = "fuel_lower_bound_l"
        case reserve = "reserve_kwh"
        case electricShare = "electric_share"
        case starts = "starts_per_100km"
        case isSustained = "is_charge_sustained"
        case heldSpeed = "held_speed"
    }

    package func encode(to encoder: any Encoder) throws {
        try run.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(electricRange, forKey: .electricRange)
        try container.encode(totalRange, forKey: .totalRange)
        try container.encode(batteryPerDistance, forKey: .batteryPerDistance)
        try container.encode(wallPerDistance, forKey: .wallPerDistance)
        try container.encode(fuelPerDistance, forKey: .fuelPerDistance)
        try container.encode(blendedFuelPerDistance, forKey: .blendedFuelPerDistance)
        try container.encode(carbonPerDistance, forKey: .carbonPerDistance)
        try container.encode(blendedCarbonPerDistance, forKey: .blendedCarbonPerDistance)
        try container.encode(missedTrace.missed ? missedTrace : nil, forKey: .missedTrace)
        try container.encode(lowerBound, forKey: .lowerBound)
        try container.encode(gap, forKey: .gap)
        try container.encode(reserve, forKey: .reserve)
        try container.encode(electricShare, forKey: .electricShare)
        try container.encode(starts, forKey: .starts)
        try container.encode(isSustained, forKey: .isSustained)
        try container.encode(heldSpeed, forKey: .heldSpeed)
        try container.encode(warnings, forKey: .warnings)
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
        blendedFuelPerDistance = try container.decode(
            JSONNumber.self,
            forKey: .blendedFuelPerDistance
        )
        carbonPerDistance = try container.decode(JSONNumber.self, forKey: .carbonPerDistance)
        blendedCarbonPerDistance = try container.decode(
            JSONNumber.self,
            forKey: .blendedCarbonPerDistance
        )
        missedTrace =
            try container.decode(MissedTrace?.self, forKey: .missedTrace)
            ?? MissedTrace(Shortfall())
        lowerBound = try container.decode(JSONNumber.self, forKey: .lowerBound)
        gap = try container.decode(JSONNumber.self, forKey: .gap)
        reserve = try container.decode(JSONNumber.self, forKey: .reserve)
        electricShare = try container.decode(JSONNumber.self, forKey: .electricShare)
        starts = try container.decode(JSONNumber?.self, forKey: .starts)
        isSustained = try container.decode(Bool?.self, forKey: .isSustained)
        heldSpeed = try container.decodeIfPresent(HeldSpeedDocument.self, forKey: .heldSpeed)
        warnings = try container.decode([String].self, forKey: .warnings)
        bands = try container.decodeIfPresent([String: Spread].self, forKey: .bands) ?? [:]
    }

    package init(_ subject: DriveCase, _ outlook: RangeOutlook) {
        let liters = { (heat: Double) in outlook.fuel?.liters(heat) ?? 0 }
        let isCombustion = subject.battery == nil
        run = Run(subject, control: Self.name(outlook.control, outlook.chosen))
        electricRange = JSONNumber(isCombustion ? 0 : outlook.electricRange.map { $0 / 1e3 })
        totalRange = JSONNumber(outlook.totalRange.map { $0 / 1e3 })
        batteryPerDistance = JSONNumber(
            isCombustion ? 0 : outlook.batteryPerMeter.map { $0 / 36 }
        )
        wallPerDistance = JSONNumber(outlook.wallPerMeter.map { $0 / 36 })
        let fuel = outlook.fuelPerMeter.map { liters($0) * 1e5 }
        fuelPerDistance = JSONNumber(outlook.fuel == nil ? 0 : fuel)
        blendedFuelPerDistance = JSONNumber(
            outlook.fuel == nil ? 0 : outlook.blendedFuelPerMeter.map { liters($0) * 1e5 }
        )
        carbonPerDistance = JSONNumber(outlook.carbonPerMeter * 1e6)
        blendedCarbonPerDistance = JSONNumber(outlook.blendedCarbonPerMeter * 1e6)
        missedTrace = MissedTrace(outlook.shortfall)
        lowerBound = JSONNumber(outlook.fuelBound.map(liters))
        gap = JSONNumber(isCombustion ? 0 : outlook.gap)
        reserve = JSONNumber(outlook.reserve.map { $0 / 3.6e6 })
        if let total = outlook.totalRange, total > 0 {
            electricShare = JSONNumber((outlook.electricRange ?? 0) / total)
        } else {
            electricShare = JSONNumber(nil)
        }
        starts = outlook.sustaining.map { one in
            JSONNumber(one.distance > 0 ? Double(one.starts) / (one.distance / 1e5) : nil)
        }
        isSustained = outlook.sustaining?.isBalanced
        warnings = outlook.warnings
        bands = [:]
    }

    /// As the user named it, and what became of it.
    static func name(_ control: ControlName?, _ chosen: String?) -> String? {
        guard let control else { return nil }
        return chosen.map { "\(control): \($0)" } ?? "\(control)"
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
        if let electric = electricRange.value, electric > 0 {
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
        if let battery = batteryPerDistance.value, battery > 0 {
            let wall = wallPerDistance.value.map { ", \(Prose.number($0)) at the wall" } ?? ""
            keys.append(
                PageKey(
                    "On the battery",
                    "\(Prose.number(battery)) kWh/100 km",
                    "at its terminals\(wall)" + spread("battery_kwh_per_100km")
                )
            )
        }
        if let fuel = fuelPerDistance.value, fuel > 0 {
            keys.append(
                PageKey(
                    electricRange.value == 0 ? "On fuel" : "On fuel, the charge held",
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

    func spread(_ name: String) -> String {
        guard let band = bands[name], let low = band.low.value, let high = band.high.value else {
            return ""
        }
        return "; 8 of 10 between \(Prose.number(low)) and \(Prose.number(high))"
    }
}
