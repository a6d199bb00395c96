/// A vehicle made ready for a route: a run for each of its sections.
package enum RouteRun: Sendable {
    case electric([ElectricRun])
    case combustion([CombustionRun])

    package init(_ vehicle: Vehicle, trailer: Trailer?, trace: RouteTrace) {
        let conditions = trace.sections.map(\.conditions)
        if case .conventional = vehicle.powertrain {
            self = .combustion(
                conditions.compactMap {
                    CombustionRun(vehicle, trailer: trailer, conditions: $0)
                }
            )
            return
        }
        let battery = vehicle.battery
        var circuit: BatteryCircuit?
        self = .electric(
            conditions.compactMap { conditions in
                guard
                    let run = ElectricRun(vehicle, trailer: trailer, conditions: conditions)
                else { return nil }
                // One battery in all sections, as it begins: its temperature does not jump with the
                // air; what becomes of it on the way is up to the drive.
                let shared = circuit ?? run.circuit
                circuit = shared
                // Held there, it is heated in colder air; see ``Warming``.
                let heater =
                    conditions.warmsUp
                    ? 0 : battery.map { Warming.holding($0, in: conditions) } ?? 0
                return ElectricRun(run, circuit: shared, moreAuxiliaries: heater)
            }
        )
    }
}

/// What a vehicle did on a leg of a route.
package struct LegTrip: Sendable, Hashable {
    package var trip: Trip
    /// Where each step ended, in m from the start of the route; when the steps were kept.
    package var places: [Double] = []
    /// Where it stayed, in m from the start of the route, if it did not get to the end.
    package var stranded: Double?
}

extension RouteTrace {
    /// Standing for so long is staying, in s.
    private static let patience = 900.0

    /// Drives some steps, section by section, until the last place is reached.
    ///
    /// `runs`: one for each section. As many records as steps, and more where the vehicle falls behind.
    @inline(__always)
    func drive<State: LegState>(
        _ state: inout State,
        steps: Range<Int>,
        pace: Pace,
        keepsPlaces: Bool,
        runs: [State.Run]
    ) -> (places: [Double], stranded: Double?) {
        var reached: [Double] = []
        if keepsPlaces { reached.reserveCapacity(steps.count) }
        let origin = places[steps.lowerBound]
        var chase = LegChase(trace: self, pace: pace, place: origin, speed: 0)
        var isLate = false
        var standing = 0.0
        for (section, run) in zip(sections, runs) {
            let part = section.steps.clamped(to: steps)
            guard !part.isEmpty else { continue }
            state.enters(run)
            var index = part.lowerBound
            var given = moments[index]
            if isLate { isLate = chase.sets(&given, &index, before: part.upperBound) }
            while index < part.upperBound {
                state.drive(given, at: index, run)
                if keepsPlaces { reached.append(origin + state.distance) }
                let late = state.lateSpeed
                if late == nil, !isLate {
                    index += 1
                    if index < part.upperBound { given = moments[index] }
                    continue
                }
                chase.place = origin + state.distance
                chase.speed = late ?? given.end
                standing = chase.speed < 0.1 ? standing + given.duration : 0
                guard standing < Self.patience else { return (reached, chase.place) }
                isLate = chase.sets(&given, &index, before: part.upperBound)
            }
        }
        return (reached, nil)
    }
}

extension LegChase {
    /// Sets what to drive next; true while behind the trace.
    @inline(__always)
    fileprivate func sets(_ given: inout Moments, _ index: inout Int, before end: Int) -> Bool {
        switch next(in: index, before: end) {
        case .onTrace(let step):
            index = step
            given = trace.moments[step]
            return false
        case .chase(let step, let moments):
            index = step
            given = moments
            return true
        case .end:
            index = end
            return true
        }
    }
}

extension RouteTrace {
    /// Drives some steps on the battery and a generator under a control.
    ///
    /// `tank`: what may be burned, in J. `warmth`: as the leg begins, of a vehicle that gets warm;
    /// as the journey begins when absent.
    func drive<C: Control>(
        _ runs: [ElectricRun],
        steps: Range<Int>,
        from soc: Double,
        tank: Double = .infinity,
        warmth: Warmth? = nil,
        pace: Pace,
        control: C,
        keepsSteps: Bool
    ) -> LegTrip {
        guard let first = runs.first, !steps.isEmpty else { return LegTrip(trip: Trip()) }
        let count = keepsSteps ? steps.count : nil
        var state = ElectricLeg(
            first,
            from: soc,
            tank: tank,
            control: control,
            keeping: count
        )
        let end: (places: [Double], stranded: Double?)
        if first.warming == nil {
            end = drive(&state, steps: steps, pace: pace, keepsPlaces: keepsSteps, runs: runs)
        } else {
            var warm = WarmLeg(state, warmth: warmth)
            end = drive(&warm, steps: steps, pace: pace, keepsPlaces: keepsSteps, runs: runs)
            state = warm.ended
        }
        let trip = state.end(first).arrived
        return LegTrip(trip: trip, places: end.places, stranded: end.stranded)
    }

    /// Drives some steps by an engine that turns the wheels.
    func drive(
        _ runs: [CombustionRun],
        steps: Range<Int>,
        isWarm: Bool,
        pace: Pace,
        keepsSteps: Bool
    ) -> LegTrip {
        guard let first = runs.first, !steps.isEmpty else { return LegTrip(trip: Trip()) }
        let count = keepsSteps ? steps.count : nil
        var state = CombustionLeg(isWarm: isWarm, keeping: count)
        let end = drive(&state, steps: steps, pace: pace, keepsPlaces: keepsSteps, runs: runs)
        let trip = state.end(coldStart: isWarm ? 0 : first.coldStart).arrived
        return LegTrip(trip: trip, places: end.places, stranded: end.stranded)
    }
}

extension Trip {
    /// Without the meters that it was behind in time: on a route they are all driven.
    fileprivate var arrived: Trip {
        var trip = self
        trip.shortfall.meters = 0
        return trip
    }
}
