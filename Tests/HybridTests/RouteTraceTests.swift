import Bus
import Testing

@testable import Hybrid

@Suite struct RouteTraceTests {
    private let pace = Pace(acceleration: 0.5, braking: 1)

    @Test func `a flat road is driven as by hand`() {
        let trace = RouteTrace(
            JourneyFixture.flat(10_000, speed: 20),
            conditions: Conditions(),
            pace: pace
        )
        // 400 m in 40 s, 9,400 m in 470 s, 200 m in 20 s.
        #expect(abs(trace.duration - 530) < 1e-9)
        #expect(abs(trace.distance - 10_000) < 1e-9)
        #expect(trace.moments.count == 530)
        #expect(trace.moments[0].start == 0)
        #expect(trace.moments[529].end == 0)
    }

    @Test func `one that is too short for the speed turns round at the top`() {
        let trace = RouteTrace(
            JourneyFixture.flat(150, speed: 20),
            conditions: Conditions(),
            pace: pace
        )
        // v² = 2·150 / (1/0.5 + 1/1) = 100: 20 s up and 10 s down.
        #expect(abs(trace.duration - 30) < 1e-9)
        let top = trace.moments.map(\.end).max() ?? 0
        #expect(abs(top - 10) < 1e-9)
    }

    @Test(arguments: 0..<20) func `distance and climb come out exactly`(seed: Int) {
        var random = SplitMix64(seed)
        var points: [Route.Point] = []
        var distance = 0.0
        var altitude = 500.0
        for _ in 0..<80 {
            points.append(
                Route.Point(
                    distance: distance,
                    altitude: altitude,
                    speed: Double.random(in: 3...35, using: &random)
                )
            )
            let step = Double.random(in: 5...3000, using: &random)
            distance += step
            altitude += step * Double.random(in: -0.08...0.08, using: &random)
        }
        let route = Route(name: "any", points: points)
        let marks = [0.21, 0.5, 0.77].map { $0 * route.length }
        let trace = RouteTrace(
            route,
            conditions: Conditions(),
            pace: pace,
            stops: [marks[1]],
            marks: marks
        )
        #expect(abs(trace.cycle.distance / route.length - 1) < 1e-10)
        let rise = (points.last?.altitude ?? 0) - points[0].altitude
        #expect(abs(trace.climb - rise) < 1e-6)
        for (mark, step) in zip(marks, trace.marks) {
            #expect(trace.places[step] == mark)
        }
        #expect(trace.moments[trace.marks[1]].start == 0)
        let isSteady = zip(trace.moments, trace.moments.dropFirst()).allSatisfy {
            abs($0.end - $1.start) < 1e-9
        }
        #expect(isSteady)
        let isGentle = trace.moments.allSatisfy {
            let change = ($0.end - $0.start) / $0.duration
            return change < 0.5 + 1e-6 && change > -1 - 1e-6 && $0.duration <= 1 + 1e-9
        }
        #expect(isGentle)
        #expect(trace.sections.first?.steps.lowerBound == 0)
        #expect(trace.sections.last?.steps.upperBound == trace.moments.count)
    }

    @Test func `it is colder and thinner higher up, by section`() {
        let route = Route(
            name: "up",
            points: [
                Route.Point(distance: 0, altitude: 1000, speed: 20),
                Route.Point(distance: 20_000, altitude: 2000, speed: 20),
            ]
        )
        let trace = RouteTrace(route, conditions: Conditions(temperature: 0), pace: pace)
        #expect(trace.sections.count == 5)
        #expect(abs(trace.sections[0].conditions.altitude - 1100) < 1e-6)
        #expect(abs(trace.sections[4].conditions.altitude - 1900) < 1e-6)
        #expect(abs(trace.sections[4].conditions.temperature + 5.85) < 1e-6)
        #expect(trace.sections[4].conditions.batteryTemperature == 0)
        #expect(trace.sections[4].conditions.airDensity < trace.sections[0].conditions.airDensity)
    }

    @Test func `climbs are found from foot to top`() {
        let climbs = JourneyFixture.pass([]).climbs(of: 150)
        #expect(climbs.count == 1)
        #expect(climbs.first?.lowerBound ?? 0 >= 379e3)
        #expect(climbs.first?.upperBound ?? 0 <= 422e3)
    }

    /// The loop for routes is the loop for cycles as long as nothing falls behind.
    @Test func `a leg is what the cycle is`() {
        let trace = RouteTrace(
            JourneyFixture.flat(30_000),
            conditions: Conditions(batteryTemperature: 20),
            pace: pace
        )
        let run = HybridFixture.run(HybridFixture.truck)
        let cycle = run.run(trace.cycle, from: 0.8)
        let leg = trace.drive(
            [run],
            steps: 0..<trace.moments.count,
            from: 0.8,
            pace: pace,
            control: BatteryOnly(),
            keepsSteps: true
        )
        #expect(leg.trip.ledger == cycle.ledger)
        #expect(leg.stranded == nil)
        #expect(abs((leg.places.last ?? 0) - 30_000) < 1e-6)
    }

    @Test func `a vehicle that lacks power arrives later`() throws {
        var vehicle = HybridFixture.truck
        vehicle.powertrain = .series(
            HybridFixture.drive,
            {
                var battery = HybridFixture.battery
                battery.discharge.power = 5e3
                return battery
            }(),
            HybridFixture.generator
        )
        let route = Route(
            name: "hill",
            points: [
                Route.Point(distance: 0, altitude: 0, speed: 25),
                Route.Point(distance: 5000, altitude: 0, speed: 25),
                Route.Point(distance: 10_000, altitude: 350, speed: 25),
                Route.Point(distance: 15_000, altitude: 350, speed: 25),
            ]
        )
        let trace = RouteTrace(route, conditions: Conditions(), pace: pace)
        let trailer = Trailer(name: "box", mass: 4000, dragArea: 2, rollingCoefficient: 0.0075)
        guard case .electric(let runs) = RouteRun(vehicle, trailer: trailer, trace: trace) else {
            Issue.record("an electric run")
            return
        }
        let leg = trace.drive(
            runs,
            steps: 0..<trace.moments.count,
            from: 0.6,
            pace: pace,
            control: Thermostat(low: 0.8, high: 0.87, power: 130e3),
            keepsSteps: true
        )
        #expect(leg.stranded == nil)
        #expect(abs(leg.trip.distance - 15_000) < 0.5)
        #expect(leg.trip.duration > trace.duration + 30)
        #expect(leg.trip.ledger.worstStep < 1e-3)
        #expect(abs(leg.trip.ledger.imbalance) < 1e-9 * leg.trip.ledger.turnover)
        let mass = vehicle.mass + trailer.mass
        #expect(abs(leg.trip.ledger.climb / (mass * 9.80665 * 350) - 1) < 1e-5)
    }
}
