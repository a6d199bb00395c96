import Testing

@testable import Hybrid

@Suite struct JourneyStepTests {
    private func journey(
        _ sheet: VehicleSheet,
        _ route: Route,
        trailer: Trailer? = nil,
        options: JourneyOptions = JourneyOptions()
    ) -> JourneyResult {
        Journey.plan(
            sheet,
            trailer: trailer,
            route: route,
            conditions: Conditions(temperature: -8),
            economy: JourneyFixture.economy,
            options: options
        )
    }

    /// 9 % for 6 km at 97 km/h, and level before and after.
    private let steep = Route(
        name: "steep",
        points: [
            Route.Point(distance: 0, altitude: 1000, speed: 27),
            Route.Point(distance: 5e3, altitude: 1000, speed: 27),
            Route.Point(distance: 11e3, altitude: 1540, speed: 27),
            Route.Point(distance: 15e3, altitude: 1540, speed: 27),
        ]
    )

    @Test(arguments: [JourneyFixture.series, JourneyFixture.electric])
    func `the peak of a climb is the hill's and that of the steps, not the launch`(
        sheet: VehicleSheet
    ) throws {
        // From rest at the foot; the launch takes more than the hill.
        let route = Route(
            name: "ramp",
            points: [
                Route.Point(distance: 0, altitude: 0, speed: 25),
                Route.Point(distance: 4e3, altitude: 80, speed: 25),
                Route.Point(distance: 6e3, altitude: 160, speed: 22),
                Route.Point(distance: 9e3, altitude: 220, speed: 25),
                Route.Point(distance: 12e3, altitude: 220, speed: 25),
            ]
        )
        let options = JourneyOptions(keepsSteps: true)
        let result = journey(sheet, route, trailer: JourneyFixture.trailer, options: options)
        let climb = try #require(result.climbs.first)
        let bus = try #require(climb.bus)
        #expect(result.slow.isEmpty)
        let onHill = result.steps.filter { $0.place > climb.from && $0.place <= climb.to + 1 }
        #expect(bus.peak < 0.95 * onHill.reduce(0) { max($0, $1.record.demand) })
        let steady = zip(onHill, onHill.dropFirst()).filter {
            abs($0.0.record.speed - $0.1.record.speed) < 1e-9
        }.map(\.1.record)
        var highest = 0.0
        for first in steady.indices {
            var (energy, seconds) = (0.0, 0.0)
            for step in steady[first...] where seconds < JourneyClimb.peakSeconds {
                energy += step.demand * step.duration
                seconds += step.duration
            }
            if seconds >= JourneyClimb.peakSeconds { highest = max(highest, energy / seconds) }
        }
        #expect(abs(bus.peak / highest - 1) < 0.005)
        #expect(abs(climb.peakSpeed - 25) < 0.1)
    }

