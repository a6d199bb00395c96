/// The steps of a run as a file of rows: what `--csv FILE` gives.
///
/// Power is positive towards the load, so that `demand_kw = generator_kw + battery_kw` wherever the
/// bus was served. A column that the vehicle has nothing for is left out.
package struct StepTable: Sendable {
    package let columns: [String]
    /// One for each step.
    package let rows: [[Double]]

    /// `grades`: rise over run by step, repeated where there are fewer than steps; none for no column.
    ///
    /// `fuel`: what the vehicle burns, if anything.
    package init(_ steps: [StepRecord], grades: [Double] = [], fuel: Fuel?, hasBattery: Bool) {
        let isSloped = !grades.isEmpty
        self.init(
            steps,
            fuel: fuel,
            hasBattery: hasBattery,
            columns: ["time_s", "duration_s", "speed_mps"] + (isSloped ? ["grade"] : [])
        ) { index, step in
            [step.time, step.duration, step.speed]
                + (isSloped ? [grades[index % grades.count]] : [])
        }
    }

    /// Of a journey: with the leg, from 1, and where each step ends; time goes on through the stops.
    package init(_ steps: [JourneyStep], fuel: Fuel?, hasBattery: Bool) {
        self.init(
            steps.map(\.record),
            fuel: fuel,
            hasBattery: hasBattery,
            columns: [
                "leg", "time_s", "duration_s", "distance_km", "altitude_m", "grade_percent",
                "speed_mps",
            ]
        ) { index, record in
            let step = steps[index]
            return [
                Double(step.leg), record.time, record.duration, step.place / 1e3, step.altitude,
                step.grade * 100, record.speed,
            ]
        }
    }

    /// `first`: the values of the first columns in a row.
    private init(
        _ steps: [StepRecord],
        fuel: Fuel?,
        hasBattery: Bool,
        columns first: [String],
        _ values: (Int, StepRecord) -> [Double]
    ) {
        var columns = first
        columns.append(hasBattery ? "demand_kw" : "wheel_kw")
        if hasBattery, fuel != nil { columns.append("generator_kw") }
        let isHeated = steps.contains { $0.heat > 0 }
        if isHeated { columns.append("cabin_heat_kw") }
        if hasBattery { columns.append("battery_kw") }
        if fuel != nil { columns += ["fuel_kw", "fuel_l"] }
        if hasBattery { columns += ["soc", "stored_kwh"] }
        self.columns = columns
        rows = steps.enumerated().map { index, step in
            var row = values(index, step)
            row.append(step.demand / 1e3)
            if hasBattery, fuel != nil { row.append(step.generator / 1e3) }
            if isHeated { row.append((step.useful - step.generator) / 1e3) }
            if hasBattery { row.append(step.battery / 1e3) }
            if let fuel {
                row += [step.fuel / 1e3, fuel.liters(step.fuel * step.duration)]
            }
            if hasBattery { row += [step.soc, step.stored / 3.6e6] }
            return row
        }
    }

    /// The lines of the file, each with its end.
    package var text: String {
        var text = columns.joined(separator: ",") + "\n"
        for row in rows {
            text += row.map(Self.written).joined(separator: ",")
            text += "\n"
        }
        return text
    }

    /// A whole number without a fraction of zero.
    private static func written(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}

extension Cycle {
    /// Rise over run of each step.
    package var grades: [Double] {
        moments.map { $0.sine / max(1e-12, 1 - $0.sine * $0.sine).squareRoot() }
    }
}
