import Hybrid
import Planning
import Site
import Testing

@Suite struct VehicleFileTests {
    private static func file(_ text: String) throws -> VehicleFile {
        try VehicleFile.decode(text, name: "cars/car.yaml")
    }

    @Test func `what stands in the file is what drives, in SI units`() throws {
        let sheet = try Self.file(DriveSample.vehicle).sheet
        #expect(sheet.id == "car")
        #expect(sheet.vehicle.name == "Test car")
        #expect(sheet.curbMass == 1900)
        #expect(sheet.vehicle.mass == 2000)
        #expect(abs(sheet.vehicle.roadLoad.rolling - 2000 * 9.80665 * 0.01) < 1e-9)
        #expect(abs(sheet.vehicle.roadLoad.quadratic - 0.42) < 1e-12)
        #expect(sheet.vehicle.auxiliaries.power(at: 5) == 500 + 2000)
        guard case .series(let drive, let battery, let generator) = sheet.vehicle.powertrain else {
            Issue.record("a battery and a generator make a series hybrid")
            return
        }
        #expect(abs(battery.usableEnergy - 30 * 3.6e6) < 1)
        #expect(abs(battery.charge - 40 * 3.6e6 / 400) < 1e-6)
        #expect(battery.window == 0.125...0.875)
        #expect(drive.rear.copper == 0.05)
        #expect(drive.rear.gear == 0.02)
        #expect(abs(drive.regeneration.blend.lowerBound - 1) < 1e-12)
        #expect(abs(drive.regeneration.blend.upperBound - 2) < 1e-12)
        #expect(generator.minimumPower == 5000)
        #expect(generator.maximumPower == 50_000)
        #expect(generator.idleFuel == 5000)
        #expect(abs(generator.curvature - 2e-6) < 1e-18)
        #expect(generator.tank == 30)
    }

