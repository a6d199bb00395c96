/// A minute of a run, or a step where that is longer, in which nothing gets warmer.
struct WarmBlock {
    /// With the circuit and the auxiliaries of the block.
    private(set) var run: ElectricRun
    private let warming: Warming
    /// That the circuit is built for, in °C.
    private var temperature = Double.infinity
    /// What heater or cooler take, in W.
    private var climate = 0.0
    /// Time in s and loss of the battery in J as it began; nothing between two blocks.
    private var start: (time: Double, loss: Double)?
    private var length = Warming.block
    /// Of the auxiliaries without the climate, in W.
    private let base: Double

    init(_ run: ElectricRun, _ warming: Warming) {
        self.run = run
        self.warming = warming
        base = run.body.auxiliaries - warming.climate
    }

    /// Makes the run ready for a step, where none is under way.
    @inline(__always)
    mutating func begins(before next: Moments, _ state: inout ElectricState) {
        guard start == nil else { return }
        prepare(state, next)
        state.enters(run)
    }

    @inline(__always)
    mutating func endsIfOver(_ state: inout ElectricState) {
        if let start, state.clock - start.time >= length * (1 - 1e-9) { ends(&state) }
    }

    /// Warms what the block made warm.
    mutating func ends(_ state: inout ElectricState) {
        guard let start else { return }
        self.start = nil
        let duration = state.clock - start.time
        guard duration > 0 else { return }
        state.warmth = warming.after(
            state.warmth,
            climate: climate,
            loss: state.batteryLoss - start.loss,
            for: duration
        )
    }

    private mutating func prepare(_ state: ElectricState, _ next: Moments) {
        start = (state.clock, state.batteryLoss)
        length = max(Warming.block, next.duration)
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
