import Testing

@testable import Hybrid

@Suite struct EfficiencyCurveTests {
    private let map = Curve([
        Curve.Point(0, 0.84), Curve.Point(0.1, 0.92), Curve.Point(0.5, 0.95), Curve.Point(1, 0.93),
    ])
    private let cycle = Cycle.steady(speed: 20, seconds: 100)

    private func machine(_ curve: EfficiencyCurve, power: Double = 200e3) -> Machine {
        Machine(ratio: 10, torque: 1e6, power: power, copper: 0, curve: curve)
    }

    private func drive(_ rear: Machine, front: Machine? = nil) -> DriveLine {
        Drive(rear: rear, front: front, regeneration: Drive.Regeneration(share: 1))
            .line(wheelRadius: 0.35)
    }

    @Test(arguments: [100, 5e3, 40e3, 150e3, 199e3])
    func `power to the wheels is divided by the efficiency, and by the gear`(power: Double) {
        let line = drive(machine(EfficiencyCurve(power: 210e3, driving: map, gear: 0.98)))
        let shaft = power / 0.98
        let exact = shaft / map(shaft / 210e3) - power
        // Below the first of 512 cells the loss is a line through zero.
        #expect(abs(line.loss(power / 20, 20) / exact - 1) < 0.01)
    }

    @Test(arguments: [100, 5e3, 40e3, 150e3, 199e3])
    func `power from the wheels is multiplied by them`(power: Double) {
        let braking = Curve.constant(0.84)
        let curve = EfficiencyCurve(power: 210e3, driving: map, braking: braking, gear: 0.98)
        let draw = drive(machine(curve)).draw(-power / 20, 20, pace: 0.05)
        #expect(abs(draw.power / (-power * 0.98 * 0.84) - 1) < 1e-9)
    }

    @Test func `two equal machines at half the power lose what one of twice the size does`() {
        let half = machine(EfficiencyCurve(power: 100e3, driving: map), power: 100e3)
        let whole = drive(machine(EfficiencyCurve(power: 200e3, driving: map)))
        let pair = drive(half, front: half)
        for force in stride(from: -9000.0, through: 9000, by: 500) {
            #expect(abs(pair.loss(force, 20) - whole.loss(force, 20)) < 1e-6)
        }
    }

    @Test func `what is beyond the table goes on as its last cell`() {
        let table = PowerTable(upTo: 100) { 2 * $0 + 1 }
        for power in [0, 33.3, 100, 250, 1e9] { #expect(abs(table(power) - 2 * power - 1) < 1e-3) }
    }

    @Test func `energy adds up with a curve`() throws {
        var vehicle = HybridFixture.truck
        let rear = machine(EfficiencyCurve(power: 300e3, driving: map, gear: 0.98), power: 300e3)
        let drive = Drive(
            rear: rear,
            regeneration: Drive.Regeneration(share: 0.95, power: 100e3)
        )
        vehicle.powertrain = .electric(drive, HybridFixture.battery)
        let cycle = try Cycle(
            name: "up and down",
            times: [0, 10, 40, 50, 60],
            speeds: [0, 20, 25, 5, 0]
        )
        let trip = HybridFixture.run(vehicle).run(cycle, from: 0.5)
        #expect(trip.ledger.driveLoss > 0)
        #expect(abs(trip.ledger.imbalance) < 1e-9 * trip.ledger.turnover)
    }

    @Test func `an engine burns what its map says, and no less than when idle`() throws {
        var vehicle = HybridFixture.truck
        vehicle.auxiliaries = Auxiliaries(base: 1000)
        let engine = CombustionDrive(
            idleFuel: 9000,
            slope: 1,
            curve: EfficiencyCurve(power: 250e3, driving: .constant(0.3), gear: 0.9),
            alternator: 0.5,
            power: 200e3,
            force: 20e3,
            fuel: .gasoline,
            tank: 80
        )
        vehicle.powertrain = .conventional(engine)
        let run = try #require(CombustionRun(vehicle, conditions: Conditions()))
        let trip = run.run(cycle, isWarm: true)
        let wheel = (trip.ledger.rolling + trip.ledger.air) / 100
        #expect(abs(trip.fuel / 100 / ((wheel / 0.9 + 2000) / 0.3) - 1) < 1e-9)
        #expect(abs(trip.ledger.imbalance) < 1e-9 * trip.ledger.turnover)
        let rest = run.run(Cycle.steady(speed: 0, seconds: 10), isWarm: true)
        #expect(abs(rest.fuel / 10 - 9000) < 1e-6)
    }
}
