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
        var columns = ["time_s", "duration_s", "speed_mps"]
        if !grades.isEmpty { columns.append("grade") }
        columns.append(hasBattery ? "demand_kw" : "wheel_kw")
        if hasBattery, fuel != nil { columns.append("generator_kw") }
        let isHeated = steps.contains { $0.heat > 0 }
        if isHeated { columns.append("cabin_heat_kw") }
        if hasBattery { columns.append("battery_kw") }
        if fuel != nil { columns += ["fuel_kw", "fuel_l"] }
        if hasBattery { columns += ["soc", "stored_kwh"] }
        self.columns = columns
        rows = steps.enumerated().map { index, step in
            var row = [step.time, step.duration, step.speed]
            if !grades.isEmpty { row.append(grades[index % grades.count]) }
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
            text += row.map { "\($0)" }.joined(separator: ",")
            text += "\n"
        }
        return text
    }
}

extension Cycle {
    /// Rise over run of each step.
    package var grades: [Double] {
        moments.map { $0.sine / max(1e-12, 1 - $0.sine * $0.sine).squareRoot() }
    }
}
