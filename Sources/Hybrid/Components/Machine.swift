/// A motor with its inverter and gear on one axle.
///
/// Loss in W = k0 + k1 w + k2 w² + k3 T² + k4 |T| + k5 |P|, w the speed of the shaft in rad/s, T its
/// torque in N m and P its power in W: iron and windage, copper, inverter, gear. The same for
/// driving and braking. What ``curve`` loses comes on top.
///
/// After Larminie and Lowry, Electric Vehicle Technology Explained, 2012, chapter 7, who have copper T²,
/// iron w, windage w³ and a constant. Assumed: w² in the place of w³, because eddy currents follow it
/// and no file has both; |T| for the inverter, whose loss follows the current; |P| for the gear.
package struct Machine: Sendable, Hashable {
    /// Turns of the motor for one of the wheel.
    package var ratio: Double
    /// In N m at the shaft, either way.
    package var torque: Double
    /// In W at the wheel, either way.
    package var power: Double
    /// k0 in W.
    package var constant: Double
    /// k1 in W s/rad.
    package var drag: Double
    /// k2 in W s²/rad².
    package var windage: Double
    /// k3 in W/(N m)².
    package var copper: Double
    /// k4 in W/(N m).
    package var current: Double
    /// k5 in W/W.
    package var gear: Double
    /// For a machine that is known by its efficiency; its coefficients are then zero.
    package var curve: EfficiencyCurve?

    package init(
        ratio: Double,
        torque: Double,
        power: Double,
        constant: Double = 0,
        drag: Double = 0,
        windage: Double = 0,
        copper: Double,
        current: Double = 0,
        gear: Double = 0,
        curve: EfficiencyCurve? = nil
    ) {
        self.ratio = ratio
        self.torque = torque
        self.power = power
        self.constant = constant
        self.drag = drag
        self.windage = windage
        self.copper = copper
        self.current = current
        self.gear = gear
        self.curve = curve
    }

    /// The same machine with so many times its losses.
    package func losing(_ factor: Double) -> Machine {
        var machine = self
        machine.constant *= factor
        machine.drag *= factor
        machine.windage *= factor
        machine.copper *= factor
        machine.current *= factor
        machine.gear *= factor
        machine.curve = curve?.losing(factor)
        return machine
    }

    /// By the coefficients, in W, from the torque in N m and the speed in rad/s at the shaft.
    package func loss(torque: Double, speed: Double) -> Double {
        constant + speed * (drag + windage * speed) + torque * torque * copper
            + abs(torque) * current + abs(torque * speed) * gear
    }
}
