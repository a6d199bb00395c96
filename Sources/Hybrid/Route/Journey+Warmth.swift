/// The battery of a journey that begins as cold as the air.
extension Journey {
    /// Nothing where the battery is held, and without one.
    var warming: Warming? {
        guard case .electric(let runs) = run else { return nil }
        return runs.first?.warming
    }

    /// What the charger at a place does to a battery of a temperature in °C that arrives with so
    /// many J; nothing where there is none for it.
    func curve(_ place: Int, at temperature: Double, from energy: Double = 0) -> ChargeCurve? {
        let number = place - 1
        guard stations.indices.contains(number), let charger = stations[number].charger,
            let plug = sheet.plug, let circuit
        else { return nil }
        return ChargeCurve(
            plug,
            power: charger.power,
            circuit: circuit,
            from: temperature,
            at: energy,
            standing: sheet.vehicle.auxiliaries.power(at: conditions.temperature),
            warming: warming
        )
    }

    /// Plans with the temperatures that the battery had on the way; between two stops they are
    /// linear in distance.
    func warm(_ problem: inout StopProblem, by drive: JourneyDrive) {
        for leg in drive.legs {
            guard let start = leg.warmth.start, let end = leg.warmth.end else { continue }
            let first = problem.places[leg.from].distance
            let length = problem.places[leg.to].distance - first
            for place in leg.from + 1...leg.to where problem.places[place].curve != nil {
                let share = (problem.places[place].distance - first) / length
                let temperature = start.battery + share * (end.battery - start.battery)
                problem.places[place].curve = curve(place, at: temperature)
            }
        }
    }
}
