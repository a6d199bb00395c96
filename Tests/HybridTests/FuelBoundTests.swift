import Bus
import Testing

@testable import Hybrid

@Suite struct FuelBoundTests {
    private let ideal = Battery(
        charge: 1e6,
        emptyVoltage: 400,
        voltageRise: 0,
        resistance: 0,
        window: 0.1...0.9,
        discharge: Battery.Limit(power: 300e3),
        recharge: Battery.Limit(power: 200e3)
    ).circuit(at: 20)
    private let half = 200e6

    private func line(start: Double = 0) -> GeneratorLine {
        var line = HybridFixture.generator.line(Conditions())
        line.start = start
        return line
    }

    /// Without loss the generator takes turns at its best power: fuel is energy over efficiency.
    @Test func `an ideal battery needs the best efficiency and nothing more, by hand`() {
        let demands = [BusDemand](repeating: BusDemand(power: 40e3, duration: 1), count: 1000)
        let bound = FuelBound(demands, circuit: ideal, line: line(), from: half, to: half)
        #expect(abs(bound.fuel / (40e6 / line().bestEfficiency) - 1) < 1e-5)
        #expect(abs(bound.worth * line().bestEfficiency - 1) < 1e-3)
        #expect(bound.isReachable)
        // One start has to be paid: the dual sees it in part or whole, never more.
        let started = FuelBound(
            demands,
            circuit: ideal,
            line: line(start: 4e5),
            from: half,
            to: half
        )
        #expect(started.fuel >= bound.fuel * (1 - 1e-6))
        #expect(started.fuel <= bound.fuel + 4e5 * (1 + 1e-6))
    }

    @Test func `no fuel is needed where the battery has it all`() {
        let demands = [BusDemand](repeating: BusDemand(power: 40e3, duration: 1), count: 100)
        let bound = FuelBound(demands, circuit: ideal, line: line(), from: half, to: half - 5e6)
        #expect(bound.fuel == 0)
        #expect(bound.gap(0) == 0)
        #expect(bound.gap(1) == .infinity)
    }

    @Test func `what is out of reach is said to be`() {
        let demands = [BusDemand](repeating: BusDemand(power: 140e3, duration: 1), count: 100)
        #expect(
            !FuelBound(demands, circuit: ideal, line: line(), from: half, to: half).isReachable
        )
        let steep = [BusDemand(power: 600e3, duration: 1)]
        #expect(!FuelBound(steep, circuit: ideal, line: line(), from: half, to: 0).isReachable)
    }

    /// Against the cheapest of all ways through a few steps.
    @Test(arguments: 0..<40) func `no way through costs less`(seed: Int) {
        var random = SplitMix64(seed)
        let circuit = HybridFixture.battery.circuit(at: 0)
        let line = line(start: Double.random(in: 0...5e5, using: &random))
        let demands = (0..<5).map { _ in
            BusDemand(power: Double.random(in: -60e3...150e3, using: &random), duration: 10)
        }
        let start = circuit.energy(at: 0.4)
        let end = start - Double.random(in: -1e6...2e6, using: &random)
        let bound = FuelBound(demands, circuit: circuit, line: line, from: start, to: end)
        let powers = [0, 15e3, 45e3, 75e3, 100e3, 130e3]
        var least = Double.infinity
        for code in 0..<7776 {
            var rest = code
            var (stored, fuel, isOn) = (start, 0.0, false)
            for demand in demands {
                let power = powers[rest % 6]
                rest /= 6
                fuel += power > 0 ? line.fuel(power) * 10 + (isOn ? 0 : line.start) : 0
                isOn = power > 0
                let voltage = circuit.voltage(storing: stored)
                stored -= circuit.flow(demand.power - power, from: voltage, for: 10).drop
            }
            if stored >= end { least = min(least, fuel) }
        }
        #expect(bound.fuel <= least * (1 + 1e-9))
        if least < .infinity { #expect(bound.isReachable) }
    }

    /// The least over a fine grid of powers is no less than the bound of a step says.
    @Test(arguments: 0..<60) func `the split of a step is below every power`(seed: Int) {
        var random = SplitMix64(seed)
        var line = line()
        line.curvature = seed % 4 == 0 ? 0 : Double.random(in: 0...5e-6, using: &random)
        let circuit = HybridFixture.battery.circuit(at: Double.random(in: -20...30, using: &random))
        let worth = Double.random(in: 0...6, using: &random)
        let demand = Double.random(in: -150e3...300e3, using: &random)
        let split = PowerSplit(
            circuit: circuit,
            voltage: 380,
            line: line,
            worth: worth,
            widest: circuit.widest
        )
        guard let on = split.on(demand) else {
            #expect(demand - line.maximum > circuit.widest.discharge)
            return
        }
        var least = Double.infinity
        for index in 0...4000 {
            let power = line.minimum + (line.maximum - line.minimum) * Double(index) / 4000
            guard let drain = split.drain(demand - power) else { continue }
            least = min(least, line.fuel(power) + worth * drain)
        }
        #expect(on.cost <= least + 1e-6 * abs(least))
        #expect(on.cost >= least - 1e-4 * abs(least) - 1)
    }
}
