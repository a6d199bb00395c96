/// A vehicle in the middle of a leg of a route.
protocol LegState {
    /// Drives a step; `index` is that of the trace, however many steps it takes.
    mutating func drive(_ given: Moments, at index: Int)
    /// Since the leg began, in m.
    var distance: Double { get }
    /// The speed in m/s at the end of the last step, where that was not the one asked for.
    var lateSpeed: Double? { get }
}

struct ElectricLeg<C: Control>: LegState {
    private var state: ElectricState
    private(set) var control: C
    private var run: ElectricRun
    private var records: [StepRecord]?

    init(
        _ run: ElectricRun,
        from soc: Double,
        tank: Double,
        control: C,
        keeping count: Int?
    ) {
        state = ElectricState(run, soc: soc, isOn: false, tank: tank)
        self.run = run
        self.control = control
        if let count {
            records = []
            records?.reserveCapacity(count)
        }
    }

    mutating func enters(_ run: ElectricRun) {
        self.run = run
        state.enters(run)
    }

    @inline(__always) mutating func drive(_ given: Moments, at index: Int) {
        state.step(given, index, &control, run, &records)
    }

    @inline(__always) var distance: Double { state.distance }
    @inline(__always) var lateSpeed: Double? { state.isBehind ? state.speed : nil }

    func end() -> Trip { state.end(run, records) }
}

struct CombustionLeg: LegState {
    private var state: CombustionState
    private var run: CombustionRun
    private let isWarm: Bool
    private let keepsSteps: Bool

    init(_ run: CombustionRun, isWarm: Bool, keeping count: Int?) {
        state = CombustionState(isOn: isWarm)
        self.run = run
        self.isWarm = isWarm
        keepsSteps = count != nil
        state.trip.steps.reserveCapacity(count ?? 0)
    }

    mutating func enters(_ run: CombustionRun) { self.run = run }

    @inline(__always) mutating func drive(_ given: Moments, at index: Int) {
        state.step(given, run, keepsSteps: keepsSteps)
    }

    @inline(__always) var distance: Double { state.trip.distance }
    @inline(__always) var lateSpeed: Double? { state.behind }

    func end() -> Trip {
        var trip = state.trip
        if !isWarm {
            trip.ledger.fuel += run.coldStart
            trip.ledger.engineLoss += run.coldStart
        }
        return trip
    }
}
