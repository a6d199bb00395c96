/// A vehicle in the middle of a leg of a route.
protocol LegState {
    associatedtype Run
    /// Goes on in the next section.
    mutating func enters(_ run: Run)
    /// Drives a step; `index` is that of the trace, however many steps it takes.
    mutating func drive(_ given: Moments, at index: Int, _ run: Run)
    /// Since the leg began, in m.
    var distance: Double { get }
    /// The speed in m/s at the end of the last step, where that was not the one asked for.
    var lateSpeed: Double? { get }
}

struct ElectricLeg<C: Control>: LegState {
    fileprivate(set) var state: ElectricState
    private var control: C
    private var records: [StepRecord]?

    init(
        _ run: ElectricRun,
        from soc: Double,
        tank: Double,
        control: C,
        keeping count: Int?
    ) {
        state = ElectricState(run, soc: soc, isOn: false, tank: tank)
        self.control = control
        if let count {
            records = []
            records?.reserveCapacity(count)
        }
    }

    mutating func enters(_ run: ElectricRun) { state.enters(run) }

    @inline(__always)
    mutating func drive(_ given: Moments, at index: Int, _ run: ElectricRun) {
        state.step(given, index, &control, run, &records)
    }

    @inline(__always) var distance: Double { state.distance }
    @inline(__always) var lateSpeed: Double? { state.isBehind ? state.speed : nil }

    func end(_ run: ElectricRun) -> Trip { state.end(run, records) }
}

/// The same for a vehicle that gets warm on the way, block by block; see ``Warming``.
struct WarmLeg<C: Control>: LegState {
    private var leg: ElectricLeg<C>
    /// Of the section that it is in.
    private var block: WarmBlock?

    init(_ leg: ElectricLeg<C>, warmth: Warmth?) {
        self.leg = leg
        if let warmth { self.leg.state.warmth = warmth }
    }

    mutating func enters(_ run: ElectricRun) {
        block?.ends(&leg.state)
        block = run.warming.map { WarmBlock(run, $0) }
        leg.enters(run)
    }

    @inline(__always)
    mutating func drive(_ given: Moments, at index: Int, _ run: ElectricRun) {
        block?.begins(before: given, &leg.state)
        leg.drive(given, at: index, block?.run ?? run)
        block?.endsIfOver(&leg.state)
    }

    @inline(__always) var distance: Double { leg.distance }
    @inline(__always) var lateSpeed: Double? { leg.lateSpeed }

    /// Where the leg is over.
    var ended: ElectricLeg<C> {
        var (leg, block) = (leg, block)
        block?.ends(&leg.state)
        return leg
    }
}

struct CombustionLeg: LegState {
    private var state: CombustionState
    private let keepsSteps: Bool

    init(isWarm: Bool, keeping count: Int?) {
        state = CombustionState(isOn: isWarm)
        keepsSteps = count != nil
        state.trip.steps.reserveCapacity(count ?? 0)
    }

    mutating func enters(_ run: CombustionRun) {}

    @inline(__always)
    mutating func drive(_ given: Moments, at index: Int, _ run: CombustionRun) {
        state.step(given, run, keepsSteps: keepsSteps)
    }

    @inline(__always) var distance: Double { state.trip.distance }
    @inline(__always) var lateSpeed: Double? { state.behind }

    /// `coldStart`: what the engine took more at its first start, in J.
    func end(coldStart: Double) -> Trip {
        var trip = state.trip
        trip.ledger.fuel += coldStart
        trip.ledger.engineLoss += coldStart
        return trip
    }
}
