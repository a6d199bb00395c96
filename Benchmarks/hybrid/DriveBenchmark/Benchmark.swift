import Glibc
import Hybrid

/// The cases, one after the other.
struct Benchmark {
    let electric: ElectricRun
    let smooth: ElectricRun
    let hybrid: ElectricRun
    /// The range-extended pickup.
    let series: ElectricRun
    let conventional: CombustionRun
    let cycles: [Cycle]

    /// What keeps the charge of the truck: around a state of charge, at its best power.
    private var seriesThermostat: Thermostat {
        Thermostat(low: 0.5, high: 0.52, power: series.line?.bestPower ?? 0)
    }

    private var thermostat: ControlChoice { .thermostat(seriesThermostat) }

    private var hybridThermostat: ControlChoice {
        let power = hybrid.line?.bestPower ?? 0
        return .thermostat(Thermostat(low: 0.55, high: 0.6, power: power))
    }

    func times() {
        for cycle in cycles {
            drive("electric", electric, cycle)
            drive("electric by coefficients", smooth, cycle)
            burn(cycle)
            sustain("hybrid, charge balanced", hybrid, cycle, hybridThermostat, from: 0.57)
            sustain("truck, charge balanced", series, cycle, thermostat, from: 0.51)
            prove(cycle)
        }
        fleet("fleet", control: nil, of: Vehicles.smoothElectric)
        fleet("fleet of hybrids", control: seriesThermostat, of: Vehicles.series)
    }

    private func report(
        _ name: String,
        _ cycle: String,
        _ milliseconds: Double,
        _ more: [(String, Double)] = []
    ) {
        let rest = more.map { ", \"\($0.0)\": \($0.1)" }.joined()
        print("{\"case\": \"\(name)\", \"cycle\": \"\(cycle)\", \"ms\": \(milliseconds)\(rest)}")
    }

    private func perStep(_ milliseconds: Double, _ cycle: Cycle) -> Double {
        milliseconds * 1e6 / Double(cycle.moments.count)
    }

    private func drive(_ name: String, _ run: ElectricRun, _ cycle: Cycle) {
        let trip = run.run(cycle, from: 0.9)
        let time = Stopwatch.milliseconds { run.run(cycle, from: 0.9).ledger.battery }
        report(
            name,
            cycle.name,
            time,
            [
                ("ns_per_step", perStep(time, cycle)),
                ("kwh_per_mi", trip.ledger.battery / 3.6e6 / (trip.distance / 1609.344)),
                ("missed_s", trip.shortfall.seconds),
            ]
        )
    }

    private func burn(_ cycle: Cycle) {
        let trip = conventional.run(cycle, isWarm: true)
        let time = Stopwatch.milliseconds { conventional.run(cycle, isWarm: true).fuel }
        report(
            "conventional",
            cycle.name,
            time,
            [
                ("ns_per_step", perStep(time, cycle)),
                ("mpg", trip.distance / 1609.344 / (trip.fuel / 3.6e6 / 33.705)),
            ]
        )
    }

    /// Repeats the cycle until the charge is balanced, as SAE J1711 does it.
    private func sustain(
        _ name: String,
        _ run: ElectricRun,
        _ cycle: Cycle,
        _ choice: ControlChoice,
        from soc: Double
    ) {
        guard let balanced = run.sustained(cycle, from: soc, choice: choice) else { return }
        let time = Stopwatch.milliseconds {
            run.sustained(cycle, from: soc, choice: choice)?.fuelPerMeter ?? 0
        }
        report(
            name,
            cycle.name,
            time,
            [
                ("ns_per_step", perStep(time, cycle) / Double(balanced.lapsDriven)),
                ("laps", Double(balanced.laps)),
                ("drift", balanced.drift),
                ("balanced", balanced.isBalanced ? 1 : 0),
                ("mpg", 33.705 * 3.6e6 / 1609.344 / balanced.fuelPerMeter),
                ("missed_s", balanced.trip.shortfall.seconds),
            ]
        )
    }

    /// The lower bound on fuel and the optimum on a grid, for the demands of a trip.
    private func prove(_ cycle: Cycle) {
        let trip = series.run(cycle, from: 0.51, choice: thermostat, keepsSteps: true)
        guard let bound = series.bound(of: trip) else { return }
        let time = Stopwatch.milliseconds { series.bound(of: trip)?.fuel ?? 0 }
        report("bound", cycle.name, time, [("fuel_kwh", bound.fuel / 3.6e6)])
        let program = DynamicProgram()
        let slow = Stopwatch.milliseconds { program.fuel(around: trip, of: series) ?? 0 }
        let least = program.fuel(around: trip, of: series) ?? 0
        report("dynamic program", cycle.name, slow, [("fuel_kwh", least / 3.6e6)])
    }

    /// 100,000 designs of a truck over the three cycles, heavier by up to a fifth.
    private func fleet(_ name: String, control: Thermostat?, of truck: Vehicle) {
        let sweep = FleetSweep(cycles: cycles)
        let count = 100_000
        let before = Stopwatch.peakMemory
        var outcomes: [FleetSweep.Outcome] = []
        let time = Stopwatch.once {
            outcomes = sweep.outcomes(count: count) { index in
                var vehicle = truck
                vehicle.mass *= 1 + 0.2 * Double(index) / Double(count)
                let run = ElectricRun(vehicle, conditions: Conditions()) ?? smooth
                return FleetSweep.Variant(run: run, soc: 0.51, control: control)
            }
        }
        let energy = outcomes.reduce(0) { $0 + $1.battery + $1.fuel } / 3.6e6
        report(
            name,
            "all",
            time,
            [
                ("vehicles", Double(count)), ("kwh", energy),
                ("mib", Stopwatch.peakMemory - before),
            ]
        )
    }

    /// Drives cycles of so many steps that are all different, flat and then hilly, and prints the
    /// memory that each takes.
    func drive(steps: Int) throws {
        let times = (0...steps).map { Double($0) }
        let speeds = times.map { 15 + 8 * sin(0.031 * $0) + 4 * sin(0.000_7 * $0) }
        for (name, grades) in [("flat", []), ("hilly", times.map { 0.03 * sin(0.011 * $0) })] {
            let before = Stopwatch.memory
            let cycle = try Cycle(name: name, times: times, speeds: speeds, grades: grades)
            let memory = Stopwatch.memory - before
            var trip = series.run(cycle, from: 0.51, choice: thermostat)
            let time = Stopwatch.once { trip = series.run(cycle, from: 0.51, choice: thermostat) }
            report(
                "long",
                name,
                time,
                [
                    ("mib", memory), ("steps", Double(cycle.moments.count)),
                    ("ns_per_step", perStep(time, cycle)),
                    ("worst_imbalance", trip.ledger.worstStep / trip.ledger.turnover),
                    ("missed_s", trip.shortfall.seconds),
                ]
            )
        }
        // What was there before has to be there after.
        withExtendedLifetime((times, speeds)) {}
    }

    /// Drives every kind of vehicle so many times, and prints how many steps that was.
    func drive(laps: Int) {
        var sum = 0.0
        var steps = 0
        for _ in 0..<laps {
            for cycle in cycles {
                sum += electric.run(cycle, from: 0.9).ledger.battery
                sum += smooth.run(cycle, from: 0.9).ledger.battery
                sum += series.run(cycle, from: 0.51, choice: thermostat).fuel
                sum += conventional.run(cycle, isWarm: true).fuel
                steps += 4 * cycle.moments.count
            }
        }
        print("{\"steps\": \(steps), \"sum\": \(sum), \"mib\": \(Stopwatch.peakMemory)}")
    }
}
