/// What an answer needs words for.
extension ElectricRun {
    /// Why a range on the battery has no end.
    func warningOfNoEnd(_ cycle: Cycle) -> String {
        let middle = circuit.window.middle
        let lap = run(cycle, from: middle)
        let gained = lap.store.map { $0.energyEnd - $0.energyStart } ?? 0
        guard gained > 0, cycle.duration > 0 else {
            return "\(cycle.name) takes next to nothing from the battery: its range has no end"
        }
        let kilowatts = Self.rounded(gained / cycle.duration / 1000)
        return
            "on \(cycle.name) the battery gains charge, \(kilowatts) kW in the mean as long as it "
            + "has room: its range has no end; once it is full the brakes take the rest"
    }

    /// That a battery cannot hold what it would have to; nothing where it can.
    func warning(of reserve: Reserve, on cycle: String) -> String? {
        guard !reserve.fits(circuit) else { return nil }
        if reserve.shortSeconds > 0 {
            return "battery and generator together have not the power for \(cycle) for "
                + "\(Self.rounded(reserve.shortSeconds)) s of it, however full the battery is"
        }
        let most = Self.rounded((reserve.most - circuit.low) / SI.kilowattHour)
        let usable = Self.rounded((circuit.high - circuit.low) / SI.kilowattHour)
        return "no control keeps up the speed all the way: the battery would have to begin with "
            + "\(most) kWh, and holds \(usable) kWh"
    }

    /// That a control lets the charge drift where the generator could hold it.
    func warning(ofDrift found: Sustained, under name: ControlName) -> String {
        let given = found.trip.store.map { $0.energyStart - $0.energyEnd } ?? 0
        let hundreds = found.trip.distance / 1e5
        let drift = Self.rounded(abs(given) / SI.kilowattHour / hundreds)
        return "control \(name) does not hold the charge here, though the generator could: it "
            + "\(given > 0 ? "falls" : "rises") by \(drift) kWh in 100 km, which are counted as fuel"
    }

    /// That a battery could not take all of what braking gives back; nothing where it could.
    func warning(ofRefused trip: Trip) -> String? {
        let refused = trip.steps.reduce(0.0) { sum, step in
            sum + max(0, step.battery + step.generator - step.demand) * step.duration
        }
        guard refused > 0.36e6, refused > 0.01 * trip.ledger.turnover else { return nil }
        let isFull = trip.steps.contains { $0.soc > circuit.window.upperBound - 1e-3 }
        return "the battery is too \(isFull ? "full" : "cold or too small") to take "
            + "\(Self.rounded(refused / SI.kilowattHour)) kWh of what braking gives back: the brakes get it"
    }

    /// To three digits.
    private static func rounded(_ value: Double) -> String {
        guard abs(value) < 100 else { return "\(Int(value.rounded()))" }
        let tens = (value * (abs(value) < 10 ? 100 : 10)).rounded()
        return "\(tens / (abs(value) < 10 ? 100 : 10))"
    }
}