    /// The rating has the driver in it, as that of a maker.
    @Test(arguments: ["gross_mass_kg: 2600", "payload_rating_kg: 700"])
    func `what it may weigh is a gross mass, or what may be on board`(line: String) throws {
        let sheet = try Self.file("\(DriveSample.vehicle)\n\(line)\n").sheet
        #expect(sheet.grossMass == 2600)
        #expect(try Self.file(DriveSample.vehicle).sheet.grossMass == nil)
        #expect(throws: SiteMistakes.self) {
            try Self.file("\(DriveSample.vehicle)\ngross_mass_kg: 2600\npayload_rating_kg: 700\n")
        }
    }

    @Test func `without a generator it is electric, with an engine conventional`() throws {
        let lines = DriveSample.vehicle.split(separator: "\n").map(String.init)
        let electric = lines.filter { !$0.hasPrefix("generator") }.joined(separator: "\n")
        guard case .electric = try Self.file(electric).sheet.vehicle.powertrain else {
            Issue.record("a battery and a drive make an electric vehicle")
            return
        }
        let gas =
            lines.prefix(6).joined(separator: "\n")
            + "\nengine: { power_kw: 120, force_n: 8000, idle_fuel_kw: 8, slope: 2.6, fuel: diesel, tank_l: 50 }\n"
        guard case .conventional(let engine) = try Self.file(gas).sheet.vehicle.powertrain else {
            Issue.record("an engine makes a conventional vehicle")
            return
        }
        #expect(engine.fuel == .diesel)
        #expect(engine.slope == 2.6)
    }

    @Test func `coefficients of a certification row may have a negative B`() throws {
        let text = DriveSample.vehicle(
            with:
                "road_load: { a_lbf: 40, b_lbf_per_mph: -0.2072, c_lbf_per_mph2: 0.035, test_mass_lb: 5250 }"
        )
        let load = try Self.file(text).sheet.vehicle.roadLoad
        #expect(abs(load.rolling - 177.92886) < 1e-4)
        #expect(load.linear < 0)
        #expect(abs(load.mass - 5250 * 0.45359237) < 1e-9)
    }

    @Test func `pounds, gallons and kilograms say the same`() throws {
        let text = DriveSample.vehicle(with: "curb_mass_kg: 1900", "load_kg: 100")
            .replacing("curb_mass_kg: 1900", with: "curb_mass_lb: 4188.7829819")
            .replacing("tank_l: 30", with: "tank_gal: 7.925161571")
        let sheet = try Self.file(text).sheet
        #expect(abs(sheet.curbMass - 1900) < 1e-3)
        guard case .series(_, _, let generator) = sheet.vehicle.powertrain else { return }
        #expect(abs(generator.tank - 30) < 1e-6)
    }

    @Test func `ranges become bands, those of one thing multiplied`() throws {
        let text = DriveSample.vehicle(
            with:
                "road_load: { drag_coefficient: { value: 0.3, low: 0.27, high: 0.33, source: a test }, frontal_area_m2: { value: 2, low: 1.8, high: 2.2 }, rolling_coefficient: { value: 0.01, low: 0.008, high: 0.012 } }",
            "curb_mass_kg: { value: 1900, low: 1800, high: 2000 }"
        )
        let bands = try Self.file(text).sheet.bands
        let drag = try #require(bands.first { $0.figure == .drag })
        #expect(abs(drag.factors.lowerBound - 0.81) < 1e-12)
        #expect(abs(drag.factors.upperBound - 1.21) < 1e-12)
        #expect(drag.source == "a test")
        let rolling = try #require(bands.first { $0.figure == .rolling })
        #expect(abs(rolling.factors.upperBound - 1.2) < 1e-12)
        // 100 kg of 2,000 kg as driven.
        let mass = try #require(bands.first { $0.figure == .mass })
        #expect(abs(mass.factors.lowerBound - 0.95) < 1e-12)
    }

    @Test func `a better peak efficiency is less loss`() throws {
        let text = DriveSample.vehicle.replacing(
            "copper_w_per_nm2: 0.05,",
            with: "peak_efficiency_percent: { value: 95, low: 94, high: 96 },"
        )
        let sheet = try Self.file(text).sheet
        let band = try #require(sheet.bands.first { $0.figure == .drive })
        #expect(abs(band.factors.lowerBound - (100 / 96.0 - 1) / (100 / 95.0 - 1)) < 1e-9)
        guard case .series(let drive, _, _) = sheet.vehicle.powertrain else { return }
        var best = 0.0
        for speed in stride(from: 10.0, through: 1250, by: 10) {
            for torque in stride(from: 2.0, through: 300, by: 2) where speed * torque <= 150e3 {
                let power = speed * torque
                best = max(best, power / (power + drive.rear.loss(torque: torque, speed: speed)))
            }
        }
        #expect(abs(best - 0.95) < 5e-4)
    }

    @Test func `the source of the file is that of all its figures`() throws {
        let text =
            "source: the maker\ndate: 2026-03\n"
            + DriveSample.vehicle(
                with: "curb_mass_kg: { value: 1900, source: a scale, date: 2025 }",
                "auxiliaries: { base_kw: { value: 0.5, assumed: true } }"
            )
        let figures = try Self.file(text).figures
        #expect(figures.first { $0.path == "wheel_radius_m" }?.source == "the maker")
        #expect(figures.first { $0.path == "battery.resistance_ohm" }?.date == "2026-03")
        #expect(figures.first { $0.path == "curb_mass_kg" }?.source == "a scale")
        #expect(figures.first { $0.path == "auxiliaries.base_kw" }?.isAssumed == true)
        #expect(figures.first { $0.path == "generator.power_kw[1]" }?.value == 50)
    }

    @Test func `a fuel map becomes a line, whose worst error is told`() throws {
        let map = [10.0, 20, 30, 40, 50].map { power in
            "[\(power), \(100 * power / (5 + 2.5 * power + 0.002 * power * power))]"
        }
        let text = DriveSample.vehicle.replacing(
            "idle_fuel_kw: 5, slope: 2.5, curvature_per_kw: 0.002",
            with: "efficiency_percent_by_kw: [\(map.joined(separator: ", "))]"
        )
        let file = try Self.file(text)
        guard case .series(_, _, let generator) = file.sheet.vehicle.powertrain else { return }
        #expect(abs(generator.idleFuel - 5000) < 1)
        #expect(abs(generator.slope - 2.5) < 1e-4)
        #expect(abs(generator.curvature - 2e-6) < 1e-9)
        #expect(file.notices.contains { $0.contains("the worst error is 0 %") })
    }

    @Test func `grams for each kWh count with the heat of the fuel`() throws {
        let text = DriveSample.vehicle.replacing(
            "idle_fuel_kw: 5, slope: 2.5, curvature_per_kw: 0.002",
            with: "fuel_map_g_per_kwh: [[10, 300], [40, 250]]"
        )
        guard case .series(_, _, let generator) = try Self.file(text).sheet.vehicle.powertrain
        else { return }
        // 43.04 MJ/kg: 250 g are 2.989 kWh.
        let fuel = generator.idleFuel + 40e3 * generator.slope
        #expect(abs(fuel / 40e3 - 2.989) < 0.002)
    }

    @Test func `what is published keeps who says it`() throws {
        let text =
            DriveSample.vehicle
            + "published: [{ quantity: electric_range_km, value: 150, status: target, source: the maker }]\n"
        let published = try Self.file(text).sheet.published
        #expect(published.count == 1)
        #expect(published.first?.status == .target)
        #expect(published.first?.source == "the maker")
    }
}
