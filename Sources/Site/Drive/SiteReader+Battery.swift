import Hybrid
import Planning

/// A battery and how it ages.
extension SiteReader {
    private static let batteryKeys = [
        "gross_kwh", "usable_kwh", "window_percent", "nominal_voltage_v", "empty_voltage_v",
        "full_voltage_v", "resistance_ohm", "coldness_k", "discharge_kw", "discharge_a",
        "discharge_share_by_soc", "discharge_share_by_temperature", "charge_kw", "charge_a",
        "charge_share_by_soc", "charge_share_by_temperature", "mass_kg", "mass_lb", "ageing",
    ]

    mutating func battery(
        _ field: Field,
        of whole: Entity
    ) -> (battery: Battery, ageing: BatteryAgeing?)? {
        guard let entity = part(field, known: Self.batteryKeys, of: whole) else { return nil }
        let gross = requiredQuantity(
            "gross_kwh",
            SI.kilowattHour,
            in: entity,
            .range(0.1...10_000, "kWh"),
            "all that the cells hold: 92"
        )
        let window = window(entity, gross: gross)
        let voltage = voltage(entity)
        let resistance = requiredQuantity(
            "resistance_ohm",
            in: entity,
            .range(0...10, "ohm"),
            "of the whole battery at 20 °C: 0.055"
        )
        let coldness = quantity("coldness_k", in: entity, .range(0...10_000, "K"))
        let discharge = limit("discharge", entity)
        let recharge = limit("charge", entity)
        let mass = quantity(
            [UnitKey("mass_kg"), UnitKey("mass_lb", SI.pound)],
            in: entity,
            .amount
        )
        let ageing = entity["ageing"].flatMap { self.ageing($0, of: entity) }
        guard let gross, let window, let voltage, let resistance, let discharge, let recharge else {
            return nil
        }
        var battery = Battery(
            charge: gross / (voltage.empty + voltage.rise / 2),
            emptyVoltage: voltage.empty,
            voltageRise: voltage.rise,
            resistance: resistance,
            window: window,
            discharge: discharge,
            recharge: recharge,
            mass: mass ?? 0
        )
        if let coldness { battery.coldness = coldness }
        checkPower(battery, entity)
        return (battery, ageing)
    }

    /// The used states of charge.
    ///
    /// A usable energy is a window in the middle: with an affine voltage it is then exactly that
    /// share of the whole.
    private mutating func window(_ entity: Entity, gross: Double?) -> ClosedRange<Double>? {
        if let field = entity["window_percent"] {
            if let other = entity["usable_kwh"] {
                reject(other, "stands beside window_percent; keep one of the two")
            }
            let window = pair(field, entity.origin, .percent, "[5, 95]")
            if let window, window.upperBound <= 1 {
                reject(field, "has shares of 1 where percent are meant; write [5, 95]")
                return nil
            }
            return window.map { $0.lowerBound / 100...$0.upperBound / 100 }
        }
        guard
            let usable = requiredQuantity(
                "usable_kwh",
                SI.kilowattHour,
                in: entity,
                .positive,
                "what a driver may use: 69.7; or window_percent: [5, 95]"
            ), let gross
        else { return nil }
        guard usable <= gross else {
            reject(
                entity["usable_kwh"]?.path ?? entity.fields.path,
                line: entity["usable_kwh"]?.line,
                "\(short(usable / SI.kilowattHour)) kWh is more than gross_kwh, "
                    + "\(short(gross / SI.kilowattHour)) kWh"
            )
            return nil
        }
        let half = usable / gross / 2
        return 0.5 - half...0.5 + half
    }

