/// What a series hybrid burns when its battery ends as it began.
///
/// A control keeps the charge within a band, so over more and more laps what the battery gave or
/// took becomes as small a part of the fuel as is wanted. What is left is counted as fuel.
package struct Sustained: Sendable, Hashable {
    /// Of the laps that count.
    package let trip: Trip
    /// That count; the ones driven before them only set the charge.
    package let laps: Int
    /// In all.
    package let lapsDriven: Int
    /// What the battery gave over the laps for a J of fuel; below zero it was charged.
    package let drift: Double
    /// Whether the drift is as small as was asked for.
    package let isBalanced: Bool
    /// In J/m, the drift counted as fuel.
    package let fuelPerMeter: Double
    /// The least that any control needs for the laps as they were driven, in J, the drift counted as
    /// fuel by the same worth; nothing where they were driven as they are asked for.
    package let least: Double?
}

extension ElectricRun {
    /// Lap after lap, until some in a row end with the charge that they began with.
    ///
    /// Any of the laps may be the first that counts, so two ends of laps need to be alike and not
    /// an end and the very start. `share`: what the battery gives at most, of the fuel; half a
    /// percent is what SAE J1711 and other tools ask for. `isOn`: whether the generator runs, and
    /// is warm, as the first lap begins. `warmth`: of a vehicle that gets warm, as it begins.
    /// `worth`: J of fuel that a J of drift counts as; by the best efficiency of the generator when
    /// absent.
    ///
    /// Nothing for a vehicle without a generator, and for a cycle that goes nowhere.
    package func sustained<C: Control>(
        _ cycle: Cycle,
        from soc: Double,
        isOn: Bool = false,
        warmth: Warmth? = nil,
        control: inout C,
        worth: Double? = nil,
        within share: Double = 0.005,
        mostLaps: Int = 256
    ) -> Sustained? {
        precondition(
            circuit.window.contains(soc),
            "a state of charge within the battery's window"
        )
        guard let line else { return nil }
        let worth = worth ?? 1 / line.bestEfficiency
        var state = ElectricState(self, soc: soc, isOn: isOn, tank: .infinity)
        if let warmth { state.warmth = warmth }
        var ends = [LapEnd(state: state, control: control)]
        var records: [StepRecord]?
        for lap in 0..<mostLaps {
            drive(cycle, lap: lap, &state, &control, &records)
            // The longest first: it tells more.
            let first = ends.firstIndex { state.isBalanced(since: $0.state, within: share) }
            if let first {
                return sustained(cycle, state, since: ends[first], first..<lap + 1, true, worth)
            }
            ends.append(LapEnd(state: state, control: control))
        }
        return sustained(cycle, state, since: ends[0], 0..<mostLaps, false, worth)
    }

    private func sustained<C: Control>(
        _ cycle: Cycle,
        _ state: ElectricState,
        since first: LapEnd<C>,
        _ laps: Range<Int>,
        _ isBalanced: Bool,
        _ worth: Double
    ) -> Sustained? {
        let trip = state.end(self, since: first.state)
        guard let store = trip.store, trip.distance > 0 else { return nil }
        let given = store.energyStart - store.energyEnd
        // A way that gives more than it takes needs no fuel.
        let isFree = trip.fuel == 0 && given <= 0
        let fuel = isFree ? 0 : trip.fuel + worth * given
        return Sustained(
            trip: trip,
            laps: laps.count,
            lapsDriven: laps.upperBound,
            drift: trip.fuel > 0 ? given / trip.fuel : .infinity,
            isBalanced: isBalanced,
            fuelPerMeter: fuel / trip.distance,
            least: trip.shortfall.isExact ? nil : least(cycle, since: first, laps, worth)
        )
    }

    /// Drives laps again, and adds up what each of them needs at least; see ``Sustained/least``.
    private func least<C: Control>(
        _ cycle: Cycle,
        since first: LapEnd<C>,
        _ laps: Range<Int>,
        _ worth: Double
    ) -> Double {
        var (state, control) = (first.state, first.control)
        return laps.reduce(0) { sum, lap in
            var records: [StepRecord]? = []
            drive(cycle, lap: lap, &state, &control, &records)
            let needs = (records ?? []).map { BusDemand(power: $0.need, duration: $0.duration) }
            return sum + (least(needs, worth: worth) ?? 0)
        }
    }

    /// The same under a control that is chosen at run time.
    package func sustained(
        _ cycle: Cycle,
        from soc: Double,
        isOn: Bool = false,
        warmth: Warmth? = nil,
        choice: ControlChoice,
        worth: Double? = nil,
        within share: Double = 0.005,
        mostLaps: Int = 256
    ) -> Sustained? {
        func laps<C: Control>(_ control: C) -> Sustained? {
            var control = control
            return sustained(
                cycle,
                from: soc,
                isOn: isOn,
                warmth: warmth,
                control: &control,
                worth: worth,
                within: share,
                mostLaps: mostLaps
            )
        }
        switch choice {
        case .batteryOnly: return laps(BatteryOnly())
        case .thermostat(let control): return laps(control)
        case .follower(let control): return laps(control)
        case .equivalence(let control): return laps(control)
        case .schedule(let control): return laps(control)
        case .tow(let control): return laps(control)
        }
    }
}

/// Vehicle and control between two laps.
private struct LapEnd<C: Control> {
    let state: ElectricState
    let control: C
}
