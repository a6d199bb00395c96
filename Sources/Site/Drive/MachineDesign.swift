import Hybrid

extension Machine {
    /// A machine of which only rating, ratio and peak efficiency are known.
    ///
    /// Its losses keep the proportions of a permanent-magnet machine with its inverter at a quarter of
    /// the torque and the lowest speed of full power, w₀ = power / torque: 0.1 constant, 0.15 by
    /// speed, 0.15 by its square, 0.2 by torque, 0.4 by its square, so that iron and copper are equal
    /// there, which makes a machine best at a fixed speed. Their size is then such that the best
    /// efficiency within rating and 2.5 w₀ is `peakEfficiency`, from the bus to the wheel. Assumed
    /// proportions; whoever has a map gives the coefficients.
    ///
    /// `gear`: lost in the gear, a share of the power, part of the loss at the peak. Nothing where
    /// that alone is more than the peak allows.
    init?(ratio: Double, torque: Double, power: Double, peakEfficiency: Double, gear: Double) {
        let allowed = 1 / peakEfficiency - 1 - gear
        guard allowed > 0 else { return nil }
        let base = power / torque
        let middle = torque / 4
        let least = Self.leastLoss()
        let size = allowed * middle * base / least
        self.init(
            ratio: ratio,
            torque: torque,
            power: power,
            constant: 0.1 * size,
            drag: 0.15 * size / base,
            windage: 0.15 * size / (base * base),
            copper: 0.4 * size / (middle * middle),
            current: 0.2 * size / middle,
            gear: gear
        )
    }

    /// The least loss per power over the rating, both in shares of those at the middle.
    private static func leastLoss() -> Double {
        var least = Double.infinity
        for column in 1...100 {
            let speed = 0.025 * Double(column)
            let most = 4 / max(1, speed)
            for row in 1...60 {
                let torque = most * Double(row) / 60
                let loss =
                    0.1 + 0.15 * speed + 0.15 * speed * speed + 0.2 * torque
                    + 0.4 * torque * torque
                least = min(least, loss / (speed * torque))
            }
        }
        return least
    }
}
