import Bus
import Testing

@testable import Hybrid

@Suite struct LedgerTests {
    @Test(arguments: 0..<60) func `energy is conserved in every step under every control`(
        seed: Int
    ) {
        var random = SplitMix64(seed)
        let vehicle = HybridFixture.vehicle(&random)
        let conditions = Conditions(
            temperature: Double.random(in: -20...40, using: &random),
            altitude: Double.random(in: 0...3000, using: &random),
            headwind: Double.random(in: -10...10, using: &random)
        )
        let run = HybridFixture.run(vehicle, conditions)
        let cycle = HybridFixture.cycle(&random, points: 300)
        for choice in HybridFixture.controls(run, around: 0.4) {
            let trip = run.run(cycle, from: 0.4, choice: choice, keepsSteps: true)
            // The store is told to a few parts in 1e16 of what it holds.
            #expect(trip.ledger.worstStep < 2e-14 * run.circuit.high + 1e-6)
            #expect(abs(trip.ledger.imbalance) < 1e-9 * trip.ledger.turnover)
            let isInside = trip.steps.allSatisfy { $0.soc > 0.1 - 1e-9 && $0.soc < 0.9 + 1e-9 }
            #expect(isInside)
            #expect(trip.ledger.brakes >= 0)
            #expect(trip.ledger.engineLoss >= 0)
        }
    }

    @Test(arguments: 0..<30) func `a conventional vehicle conserves energy too`(seed: Int) {
        var random = SplitMix64(seed)
        var vehicle = HybridFixture.truck
        vehicle.powertrain = .conventional(
            CombustionDrive(
                idleFuel: 15e3,
                frictionFuel: 300,
                slope: 2.6,
                curvature: 1e-6,
                power: Double.random(in: 60e3...200e3, using: &random),
                force: 15e3,
                fuelCutSpeed: 5,
                stopsAtRest: seed.isMultiple(of: 2),
                startFuel: 5e3,
                coldStartFuel: 1e6,
                coldStartFuelPerDegree: 2e4,
                fuel: .gasoline,
                tank: 98
            )
        )
        guard let run = CombustionRun(vehicle, conditions: Conditions(temperature: 0)) else {
            Issue.record("a conventional vehicle")
            return
        }
        let trip = run.run(HybridFixture.cycle(&random, points: 400))
        #expect(trip.ledger.worstStep < 1e-6)
        #expect(abs(trip.ledger.imbalance) < 1e-9 * trip.ledger.turnover)
        #expect(trip.shortfall.unserved == 0)
        #expect(trip.ledger.engineLoss > 1.4e6)
    }

    @Test func `a steady drive is what it is by hand`() {
        var vehicle = HybridFixture.truck
        let machine = Machine(ratio: 10, torque: 9000, power: 300e3, constant: 250, copper: 0)
        vehicle.powertrain = .electric(
            Drive(rear: machine, regeneration: Drive.Regeneration(share: 1)),
            HybridFixture.battery
        )
        let run = HybridFixture.run(vehicle)
        let trip = run.run(.steady(speed: 25, seconds: 600), from: 0.8)
        let road = vehicle.roadLoad.resistance(
            mass: vehicle.mass,
            trailer: nil,
            conditions: Conditions()
        )
        let power = road.force(at: 25) * 25 + 250 + 400
        let terminal = trip.ledger.battery - trip.ledger.batteryLoss
        #expect(abs(terminal / (power * 600) - 1) < 1e-9)
        #expect(abs(trip.distance - 15_000) < 1e-6)
        #expect(abs(trip.ledger.driveLoss - 150_000) < 1e-6)
    }

    /// Up and down again: what is lifted comes back, less what machines and battery lose.
    @Test func `a hill gives back what it took`() throws {
        let run = HybridFixture.run(HybridFixture.truck)
        let up = run.run(.steady(speed: 15, grade: 0.05, seconds: 200), from: 0.6)
        let down = run.run(.steady(speed: 15, grade: -0.05, seconds: 200), from: 0.6)
        #expect(abs(up.ledger.climb + down.ledger.climb) < 1e-6)
        #expect(abs(up.ledger.rolling - down.ledger.rolling) < 1e-6)
        let losses =
            up.ledger.output + down.ledger.output - up.ledger.climb - down.ledger.climb
        #expect(abs(up.ledger.battery + down.ledger.battery - losses) < 1)
        #expect(down.ledger.battery < 0)
        let store = try #require(down.store)
        #expect(store.socEnd > 0.6)
    }

    @Test(arguments: 0..<10) func `longer steps of the same drive take the same`(seed: Int) {
        var random = SplitMix64(seed)
        let run = HybridFixture.run(HybridFixture.vehicle(&random))
        let fine = run.run(.steady(speed: 20, seconds: 600, step: 1), from: 0.7)
        let coarse = run.run(.steady(speed: 20, seconds: 600, step: 60), from: 0.7)
        #expect(abs(fine.ledger.battery / coarse.ledger.battery - 1) < 1e-4)
    }
}
