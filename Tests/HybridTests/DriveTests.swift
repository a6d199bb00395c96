import Testing

@testable import Hybrid

@Suite struct DriveTests {
    private let drive = HybridFixture.drive
    private let radius = 0.4

    /// The loss of a split, from the machines themselves.
    private func loss(_ force: Double, _ speed: Double, front share: Double) -> Double {
        func one(_ machine: Machine, _ share: Double) -> Double {
            machine.loss(
                torque: share * force * radius / machine.ratio,
                speed: speed * machine.ratio / radius
            )
        }
        return one(drive.rear, 1 - share) + (drive.front.map { one($0, share) } ?? 0)
    }

    @Test(arguments: [300.0, 2500, 9000, -4000]) func `no other split loses less`(force: Double) {
        var connected = drive
        connected.disconnectsFront = false
        let line = connected.line(wheelRadius: radius)
        let own = line.loss(force, 15)
        #expect(abs(own / loss(force, 15, front: 0.4) - 1) < 1e-9)
        for share in stride(from: 0.0, through: 1, by: 0.05) {
            #expect(own <= loss(force, 15, front: share) * (1 + 1e-12))
        }
    }

    @Test func `the front stands still where that loses less, and helps where it does not`() {
        let line = drive.line(wheelRadius: radius)
        let alone = drive.rear.loss(torque: 200 * radius / 10, speed: 20 * 10 / radius)
        #expect(abs(line.loss(200, 20) - alone) < 1e-9)
        #expect(abs(line.loss(9000, 20) - loss(9000, 20, front: 0.4)) < 1e-6)
    }

    @Test func `what is braked is given back, lost or in the friction brakes`() {
        let line = drive.line(wheelRadius: radius)
        for force in [-500.0, -5000, -20_000, 3000] {
            for speed in [0.3, 1, 5, 30.0] {
                let draw = line.draw(force, speed, pace: 1 / speed)
                let rest = draw.power - draw.loss - draw.brakes - force * speed
                #expect(abs(rest) < 1e-6)
                #expect(draw.brakes >= -1e-9)
            }
        }
    }

    @Test func `regeneration fades out at low speed and ends at its limits`() {
        let line = drive.line(wheelRadius: radius)
        #expect(abs(line.draw(-1000, 0.4, pace: 2.5).brakes - 400) < 1e-9)
        #expect(abs(line.draw(-1000, 10, pace: 0.1).brakes - 0.07 * 10_000) < 1e-9)
        let hard = line.draw(-20_000, 30, pace: 1.0 / 30)
        #expect(abs(hard.brakes - (600e3 - 150e3)) < 1e-6)
    }

    @Test func `force is limited by torque at first and by power then`() {
        let line = drive.line(wheelRadius: radius)
        let torque = 2 * 5000 * 10 / radius
        #expect(abs(line.force(atPace: 1e3) - torque) < 1e-6)
        #expect(abs(line.force(atPace: 1.0 / 30) - 488e3 / 30) < 1e-6)
    }
}
