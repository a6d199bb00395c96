/// What a vehicle needs for a mission: all that money, carbon and range are made from.
package struct MissionFigures: Sendable, Hashable {
    /// Out of the store on the battery alone, in J/m; nothing for a vehicle without a plug in it.
    package var batteryPerMeter: Double?
    /// Burned meanwhile in J/m, where the battery has not the power alone.
    package var blendedFuelPerMeter: Double
    /// Burned while the charge is held, in J/m; nothing without an engine.
    package var fuelPerMeter: Double?
    /// At which a thermostat runs the generator, in W.
    package var generatorPower: Double
    /// In s of one lap of the cycle that could not be driven as it is asked for.
    package var infeasibleSeconds: Double

    package init(
        batteryPerMeter: Double?,
        blendedFuelPerMeter: Double = 0,
        fuelPerMeter: Double?,
        generatorPower: Double,
        infeasibleSeconds: Double
    ) {
        self.batteryPerMeter = batteryPerMeter
        self.blendedFuelPerMeter = blendedFuelPerMeter
        self.fuelPerMeter = fuelPerMeter
        self.generatorPower = generatorPower
        self.infeasibleSeconds = infeasibleSeconds
    }

    /// By the quick pass, without stepping; a conventional vehicle is always stepped.
    package static func quick(_ vehicle: Vehicle, _ mission: Mission) -> MissionFigures {
        guard let run = ElectricRun(vehicle, mission) else { return combustion(vehicle, mission) }
        let sums = OrderFree(run, mission.cycle)
        return MissionFigures(
            batteryPerMeter: sums.batteryPerMeter * mission.excess,
            blendedFuelPerMeter: sums.blendedFuelPerMeter * mission.excess,
            fuelPerMeter: sums.fuelPerMeter.map { $0 * mission.excess },
            generatorPower: sums.generatorPower,
            infeasibleSeconds: sums.shortSeconds
        )
    }

    /// By stepping: from full to empty, and laps that hold the charge with a thermostat.
    ///
    /// `quick` gives the power of the thermostat.
    package static func stepped(
        _ vehicle: Vehicle,
        _ mission: Mission,
        quick: MissionFigures
    ) -> MissionFigures {
        guard let run = ElectricRun(vehicle, mission) else { return combustion(vehicle, mission) }
        var figures = quick
        let window = run.circuit.window
        let cycle = mission.cycle
        let width = window.upperBound - window.lowerBound
        let range = run.electricRange(cycle, from: window.upperBound, until: window.lowerBound)
        if let range, range.distance > 0 {
            let excess = mission.excess / range.distance
            figures.batteryPerMeter = range.energy * excess
            figures.blendedFuelPerMeter = range.fuel * excess
        }
        guard run.line != nil else {
            let lap = run.run(cycle, from: window.upperBound)
            // A lap that empties the battery is a question of range, not of power.
            let isEmptied = (lap.store?.lowestSOC ?? 0) < window.lowerBound + 0.02 * width
            figures.infeasibleSeconds =
                isEmptied ? quick.infeasibleSeconds : lap.shortfall.seconds
            return figures
        }
        let low = window.lowerBound + 0.15 * width
        let control = Thermostat(low: low, high: low + 0.05 * width, power: quick.generatorPower)
        let held = run.sustained(
            cycle,
            from: low + 0.025 * width,
            choice: .thermostat(control),
            mostLaps: 32
        )
        if let held {
            figures.fuelPerMeter = held.fuelPerMeter * mission.excess
            figures.infeasibleSeconds = held.trip.shortfall.seconds / Double(held.laps)
        }
        return figures
    }

    private static func combustion(_ vehicle: Vehicle, _ mission: Mission) -> MissionFigures {
        let run = CombustionRun(vehicle, trailer: mission.trailer, conditions: mission.conditions)
        guard let trip = run?.run(mission.cycle, isWarm: true), trip.distance > 0 else {
            preconditionFailure("a vehicle is driven by machines or by an engine")
        }
        return MissionFigures(
            batteryPerMeter: nil,
            fuelPerMeter: mission.excess * trip.fuel / trip.distance,
            generatorPower: 0,
            infeasibleSeconds: trip.shortfall.seconds
        )
    }
}

extension ElectricRun {
    fileprivate init?(_ vehicle: Vehicle, _ mission: Mission) {
        self.init(vehicle, trailer: mission.trailer, conditions: mission.conditions)
    }
}
