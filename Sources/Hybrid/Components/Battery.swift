import Glibc

/// A battery as a source behind a resistance.
///
/// The open-circuit voltage is affine in the state of charge, which is a fraction of the whole
/// charge, not of the window. Power and current out of the battery are positive.
package struct Battery: Sendable, Hashable {
    /// The whole charge, in C.
    package var charge: Double
    /// Open-circuit voltage at a state of charge of zero, extrapolated; above zero.
    package var emptyVoltage: Double
    /// Open-circuit voltage when full less that when empty; zero or more.
    package var voltageRise: Double
    /// Of cells, links and contactors at 20 °C, in ohm.
    package var resistance: Double
    /// How fast the resistance grows with cold: R = R20 exp(b (1/T - 1/293.15)), b in K.
    ///
    /// The law of Arrhenius, as ions move in an electrolyte; b is assumed where no file gives it.
    package var coldness: Double
    /// The states of charge that are used.
    package var window: ClosedRange<Double>
    package var discharge: Limit
    package var recharge: Limit
    /// In kg, with its housing.
    package var mass: Double

    /// What a battery may give, or take, at its terminals.
    package struct Limit: Sendable, Hashable {
        /// In W.
        package var power: Double
        /// In A.
        package var current: Double
        /// The share of the power that is left, by state of charge.
        package var bySOC: Curve
        /// The share of power and current that is left, by temperature in °C.
        package var byTemperature: Curve

        package init(
            power: Double,
            current: Double = .infinity,
            bySOC: Curve = .constant(1),
            byTemperature: Curve = .constant(1)
        ) {
            self.power = power
            self.current = current
            self.bySOC = bySOC
            self.byTemperature = byTemperature
        }
    }

    /// `coldness`: 2775 K doubles the resistance at 0 °C and makes it 4.5 times as large at -20 °C.
    ///
    /// Assumed: cells with nickel are found at 2 and at 4 to 5 times.
    package init(
        charge: Double,
        emptyVoltage: Double,
        voltageRise: Double,
        resistance: Double,
        coldness: Double = 2775,
        window: ClosedRange<Double>,
        discharge: Limit,
        recharge: Limit,
        mass: Double = 0
    ) {
        self.charge = charge
        self.emptyVoltage = emptyVoltage
        self.voltageRise = voltageRise
        self.resistance = resistance
        self.coldness = coldness
        self.window = window
        self.discharge = discharge
        self.recharge = recharge
        self.mass = mass
    }

    /// In ohm, at a temperature in °C.
    package func resistance(at temperature: Double) -> Double {
        let room = SI.roomTemperature + SI.zeroCelsius
        return resistance * exp(coldness * (1 / (temperature + SI.zeroCelsius) - 1 / room))
    }

    package func circuit(at temperature: Double) -> BatteryCircuit {
        BatteryCircuit(self, temperature: temperature)
    }

    /// Stored in the window, in J.
    package var usableEnergy: Double {
        let circuit = circuit(at: SI.roomTemperature)
        return circuit.high - circuit.low
    }

    /// The same cells with a charge that makes the window hold so many J.
    ///
    /// Resistance falls, and limits and mass grow, with the number of cells side by side.
    package func scaled(toUsableEnergy energy: Double) -> Battery {
        let factor = energy / usableEnergy
        var scaled = self
        scaled.charge *= factor
        scaled.resistance /= factor
        scaled.mass *= factor
        scaled.discharge.power *= factor
        scaled.discharge.current *= factor
        scaled.recharge.power *= factor
        scaled.recharge.current *= factor
        return scaled
    }
}
