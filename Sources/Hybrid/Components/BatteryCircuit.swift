/// A battery at one temperature: the closed forms that the loops use.
///
/// With V(s) = V0 + V1 s and charge Q the energy stored is E(s) = Q (V0 s + V1 s²/2), so that V² is
/// affine in E: V² = V0² + 2 V1 E / Q. A step draws one current I; what leaves the store is then
/// exactly V(middle of the step) I dt, because V is affine, and the power at the terminals is
/// V(start) I - (R + V1 dt / 2 Q) I². Energy closes to rounding at any length of the step.
package struct BatteryCircuit: Sendable, Hashable {
    /// In C.
    package let charge: Double
    /// One over the charge: a division would stand in the way of every step to the next.
    private let perCharge: Double
    /// V0 in V.
    package let emptyVoltage: Double
    /// V1 in V.
    package let voltageRise: Double
    /// In ohm.
    package let resistance: Double
    package let window: ClosedRange<Double>
    /// Stored energy at the bottom of the window, in J.
    package let low: Double
    /// Stored energy at the top of the window, in J.
    package let high: Double
    /// In A.
    let dischargeCurrent: Double
    /// In A.
    let rechargeCurrent: Double
    /// In W at the states of charge that are whole sixty-fourths: the curves, sampled once a run.
    private let powers: [Limits]
    /// No more than the limits anywhere between two of those states of charge, in a short step.
    private var calm: [Limits]
    /// The longest such step, in s.
    private static let calmDuration = 1.0

    /// The most that a battery gives and takes, both in W and zero or more.
    package struct Limits: Sendable, Hashable {
        package var discharge: Double
        package var recharge: Double
    }

    /// Beyond any power.
    static var unlimited: Limits {
        @inline(__always) get { Limits(discharge: .infinity, recharge: .infinity) }
    }

    /// Limits that hold for sure between two states of charge: a quick look before the exact ones.
    struct CalmCell {
        let limits: Limits
        /// Zero is in the first cell however far below it a number is, and one in the last.
        let low: Double
        let high: Double
        /// The longest step that they hold for, in s.
        let duration: Double

        @inline(__always) func covers(_ soc: Double) -> Bool { soc >= low && soc <= high }
    }

    /// What a power at the terminals does to the battery in a step.
    package struct Flow: Sendable {
        /// In A.
        package var current: Double
        /// Taken from the store, in J.
        package var drop: Double
        /// Turned into heat, in J.
        package var loss: Double
    }

    init(_ battery: Battery, temperature: Double) {
        charge = battery.charge
        perCharge = 1 / battery.charge
        emptyVoltage = battery.emptyVoltage
        voltageRise = battery.voltageRise
        resistance = battery.resistance(at: temperature)
        window = battery.window
        let dischargeShare = battery.discharge.byTemperature(temperature)
        let rechargeShare = battery.recharge.byTemperature(temperature)
        // A share of zero of no limit is none.
        dischargeCurrent = dischargeShare > 0 ? battery.discharge.current * dischargeShare : 0
        rechargeCurrent = rechargeShare > 0 ? battery.recharge.current * rechargeShare : 0
        let powers = (0...64).map { index in
            let soc = Double(index) / 64
            return Limits(
                discharge: battery.discharge.power * dischargeShare * battery.discharge.bySOC(soc),
                recharge: battery.recharge.power * rechargeShare * battery.recharge.bySOC(soc)
            )
        }
        let (charge, empty, rise) = (charge, emptyVoltage, voltageRise)
        low = charge * window.lowerBound * (empty + rise * window.lowerBound / 2)
        high = charge * window.upperBound * (empty + rise * window.upperBound / 2)
        self.powers = powers
        calm = []
        calm = (0..<64).map { calmLimits(between: Double($0) / 64, and: Double($0 + 1) / 64) }
    }

    /// The least of the limits between two states of charge, in steps of up to ``calmDuration``.
    ///
    /// The limits by current and window change one way with the charge, those by power are linear:
    /// each is least at one of the ends. In a shorter step the battery takes less for the same
    /// current, by no more than the share of the sag in the inner resistance.
    private func calmLimits(between low: Double, and high: Double) -> Limits {
        let below = limits(at: low, for: Self.calmDuration)
        let above = limits(at: high, for: Self.calmDuration)
        let inner = resistance + 0.5 * voltageRise * Self.calmDuration / charge
        let share = inner > 0 ? resistance / inner : 1
        return Limits(
            discharge: min(below.discharge, above.discharge),
            recharge: min(below.recharge, above.recharge) * share
        )
    }

    // MARK: State

    /// Stored energy in J.
    @inline(__always) package func energy(at soc: Double) -> Double {
        charge * soc * (emptyVoltage + 0.5 * voltageRise * soc)
    }

    /// Open-circuit voltage in V.
    @inline(__always) package func voltage(at soc: Double) -> Double {
        emptyVoltage + voltageRise * soc
    }

    package func soc(at energy: Double) -> Double {
        let voltage = voltage(storing: energy)
        return 2 * energy / (charge * (emptyVoltage + voltage))
    }

    /// Open-circuit voltage in V at a stored energy in J.
    @inline(__always) package func voltage(storing energy: Double) -> Double {
        (emptyVoltage * emptyVoltage + 2 * voltageRise * energy / charge).squareRoot()
    }

    /// The share of the window that is full.
    package func fill(at soc: Double) -> Double {
        (energy(at: soc) - low) / (high - low)
    }

    // MARK: A step

    /// The state of charge that a current in A for so many seconds takes.
    @inline(__always) package func discharge(_ current: Double, for duration: Double) -> Double {
        current * (duration * perCharge)
    }

    /// What a power in W for so many seconds does, from an open-circuit voltage in V.
    ///
    /// The power must be within the limits; one past the largest that the circuit can give is
    /// treated as that largest one.
    @inline(__always)
    package func flow(_ power: Double, from voltage: Double, for duration: Double) -> Flow {
        let sag = 0.5 * voltageRise * (duration * perCharge)
        let root = voltage * voltage - 4 * (resistance + sag) * power
        let current = 2 * power / (voltage + root.atLeast(0).squareRoot())
        return Flow(
            current: current,
            drop: (voltage - sag * current) * current * duration,
            loss: resistance * current * current * duration
        )
    }

    /// The same backward: from the open-circuit voltage at the end of the step.
    @inline(__always)
    package func flow(_ power: Double, to voltage: Double, for duration: Double) -> Flow {
        let sag = 0.5 * voltageRise * (duration * perCharge)
        let root = voltage * voltage - 4 * (resistance - sag) * power
        let current = 2 * power / (voltage + root.atLeast(0).squareRoot())
        return Flow(
            current: current,
            drop: (voltage + sag * current) * current * duration,
            loss: resistance * current * current * duration
        )
    }

    /// The power in W that a battery can give and take through a whole step of so many seconds.
    ///
    /// The least of the limits by power and current, of what the resistance lets through, and of
    /// what is left in the window.
    @inline(__always)
    package func limits(at soc: Double, for duration: Double) -> Limits {
        let place = min(soc.atLeast(0), 1) * 64
        let index = min(Int(place), 63)
        let part = place - Double(index)
        let left = powers[index]
        let right = powers[index + 1]
        let voltage = voltage(at: soc)
        let inner = resistance + 0.5 * voltageRise * duration / charge
        let coulombs = charge / duration
        let out = max(
            0,
            min(
                dischargeCurrent,
                (soc - window.lowerBound) * coulombs,
                inner > 0 ? 0.5 * voltage / inner : .infinity
            )
        )
        let into = max(0, min(rechargeCurrent, (window.upperBound - soc) * coulombs))
        return Limits(
            discharge: min(
                left.discharge + part * (right.discharge - left.discharge),
                (voltage - inner * out) * out
            ),
            recharge: min(
                left.recharge + part * (right.recharge - left.recharge),
                (voltage + inner * into) * into
            )
        )
    }

    /// What holds for sure around a state of charge.
    func calmCell(at soc: Double) -> CalmCell {
        let index = min(Int(min(soc.atLeast(0), 1) * 64), 63)
        return CalmCell(
            limits: calm[index],
            low: index == 0 ? -.infinity : Double(index) / 64,
            high: index == 63 ? .infinity : Double(index + 1) / 64,
            duration: Self.calmDuration
        )
    }

    /// The largest limits anywhere in the window, by power and current alone.
    package var widest: Limits {
        let top = voltage(at: window.upperBound)
        let most = powers.reduce(Limits(discharge: 0, recharge: 0)) {
            Limits(
                discharge: max($0.discharge, $1.discharge),
                recharge: max($0.recharge, $1.recharge)
            )
        }
        let out = resistance > 0 ? min(dischargeCurrent, 0.5 * top / resistance) : dischargeCurrent
        let into = rechargeCurrent
        return Limits(
            discharge: min(most.discharge, out < .infinity ? (top - resistance * out) * out : out),
            recharge: min(most.recharge, into < .infinity ? (top + resistance * into) * into : into)
        )
    }
}
