/// A plan that was driven.
struct JourneyDrive {
    let plan: StopPlan
    let problem: StopProblem
    let trace: RouteTrace
    var legs: [Leg] = []
    var stops: [StopPlan.Stop] = []
    /// In USD, as the planner counts it.
    var cost = 0.0
    var isAccepted = false
    /// Whether plan and drive end all legs with about the same.
    var isClose = false
    /// What was missing of the reserve, in J.
    var shortage = 0.0
    /// What was missing of the reserve in the tank, in J.
    var fuelShortage = 0.0
    /// In m.
    var stranded: Double?

    struct Leg {
        /// Places of the problem.
        var from: Int
        var to: Int
        var steps: Range<Int>
        var drive: LegTrip
        var start: StopPlan.Level
        var end: StopPlan.Level
        /// That was planned to arrive with.
        var planned: StopPlan.Level
        /// Whether the plan has the generator run.
        var isOnFuel: Bool
        /// In s, of driving alone.
        var plannedSeconds: Double
        var moreDrop = 0.0
        var moreFuel = 0.0
        var moreSeconds = 0.0
        /// Of a vehicle that gets warm on the way, as the leg begins and as it ends.
        var warmth: (start: Warmth?, end: Warmth?)
    }

    var seconds: Double {
        legs.reduce(0) { $0 + $1.drive.trip.duration } + stops.reduce(0) { $0 + $1.seconds }
    }

    var end: StopPlan.Level {
        legs.last?.end ?? StopPlan.Level(stored: problem.stored, fuel: problem.fuel)
    }
}

extension Journey {
    /// Of the window: what plan and drive may differ by at the end of a leg.
    private static let close = 0.004
    /// Of the window: what a reserve may be short by.
    private static let tolerance = 0.002

    /// Drives a plan; a stop ends at the charge that was planned, however it arrives.
    ///
    /// `end`: a place to end at before the destination.
    func drive(_ plan: StopPlan, of problem: StopProblem, end: Int? = nil) -> JourneyDrive {
        let last = end ?? problem.places.count - 1
        let trace = trace(stops: plan.stops.map { problem.places[$0.place].distance })
        var drive = JourneyDrive(plan: plan, problem: problem, trace: trace)
        var level = StopPlan.Level(stored: problem.stored, fuel: problem.fuel)
        var place = 0
        var warmth = warming?.start
        // In the tank as the plan has it.
        var fuel = problem.fuel
        for stop in plan.stops {
            let leg = leg(
                from: place,
                to: stop.place,
                level,
                stop.arriving,
                isOnFuel: stop.arriving.fuel < fuel,
                clock: drive.seconds,
                trace,
                problem,
                warmth
            )
            drive.legs.append(leg)
            drive.stranded = leg.drive.stranded
            guard drive.stranded == nil else { break }
            warmth = leg.warmth.end
            let made = made(stop, arriving: leg.end, problem, &warmth)
            drive.stops.append(made)
            level = made.leaving
            place = stop.place
            fuel = stop.leaving.fuel
        }
        if drive.stranded == nil {
            let planned = StopPlan.Level(stored: plan.stored, fuel: plan.fuel)
            let goal = end == nil ? planned : StopPlan.Level(stored: problem.floor, fuel: 0)
            let leg = leg(
                from: place,
                to: last,
                level,
                goal,
                isOnFuel: end != nil || plan.fuel < fuel,
                clock: drive.seconds,
                trace,
                problem,
                warmth
            )
            drive.legs.append(leg)
            drive.stranded = leg.drive.stranded
        }
        compare(&drive)
        return drive
    }

    private func leg(
        from: Int,
        to: Int,
        _ start: StopPlan.Level,
        _ planned: StopPlan.Level,
        isOnFuel: Bool,
        clock: Double,
        _ trace: RouteTrace,
        _ problem: StopProblem,
        _ warmth: Warmth?
    ) -> JourneyDrive.Leg {
        let steps = step(of: from, trace, problem)..<step(of: to, trace, problem)
        let driven = drive(
            steps,
            of: trace,
            from: start,
            to: isOnFuel ? planned.stored : problem.floor,
            clock: clock,
            warmth: warmth,
            isFirst: from == 0
        )
        let burned = driven.trip.fuel
        let seconds = problem.stretches[from..<to].reduce(
            problem.stretches[from].leaving.seconds + problem.stretches[to - 1].arriving.seconds
        ) { $0 + $1.seconds }
        return JourneyDrive.Leg(
            from: from,
            to: to,
            steps: steps,
            drive: driven,
            start: start,
            end: StopPlan.Level(
                stored: driven.trip.store?.energyEnd ?? 0,
                fuel: start.fuel - burned
            ),
            planned: planned,
            isOnFuel: isOnFuel,
            plannedSeconds: seconds,
            warmth: (warmth, driven.trip.warmth)
        )
    }

    private func step(
        of place: Int,
        _ trace: RouteTrace,
        _ problem: StopProblem
    ) -> Int {
        if place == 0 { return 0 }
        if place == problem.places.count - 1 { return trace.moments.count }
        let distance = problem.places[place].distance
        guard let mark = marks.firstIndex(of: distance) else { return trace.moments.count }
        return trace.marks[mark]
    }

