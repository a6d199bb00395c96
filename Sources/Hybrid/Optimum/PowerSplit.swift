/// How generator and battery share a demand best when a joule of the battery has a worth in fuel.
///
/// Least F(g) + worth e(p - g) over the power g of a running generator, where e(b) = V (V - y) / 2 R
/// with y = √(V² - 4 R b) is what leaves the store for b at its terminals. In y the condition
/// F'(g) = worth V / y is a cubic, so Newton's method needs no root.
struct PowerSplit {
    private let voltage: Double
    private let square: Double
    private let fourR: Double
    /// 1 / 4 R, and zero without a resistance.
    private let overFourR: Double
    /// V / 2 R.
    private let scale: Double
    private let line: GeneratorLine
    private let worth: Double
    private let widest: BatteryCircuit.Limits

    /// What a running generator gives.
    struct On {
        var power: Double
        /// Fuel in W; no more than that of the best split, see ``cost``.
        var fuel: Double
        /// Out of the store, in W.
        var drain: Double
        /// Fuel and worth of the drain, in W: a lower bound for every power of the generator.
        var cost: Double
    }

    /// The voltage is that of the open circuit, and `widest` what the battery may give and take.
    init(
        circuit: BatteryCircuit,
        voltage: Double,
        line: GeneratorLine,
        worth: Double,
        widest: BatteryCircuit.Limits
    ) {
        self.voltage = voltage
        square = voltage * voltage
        let resistance = circuit.resistance
        fourR = 4 * resistance
        overFourR = resistance > 0 ? 1 / fourR : 0
        scale = resistance > 0 ? 0.5 * voltage / resistance : 0
        self.line = line
        self.worth = worth
        self.widest = widest
    }

    /// What leaves the store, in W, when the battery alone meets a demand in W.
    ///
    /// Nothing where it cannot. What it cannot take is lost in the brakes.
    @inline(__always) func drain(_ demand: Double) -> Double? {
        let power = max(demand, -widest.recharge)
        let root = square - fourR * power
        guard power <= widest.discharge, root >= 0 else { return nil }
        return drain(power, root.squareRoot())
    }

    @inline(__always) private func drain(_ power: Double, _ root: Double) -> Double {
        fourR > 0 ? scale * (voltage - root) : power
    }

    /// The best power of a running generator; nothing where it is too little for the demand.
    ///
    /// The result of Newton's method need not be exact: the cost is that of the tangent of a convex
    /// function over all powers that are possible, which is below the function everywhere.
    @inline(__always) func on(_ demand: Double) -> On? {
        let top = min(max(demand + widest.recharge, line.minimum), line.maximum)
        let bottom = max(line.minimum, demand - widest.discharge)
        guard bottom <= top else { return nil }
        let (guess, guessRoot) = solve(demand)
        var power = guess
        var root = guessRoot
        if !(guess >= bottom && guess <= top) {
            power = guess > top ? top : bottom
            let under = square - fourR * max(demand - power, -widest.recharge)
            // Without enough voltage for it only more power of the generator helps.
            guard under > 0 else { return nearest(demand, top) }
            root = under.squareRoot()
        }
        return on(demand, power, root, bottom, top)
    }

    /// The power in W where the marginal fuel is the marginal worth, and y; without limits.
    @inline(__always) private func solve(_ demand: Double) -> (Double, Double) {
        guard fourR > 0 else {
            let edge = worth > line.slope ? Double.infinity : -Double.infinity
            return line.curvature > 0
                ? ((worth - line.slope) / (2 * line.curvature), voltage) : (edge, voltage)
        }
        let base = demand - square * overFourR
        let cubic = 2 * line.curvature * overFourR
        let linear = line.slope + 2 * line.curvature * base
        let right = worth * voltage
        var root = right / line.marginalFuel(min(max(demand, line.minimum), line.maximum))
        for _ in 0..<12 {
            let squared = root * root
            let steep = 3 * cubic * squared + linear
            guard steep > 0 else {
                // To the right of the root, from where the method always arrives.
                root += voltage + right / line.slope
                continue
            }
            let change = (root * (cubic * squared + linear) - right) / steep
            root -= change
            // The next change would be the square of this one.
            if abs(change) < 1e-3 * root { break }
        }
        root = max(root, 0)
        return (base + root * root * overFourR, root)
    }

    @inline(__always)
    private func on(
        _ demand: Double,
        _ power: Double,
        _ root: Double,
        _ bottom: Double,
        _ top: Double
    ) -> On {
        let drain = drain(max(demand - power, -widest.recharge), root)
        let tilt = line.marginalFuel(power) - (root > 0 ? worth * voltage / root : 0)
        let slack = root > 0 ? min(0, min(tilt * (bottom - power), tilt * (top - power))) : 0
        let fuel = line.fuel(power) + slack
        return On(power: power, fuel: fuel, drain: drain, cost: fuel + worth * drain)
    }

    /// Where the battery cannot give the rest at the least power of the generator.
    ///
    /// The least power that works, found by what the voltage lets through, is a bound below: its
    /// fuel and the drain at the highest power of the generator.
    @inline(never) private func nearest(_ demand: Double, _ top: Double) -> On? {
        let under = square - fourR * max(demand - top, -widest.recharge)
        guard under >= 0 else { return nil }
        let least = max(line.minimum, demand - square * overFourR)
        let fuel = line.fuel(least)
        let drain = drain(max(demand - top, -widest.recharge), under.squareRoot())
        return On(power: top, fuel: fuel, drain: drain, cost: fuel + worth * drain)
    }
}
