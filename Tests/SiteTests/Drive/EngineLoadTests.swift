import Hybrid
import Site
import Testing

/// The engines of the library where no test of theirs was fitted: at full load, on a tow, in thin air.
@Suite struct EngineLoadTests {
    private static let pound = 0.453_592_37
    private static let mile = 1609.344
    /// In J/l over m/l: J/m at a mile a gallon.
    private static let perMileAGallon = Fuel.gasoline.heat * SI.gallon / mile

    private static func vehicle(_ name: String) throws -> Vehicle {
        try VehicleFile.load(name).vehicle
    }

    private static func geared(_ vehicle: Vehicle) throws -> GearedEngine {
        guard case .conventional(let drive) = vehicle.powertrain else {
            throw Absent.engine
        }
        return try #require(drive.geared)
    }

    private enum Absent: Error { case engine, generator }

    // MARK: Certification

    /// What was on the rolls, with the engine and the box of the gas truck.
    struct Body: Sendable, CustomTestStringConvertible {
        let name: String
        let pounds: Double
        /// Coefficients A, B and C.
        let load: [Double]
        let axle: Double
        /// Engine speed in the highest gear, in rpm for a mph.
        let speed: Double
        /// FTP and highway, in mpg.
        let city: Double
        let highway: Double
        /// The most that ours may be off.
        let tolerance: Double

        var testDescription: String { name }
    }

    /// Of EPA's list of model year 2022.
    ///
    /// The first is the one that the file is fitted to.
    static let bodies = [
        Body(
            name: "Ram 1500 4x4, rows 643 and 644",
            pounds: 5500,
            load: [46.31, 0.1995, 0.03351],
            axle: 3.21,
            speed: 23.5,
            city: 18,
            highway: 29.7,
            tolerance: 0.025
        ),
        Body(
            name: "Ram 1500 4x2, rows 626 to 628",
            pounds: 5500,
            load: [42.64, 0.0008, 0.03573],
            axle: 3.21,
            speed: 23.5,
            city: 17.9,
            highway: 31.35,
            tolerance: 0.04
        ),
        Body(
            name: "Ram 1500 2WD of 2013, rows 609 to 613",
            pounds: 5500,
            load: [56.55, -0.1985, 0.04078],
            axle: 3.21,
            speed: 22.8,
            city: 18.17,
            highway: 28.5,
            tolerance: 0.04
        ),
        Body(
            name: "Dodge Challenger, rows 426 to 431",
            pounds: 4500,
            load: [51.21, -0.1346, 0.02663],
            axle: 3.08,
            speed: 25,
            city: 19.8,
            highway: 35.2,
            tolerance: 0.04
        ),
        Body(
            name: "Dodge Durango, rows 467 and 468",
            pounds: 5500,
            load: [52, -0.1016, 0.02922],
            axle: 3.09,
            speed: 23.7,
            city: 17.4,
            highway: 31.1,
            tolerance: 0.08
        ),
    ]

    @Test(arguments: bodies)
    func `the same engine in another body burns what was measured`(body: Body) throws {
        var vehicle = try Self.vehicle("ram-1500-gas")
        vehicle.mass = body.pounds * Self.pound
        // The rolls have the test weight; what turns besides is one axle.
        vehicle.rotating = 0.015
        vehicle.roadLoad = .certified(
            a: body.load[0],
            b: body.load[1],
            c: body.load[2],
            mass: vehicle.mass
        )
        var geared = try Self.geared(vehicle)
        geared.gears.ratios = geared.gears.ratios.map { $0 / 3.21 * body.axle }
        // N/V and the highest gear say how large the wheels roll.
        let perSecond = body.speed * Double.pi / 30 / 0.447_04
        vehicle.wheelRadius = (geared.gears.ratios.last ?? 1) / perSecond
        guard case .conventional(var drive) = vehicle.powertrain else { return }
        drive.geared = geared
        vehicle.powertrain = .conventional(drive)
        let run = try #require(CombustionRun(vehicle, conditions: Conditions()))
        let city = Self.perMileAGallon / run.certifiedCity(try CycleFile.load("UDDS"))
        let trip = run.run(try CycleFile.load("HWFET"), isWarm: true)
        let highway = Self.perMileAGallon / (trip.fuel / trip.distance)
        #expect(trip.shortfall.isNone)
        #expect(abs(city / body.city - 1) <= body.tolerance, "\(city) mpg, \(body.city)")
        #expect(abs(highway / body.highway - 1) <= body.tolerance, "\(highway), \(body.highway)")
    }

    // MARK: Under load

    @Test func `at its best and at full load the engine is as others measured theirs`() throws {
        let geared = try Self.geared(try Self.vehicle("ram-1500-gas"))
        let engine = geared.engine
        // 34 to 36 %: the band of port-injected engines of this size.
        #expect((0.34...0.36).contains(engine.bestEfficiency), "\(engine.bestEfficiency)")
        let rated = 5600 * Double.pi / 30
        let full = engine.efficiency(at: rated, load: 1)
        #expect((0.27...0.3).contains(full), "\(full)")
        // From the tank to the wheels.
        #expect((0.25...0.28).contains(full * geared.gears.efficiency))
        // 22 to 25 % at 2,000 rpm and 2 bar with all cylinders, as such engines are compared.
        let speed = 2000 * Double.pi / 30
        let load = 2e5 * engine.displacement / (4 * Double.pi) / engine.torque(speed)
        let light = engine.efficiency(at: speed, load: load)
        #expect((0.22...0.25).contains(light), "\(light)")
        // 395 hp.
        #expect(abs(engine.power / 294.6e3 - 1) < 0.01)
    }