    /// Some steps of a trace, to arrive with an energy in J where a generator can see to it.
    ///
    /// What a leg without fuel ends with is what its plan expects, not what anybody wants: an engine
    /// that made up for the last watt-hours of it would start for seconds, with a charged battery.
    private func drive(
        _ steps: Range<Int>,
        of trace: RouteTrace,
        from start: StopPlan.Level,
        to end: Double,
        clock: Double,
        warmth: Warmth?,
        isFirst: Bool
    ) -> LegTrip {
        switch run {
        case .combustion(let runs):
            return trace.drive(
                runs,
                steps: steps,
                isWarm: !isFirst,
                pace: pace,
                keepsSteps: true
            )
        case .electric(let runs):
            guard let circuit else { return LegTrip(trip: Trip()) }
            let window = circuit.window
            let soc = min(max(circuit.soc(at: start.stored), window.lowerBound), window.upperBound)
            guard let weakest = weakest(runs, on: steps, of: trace) else {
                return trace.drive(
                    runs,
                    steps: steps,
                    from: soc,
                    warmth: warmth,
                    pace: pace,
                    control: BatteryOnly(),
                    keepsSteps: true
                )
            }
            let leg = GeneratorLeg(
                runs: runs,
                trace: trace,
                steps: steps,
                demands: demands(steps, of: trace),
                circuit: circuit,
                weakest: weakest,
                floor: floor,
                end: end,
                journeyStart: circuit.soc(at: self.start),
                clock: clock,
                soc: soc,
                tank: start.fuel,
                warmth: warmth,
                pace: pace
            )
            return leg.drive(options.control)
        }
    }

    /// Where a generator gives least on some steps: highest up; nothing without one.
    private func weakest(
        _ runs: [ElectricRun],
        on steps: Range<Int>,
        of trace: RouteTrace
    ) -> ElectricRun? {
        guard runs.first?.line != nil else { return nil }
        func most(_ run: ElectricRun) -> Double { run.line?.maximum ?? 0 }
        return zip(trace.sections, runs).filter { $0.0.steps.overlaps(steps) }.map(\.1)
            .min { most($0) < most($1) } ?? runs.first
    }

    /// What the bus needs on some steps.
    func demands(_ steps: Range<Int>, of trace: RouteTrace) -> [BusDemand] {
        guard case .electric(let runs) = run else { return [] }
        var demands: [BusDemand] = []
        demands.reserveCapacity(steps.count)
        for (section, run) in zip(trace.sections, runs) {
            for index in section.steps.clamped(to: steps) {
                let moments = trace.moments[index]
                demands.append(
                    BusDemand(power: run.demand(moments), duration: moments.duration)
                )
            }
        }
        return demands
    }

    /// A stop as it comes out for what the vehicle arrives with; it leaves as warm as `warmth` gets.
    private func made(
        _ stop: StopPlan.Stop,
        arriving: StopPlan.Level,
        _ problem: StopProblem,
        _ warmth: inout Warmth?
    ) -> StopPlan.Stop {
        var made = stop
        let place = problem.places[stop.place]
        made.arriving = arriving
        made.leaving.stored = arriving.stored
        let found = warmth.flatMap { curve(stop.place, at: $0.battery, from: arriving.stored) }
        if let curve = found ?? place.curve, stop.charging > 0 {
            let level = max(arriving.stored, min(stop.leaving.stored, curve.top))
            let (seconds, metered) = curve.charge(from: arriving.stored, to: level)
            made.charging = seconds
            made.metered = metered
            made.chargeCost = metered * place.chargePrice
            made.leaving.stored = level
            warmth?.battery = curve.temperature(at: level)
        }
        let bought = max(0, stop.leaving.fuel - stop.arriving.fuel)
        made.leaving.fuel = min(problem.tank, arriving.fuel + bought)
        made.fuelCost = max(0, made.leaving.fuel - arriving.fuel) * (place.fuelPrice ?? 0)
        return made
    }

    /// Whether the drive holds what the plan promised, and what it took more on each leg.
    private func compare(_ drive: inout JourneyDrive) {
        let problem = drive.problem
        let window = problem.store.upperBound - problem.store.lowerBound
        var worst = 0.0
        for index in drive.legs.indices {
            let leg = drive.legs[index]
            let difference = leg.planned.stored - leg.end.stored
            // With a generator the drive sees to the charge, and ends with a little more than it must.
            let sees = problem.line != nil && leg.isOnFuel
            let isSurplus = sees && difference < 0 && difference > -0.1 * window
            worst = max(worst, isSurplus ? 0 : abs(difference))
            drive.shortage = max(drive.shortage, floor - leg.end.stored)
            drive.fuelShortage = max(drive.fuelShortage, -leg.end.fuel)
            let before = index == 0 ? nil : drive.plan.stops[index - 1]
            let given =
                before?.leaving ?? StopPlan.Level(stored: problem.stored, fuel: problem.fuel)
            let drop = leg.start.stored - leg.end.stored - (given.stored - leg.planned.stored)
            let burned = leg.start.fuel - leg.end.fuel - (given.fuel - leg.planned.fuel)
            // A generator sees to the charge, and what differs is its fuel.
            drive.legs[index].moreDrop = !sees || !isSurplus && drop < 0 ? drop : 0
            drive.legs[index].moreFuel = burned
            drive.legs[index].moreSeconds = leg.drive.trip.duration - leg.plannedSeconds
        }
        let isShort = drive.shortage > Self.tolerance * window
        if !isShort { drive.shortage = 0 }
        let isEmpty = drive.fuelShortage > 0
        drive.isAccepted = drive.stranded == nil && !isShort && !isEmpty
        drive.isClose = worst <= Self.close * window || window == 0
        let end = drive.end
        let paid = drive.stops.reduce(0) { $0 + $1.chargeCost + $1.fuelCost }
        drive.cost =
            paid + drive.seconds * problem.prices.time
            + (problem.stored - end.stored) * problem.prices.stored
            + (problem.fuel - end.fuel) * problem.prices.fuel
    }
}
