/// What a vehicle needs on a cycle as sums over powers, without stepping: the quick pass of a sweep.
///
/// The battery is in the middle of its window, starts of the engine cost nothing, and a thermostat
/// runs the generator for a share of the time that has nothing to do with the demand of the moment.
/// Exact where that is so; ``ElectricRun`` tells how far it is off otherwise.
package struct OrderFree: Sendable, Hashable {
    /// Out of the store on the battery alone, in J/m; where it lacks power the generator helps.
    package let batteryPerMeter: Double
    /// Burned meanwhile, in J/m.
    package let blendedFuelPerMeter: Double
    /// Burned while the charge is held, in J/m; nothing without a generator.
    package let fuelPerMeter: Double?
    /// At which the generator runs, in W.
    package let generatorPower: Double
    /// In s of the cycle that sources or machines have not the power for.
    package let shortSeconds: Double

    package init(_ run: ElectricRun, _ cycle: Cycle) {
        self.init(run, DemandHistogram(run, cycle))
    }

    init(_ run: ElectricRun, _ demand: DemandHistogram) {
        let sums = Sums(run, demand)
        let alone = sums.rates(running: 0)
        batteryPerMeter = alone.drain * demand.duration / demand.distance
        blendedFuelPerMeter = alone.fuel * demand.duration / demand.distance
        guard let line = run.line, line.maximum > 0 else {
            fuelPerMeter = nil
            generatorPower = 0
            shortSeconds = demand.weakSeconds + alone.short
            return
        }
        var best = (fuel: Double.infinity, power: line.maximum, lacking: 1.0)
        for power in Self.powers(line) {
            let held = sums.held(power, alone)
            if (held.lacking, held.fuel) < (best.lacking, best.fuel) {
                best = (held.fuel, power, held.lacking)
            }
        }
        fuelPerMeter = best.fuel * demand.duration / demand.distance
        generatorPower = best.power
        shortSeconds = demand.weakSeconds + alone.short + best.lacking * demand.duration
    }

    /// Those that a thermostat is tried with, in W.
    private static func powers(_ line: GeneratorLine) -> [Double] {
        let best = line.bestPower
        let below = [0.5, 0.75].map { line.minimum + $0 * (best - line.minimum) }
        let above = (0...8).map { best + Double($0) / 8 * (line.maximum - best) }
        return best < line.maximum ? below + above : below + [best]
    }
}

/// Sums over the classes of a histogram, for one vehicle.
private struct Sums {
    let demand: DemandHistogram
    let circuit: BatteryCircuit
    let line: GeneratorLine
    let voltage: Double
    let limits: BatteryCircuit.Limits
    /// In W.
    let auxiliaries: Double

    /// Means over the cycle.
    struct Rates {
        /// Out of the store, in W.
        var drain = 0.0
        /// In W.
        var fuel = 0.0
        /// In s of the cycle without the power.
        var short = 0.0
    }

    init(_ run: ElectricRun, _ demand: DemandHistogram) {
        self.demand = demand
        circuit = run.circuit
        line = run.line ?? .absent
        let middle = circuit.window.middle
        voltage = circuit.voltage(at: middle)
        limits = circuit.limits(at: middle, for: 1)
        auxiliaries = run.body.auxiliaries
    }

    /// With the generator at a power in W all the time; zero for off.
    func rates(running wanted: Double) -> Rates {
        var rates = Rates()
        for part in demand.parts {
            let least = part.power - limits.discharge
            let most = part.power + limits.recharge
            // The brakes take what the battery does not, so that the engine need not stop.
            let unbraked = max(part.power, auxiliaries) + limits.recharge
            var power = max(wanted, least)
            if power > line.maximum {
                if least > line.maximum { rates.short += part.seconds }
                power = line.maximum
            }
            let runs = power > 0 && unbraked >= line.minimum
            power = runs ? max(line.minimum, min(power, most)) : 0
            if power > 0 { rates.fuel += line.fuel(power) * part.seconds }
            let battery = min(max(part.power - power, -limits.recharge), limits.discharge)
            rates.drain += circuit.flow(battery, from: voltage, for: 1).drop * part.seconds
        }
        rates.drain /= demand.duration
        rates.fuel /= demand.duration
        return rates
    }

    /// Fuel in W while a thermostat of a power in W holds the charge.
    ///
    /// It runs for the share of the time that makes the drain zero. `lacking` is the share of the
    /// time that is not supplied when that is more than all of it.
    func held(_ power: Double, _ alone: Rates) -> (fuel: Double, lacking: Double) {
        guard alone.drain > 0 else { return (alone.fuel, 0) }
        let running = rates(running: power)
        guard running.drain <= 0 else { return (running.fuel, running.drain / alone.drain) }
        let share = alone.drain / (alone.drain - running.drain)
        return (share * running.fuel + (1 - share) * alone.fuel, 0)
    }
}
