import Site
import Testing

@Suite struct VehicleMistakeTests {
    /// A line that is wrong, and what is said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        let said: String

        init(_ line: String, _ said: String) {
            self.line = line
            self.said = said
        }

        var testDescription: String { line }
    }

    private static let start = "battery: { gross_kwh: 40, "
    private static let end =
        "empty_voltage_v: 350, full_voltage_v: 450, resistance_ohm: 0.1, discharge_kw: 150, charge_kw: 80 }"

    static let cases: [Case] = [
        Case("curb_mass: 5", "curb_mass: unknown key; did you mean curb_mass_kg?"),
        Case("curb_mass_lb: 4000", "curb_mass_lb: stands beside curb_mass_kg; keep one of the two"),
        Case("curb_mass_kg: 90", "curb_mass_kg: 90 kg is no mass of a vehicle; 200 to 50000 kg"),
        Case("curb_mass_kg: heavy", "curb_mass_kg: not a number: \"heavy\"; it has to be above 0"),
        Case(
            "gross_combined_mass_kg: 1000",
            "gross_combined_mass_kg: 1000 kg is less than the vehicle with its load, 2000 kg"
        ),
        Case(
            "gross_mass_kg: 1000",
            "gross_mass_kg: the vehicle with its load, 2000 kg, is more than it allows, 1000 kg"
        ),
        Case(
            "payload_rating_kg: 50",
            "payload_rating_kg: the vehicle with its load, 2000 kg, is more than it allows, 1950 kg"
        ),
        Case("wheel_radius_m: 40", "wheel_radius_m: 40 is out of bounds"),
        Case("status: sold", "status: \"sold\" is not one of production, target, cancelled"),
        Case("road_load: {}", "road_load: says no resistance"),
        Case(
            "road_load: { a_lbf: 40, drag_area_m2: 1 }",
            "road_load.drag_area_m2: stands beside a_lbf, which says the same"
        ),
        Case(
            "road_load: { a_n: 100, b_n_per_mps: -30, c_n_per_mps2: 0.4, test_mass_kg: 2000 }",
            "road_load: pushes the vehicle at"
        ),
        Case(
            "road_load: { drag_area_m2: 0.7, drag_coefficient: 0.3, rolling_coefficient: 0.01 }",
            "road_load.drag_coefficient: stands beside drag_area_m2, which holds it"
        ),
        Case(
            "auxiliaries: { base_kw: 0.5, climate_kw: [[20, 1], [10, 2]] }",
            "auxiliaries.climate_kw[1]: 10 is not after 20, that of the point before it"
        ),
        Case(
            "auxiliaries: { base_kw: 0.5, climate_kw: [[20, 1, 3]] }",
            "auxiliaries.climate_kw[0]: has to be two numbers"
        ),
        Case(
            "\(start)usable_kwh: 41, \(end)",
            "battery.usable_kwh: 41 kWh is more than gross_kwh, 40 kWh"
        ),
        Case(
            "\(start)window_percent: [90, 10], \(end)",
            "battery.window_percent: 90 is not below 10; write [5, 95]"
        ),
        Case(
            "\(start)window_percent: [0.1, 0.9], \(end)",
            "battery.window_percent: has shares of 1 where percent are meant; write [5, 95]"
        ),
        Case(
            "\(start)usable_kwh: 30, charge_share_by_soc: [[0.8, 1], [0.95, 0.2]], \(end)",
            "battery.charge_share_by_soc: has shares of 1 where percent are meant"
        ),
        Case(
            "plug: { home_kw: 11, home_efficiency_percent: 0.88, fast_kw_by_soc: [[0, 145], [100, 8]] }",
            "plug.home_efficiency_percent: "
        ),
        Case(
            "plug: { home_kw: 11, fast_kw_by_soc: [[0, 145], [1, 8]] }",
            "plug.fast_kw_by_soc: has shares of 1 where percent are meant"
        ),
        Case("\(start)\(end)", "battery.usable_kwh: missing; what a driver may use"),
        Case(
            "\(start)usable_kwh: 30, \(end.replacing("resistance_ohm: 0.1", with: "resistance_ohm: 1"))",
            "battery.discharge_kw: 150 kW do not pass through resistance_ohm: at 363 V it lets 33 kW through"
        ),
        Case(
            "\(start)usable_kwh: 30, mass_kg: 2500, \(end)",
            "battery: battery and generator weigh 2500 kg, the whole vehicle only 1900 kg"
        ),
        Case(
            "generator: { power_kw: [50, 5], idle_fuel_kw: 5, slope: 2.5, fuel: gasoline, tank_l: 30 }",
            "generator.power_kw: 50 is not below 5; write [15, 130]"
        ),
        Case(
            "generator: { power_kw: [5, 50], idle_fuel_kw: 1, slope: 1.1, fuel: gasoline, tank_l: 30 }",
            "of its fuel into power, more than any engine"
        ),
        Case(
            "generator: { power_kw: [5, 50], idle_fuel_kw: 5, slope: 2.5, fuel: gasolin, tank_l: 30 }",
            "generator.fuel: no fuel is called \"gasolin\"; did you mean gasoline?"
        ),
        Case(
            "generator: { power_kw: [5, 50], efficiency_percent_by_kw: [[10, 30]], fuel: gasoline, tank_l: 30 }",
            "generator.efficiency_percent_by_kw: has 1 point; two are the least"
        ),
        Case(
            "generator: { power_kw: [5, 50], slope: 2.5, efficiency_percent_by_kw: [[10, 30], [20, 31]], fuel: gasoline, tank_l: 30 }",
            "generator.slope: stands beside efficiency_percent_by_kw, from which it is fitted"
        ),
        Case(
            "engine: { power_kw: 120, force_n: 8000, idle_fuel_kw: 8, slope: 2.6, fuel: diesel, tank_l: 50 }",
            "battery: stands beside engine, which drives the wheels; keep one of the two"
        ),
        Case(
            "plug: { home_kw: 11 }",
            "plug.fast_kw_by_soc: missing; direct current"
        ),
        Case(
            "published: [{ quantity: electric_range_km, value: 1, status: rumor, source: x }]",
            "published[0].status: \"rumor\" is not one of target, certified, measured, derived"
        ),
        Case(
            "published: [{ quantity: electric_range_km, value: 1, status: target }]",
            "published[0]: says who? write source:"
        ),
    ]

    @Test(arguments: cases)
    func `each mistake is told with its place and what would be right`(one: Case) {
        let lines = DriveSample.mistakes(DriveSample.vehicle(with: one.line))
        #expect(
            lines.contains { $0.hasPrefix("car.yaml:") && $0.contains(one.said) },
            "\(lines)"
        )
    }

    /// A conventional vehicle whose engine is known by its size, with one line of it replaced.
    private static func geared(_ line: String = "") -> String {
        let key = line.prefix { $0 != ":" } + ":"
        let engine = [
            "displacement_l: 5.7", "idle_rpm: 650", "top_rpm: 5800",
            "torque_nm_by_rpm: [[1000, 380], [4000, 556], [5600, 502]]",
            "indicated_efficiency_percent: 39", "friction_kpa: 62",
            "gears: { ratios: [4.7, 2.1, 0.67], axle: 3.2, efficiency_percent: 91, lowest_rpm: 1100 }",
            "idle_fuel_kw: 20", "fuel: gasoline", "tank_l: 90",
        ]
        let lines = engine.filter { line.isEmpty || !$0.hasPrefix(key) } + [line]
        let start = DriveSample.vehicle.split(separator: "\n").prefix(6).joined(separator: "\n")
        return "\(start)\nengine:\n" + lines.map { "  \($0)\n" }.joined()
    }

    static let engineCases: [Case] = [
        Case("displacement_l: 5654", "engine.displacement_l: 5654 is out of bounds"),
        Case("idle_rpm: 6000", "engine.idle_rpm: 6000 is out of bounds"),
        Case("top_rpm: 58000", "engine.top_rpm: 58000 is out of bounds"),
        Case(
            "torque_nm_by_rpm: [[4000, 500], [1000, 380]]",
            "engine.torque_nm_by_rpm[1]: 1000 is not"
        ),
        Case(
            "indicated_efficiency_percent: 0.39",
            "indicated_efficiency_percent: 0.39 is out of bounds"
        ),
        Case("friction_kpa: 62000", "engine.friction_kpa: 62000 is out of bounds"),
        Case("enrichment: { percent: 12 }", "engine.enrichment.from_load_percent: missing"),
        Case("deactivation: { above_kmh: 60 }", "engine.deactivation.saving_percent: missing"),
        Case(
            "power_kw: 250",
            "engine.power_kw: stands beside displacement_l; torque and gears say it"
        ),
        Case("slope: 2.4", "engine.slope: stands beside displacement_l; torque and gears say it"),
        Case(
            "gears: { ratios: [0.67, 2.1], axle: 3.2, efficiency_percent: 91, lowest_rpm: 1100 }",
            "engine.gears.ratios: do not go down from the lowest gear to the highest"
        ),
        Case(
            "gears: { ratios: [2.1, 0.67], efficiency_percent: 91, lowest_rpm: 1100 }",
            "engine.gears.axle: missing"
        ),
        Case(
            "gears: { ratios: [2.1, 0.67], axle: 3, efficiency_percent: 91, lowest_rpm: 500 }",
            "engine.gears: lowest_rpm 500 is below idle_rpm"
        ),
        Case("indicated_efficiency_percent: 54", "more than any engine"),
    ]

    @Test(arguments: engineCases)
    func `an engine with gears has each of its mistakes told`(one: Case) {
        #expect(DriveSample.mistakes(Self.geared()).isEmpty)
        let lines = DriveSample.mistakes(Self.geared(one.line))
        #expect(lines.contains { $0.contains(one.said) }, "\(lines)")
    }

    @Test func `all mistakes come at once, in the order of the lines`() {
        let lines = DriveSample.mistakes(
            DriveSample.vehicle(
                with: "wheel_radius_m: 40",
                "auxiliaries: { base_kw: 500 }",
                "curb_mass_kg: x"
            )
        )
        #expect(lines.count == 3)
        #expect(lines.map { $0.prefix(11) } == ["car.yaml:2:", "car.yaml:4:", "car.yaml:6:"])
    }

    @Test func `a vehicle that nothing drives is asked what drives it`() {
        let text = DriveSample.vehicle.split(separator: "\n").prefix(6).joined(separator: "\n")
        #expect(DriveSample.mistakes(text).contains { $0.contains("what drives it?") })
    }

    @Test func `an unknown name lists what there is`() {
        do {
            _ = try VehicleFile.load("ram-1500-rv")
            Issue.record("there is no such vehicle")
        } catch {
            #expect(error.description.contains("did you mean ram-1500-rev?"))
            #expect(error.description.contains("bmw-i3-rex"))
        }
    }

    @Test func `a path that does not exist says so`() {
        do {
            _ = try VehicleFile.load("./no-such-file.yaml")
            Issue.record("there is no such file")
        } catch {
            #expect(error.description.contains("does not exist"))
        }
    }
}
