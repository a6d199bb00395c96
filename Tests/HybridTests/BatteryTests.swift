import Bus
import Testing

@testable import Hybrid

@Suite struct BatteryTests {
    private func battery(_ random: inout SplitMix64) -> Battery {
        guard case .series(_, let battery, _) = HybridFixture.vehicle(&random).powertrain else {
            return HybridFixture.battery
        }
        return battery
    }

    /// The current found by halving, from the circuit itself.
    private func current(_ power: Double, _ circuit: BatteryCircuit, _ soc: Double, _ time: Double)
        -> Double
    {
        let inner = circuit.resistance + 0.5 * circuit.voltageRise * time / circuit.charge
        let voltage = circuit.voltage(at: soc)
        var low = -20_000.0
        var high = 0.5 * voltage / inner
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            // At the middle of the step the voltage is lower by half of what the step takes.
            let open = circuit.voltage(at: soc - 0.5 * middle * time / circuit.charge)
            let given = (open - circuit.resistance * middle) * middle
            if given < power { low = middle } else { high = middle }
        }
        return low
    }

    @Test(arguments: 0..<50) func `the closed form is what halving finds`(seed: Int) {
        var random = SplitMix64(seed)
        let circuit = battery(&random).circuit(at: Double.random(in: -20...40, using: &random))
        let soc = Double.random(in: 0.3...0.8, using: &random)
        let duration = Double.random(in: 0.1...10, using: &random)
        let limits = circuit.limits(at: soc, for: duration)
        let power = Double.random(in: -limits.recharge...limits.discharge * 0.95, using: &random)
        let flow = circuit.flow(power, from: circuit.voltage(at: soc), for: duration)
        let found = current(power, circuit, soc, duration)
        #expect(abs(flow.current - found) < 1e-7 * (1 + abs(found)))
    }

    @Test(arguments: 0..<50) func `terminal, heat and store add up, and backward is the way back`(
        seed: Int
    ) {
        var random = SplitMix64(seed)
        let circuit = battery(&random).circuit(at: 10)
        let soc = Double.random(in: 0.3...0.8, using: &random)
        let duration = Double.random(in: 0.1...10, using: &random)
        let limits = circuit.limits(at: soc, for: duration)
        let power = Double.random(in: -limits.recharge...limits.discharge, using: &random)
        let flow = circuit.flow(power, from: circuit.voltage(at: soc), for: duration)
        let after = soc - flow.current * duration / circuit.charge
        let drop = circuit.energy(at: soc) - circuit.energy(at: after)
        let turnover = abs(power * duration) + 1
        #expect(abs(drop - flow.drop) < 1e-9 * circuit.energy(at: soc))
        #expect(abs(flow.drop - flow.loss - power * duration) < 1e-9 * turnover)
        let back = circuit.flow(power, to: circuit.voltage(at: after), for: duration)
        #expect(abs(back.current - flow.current) < 1e-7 * (1 + abs(flow.current)))
    }

    @Test func `charge and energy are one state`() {
        let circuit = HybridFixture.battery.circuit(at: 20)
        for soc in stride(from: 0.12, through: 0.88, by: 0.04) {
            let energy = circuit.energy(at: soc)
            #expect(abs(circuit.soc(at: energy) - soc) < 1e-12)
            #expect(abs(circuit.voltage(storing: energy) - circuit.voltage(at: soc)) < 1e-9)
        }
        #expect(abs(circuit.fill(at: 0.12)) < 1e-12)
        #expect(abs(circuit.fill(at: 0.88) - 1) < 1e-12)
    }

    @Test func `cold doubles the resistance at 0 °C and makes it 4.5 times as large at -20 °C`() {
        let battery = HybridFixture.battery
        #expect(abs(battery.resistance(at: 0) / battery.resistance - 2) < 0.01)
        #expect(abs(battery.resistance(at: -20) / battery.resistance - 4.46) < 0.01)
        #expect(battery.resistance(at: 20) == battery.resistance)
    }

    /// 100 A out of 400 V and 0.1 ohm, and into it: by hand.
    @Test func `giving and taking lose the same heat for the same current`() {
        let battery = Battery(
            charge: 1e6,
            emptyVoltage: 400,
            voltageRise: 0,
            resistance: 0.1,
            window: 0...1,
            discharge: Battery.Limit(power: 1e6),
            recharge: Battery.Limit(power: 1e6)
        )
        let circuit = battery.circuit(at: 20)
        let out = circuit.flow(39_000, from: 400, for: 2)
        let into = circuit.flow(-41_000, from: 400, for: 2)
        #expect(abs(out.current - 100) < 1e-9)
        #expect(abs(into.current + 100) < 1e-9)
        #expect(abs(out.loss - 2000) < 1e-6)
        #expect(abs(into.loss - 2000) < 1e-6)
        #expect(abs(out.drop - 80_000) < 1e-6)
        #expect(abs(into.drop + 80_000) < 1e-6)
    }

    @Test(arguments: 0..<50) func `the limits end where window, current and power do`(seed: Int) {
        var random = SplitMix64(seed)
        let battery = battery(&random)
        let circuit = battery.circuit(at: 20)
        let duration = Double.random(in: 0.5...60, using: &random)
        for soc in [0.1, 0.1001, 0.2, 0.5, 0.8999, 0.9] {
            let limits = circuit.limits(at: soc, for: duration)
            for power in [limits.discharge, -limits.recharge] {
                let flow = circuit.flow(power, from: circuit.voltage(at: soc), for: duration)
                let after = soc - flow.current * duration / circuit.charge
                #expect(after >= 0.1 - 1e-9 && after <= 0.9 + 1e-9)
                #expect(flow.current <= 700 * (1 + 1e-9))
                #expect(flow.current >= -300 * (1 + 1e-9))
            }
            #expect(limits.discharge <= circuit.widest.discharge)
            #expect(limits.recharge <= circuit.widest.recharge)
        }
        #expect(circuit.limits(at: 0.1, for: 1).discharge == 0)
        #expect(abs(circuit.limits(at: 0.9, for: 1).recharge) < 1e-6)
    }

    @Test(arguments: 0..<50) func `what is calm is within the limits`(seed: Int) {
        var random = SplitMix64(seed)
        let circuit = battery(&random).circuit(at: Double.random(in: -20...30, using: &random))
        for _ in 0..<200 {
            let soc = Double.random(in: 0.1...0.9, using: &random)
            let duration = Double.random(in: 0.1...1.2, using: &random)
            let power = Double.random(in: -200e3...300e3, using: &random)
            let calm = circuit.calmCell(at: soc)
            #expect(calm.covers(soc))
            guard duration <= calm.duration else { continue }
            let limits = circuit.limits(at: soc, for: duration)
            #expect(calm.limits.discharge <= limits.discharge)
            #expect(calm.limits.recharge <= limits.recharge)
        }
    }

    @Test func `more cells side by side hold and give more at less resistance`() {
        let double = HybridFixture.battery.scaled(
            toUsableEnergy: 2 * HybridFixture.battery.usableEnergy
        )
        #expect(abs(double.usableEnergy / HybridFixture.battery.usableEnergy - 2) < 1e-12)
        #expect(abs(double.resistance - 0.0275) < 1e-12)
        #expect(double.mass == 1200)
    }

    @Test func `a tenth is lost by time and use when both say so`() {
        let ageing = BatteryAgeing(
            calendar: 0.02,
            calendarHeat: 5000,
            calendarSOC: 1,
            cycle: 2e-4,
            depthExponent: 0.5
        )
        let duty = BatteryAgeing.Duty(
            temperature: 25,
            meanSOC: 0.5,
            cyclesPerYear: 100,
            depth: 0.25
        )
        // 0.02 √4 + 2e-4 × 0.5 × 100 × 4 = 0.04 + 0.04.
        #expect(abs(ageing.chargeLeft(afterYears: 4, of: duty) - 0.92) < 1e-12)
        #expect(abs(ageing.years(untilLeft: 0.92, of: duty) - 4) < 1e-9)
        var hot = duty
        hot.temperature = 35
        #expect(ageing.years(untilLeft: 0.8, of: hot) < ageing.years(untilLeft: 0.8, of: duty))
    }

    /// Ordinary use: 20,000 km a year with 20 kWh/100 km out of 75 kWh, a quarter of it a day.
    private static let ordinary = BatteryAgeing.Duty(
        temperature: 15,
        meanSOC: 0.75,
        cyclesPerYear: 53,
        depth: 0.25
    )

    @Test func `in ordinary use a battery loses what fleets lose`() {
        let ageing = BatteryAgeing.fleet
        // 0.04 exp(4500 (1/298.15 - 1/295.15)) exp(0.25) = 0.0441 by the root of time, and
        // 1.2e-4 √0.25 × 53 = 0.0032 a year.
        let left = ageing.chargeLeft(afterYears: 8, of: Self.ordinary)
        #expect(abs(left - (1 - 0.0441 * 8.0.squareRoot() - 0.00318 * 8)) < 2e-4)
        // 1.8 to 2.3 % a year in the first years.
        let first = (1 - ageing.chargeLeft(afterYears: 5, of: Self.ordinary)) / 5
        #expect((0.018...0.024).contains(first))
        #expect((0.017...0.021).contains((1 - left) / 8))
        // 1.0 % a year of the best models, 3.0 % where much is charged fast.
        let band = ageing.chargeLeftRange(afterYears: 8, of: Self.ordinary)
        #expect((0.010...0.015).contains((1 - band.upperBound) / 8))
        #expect((0.025...0.030).contains((1 - band.lowerBound) / 8))
    }

    @Test func `a battery lasts about as long as its vehicle, and no one knows exactly`() {
        let ageing = BatteryAgeing.fleet
        let years = ageing.years(untilLeft: 0.7, of: Self.ordinary)
        let band = ageing.yearsRange(untilLeft: 0.7, of: Self.ordinary)
        #expect((20...30).contains(years))
        #expect(band.contains(years))
        #expect(band.lowerBound > 10 && band.upperBound < 60)
        #expect(abs(ageing.chargeLeft(afterYears: years, of: Self.ordinary) - 0.7) < 1e-9)
    }

    @Test func `cells in the sun age as in air that is so much warmer`() {
        var sunny = BatteryAgeing.fleet
        sunny.aboveAir = 10
        var shaded = sunny
        shaded.aboveAir = 0
        var warm = Self.ordinary
        warm.temperature += 10
        #expect(
            sunny.chargeLeft(afterYears: 3, of: Self.ordinary)
                == shaded.chargeLeft(afterYears: 3, of: warm)
        )
    }
}
