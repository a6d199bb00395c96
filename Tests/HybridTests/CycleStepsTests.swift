import Bus
import Testing

@testable import Hybrid

@Suite struct CycleStepsTests {
    /// More than are made at once, some of them in a block that is not full.
    private static let count = 2 * CycleSteps.blockLength + 100

    /// Points a while apart, all different or in part the same for all.
    private func points(
        seed: UInt64,
        unevenly: Bool,
        onHills: Bool
    ) -> (times: [Double], speeds: [Double], grades: [Double]) {
        var random = SplitMix64(seed: seed)
        var time = 0.0
        let times = (0...Self.count).map { _ in
            time += unevenly ? Double.random(in: 0.1...2, using: &random) : 0.5
            return time
        }
        let speeds = (0...Self.count).map { _ in Double.random(in: 0...30, using: &random) }
        let grades = (0...Self.count).map { _ in
            onHills ? Double.random(in: -0.02...0.02, using: &random) : 0.01
        }
        return (times, speeds, grades)
    }

    @Test(arguments: 0..<4)
    func `a step is made anew as it was made first, wherever it is`(kind: Int) throws {
        let given = points(seed: UInt64(kind), unevenly: kind % 2 > 0, onHills: kind / 2 > 0)
        let cycle = try Cycle(
            name: "long",
            times: given.times,
            speeds: given.speeds,
            grades: given.grades
        )
        let steps = (1...Self.count).map { index in
            Moments(
                from: given.speeds[index - 1],
                to: given.speeds[index],
                duration: given.times[index] - given.times[index - 1],
                sine: Moments.sine(ofGrade: given.grades[index])
            )
        }
        #expect(Array(cycle.moments) == steps)
        #expect(Cycle(name: "long", moments: steps) == cycle)
        var blocks: [Moments] = []
        for (first, moments) in cycle.moments.blocks {
            #expect(first == blocks.count)
            blocks += moments
        }
        #expect(blocks == steps)
    }

    /// As a cycle that ends at speed has when it is repeated.
    @Test func `a step may begin with another speed than the last one ended with`() throws {
        let ramp = try Cycle(name: "ramp", times: [0, 1, 3], speeds: [0, 10, 15])
        let laps = CycleSteps.blockLength
        let steps = ramp.repeated(laps).moments
        #expect(steps.count == 2 * laps)
        #expect(steps.allSatisfy { $0 == ramp.moments[0] || $0 == ramp.moments[1] })
        #expect(steps[2 * laps - 2].start == 0)
        #expect(steps[2 * laps - 1].start == 10)
    }

    @Test func `laps one by one are the same trip as all laps in one cycle`() throws {
        let run = HybridFixture.run(HybridFixture.truck)
        let lap = try DriveCycles.named("udds")
        let laps = 2 + CycleSteps.blockLength / lap.moments.count
        let control = ControlChoice.thermostat(Thermostat(low: 0.5, high: 0.52, power: 40e3))
        let whole = run.run(lap.repeated(laps), from: 0.51, choice: control)
        var thermostat = Thermostat(low: 0.5, high: 0.52, power: 40e3)
        let each = run.run(lap, laps: laps, from: 0.51, control: &thermostat)
        #expect(whole.fuel > 0)
        #expect(whole == each)
    }
}
