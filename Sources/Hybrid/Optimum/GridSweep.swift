/// The values of all nodes, swept backward over the steps of a run.
struct GridSweep {
    private let nodes: Int
    private let spacing: Double
    private let circuit: BatteryCircuit
    private let line: GeneratorLine
    /// The powers to choose from; the last is that of the incumbent.
    private var powers: [Double]
    /// Fuel in W for each of them.
    private var fuels: [Double]
    /// Least fuel in J from each node to the end, the engine being off or on before.
    private var off: [Double]
    private var on: [Double]
    private var offBefore: [Double]
    private var onBefore: [Double]

    init(_ program: DynamicProgram, _ circuit: BatteryCircuit, _ line: GeneratorLine) {
        nodes = program.nodes
        spacing = program.spacing
        self.circuit = circuit
        self.line = line
        let last = Double(program.levels - 1)
        powers = (0..<program.levels).map {
            line.minimum + (line.maximum - line.minimum) * Double($0) / last
        }
        powers.append(line.minimum)
        fuels = powers.map(line.fuel)
        off = Array(repeating: .infinity, count: 2 * program.nodes + 1)
        on = off
        offBefore = off
        onBefore = off
    }

    /// The end: no fuel with the energy of the incumbent, and charge in fuel around it.
    ///
    /// `worth`: J of fuel for a J of the store, that of the bound. More is asked for what is missing
    /// and less given for what is left, so the values are not below the line of the bound.
    mutating func begin(endingAt energy: Double, worth: Double) {
        for node in off.indices {
            let offset = offset(node)
            let fuel = -offset * worth * (offset < 0 ? 1.1 : 0.9)
            off[node] = isInWindow(energy + offset) ? fuel : .infinity
            on[node] = off[node]
        }
    }

    /// From the incumbent's own node at the start.
    func value(isOn: Bool) -> Double { isOn ? on[nodes] : off[nodes] }

    @inline(__always) private func offset(_ node: Int) -> Double {
        Double(node - nodes) * spacing
    }

    /// Rounding may put a run that touches the edge a little outside.
    @inline(__always) private func isInWindow(_ energy: Double) -> Bool {
        energy >= circuit.low * (1 - 1e-9) && energy <= circuit.high * (1 + 1e-9)
    }

    /// One step back: the values before a step of the incumbent, which had `next` after it.
    mutating func back(over record: StepRecord, next: Double) {
        powers[powers.count - 1] = record.generator > 0 ? record.useful : line.minimum
        fuels[powers.count - 1] = line.fuel(powers[powers.count - 1])
        for node in off.indices {
            let energy = record.stored + offset(node)
            guard isInWindow(energy) else {
                offBefore[node] = .infinity
                onBefore[node] = .infinity
                continue
            }
            let (stopped, running) = least(energy, record, next: next)
            offBefore[node] = min(stopped, running + line.start)
            onBefore[node] = min(stopped, running)
        }
        swap(&off, &offBefore)
        swap(&on, &onBefore)
    }

    /// The least fuel from an energy in J, the engine off or running in this step.
    @inline(__always)
    private func least(
        _ energy: Double,
        _ record: StepRecord,
        next: Double
    ) -> (stopped: Double, running: Double) {
        let duration = record.duration
        let voltage = circuit.voltage(storing: energy)
        let limits = circuit.limits(at: circuit.soc(at: energy), for: duration)
        // As above: at the edge of a limit by rounding.
        let most = limits.discharge * (1 + 1e-9) + 1e-6
        let from = (energy - next) / spacing + Double(nodes)
        let scale = 1 / spacing
        var stopped = Double.infinity
        if record.need <= most {
            let power = max(record.need, -limits.recharge)
            let flow = circuit.flow(power, from: voltage, for: duration)
            stopped = value(off, from - flow.drop * scale)
        }
        var running = Double.infinity
        for choice in powers.indices {
            let power = max(record.need - powers[choice], -limits.recharge)
            guard power <= most else { continue }
            let flow = circuit.flow(power, from: voltage, for: duration)
            let cost = fuels[choice] * duration + value(on, from - flow.drop * scale)
            if cost < running { running = cost }
        }
        return (stopped, running)
    }

    /// Between nodes, linear; above all of them, that of the highest.
    @inline(__always) private func value(_ values: [Double], _ place: Double) -> Double {
        guard place > -1e-9 else { return .infinity }
        guard place < Double(values.count - 1) else { return values[values.count - 1] }
        let node = Int(max(place, 0))
        let part = place - Double(node)
        // At a node by rounding, so that a neighbor out of reach does not count.
        if part < 1e-9 { return values[node] }
        if part > 1 - 1e-9 { return values[node + 1] }
        return (1 - part) * values[node] + part * values[node + 1]
    }
}
