import Bus
import Inference

/// Runs many requests through the gateway's own relay, switchboard, breakers and budgets, with
/// simulated supplies, clients and a clock that costs nothing, and checks after every event what
/// must always hold.
///
/// Methods are mutating even where they only read: otherwise the compiler copies all of it for a
/// call, which was a sixth of all instructions.
///
/// It stands where the gateway stands: it reports to the relay what happens and does what the
/// relay says. The same extent of the same setup is the same run, event for event.
package struct Simulator: Sendable {
    let extent: Extent
    let catalogue: Catalogue
    /// For each route and law the supplies that it leaves.
    let allowed: [[SupplySet]]
    /// By row.
    let registeredSupplies: [Supply]
    var facts: ScriptedFacts
    let text: [UInt8]
    let seed: UInt64
    /// The relay's clock at the beginning of the run.
    let origin: Int64 = 1_000_000_000_000

    var arrivals: Arrivals
    var upcoming: Arrival?
    var supplies: [SimulatedSupply]
    var board: Switchboard
    var generator: SplitMix64
    var queue = EventQueue()
    var requests: [Request] = []
    /// Of the request in the same place.
    var relays: [Relay] = []
    private let blank: Relay
    var freeRequests: [Int] = []
    var calls: [Call] = []
    var freeCalls: [Int] = []
    var clockSteps: [ClockStep]
    /// Nanoseconds from the beginning of the run.
    var now: Int64 = 0
    /// How far the machine's clock has jumped ahead.
    var shift: Int64 = 0
    var watch: Watch
    /// Rows of supplies that the present event concerns.
    var touched: [Int] = []
    package internal(set) var tally = Tally()
    package internal(set) var violation: Violation?
    /// What happened, when that is wanted.
    package internal(set) var trace: [TraceLine]?

    /// `tracing`: Keeps a line for everything that happens; for short runs.
    package init(_ setup: Setup, _ extent: Extent, tracing: Bool = false) {
        var setup = setup
        setup.scenario = setup.scenario.without(extent.without)
        self.extent = extent
        var registry = Registry()
        catalogue = Catalogue(
            models: setup.models,
            policy: setup.policy,
            limits: setup.limits,
            keys: nil,
            registry: &registry
        )
        let laws = setup.scenario.traffic.residency.map(\.jurisdictions)
        allowed = catalogue.routes.map { route in
            laws.map { route.allowed(key: nil, request: $0) } + [.first(route.count)]
        }
        registeredSupplies = registry.supplies
        blank = Relay(
            route: catalogue.routes[0],
            allowed: .first(1),
            ask: Ask(),
            keepsUsageChunk: false,
            patience: nil,
            at: .never
        )
        facts = ScriptedFacts()
        text = Pseudotext().bytes
        seed = Seeds.mix(UInt64(truncatingIfNeeded: extent.seed), 0x2)
        generator = SplitMix64(seed: Seeds.mix(UInt64(truncatingIfNeeded: extent.seed), 0x3))
        arrivals = Arrivals(setup, extent)
        let seed = seed
        supplies = registry.supplies.enumerated().map { row, supply in
            let behavior = setup.scenario.behavior(of: supply)
            return SimulatedSupply(behavior, seed: Seeds.mix(seed, UInt64(row), 0x5))
        }
        board = Switchboard(breaker: setup.breaker, policy: setup.policy, limits: setup.limits)
        board.grow(rows: registry.supplies.count, credentials: registry.suppliers.count)
        #if BUSBAR_MUTATIONS
            board.mutation = setup.mutation
        #endif
        watch = Watch(rows: supplies.count, policy: setup.policy, limits: setup.limits)
        clockSteps = setup.scenario.clockSteps
        tally.supplies = registry.supplies.map { SupplyTally(name: $0.id.name) }
        trace = tracing ? [] : nil
        upcoming = arrivals.next()
        now = upcoming?.at ?? 0
        for (place, step) in clockSteps.enumerated() { setClock(step, place) }
    }

    /// What the relay's clock says.
    @inline(__always)
    var relayNow: Instant { Instant(nanoseconds: origin + now + shift) }

    /// Goes on for so many requests.
    ///
    /// - Returns: Whether there is more to come: false at the end, or when a promise was broken.
    package mutating func advance(requests more: Int) -> Bool {
        let goal = tally.requests + more
        while violation == nil {
            let next = queue.next
            if let arrival = upcoming, arrival.at < next {
                guard tally.requests < goal else { return true }
                now = arrival.at
                upcoming = arrivals.next()
                arrive(arrival)
            } else if let event = queue.pop() {
                now = max(now, event.at)
                happen(event)
            } else {
                finish()
                return false
            }
            tally.events += 1
            if !touched.isEmpty { checkRows() }
        }
        return false
    }

    /// Runs to the end, or to the first broken promise.
    package mutating func run() {
        while advance(requests: 1 << 20) {}
    }

    private mutating func happen(_ event: Event) {
        let place = Int(event.target)
        switch event.kind {
        case .call:
            guard event.isFor(calls[place].generation), calls[place].nextAt == event.at else {
                return
            }
            callIsDue(place)
        case .timer:
            guard event.isFor(requests[place].generation),
                requests[place].timerAt == event.at
            else { return }
            requests[place].timerAt = .max
            timerRings(place)
        case .disconnect:
            guard event.isFor(requests[place].generation) else { return }
            clientLeaves(place)
        case .step: clockJumps(place)
        }
    }

    // MARK: A request begins

    private mutating func arrive(_ arrival: Arrival) {
        tally.requests += 1
        tally.mix(now, arrival.number)
        let route = catalogue.routes[Int(arrival.route)]
        let allowed = allowed[Int(arrival.route)][Int(arrival.law)]
        note(arrival.number) {
            "asks \(route.model.name): \(arrival.inputTokens) tokens in, "
                + "\(arrival.outputTokens) out\(arrival.streams ? ", streamed" : "")"
        }
        guard !allowed.isEmpty else {
            note(arrival.number) { "is refused: no supply is where it may run" }
            tally.ended(.residency)
            return
        }
        var ask = Ask()
        ask.streams = arrival.streams
        ask.inputTokens = Int(arrival.inputTokens)
        ask.outputTokens = arrival.statesLimit ? Int(arrival.outputTokens) : nil
        ask.hasSideEffects = arrival.hasSideEffects
        ask.affinity = arrival.session == 0 ? nil : arrival.session
        ask.unrescuable = arrival.isUnrescuable ? .schema : nil
        let now = relayNow
        let place = room(for: arrival, at: now)
        relays[place] = Relay(
            route: route,
            allowed: allowed,
            ask: ask,
            keepsUsageChunk: false,
            patience: nil,
            at: now
        )
        watch.began(hedgeable: !arrival.hasSideEffects, at: now)
        if arrival.leavesAt < .max {
            let generation = requests[place].generation
            queue.push(
                Event(.disconnect, at: arrival.leavesAt, target: place, generation: generation)
            )
        }
        perform(relays[place].start(at: now, on: &board, using: &generator), place)
        setTimer(place)
    }

    /// A place for a request; its relay is still that of the one before.
    private mutating func room(for arrival: Arrival, at now: Instant) -> Int {
        let request = Request(arrival: arrival, startedAt: now)
        guard let place = freeRequests.popLast() else {
            requests.append(request)
            relays.append(blank)
            return requests.count - 1
        }
        let generation = requests[place].generation &+ 1
        requests[place] = request
        requests[place].generation = generation
        return place
    }

}
