import Bus
import Testing

@testable import Hybrid

@Suite struct ReserveTests {
    private let ideal = Battery(
        charge: 1e6,
        emptyVoltage: 400,
        voltageRise: 0,
        resistance: 0,
        window: 0.1...0.9,
        discharge: Battery.Limit(power: 300e3),
        recharge: Battery.Limit(power: 200e3)
    ).circuit(at: 20)

    @Test func `a climb needs what the generator lacks, by hand`() {
        let flat = [BusDemand](repeating: BusDemand(power: 40e3, duration: 10), count: 30)
        let climb = [BusDemand](repeating: BusDemand(power: 200e3, duration: 10), count: 60)
        let reserve = Reserve(flat + climb, circuit: ideal, generator: 130e3)
        // 70 kW for 600 s; on 300 s of flat road before it 90 kW could charge 27 MJ of the 42.
        #expect(abs(reserve.energies[30] - ideal.low - 42e6) < 1e-3)
        #expect(abs(reserve.needed(above: ideal.low) - 15e6) < 1e-3)
        #expect(reserve.energies[90] == ideal.low)
        #expect(reserve.shortSeconds == 0)
        #expect(reserve.fits(ideal))
    }

    @Test func `what can be charged on the way need not be held`() {
        let flat = [BusDemand](repeating: BusDemand(power: 40e3, duration: 10), count: 60)
        let climb = [BusDemand](repeating: BusDemand(power: 200e3, duration: 10), count: 60)
        let reserve = Reserve(flat + climb, circuit: ideal, generator: 130e3, floor: 50e6)
        #expect(reserve.energies[0] == 50e6)
        #expect(reserve.energies[120] == 50e6)
    }

    @Test func `a demand beyond both is told in seconds`() {
        let demands = [BusDemand](repeating: BusDemand(power: 500e3, duration: 5), count: 3)
        #expect(Reserve(demands, circuit: ideal, generator: 130e3).shortSeconds == 15)
    }

    /// A run with the whole generator from the reserve ends at the floor, with the real battery.
    @Test(arguments: 0..<30) func `the reserve is exact`(seed: Int) {
        var random = SplitMix64(seed)
        let circuit = HybridFixture.battery.circuit(at: -5)
        let demands = (0..<200).map { _ in
            BusDemand(
                power: Double.random(in: 140e3...260e3, using: &random),
                duration: Double.random(in: 0.5...5, using: &random)
            )
        }
        let reserve = Reserve(demands, circuit: circuit, generator: 130e3)
        var stored = reserve.energies[0]
        for demand in demands {
            let flow = circuit.flow(
                demand.power - 130e3,
                from: circuit.voltage(storing: stored),
                for: demand.duration
            )
            stored -= flow.drop
        }
        #expect(abs(stored / circuit.low - 1) < 1e-9)
    }

    @Test(arguments: [0.3, 0.45, 0.6]) func `tow mode has the reserve when it is needed`(
        soc: Double
    ) throws {
        let trailer = Trailer(
            name: "box",
            mass: 6350,
            dragArea: 2.6,
            rollingCoefficient: 0.0075
        )
        let run = try #require(
            ElectricRun(HybridFixture.truck, trailer: trailer, conditions: Conditions())
        )
        let flat = Cycle.steady(speed: 24, seconds: 1800).moments
        let climb = Cycle.steady(speed: 20, grade: 0.06, seconds: 900).moments
        let cycle = Cycle(name: "pass", moments: flat + climb)
        let reserve = Reserve(run.demands(cycle), circuit: run.circuit, generator: 130e3)
        #expect(reserve.shortSeconds == 0)
        #expect(reserve.energies[0] <= run.circuit.energy(at: soc))
        let tow = TowMode(reserve: reserve, power: 130e3, band: 1e6, circuit: run.circuit)
        let trip = run.run(cycle, from: soc, choice: .tow(tow), keepsSteps: true)
        #expect(trip.shortfall.isNone)
        for (step, needed) in zip(trip.steps, reserve.energies) {
            #expect(step.stored >= needed * (1 - 1e-9))
        }
        // One that waits until the battery is nearly empty falls short on the climb.
        let late = Thermostat(low: 0.122, high: 0.124, power: 130e3)
        let missed = run.run(cycle, from: soc, choice: .thermostat(late))
        if soc < 0.5 { #expect(missed.shortfall.seconds > 0) }
    }
}
