/// The controls that a user can name.
package enum ControlChoice: Sendable {
    case batteryOnly
    case thermostat(Thermostat)
    case follower(PowerFollower)
    case equivalence(Equivalence)
    case schedule(Schedule)
    case tow(TowMode)
}

extension ElectricRun {
    /// Drives a cycle under a control that is chosen at run time: one loop for each of them.
    package func run(
        _ cycle: Cycle,
        laps: Int = 1,
        from soc: Double,
        isOn: Bool = false,
        tank: Double = .infinity,
        choice: ControlChoice,
        keepsSteps: Bool = false
    ) -> Trip {
        func trip<C: Control>(_ control: C) -> Trip {
            var control = control
            return run(
                cycle,
                laps: laps,
                from: soc,
                isOn: isOn,
                tank: tank,
                control: &control,
                keepsSteps: keepsSteps
            )
        }
        switch choice {
        case .batteryOnly: return trip(BatteryOnly())
        case .thermostat(let control): return trip(control)
        case .follower(let control): return trip(control)
        case .equivalence(let control): return trip(control)
        case .schedule(let control): return trip(control)
        case .tow(let control): return trip(control)
        }
    }
}
