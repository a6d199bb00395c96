import Hybrid

extension ImportSource {
    /// A row of EPA's list of test cars.
    func testCar() throws(SiteMistakes) -> ImportedVehicle {
        var complaints = Complaints()
        let table = Table(text, path: name, &complaints)
        let rows = TestCarRows(table)
        if let missing = rows.missing { throw mistake("has no column \(quoted(missing))") }
        let index = try row(
            names: (0..<table.count).map { rows.title($0) },
            numbers: (0..<table.count).map { $0 + 1 }
        )
        return try rows.vehicle(index, of: self)
    }
}

/// The columns of EPA's list, as it is published each model year.
struct TestCarRows {
    private let table: Table
    private let columns: [String: Int]
    private static let wanted = [
        "Represented Test Veh Make", "Represented Test Veh Model", "Equivalent Test Weight (lbs.)",
        "Target Coef A (lbf)", "Target Coef B (lbf/mph)", "Target Coef C (lbf/mph**2)",
        "Test Fuel Type Description", "Test Procedure Description", "RND_ADJ_FE",
    ]

    init(_ table: Table) {
        self.table = table
        columns = Dictionary(zip(table.columns, 0...)) { first, _ in first }
    }

    /// The first column that has to be there and is not.
    var missing: String? { Self.wanted.first { columns[$0] == nil } }

    private func cell(_ row: Int, _ column: String) -> String {
        columns[column].map { String(table[row, $0]) } ?? ""
    }

    private func number(_ row: Int, _ column: String) -> Double? {
        Double(cell(row, column)).flatMap { $0.isFinite ? $0 : nil }
    }

    func title(_ row: Int) -> String {
        let make = cell(row, Self.wanted[0])
        let model = cell(row, Self.wanted[1])
        // The list sometimes has the model year where the make should be.
        return Int(make) != nil || model.lowercased().hasPrefix(make.lowercased())
            ? model : "\(make) \(model)"
    }

    func vehicle(
        _ row: Int,
        of source: ImportSource
    ) throws(SiteMistakes) -> ImportedVehicle {
        let line = table.lines[row]
        let weight = number(row, "Equivalent Test Weight (lbs.)")
        let coefficients = [
            "Target Coef A (lbf)", "Target Coef B (lbf/mph)", "Target Coef C (lbf/mph**2)",
        ].map { number(row, $0) }
        guard let weight, let a = coefficients[0], let b = coefficients[1],
            let c = coefficients[2], a > 0, c > 0, weight > 0
        else {
            throw source.mistake("has no weight and target coefficients in this row", line: line)
        }
        let fuel = cell(row, "Test Fuel Type Description")
        guard fuel.hasPrefix("Electricity") else {
            throw source.mistake(
                "a test with \(fuel.isEmpty ? "no fuel" : fuel): only electric cars can be imported, "
                    + "the list does not say enough about an engine",
                line: line
            )
        }
        let car = TestCar(name: title(row), mass: weight * Unit.pound, a: a, b: b, c: c)
        let place = source.name.split(separator: "/").last.map(String.init) ?? source.name
        return TestCarText(
            car: car,
            weight: weight,
            source: "EPA's list of test cars, row \(row + 1) of \(place)",
            result: number(row, "RND_ADJ_FE"),
            procedure: cell(row, "Test Procedure Description"),
            year: number(row, "Model Year").map { Int($0) }
        ).imported()
    }
}

/// The vehicle file of a test car.
struct TestCarText {
    let car: TestCar
    /// In lb.
    let weight: Double
    let source: String
    /// As the list has it; see ``kilowattHoursPer100Miles``.
    let result: Double?
    let procedure: String
    let year: Int?

    /// EPA's kWh in a gallon, in kWh for 100 miles at a mile a gallon.
    private static let perGallon = 3370.5

    /// At the wall.
    ///
    /// The list says MPG beside every electric car, but values below 60 are kWh for 100 miles; the
    /// others are miles per gallon of gasoline equivalent.
    var kilowattHoursPer100Miles: Double? {
        guard let result, result > 0 else { return nil }
        return result < 60 ? result : Self.perGallon / result
    }