    /// Open-circuit voltage when empty, and what is added until full.
    private mutating func voltage(_ entity: Entity) -> (empty: Double, rise: Double)? {
        let bounds = Bounds.range(10...2000, "V")
        if let field = entity["nominal_voltage_v"] {
            for name in ["empty_voltage_v", "full_voltage_v"] {
                if let other = entity[name] {
                    reject(other, "stands beside nominal_voltage_v; keep one of the two")
                }
            }
            // Cells with nickel in the cathode: about 3.35 V to 4.0 V around 3.65 V, fitted over the
            // used window; assumed.
            return figure(field, entity.origin, bounds).map { ($0 * 0.91, $0 * 0.18) }
        }
        let example = "or nominal_voltage_v: 400"
        let empty = requiredQuantity("empty_voltage_v", in: entity, bounds, "335, \(example)")
        let full = requiredQuantity("full_voltage_v", in: entity, bounds, "400, \(example)")
        guard let empty, let full else { return nil }
        guard empty <= full else {
            if let field = entity["empty_voltage_v"] {
                reject(field, "\(short(empty)) V is above full_voltage_v, \(short(full)) V")
            }
            return nil
        }
        return (empty, full - empty)
    }

    private mutating func limit(_ name: String, _ entity: Entity) -> Battery.Limit? {
        let power = requiredQuantity(
            "\(name)_kw",
            1000,
            in: entity,
            .positive,
            "the most at the terminals: 300"
        )
        let current = quantity("\(name)_a", in: entity, .positive)
        let bySOC = curve(
            "\(name)_share_by_soc",
            in: entity,
            Axes(
                x: .percent,
                y: .share,
                xFactor: 0.01,
                example: "[[80, 1], [95, 0.2]] of percent and share"
            )
        )
        let byTemperature = curve(
            "\(name)_share_by_temperature",
            in: entity,
            Axes(x: .cellDegrees, y: .share, example: "[[-20, 0.3], [10, 1]] of °C and share")
        )
        return power.map {
            Battery.Limit(
                power: $0,
                current: current ?? .infinity,
                bySOC: bySOC ?? .constant(1),
                byTemperature: byTemperature ?? .constant(1)
            )
        }
    }

    /// A source behind a resistance gives no more than V² / 4R.
    private mutating func checkPower(_ battery: Battery, _ entity: Entity) {
        let voltage =
            battery.emptyVoltage + battery.voltageRise * battery.window.lowerBound
        guard battery.resistance > 0, let field = entity["discharge_kw"] else { return }
        let most = voltage * voltage / (4 * battery.resistance)
        if battery.discharge.power > most {
            reject(
                field,
                "\(short(battery.discharge.power / 1000)) kW do not pass through resistance_ohm: at "
                    + "\(short(voltage.rounded())) V it lets \(short((most / 1000).rounded())) kW through"
            )
        }
    }

    private mutating func ageing(_ field: Field, of whole: Entity) -> BatteryAgeing? {
        let keys = [
            "calendar_percent", "calendar_heat_k", "calendar_soc", "cycle_percent",
            "depth_exponent", "above_air_k",
        ]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let usual = BatteryAgeing.fleet
        let calendar = requiredQuantity(
            "calendar_percent",
            0.01,
            in: entity,
            .range(0...50, "percent"),
            "lost in the first year at 25 °C and half charge: 4"
        )
        let heat = quantity("calendar_heat_k", in: entity, .range(0...20_000, "K"))
        let soc = quantity("calendar_soc", in: entity, .range(-5...5))
        let cycle = requiredQuantity(
            "cycle_percent",
            0.01,
            in: entity,
            .range(0...1, "percent"),
            "lost in a full cycle: 0.012"
        )
        let depth = quantity("depth_exponent", in: entity, .range(0...5))
        let above = quantity("above_air_k", in: entity, .range(0...30, "K"))
        guard let calendar, let cycle else { return nil }
        var ageing = BatteryAgeing(
            calendar: calendar,
            calendarHeat: heat ?? usual.calendarHeat,
            calendarSOC: soc ?? usual.calendarSOC,
            cycle: cycle,
            depthExponent: depth ?? usual.depthExponent,
            aboveAir: above ?? usual.aboveAir
        )
        let figure = plan.figures.last { $0.path == "\(field.path).calendar_percent" }
        if let figure, let range = figure.range, figure.value > 0 {
            ageing.band = range.lowerBound / figure.value...range.upperBound / figure.value
        }
        return ageing
    }
}
