import Hybrid

/// The vehicle file of a test car.
struct TestCarText {
    /// What is inside.
    enum Inside {
        case electric
        case engine(TestCarEngine)
    }

    let car: TestCar
    /// In lb.
    let weight: Double
    let source: String
    let inside: Inside
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
        let electric = TestCar.ElectricClass()
        let engine = TestCar.CombustionClass()
        var text = VehicleText()
        text.comment("From \(source).")
        text.comment(
            "The list has weight and road load; what it does not have is assumed by its class."
        )
        text.quote("name", car.name)
        if let year { text.add("model_year", "\(year)") }
        text.quote("source", source)
        text.gap()
        text.add("curb_mass_lb", weight - 300)
        text.add("load_lb", 300)
        switch inside {
        case .electric:
            write(radius: electric.wheelRadius, rotating: electric.rotating, to: &text)
            writeRoadLoad(auxiliaries: electric.auxiliaries, to: &text)
            write(electric, to: &text)
        case .engine(let facts):
            write(radius: engine.wheelRadius, rotating: engine.rotating, to: &text)
            writeRoadLoad(auxiliaries: engine.auxiliaries, to: &text)
            facts.write(engine, to: &text)
        }
        var notices: [String]
        switch inside {
        case .electric:
            notices = ["drive, battery, auxiliaries: of its class; the list does not say"]
        case .engine(let facts): notices = facts.notices
        }
        if let said {
            text.gap()
            text.comment("\(procedure): \(said), unadjusted")
        } else {
            notices.append("this row has no result")
        }
        return ImportedVehicle(id: VehicleText.id(car.name), text: text.text, notices: notices)
    }

    /// The result of the row.
    private var said: String? {
        switch inside {
        case .electric:
            kilowattHoursPer100Miles.map { consumption in
                let number = VehicleText.number((consumption * 100).rounded() / 100)
                return "\(number) kWh at the wall for 100 miles"
            }
        case .engine: result.map { "\(VehicleText.number($0)) mpg" }
        }
    }

    private func write(radius: Double, rotating: Double, to text: inout VehicleText) {
        text.assume("wheel_radius_m", radius, Self.assumed)
        text.assume("rotating_mass_percent", 100 * rotating, "the axle on the rolls")
    }

    private func writeRoadLoad(auxiliaries: Double, to text: inout VehicleText) {
        text.part("road_load") { text in
            text.add("a_lbf", car.a)
            text.add("b_lbf_per_mph", car.b)
            text.add("c_lbf_per_mph2", car.c)
            text.add("test_mass_lb", weight)
        }
        text.part("auxiliaries") {
            $0.assume("base_kw", auxiliaries / 1000, "a cycle at 20 °C without climate")
        }
    }

    static let assumed = "of its class: the same for every car of the list"

    private func write(_ parts: TestCar.ElectricClass, to text: inout VehicleText) {
        let battery = parts.batteryEnergy * car.mass
        let stiffness = parts.batteryStiffness * car.mass
        text.part("battery") { text in
            text.assume("gross_kwh", battery / SI.kilowattHour, Self.assumed)
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
                    VehicleText.number($0 / SI.kmh)
                }
                text.add("blend_kmh", "[\(kmh.joined(separator: ", "))]")
            }
        }
        text.part("plug") { text in
            text.assume("home_kw", 11, Self.assumed)
            text.assume("home_efficiency_percent", 100 * parts.charger, "12 % lost in the charger")
            text.part("fast_kw_by_soc") { text in
                let most = (battery / SI.kilowattHour * 1.5).rounded()
                text.add("points", [(0, most), (50, most), (80, most / 2), (100, most / 10)])
                text.add("assumed", "true")
                text.quote("source", Self.assumed)
            }
        }
    }
}
