/// The battery of a site: a source of constant voltage behind a resistance.
///
/// What leaves the store for a power P at its terminals is C with P = C - κ C², where κ = R / V²: the
/// circuit of ``Battery`` with its voltage at the middle of the window, in terms of powers alone. The
/// loss is κ C². Power is positive towards the load and C is convex in it. A store of no energy is
/// ``none``.
package struct SiteStore: Sendable, Hashable {
    /// What it holds when full, in J.
    package var capacity: Double
    /// The most it gives, in W.
    package var discharge: Double
    /// The most it takes, in W.
    package var charge: Double
    /// κ in 1/W.
    package var loss: Double

    /// The powers are cut to what the resistance lets through, and to none without energy.
    package init(capacity: Double, discharge: Double, charge: Double, loss: Double) {
        self.capacity = capacity
        self.loss = loss
        let most = loss > 0 ? 0.249 / loss : Double.infinity
        self.discharge = capacity > 0 ? min(discharge, most) : 0
        self.charge = capacity > 0 ? charge : 0
    }

    /// From energy, power and the efficiency of a round trip, all of it at that power.
    ///
    /// η = (√(1 + x) - 1) / (1 - √(1 - x)) with x = 4 κ P. At a lower power it loses less.
    package init(energy: Double, power: Double, roundTripEfficiency: Double) {
        var low = 0.0
        var high = 0.996
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            let into = (1 + middle).squareRoot() - 1
            let out = 1 - (1 - middle).squareRoot()
            if into > roundTripEfficiency * out { low = middle } else { high = middle }
        }
        let loss = power > 0 ? 0.25 * low / power : 0
        self.init(capacity: energy, discharge: power, charge: power, loss: loss)
    }

    /// From the circuit of a battery at a temperature in °C.
    package init(_ battery: Battery, temperature: Double) {
        let circuit = battery.circuit(at: temperature)
        let middle = circuit.voltage(storing: 0.5 * (circuit.low + circuit.high))
        let widest = circuit.widest
        self.init(
            capacity: circuit.high - circuit.low,
            discharge: widest.discharge,
            charge: widest.recharge,
            loss: circuit.resistance / (middle * middle)
        )
    }

    package static let none = SiteStore(capacity: 0, discharge: 0, charge: 0, loss: 0)

    /// Leaves the store, in W, for a power at the terminals; below zero it is stored.
    @inline(__always) package func drain(_ power: Double) -> Double {
        2 * power / (1 + max(0, 1 - 4 * loss * power).squareRoot())
    }

    /// The same for a power that varies within a block: its mean, and its mean square about that.
    ///
    /// C(m) + C''(m) v / 2 with C'' = 2 κ / (1 - 4 κ m)^(3/2): exact for the loss κ P², and to the
    /// third order of the swing for the circuit.
    @inline(__always) package func drain(_ power: Double, variance: Double) -> Double {
        variance > 0 ? drain(power) + variance * swing(power) : drain(power)
    }

    /// Half the second derivative of the drain: what a variance of 1 W² adds, in W.
    @inline(__always) private func swing(_ power: Double) -> Double {
        let root = max(1e-3, 1 - 4 * loss * power).squareRoot()
        return loss / (root * root * root)
    }

    /// At the terminals, in W, for what leaves the store.
    @inline(__always) package func power(draining drain: Double) -> Double {
        drain - loss * drain * drain
    }

    /// The most it gives through so many seconds from what it holds, in W.
    @inline(__always) package func mostOut(holding stored: Double, for duration: Double) -> Double {
        let drain = max(0, stored) / duration
        guard loss * drain < 0.49 else { return discharge }
        return min(discharge, power(draining: drain))
    }

    /// The most it takes through so many seconds, in W and zero or more.
    @inline(__always) package func mostIn(holding stored: Double, for duration: Double) -> Double {
        min(charge, -power(draining: -max(0, capacity - stored) / duration))
    }
}