    @Test func `an engine gives what its gears give at the speed of the climb`() throws {
        var sheet = JourneyFixture.gas
        sheet.vehicle = EngineTests.vehicle()
        let result = journey(
            sheet,
            steep,
            trailer: JourneyFixture.trailer,
            options: JourneyOptions(keepsSteps: true)
        )
        let climb = try #require(result.climbs.first)
        let air = Conditions(temperature: -8).lifted(to: 1300, from: 1000)
        let run = try #require(
            CombustionRun(sheet.vehicle, trailer: JourneyFixture.trailer, conditions: air)
        )
        #expect(abs(climb.peakSpeed - 27) < 1e-9)
        #expect(abs(climb.enginePower / (27 * run.force(at: 27)) - 1) < 0.05)
        #expect(climb.enginePower < run.engine.power)
        let most = result.steps.filter { $0.place > climb.from && $0.place <= climb.to }
            .reduce(0) { max($0, $1.record.demand) }
        #expect(!climb.isHeld)
        #expect(abs(most / climb.enginePower - 1) < 0.12)
        #expect(climb.wheels.peak > climb.enginePower)
    }

    @Test func `an engine does not start to make up for watt-hours at the end`() throws {
        // Down at the end: the drive takes a little more than the plan, and the battery is full.
        let route = Route(
            name: "over the hill",
            points: [
                Route.Point(distance: 0, altitude: 100, speed: 25),
                Route.Point(distance: 5e3, altitude: 300, speed: 19),
                Route.Point(distance: 10e3, altitude: 100, speed: 19),
            ]
        )
        for start in [nil, 0.54] {
            let options = JourneyOptions(startSOC: start)
            let result = journey(JourneyFixture.series, route, options: options)
            #expect(result.energy.fuel == 0)
            #expect(result.starts == 0)
            #expect(result.plan.isAccepted)
        }
    }

    // MARK: Steps

    @Test(arguments: [JourneyFixture.series, JourneyFixture.electric, JourneyFixture.gas])
    func `the steps of a journey add up to its answer, on one clock`(sheet: VehicleSheet) throws {
        let stations = (1...5).map {
            JourneyFixture.charger("S\($0)", Double($0) * 130e3, power: 250e3, gasoline: 0.9)
        }
        let result = journey(
            sheet,
            JourneyFixture.pass(stations),
            trailer: JourneyFixture.trailer,
            options: JourneyOptions(keepsSteps: true)
        )
        let table = StepTable(
            result.steps,
            fuel: sheet.vehicle.fuel,
            hasBattery: sheet.vehicle.battery != nil
        )
        func column(_ name: String) throws -> [Double] {
            let index = try #require(table.columns.firstIndex(of: name))
            return table.rows.map { $0[index] }
        }
        let durations = try column("duration_s")
        if sheet.vehicle.fuel != nil {
            let burned = try column("fuel_l").reduce(0, +)
            #expect(abs(burned - result.energy.fuel) < 1e-9 * result.energy.fuel)
        }
        if sheet.vehicle.battery != nil {
            let given = zip(try column("battery_kw"), durations).reduce(0) {
                $0 + $1.0 * $1.1 * 1e3
            }
            let answer = result.ledger.battery - result.ledger.batteryLoss
            #expect(abs(given - answer) < 1e-9 * result.ledger.turnover)
        }
        let (times, legs) = (try column("time_s"), try column("leg"))
        #expect(legs.last == Double(result.stops.count + 1))
        #expect(result.stops.count > 0)
        var (clock, late) = (0.0, 0.0)
        for index in times.indices {
            if index > 0, legs[index] > legs[index - 1] {
                clock += result.stops[Int(legs[index]) - 2].seconds
            }
            late = max(late, abs(times[index] - clock))
            clock += durations[index]
        }
        #expect(late < 1e-6)
        #expect(abs(clock - result.times.total) < 1e-6)
        let (places, altitudes) = (try column("distance_km"), try column("altitude_m"))
        let grades = try column("grade_percent")
        #expect(abs((places.last ?? 0) * 1e3 - result.distance) < 1e-3)
        // The first of its small hills.
        var height = 306.0
        var worst = 0.0
        for index in places.indices {
            let start = index > 0 ? places[index - 1] : 0
            height += (places[index] - start) * 10 * grades[index]
            worst = max(worst, abs(height - altitudes[index]))
        }
        #expect(worst < 1)
    }

    @Test func `who tows no trailer does not unhitch one`() {
        var charger = JourneyFixture.charger("half way", 300e3, power: 250e3)
        charger.charger?.unhitching = 900
        let route = JourneyFixture.flat(600e3, [charger])
        let alone = journey(JourneyFixture.electric, route)
        let light = Trailer(name: "light", mass: 800, dragArea: 0.5, rollingCoefficient: 0.0075)
        let towing = journey(JourneyFixture.electric, route, trailer: light)
        #expect(alone.stops.map(\.overhead) == [300])
        #expect(towing.stops.map(\.overhead) == [1200])
    }
}
