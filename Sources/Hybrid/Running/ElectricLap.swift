extension ElectricRun {
    /// Drives a lap of a cycle; the steps of all laps are numbered in a row.
    @inline(__always)
    func drive<C: Control>(
        _ cycle: Cycle,
        lap: Int,
        _ state: inout ElectricState,
        _ control: inout C,
        _ records: inout [StepRecord]?
    ) {
        let count = cycle.moments.count
        if let warming {
            drive(cycle, from: lap * count, warming, &state, &control, &records)
            return
        }
        for index in 0..<count {
            state.step(cycle.moments[index], lap * count + index, &control, self, &records)
        }
    }

    /// The same for a vehicle that gets warm, block by block.
    @inline(never)
    private func drive<C: Control>(
        _ cycle: Cycle,
        from first: Int,
        _ warming: Warming,
        _ state: inout ElectricState,
        _ control: inout C,
        _ records: inout [StepRecord]?
    ) {
        var block = WarmBlock(self, warming, state, next: cycle.moments.first)
        for (index, moments) in cycle.moments.enumerated() {
            state.step(moments, first + index, &control, block.run, &records)
            let isLast = index + 1 == cycle.moments.count
            if isLast || block.isOver(state) {
                block.end(&state, next: isLast ? nil : cycle.moments[index + 1])
            }
        }
    }
}

/// A minute of a run, or a step where that is longer, in which nothing gets warmer.
private struct WarmBlock {
    private(set) var run: ElectricRun
    private let warming: Warming
    /// That the circuit is built for, in °C.
    private var temperature: Double
    private var climate = 0.0
    private var begin: (time: Double, loss: Double)
    private var length = Warming.block
    private let base: Double

    init(_ run: ElectricRun, _ warming: Warming, _ state: ElectricState, next: Moments?) {
        self.run = run
        self.warming = warming
        base = run.body.auxiliaries - warming.climate
        temperature = .infinity
        begin = (state.clock, state.batteryLoss)
        prepare(state, next)
    }

    func isOver(_ state: ElectricState) -> Bool {
        state.clock - begin.time >= length * (1 - 1e-9)
    }

    mutating func end(_ state: inout ElectricState, next: Moments?) {
        let duration = state.clock - begin.time
        if duration > 0 {
            state.warmth = warming.after(
                state.warmth,
                climate: climate,
                loss: state.batteryLoss - begin.loss,
                for: duration
            )
        }
        begin = (state.clock, state.batteryLoss)
        if next != nil { prepare(state, next) }
    }

    private mutating func prepare(_ state: ElectricState, _ next: Moments?) {
        length = max(Warming.block, next?.duration ?? 0)
        climate = warming.climatePower(state.warmth, for: length)
        var body = run.body
        body.auxiliaries = base + climate
        var circuit = run.circuit
        if abs(state.warmth.battery - temperature) > Warming.tolerance {
            temperature = state.warmth.battery
            circuit = warming.battery.circuit(at: temperature)
        }
        run = ElectricRun(body: body, drive: run.drive, circuit: circuit, line: run.line)
    }
}
