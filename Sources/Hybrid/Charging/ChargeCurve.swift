/// What a charger does to a battery: time, energy and charge, summed up from the empty battery on.
///
/// At each state of charge the power at the terminals is the least of what the charger gives and what
/// the vehicle takes, the latter by temperature too; what the resistance of the battery turns into
/// heat does not reach the store.
package struct ChargeCurve: Sendable, Hashable {
    /// At even states of charge over the window, from low to high: in s.
    private let seconds: [Double]
    /// In J into the vehicle: into the terminals, and what it needs while it stands.
    private let delivered: [Double]
    /// In J in the store.
    private let stored: [Double]
    /// Of the battery in °C, for the same; the first alone where it stays as it is.
    private let temperatures: [Double]
    /// Of the meter, for one at the terminals.
    package let efficiency: Double

    /// Parts of the window; the power is taken at the middle of each.
    private static let parts = 256
    /// In W: a charger that gives less has ended.
    private static let leastPower = 500.0

    /// By a charger of a `power` in W at its meter, into a battery of a `temperature` in °C.
    package init(_ plug: Plug, power: Double, circuit: BatteryCircuit, temperature: Double) {
        self.init(plug, power: power, circuit: circuit, from: temperature, warming: nil)
    }

    /// Into a battery that its own loss warms: from a temperature in °C at a stored energy in J.
    ///
    /// `circuit`: at any temperature; the resistance follows. `standing`: what the vehicle needs with
    /// its people in it, in W out of the charger.
    init(
        _ plug: Plug,
        power: Double,
        circuit: BatteryCircuit,
        from temperature: Double,
        at energy: Double = 0,
        standing: Double = 0,
        warming: Warming?
    ) {
        efficiency = plug.fastEfficiency
        let width = (circuit.window.upperBound - circuit.window.lowerBound) / Double(Self.parts)
        var seconds = [0.0]
        var delivered = [0.0]
        var stored = [circuit.low]
        var temperatures = [temperature]
        var warmth = temperature
        for part in 0..<Self.parts {
            let soc = circuit.window.lowerBound + (Double(part) + 0.5) * width
            let share = plug.byTemperature(warmth)
            let given = min(power * plug.fastEfficiency - standing, plug.fast(soc) * share)
            guard given > Self.leastPower else { break }
            let voltage = circuit.voltage(at: soc)
            let resistance = warming?.battery.resistance(at: warmth) ?? circuit.resistance
            let root = (voltage * voltage + 4 * resistance * given).squareRoot()
            let time = width * circuit.charge * (voltage + root) / (2 * given)
            seconds.append(seconds[part] + time)
            delivered.append(delivered[part] + (given + standing) * time)
            stored.append(circuit.energy(at: circuit.window.lowerBound + Double(part + 1) * width))
            guard let warming else { continue }
            if stored[part + 1] > energy {
                let loss = max(0, given * time - (stored[part + 1] - stored[part]))
                warmth = warming.battery(from: warmth, loss: loss, for: time)
            }
            temperatures.append(warmth)
        }
        self.seconds = seconds
        self.delivered = delivered
        self.stored = stored
        self.temperatures = temperatures
    }

    /// The most that can be stored with it, in J.
    package var top: Double { stored[stored.count - 1] }

    /// From one stored energy to another, both in J, up to ``top``: in s, and in J at the meter.
    package func charge(from start: Double, to end: Double) -> (seconds: Double, metered: Double) {
        let (first, last) = (place(start), place(end))
        return (
            max(0, read(seconds, last) - read(seconds, first)),
            max(0, read(delivered, last) - read(delivered, first)) / efficiency
        )
    }

    /// Of the battery in °C, charged up to an energy in J.
    func temperature(at energy: Double) -> Double {
        temperatures.count > 1 ? read(temperatures, place(energy)) : temperatures[0]
    }

    /// Index and part of a stored energy in J.
    private func place(_ energy: Double) -> (Int, Double) {
        guard stored.count > 1 else { return (0, 0) }
        let piece = stored.piece(at: energy)
        return (piece, stored.share(at: energy, in: piece))
    }

    private func read(_ values: [Double], _ place: (Int, Double)) -> Double {
        guard values.count > 1 else { return 0 }
        return values.value(at: place.1, of: place.0)
    }
}
