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
        var figures = bare(vehicle, mission)
        let excess = RoadExcess(vehicle, mission)
        figures.batteryPerMeter = figures.batteryPerMeter.map { $0 * excess.battery }
        figures.blendedFuelPerMeter *= excess.battery
        figures.fuelPerMeter = figures.fuelPerMeter.map(excess.fuel)
        return figures
    }

    /// Without what real driving takes above the cycle.
    fileprivate static func bare(_ vehicle: Vehicle, _ mission: Mission) -> MissionFigures {
        guard let run = ElectricRun(vehicle, mission) else { return combustion(vehicle, mission) }
        let sums = OrderFree(run, mission.cycle)
        return MissionFigures(
            batteryPerMeter: sums.batteryPerMeter,
            blendedFuelPerMeter: sums.blendedFuelPerMeter,
            fuelPerMeter: sums.fuelPerMeter,
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
        guard let run = ElectricRun(vehicle, mission) else { return quick }
        var figures = quick
        let excess = RoadExcess(vehicle, mission)
        let window = run.circuit.window
        let cycle = mission.cycle
        let width = window.upperBound - window.lowerBound
        let range = run.electricRange(cycle, from: window.upperBound, until: window.lowerBound)
        if let range, range.distance > 0 {
            figures.batteryPerMeter = range.energy / range.distance * excess.battery
            figures.blendedFuelPerMeter = range.fuel / range.distance * excess.battery
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
            figures.fuelPerMeter = excess.fuel(held.fuelPerMeter)
            figures.infeasibleSeconds = held.trip.shortfall.seconds / Double(held.laps)
        }
        return figures
    }

    private static func combustion(_ vehicle: Vehicle, _ mission: Mission) -> MissionFigures {
        guard
            let run = CombustionRun(
                vehicle,
                trailer: mission.trailer,
                conditions: mission.conditions
            )
        else { preconditionFailure("a vehicle is driven by machines or by an engine") }
        let trip = run.run(mission.cycle, isWarm: true)
        precondition(trip.distance > 0, "a mission that goes somewhere")
        // Long days count for more meters, so it is over the mean of the days.
        let cold = mission.coldStarts * run.coldStart / mission.distances.meanDistance
        return MissionFigures(
            batteryPerMeter: nil,
            fuelPerMeter: trip.fuel / trip.distance + cold,
            generatorPower: 0,
            infeasibleSeconds: trip.shortfall.seconds
        )
    }
}

extension RoadExcess {
    /// By the quick pass at each temperature.
    fileprivate init(_ vehicle: Vehicle, _ mission: Mission) {
        self.init(mission, vehicle.fuel ?? .gasoline) { temperature in
            var day = mission
            day.conditions.temperature = temperature
            day.conditions.batteryTemperature = nil
            let figures = MissionFigures.bare(vehicle, day)
            return (figures.batteryPerMeter, figures.fuelPerMeter)
        }
    }
}

extension ElectricRun {
    fileprivate init?(_ vehicle: Vehicle, _ mission: Mission) {
        self.init(vehicle, trailer: mission.trailer, conditions: mission.conditions)
    }
}
