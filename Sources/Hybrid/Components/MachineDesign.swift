extension Machine {
    /// A machine of which only rating, ratio and peak efficiency are known.
    ///
    /// Its losses keep the proportions of a permanent-magnet machine with its inverter. At a quarter of
    /// the torque and the lowest speed of full power, w₀ = power / torque, they are 0.06 constant, 0.10
    /// by speed, 0.09 by its square, 0.30 by torque, 0.45 by its square: a quarter is there without
    /// load. Their size is then such that the best efficiency within rating and 2.5 w₀ is
    /// `peakEfficiency`, from the bus to the wheel. Assumed proportions: with a peak of 95.5 % a
    /// pickup's machine drags some 0.7 kW at 80 km/h and is at 88 to 93 % over the cycles, as drives
    /// of this kind are; whoever has a map gives the coefficients.
    ///
    /// `gear`: lost in the gear, a share of the power, part of the loss at the peak. Nothing where
    /// that alone is more than the peak allows.
    package init?(
        ratio: Double,
        torque: Double,
        power: Double,
        peakEfficiency: Double,
        gear: Double
    ) {
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
            constant: 0.06 * size,
            drag: 0.10 * size / base,
            windage: 0.09 * size / (base * base),
            copper: 0.45 * size / (middle * middle),
            current: 0.30 * size / middle,
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
                    0.06 + 0.10 * speed + 0.09 * speed * speed + 0.30 * torque
                    + 0.45 * torque * torque
                least = min(least, loss / (speed * torque))
            }
        }
        return least
    }
}
