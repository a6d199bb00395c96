package import Pages

/// How far a vehicle goes and what it takes: what `busbar drive range --json` prints.
///
/// The names are fixed, since other tools rely on them; the figures are those of ``RangeFigures``, and
/// null is what has no end, or what nobody can say.
package struct RangeDocument: Sendable, Hashable, Encodable {
    /// What was driven.
    package struct Run: Sendable, Hashable, Encodable {
        package var vehicle: String
        package var cycle: String
        /// How what is driven became the figures: as it was, or by a rule.
        package var method: String
        /// Null without a trailer.
        package var trailer: JSONNullable<String>
        package var temperature: JSONNumber
        package var altitude: JSONNumber
        package var headwind: JSONNumber
        package var payload: JSONNumber
        /// The same in words, and the charge that it begins with.
        var asked: String
        /// As the user names it, and what became of it; null where there is nothing to control.
        package var control: JSONNullable<String>

        enum CodingKeys: String, CodingKey {
            case vehicle, cycle, method, trailer, control
            case temperature = "temperature_c"
            case altitude = "altitude_m"
            case headwind = "headwind_kmh"
            case payload = "payload_kg"
        }

        init(_ subject: DriveCase) {
            vehicle = subject.sheet.id
            cycle = subject.cycle.name
            method = "as driven"
            trailer = JSONNullable(subject.trailer?.name)
            temperature = JSONNumber(subject.conditions.temperature)
            altitude = JSONNumber(subject.conditions.altitude)
            headwind = JSONNumber(subject.conditions.headwind * 3.6)
            payload = JSONNumber(subject.sheet.payload)
            asked = subject.asked.text
            control = JSONNullable(nil)
        }

        /// As the user named it, and what became of it.
        mutating func enter(_ control: ControlName?, _ chosen: String?) {
            self.control = JSONNullable(
                control.map { name in chosen.map { "\(name): \($0)" } ?? "\(name)" }
            )
        }
    }

    package var run: Run
    package var figures: RangeFigures
    /// By the key of the figure; empty where none were computed.
    package var bands: [String: Percentiles] = [:]
    /// Of a steady speed; null for a cycle.
    package var heldSpeed: HeldSpeedDocument?

    /// Of a cycle that is driven again and again.
    package init(_ subject: DriveCase, _ outlook: RangeOutlook) {
        run = Run(subject)
        run.enter(outlook.control, outlook.chosen)
        figures = RangeFigures(outlook)
    }

    /// Of a vehicle of which nobody says what it drives: as its label has it.
    ///
    /// `day`: the weather in city and on highway that was asked for; that of a year when absent.
    package init(
        _ subject: DriveCase,
        _ label: LabelOutlook,
        day: (city: LabelWeather, highway: LabelWeather)? = nil
    ) {
        run = Run(subject)
        run.enter(label.highway.control, label.highway.chosen)
        let year = LabelFactors(label)
        let rule = year.words(hasBattery: label.electric != nil, isDay: day != nil)
        run.cycle = "55 % \(label.city.cycle), 45 % \(label.highway.cycle), \(rule.short)"
        let starts = label.burning == nil ? "" : "43 % of the starts in the city cold, "
        run.method = "two cycles, \(starts)\(rule.whole)"
        figures = RangeFigures(label, factors: day.map { year.on($0.city, $0.highway) })
    }

    /// Enters P10, P50 and P90 of the figures that have them.
    package mutating func enter(_ uncertainty: RangeUncertainty) {
        for quantity in Quantity<RangeFigures>.banded {
            bands[quantity.key] = uncertainty.spread(quantity).map {
                Percentiles($0, times: quantity.unit.scale)
            }
        }
    }

    package func encode(to encoder: any Encoder) throws {
        try run.encode(to: encoder)
        var container = encoder.container(keyedBy: JSONKey.self)
        for quantity in Quantity<RangeFigures>.all {
            try container.encode(
                JSONNumber(quantity.shown(of: figures)),
                forKey: JSONKey(quantity.key)
            )
        }
        let missed = JSONNullable(MissedTrace(figures.shortfall))
        try container.encode(missed, forKey: JSONKey("missed_trace"))
        let sustained = JSONNullable(figures.isSustained)
        try container.encode(sustained, forKey: JSONKey("is_charge_sustained"))
        try container.encode(JSONNullable(heldSpeed), forKey: JSONKey("held_speed"))
        try container.encode(figures.warnings, forKey: JSONKey("warnings"))
        try container.encode(bands, forKey: JSONKey("bands"))
    }

    /// The figures by the names that published ones have.
    package var values: [String: Double] {
        var values: [String: Double] = [:]
        for quantity in Quantity<RangeFigures>.banded {
            values[quantity.key] = quantity.shown(of: figures)
        }
        return values
    }
}

extension LabelFactors {
    /// The rules for a head of a table and in full.
    ///
    /// `isDay`: of a weather that was asked for.
    fileprivate func words(hasBattery: Bool, isDay: Bool) -> (short: String, whole: String) {
        let without = isDay ? " without its share of weather" : ""
        let rule =
            isDay
            ? "0.7\(without) (40 CFR 600.114)"
            : "0.7 for speed, wind, tires and weather (SAE J1634)"
        switch ofFuel {
        case .derived2017?:
            return (
                "by the derived 5-cycle (2017)\(without)",
                "the derived 5-cycle of 2017 (40 CFR 600.210)"
                    + (isDay ? "\(without) (40 CFR 600.114)" : "")
            )
        case .seventyPercent? where hasBattery:
            return (
                "divided by 0.7\(without)",
                "\(rule), on fuel as on the battery: makers of range-extended vehicles give a range "
                    + "in all by that rule, and `busbar drive label` has the fuel by the derived 5-cycle"
            )
        case .seventyPercent?, .unadjusted?, .derived2008?, nil:
            return ("divided by 0.7\(without)", rule)
        }
    }
}
