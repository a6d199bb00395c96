import Testing

@testable import Hybrid

@Suite struct CycleTests {
    @Test func `all faults are told at once`() {
        #expect(
            throws: CycleFaults(faults: [
                .timeNotAfterLast(1, 0), .speedBelowZero(1, -2), .gradeTooSteep(2, 6),
            ])
        ) {
            try Cycle(name: "bad", times: [0, 0, 1], speeds: [0, -2, 3], grades: [0, 0, 6])
        }
        #expect(throws: CycleFaults(faults: [.tooFewPoints(1)])) {
            try Cycle(name: "bad", times: [0], speeds: [0])
        }
        #expect(throws: CycleFaults(faults: [.lengths(times: 2, speeds: 2, grades: 1)])) {
            try Cycle(name: "bad", times: [0, 1], speeds: [0, 1], grades: [0])
        }
        let text = "\(CycleFault.gradeTooSteep(2, 6))"
        #expect(text == "point 2: grade 6.0 is beyond ±0.5 (a rise of 6 % is 0.06)")
    }

    @Test func `distance, duration and climb are those of linear ramps`() throws {
        let cycle = try Cycle(
            name: "ramp",
            times: [0, 10, 30],
            speeds: [0, 20, 20],
            grades: [0, 0, 0.05]
        )
        #expect(cycle.distance == 500)
        #expect(cycle.duration == 30)
        #expect(abs(cycle.climb - 400 * 0.05 / (1 + 0.0025).squareRoot()) < 1e-9)
        #expect(cycle.repeated(3).distance == 1500)
    }
}