    @Test func `on the level with 7,000 pounds at 105 km an hour it makes 9 to 11 mpg`() throws {
        let trailer = try TrailerFile.load("box-7000lb")
        let run = try #require(
            CombustionRun(
                try Self.vehicle("ram-1500-gas"),
                trailer: trailer,
                conditions: Conditions()
            )
        )
        let trip = run.run(.steady(speed: 105 / 3.6, seconds: 600), isWarm: true)
        let economy = Self.perMileAGallon / (trip.fuel / trip.distance)
        #expect((9...11).contains(economy), "\(economy) mpg")
        #expect(trip.shortfall.isNone)
    }

    @Test func `the air takes as much power as SAE J1349 says`() throws {
        let vehicle = try Self.vehicle("ram-1500-gas")
        func power(_ altitude: Double, _ temperature: Double) throws -> Double {
            let conditions = Conditions(temperature: temperature, altitude: altitude)
            return try #require(CombustionRun(vehicle, conditions: conditions)).engine.power
        }
        let sea = try power(0, 25)
        // The standard takes an engine that loses 15 % to friction; ours loses 18 % at its rated speed.
        func standard(_ altitude: Double, _ temperature: Double) -> Double {
            let pressure = Air.pressure(altitude: altitude) / Air.pressure(altitude: 0)
            let warmth = ((temperature + 273.15) / 298.15).squareRoot()
            return 1 / (1.18 * warmth / pressure - 0.18)
        }
        for (altitude, temperature) in [(1000.0, 25.0), (2000, 25), (3000, 25), (0, 45), (0, 0)] {
            let ours = try power(altitude, temperature) / sea
            let said = standard(altitude, temperature)
            #expect(abs(ours - said) < 0.03, "\(ours) at \(altitude) m, \(temperature) °C: \(said)")
        }
        // 395 hp less gears and alternator, in air that is denser than that of the standard.
        #expect((255e3...280e3).contains(sea), "\(sea)")
    }

    // MARK: Generators

    struct Genset: Sendable, CustomTestStringConvertible {
        let name: String
        let best: ClosedRange<Double>
        let full: ClosedRange<Double>
        var testDescription: String { name }
    }

    /// At the bus.
    ///
    /// Of the Ram the public figures leave 31 to 34 %.
    static let gensets = [
        Genset(name: "ram-1500-rev", best: 0.31...0.34, full: 0.31...0.34),
        Genset(name: "bmw-i3-rex", best: 0.28...0.31, full: 0.26...0.31),
        Genset(name: "prius", best: 0.37...0.41, full: 0.34...0.39),
    ]

    @Test(arguments: gensets)
    func `a generator is within the band of its kind at its best and at full power`(
        one: Genset
    ) throws {
        guard case .series(_, _, let generator) = try Self.vehicle(one.name).powertrain else {
            throw Absent.generator
        }
        func efficiency(_ power: Double) -> Double {
            power
                / (generator.idleFuel + power * (generator.slope + generator.curvature * power))
        }
        let powers = (1...100).map { generator.maximumPower * Double($0) / 100 }
        let best = powers.map(efficiency).max() ?? 0
        #expect(one.best.contains(best), "\(best)")
        let full = efficiency(generator.maximumPower)
        #expect(one.full.contains(full), "\(full)")
    }

    /// The V6 behind the Ram's generator as an engine of the class of pickups, at its best speed.
    @Test(arguments: [40e3, 60e3, 90e3, 130e3])
    func `the line of the generator is that of an engine of its size`(power: Double) throws {
        guard case .series(_, _, let generator) = try Self.vehicle("ram-1500-rev").powertrain else {
            throw Absent.generator
        }
        let facts = TestCar.Combustion(
            displacement: 3.6e-3,
            power: 305 * 745.7,
            cylinders: 6,
            gears: 8,
            speedRatio: 5.5
        )
        let engine = TestCar.CombustionClass().drive(facts).engine
        // What a generator and its rectifier give of the shaft's power, from 1,500 rpm on.
        let shaft = power / 0.94
        let best = stride(from: 157, to: engine.topSpeed, by: 5).reduce(0.0) {
            best,
            speed in
            let load = shaft / (engine.torque(speed) * speed)
            return load <= 1 ? max(best, 0.94 * engine.efficiency(at: speed, load: load)) : best
        }
        let fuel = generator.idleFuel + power * (generator.slope + generator.curvature * power)
        // The line is a little worse, the more so the less it is asked for.
        let line = power / fuel
        #expect((0.93...1).contains(line / best), "\(line) of the line, \(best)")
    }
}
