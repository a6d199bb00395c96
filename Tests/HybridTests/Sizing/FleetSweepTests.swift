import Bus
import Testing

@testable import Hybrid

/// Vehicles in lanes do what they do alone.
@Suite struct FleetSweepTests {
    private static func expectSame(_ outcome: FleetSweep.Outcome, _ trip: Trip) {
        let scale = max(abs(trip.ledger.battery), 1e3) * 1e-9
        #expect(abs(outcome.battery - trip.ledger.battery) <= scale + 1e-4)
        #expect(abs(outcome.fuel - trip.fuel) <= 1e-9 * trip.fuel)
        #expect(abs(outcome.distance - trip.distance) <= 1e-9 * trip.distance)
        #expect(abs(outcome.socEnd - (trip.store?.socEnd ?? 0)) <= 1e-9)
        #expect(outcome.starts == trip.starts)
        #expect(abs(outcome.engineTime - trip.engineTime) <= 1e-9 * trip.engineTime)
        #expect(outcome.shortfall == trip.shortfall)
    }

    @Test(arguments: 0..<12) func `lanes give what each gives alone`(seed: Int) {
        var random = SplitMix64(seed)
        let hasControl = seed.isMultiple(of: 2)
        let variants = (0..<13).map { index in
            var vehicle = HybridFixture.vehicle(&random)
            let isElectric = seed.isMultiple(of: 3) || index == 4
            if isElectric, case .series(let drive, let battery, _) = vehicle.powertrain {
                vehicle.powertrain = .electric(drive, battery)
            }
            let run = HybridFixture.run(
                vehicle,
                Conditions(
                    temperature: Double.random(in: -15...35, using: &random),
                    altitude: Double.random(in: 0...2000, using: &random),
                    headwind: seed < 6 ? 0 : Double.random(in: -8...8, using: &random)
                )
            )
            let soc = Double.random(in: 0.12...0.9, using: &random)
            let power = run.line?.bestPower ?? 0
            let control = Thermostat(low: soc - 0.002, high: soc + 0.01, power: power)
            return FleetSweep.Variant(
                run: run,
                soc: soc,
                control: hasControl && !isElectric ? control : nil
            )
        }
        let cycles = (0..<3).map { _ in HybridFixture.cycle(&random, points: 250) }
        let outcomes = FleetSweep(cycles: cycles).outcomes(count: 13) { variants[$0] }
        #expect(outcomes.count == 39)
        for (index, outcome) in outcomes.enumerated() {
            let variant = variants[index / 3]
            let choice = variant.control.map { ControlChoice.thermostat($0) } ?? .batteryOnly
            let trip = variant.run.run(cycles[index % 3], from: variant.soc, choice: choice)
            Self.expectSame(outcome, trip)
        }
    }

    /// Most of a fleet must drive in lanes, or the sweep would only be slow.
    @Test func `a truck with power for the cycle never leaves its lane`() {
        var random = SplitMix64(5)
        let run = HybridFixture.run(HybridFixture.truck)
        let cycle = HybridFixture.cycle(&random, points: 400)
        let vehicles = LaneVehicles(Array(repeating: run, count: Lanes.scalarCount))
        var state = LaneState(soc: Lanes(repeating: 0.6), coldExtra: Lanes())
        let controls = LaneThermostats([Thermostat(low: 0.599, high: 0.61, power: 60e3)])
        state.drive(cycle, vehicles, controls, Array(repeating: run, count: Lanes.scalarCount))
        #expect(!any(state.isShort))
        #expect(state.starts[0] > 0)
        #expect(state.starts[1] == 0)
    }
}