    func imported() -> ImportedVehicle {
        let parts = TestCar.ElectricClass()
        var text = VehicleText()
        text.comment("From \(source).")
        text.comment(
            "The list has weight and road load; all that is inside is assumed by its class."
        )
        text.quote("name", car.name)
        if let year { text.add("model_year", "\(year)") }
        text.quote("source", source)
        text.gap()
        text.add("curb_mass_lb", weight - 300)
        text.add("load_lb", 300)
        text.assume("wheel_radius_m", parts.wheelRadius, Self.assumed)
        text.assume("rotating_mass_percent", 100 * parts.rotating, "the axle on the rolls")
        text.part("road_load") { text in
            text.add("a_lbf", car.a)
            text.add("b_lbf_per_mph", car.b)
            text.add("c_lbf_per_mph2", car.c)
            text.add("test_mass_lb", weight)
        }
        text.part("auxiliaries") {
            $0.assume("base_kw", parts.auxiliaries / 1000, "a cycle at 20 °C without climate")
        }
        write(parts, to: &text)
        var notices = ["drive, battery, auxiliaries: of its class; the list does not say"]
        if let consumption = kilowattHoursPer100Miles {
            text.gap()
            text.comment(
                "\(procedure): \(VehicleText.number((consumption * 100).rounded() / 100)) kWh at the "
                    + "wall for 100 miles, unadjusted"
            )
        } else {
            notices.append("this row has no result")
        }
        return ImportedVehicle(id: VehicleText.id(car.name), text: text.text, notices: notices)
    }

    private static let assumed = "of its class: the same for every car of the list"

    private func write(_ parts: TestCar.ElectricClass, to text: inout VehicleText) {
        let battery = parts.batteryEnergy * car.mass
        let stiffness = parts.batteryStiffness * car.mass
        text.part("battery") { text in
            text.assume("gross_kwh", battery / 3.6e6, Self.assumed)
            text.add("window_percent", "[5, 95]")
            text.assume("empty_voltage_v", parts.voltage, Self.assumed)
            text.assume("full_voltage_v", parts.voltage, Self.assumed)
            text.assume("resistance_ohm", parts.voltage * parts.voltage / stiffness, Self.assumed)
            text.assume("discharge_kw", stiffness / 4000 * 0.999, Self.assumed)
            text.assume("charge_kw", stiffness / 4000 * 0.999, Self.assumed)
        }
        guard let machine = parts.machine(mass: car.mass) else { return }
        text.part("drive") { text in
            text.part("rear") { text in
                text.add("ratio", machine.ratio)
                text.add("torque_nm", machine.torque)
                text.add("power_kw", machine.power / 1000)
                text.add("gear_percent", 100 * machine.gear)
                text.add("constant_w", machine.constant)
                text.add("drag_w_per_rad_s", machine.drag)
                text.add("windage_w_per_rad2_s2", machine.windage)
                text.add("copper_w_per_nm2", machine.copper)
                text.add("current_w_per_nm", machine.current)
                text.add("assumed", "true")
                text.quote("source", Self.assumed)
            }
            text.part("regeneration") { text in
                text.assume("share_percent", 100 * parts.regeneration, Self.assumed)
                let kmh = [parts.blend.lowerBound, parts.blend.upperBound].map {
                    VehicleText.number($0 * 3.6)
                }
                text.add("blend_kmh", "[\(kmh.joined(separator: ", "))]")
            }
        }
        text.part("plug") { text in
            text.assume("home_kw", 11, Self.assumed)
            text.assume("home_efficiency_percent", 100 * parts.charger, "12 % lost in the charger")
            text.part("fast_kw_by_soc") { text in
                let most = (battery / 3.6e6 * 1.5).rounded()
                text.add("points", [(0, most), (50, most), (80, most / 2), (100, most / 10)])
                text.add("assumed", "true")
                text.quote("source", Self.assumed)
            }
        }
    }
}
