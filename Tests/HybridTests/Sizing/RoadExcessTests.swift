import Testing

@testable import Hybrid

@Suite struct RoadExcessTests {
    private static let fuel = Fuel.gasoline

    private static func mission(
        _ excess: Mission.Excess,
        temperature: Double = 20
    ) -> Mission {
        Mission(
            name: "way",
            cycle: .steady(speed: 10, seconds: 100),
            distances: .always(50e3),
            conditions: Conditions(temperature: temperature),
            share: 1,
            excess: excess
        )
    }

    /// Of so many miles a gallon, in J/m.
    private static func energy(_ milesPerGallon: Double) -> Double {
        fuel.gallon / milesPerGallon / SI.mile
    }

    @Test func `a share is on everything in any weather`() {
        let excess = RoadExcess(Self.mission(.times(1.1), temperature: -10), Self.fuel) { _ in
            (1, 1)
        }
        #expect(excess.battery == 1.1)
        #expect(excess.fuel(2) == 2.2)
    }

    @Test func `a label divides the battery by 0.7 and takes the derived relation for fuel`() {
        let city = RoadExcess(Self.mission(.label(.city)), Self.fuel) { _ in (1, 1) }
        #expect(city.battery == 1 / 0.7)
        // 1 / (0.004091 + 1.1601 / 20) miles a gallon.
        #expect(abs(city.fuel(Self.energy(20)) / Self.energy(16.104) - 1) < 1e-4)
        let highway = RoadExcess(Self.mission(.label(.highway)), Self.fuel) { _ in (1, 1) }
        // 1 / (0.003191 + 1.2945 / 25).
        #expect(abs(highway.fuel(Self.energy(25)) / Self.energy(18.191) - 1) < 1e-4)
        #expect(city.fuel(0) == 0)
    }

    @Test func `where the weather is known its share is taken out`() {
        let mild = Self.energy(20)
        let mission = Self.mission(.label(.city), temperature: -10)
        let excess = RoadExcess(mission, Self.fuel) { temperature in
            // A tenth more in the cold and in the heat on the battery, a fifth of fuel.
            temperature == 20 ? (1, mild) : (1.1, 1.2 * mild)
        }
        let share = 0.18 + 0.133 * 1.083
        #expect(abs(excess.battery * 0.7 * (1 + 0.1 * share) - 1) < 1e-12)
        let derived = (0.004091 + 1.1601 / 20) * 20
        #expect(abs(excess.fuel(1) - derived / (1 + 0.2 * share)) < 1e-9)
    }

    @Test func `an engine is cold at each of its starts of the day`() throws {
        var vehicle = HybridFixture.truck
        vehicle.powertrain = .conventional(
            CombustionDrive(
                idleFuel: 9e3,
                frictionFuel: 350,
                slope: 2.6,
                curvature: 1e-6,
                power: 220e3,
                force: 14e3,
                fuelCutSpeed: 8,
                coldStartFuel: 4e6,
                coldStartFuelPerDegree: 1e5,
                fuel: .gasoline,
                tank: 98
            )
        )
        var mission = Self.mission(.times(1), temperature: -10)
        let warm = try #require(MissionFigures.quick(vehicle, mission).fuelPerMeter)
        mission.coldStarts = 2
        let cold = try #require(MissionFigures.quick(vehicle, mission).fuelPerMeter)
        let run = try #require(CombustionRun(vehicle, conditions: mission.conditions))
        #expect(run.coldStart == 4e6 + 30 * 1e5)
        #expect(abs((cold - warm) * 50e3 - 14e6) < 1)
    }
}
