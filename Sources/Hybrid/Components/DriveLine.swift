/// A drive as the loops use it: loss by force and speed at the wheels.
package struct DriveLine: Sendable, Hashable {
    /// Loss in W = c0 + c1 v + c2 v² + c3 F² + c4 |F| + c5 |F v|, with F in N and v in m/s.
    struct Loss: Sendable, Hashable {
        var constant = 0.0
        var drag = 0.0
        var windage = 0.0
        var copper = 0.0
        var current = 0.0
        var gear = 0.0
        /// The largest force in N, either way.
        var force = 0.0
        /// The largest power in W, either way.
        var power = 0.0
        /// On top of the coefficients.
        var curves: CurveLoss?

        @inline(__always) func callAsFunction(_ force: Double, _ speed: Double) -> Double {
            let size = abs(force)
            let smooth =
                constant + speed * (drag + windage * speed)
                + size * (current + gear * speed + copper * size)
            guard let curves else { return smooth }
            return smooth + curves(force: force, power: size * speed)
        }
    }

    /// What the wheels ask for, as it arrives at the bus.
    package struct Draw: Sendable {
        /// In W; below zero is given back.
        package var power: Double
        /// In W.
        package var loss: Double
        /// What friction brakes take, in W.
        package var brakes: Double
    }

    /// Every machine takes its share.
    let all: Loss
    /// The rear machine alone, where it may be alone.
    let rear: Loss?
    let regeneration: Drive.Regeneration
    /// Of regeneration, per m/s above the bottom of the blend.
    private let blending: Double

    init(_ drive: Drive, wheelRadius: Double) {
        let rear = Loss(drive.rear, share: 1, wheelRadius: wheelRadius)
        if let machine = drive.front {
            let whole = Loss(machine, share: 1, wheelRadius: wheelRadius)
            let sum = whole.copper + rear.copper
            // Copper loss is least where both have the same loss for a little more force.
            let share = sum > 0 ? rear.copper / sum : 0.5
            var all = Loss(machine, share: share, wheelRadius: wheelRadius)
            all.add(Loss(drive.rear, share: 1 - share, wheelRadius: wheelRadius))
            // Where one is at its end the other goes on, at a little more loss than is counted.
            all.force = whole.force + rear.force
            all.power = whole.power + rear.power
            all.curves = CurveLoss([(machine, share), (drive.rear, 1 - share)], upTo: all.power)
            self.all = all
            self.rear = drive.disconnectsFront ? rear : nil
        } else {
            all = rear
            self.rear = nil
        }
        regeneration = drive.regeneration
        let blend = drive.regeneration.blend
        let width = blend.upperBound - blend.lowerBound
        // A blend of no width is a step.
        blending = width > 0 ? 1 / width : 1e12
    }

    /// Whether a machine is known by its efficiency and not by coefficients alone.
    package var hasCurves: Bool { all.curves != nil }

    /// The largest force in N, at a pace in s/m: one over the speed.
    @inline(__always) package func force(atPace pace: Double) -> Double {
        min(all.force, all.power * pace)
    }

    /// The loss in W for a force in N and a speed in m/s above zero.
    @inline(__always) package func loss(_ force: Double, _ speed: Double) -> Double {
        let both = all(force, speed)
        guard let rear, abs(force) <= rear.force, abs(force) * speed <= rear.power else {
            return both
        }
        return min(both, rear(force, speed))
    }

    /// What a force in N at the wheels means at the bus, at a speed in m/s above zero.
    ///
    /// The force must be within what the drive can do, unless it brakes. `pace`: one over the speed.
    /// Written without branches, since accelerating and braking take turns as they like.
    @inline(__always)
    package func draw(_ force: Double, _ speed: Double, pace: Double) -> Draw {
        let blend = min(((speed - regeneration.blend.lowerBound) * blending).atLeast(0), 1)
        let most = min(
            min(regeneration.force, regeneration.power * pace),
            self.force(atPace: pace)
        )
        let braked = (force * regeneration.share * blend).atLeast(-most)
        let machine = force < 0 ? braked : force
        let loss = loss(machine, speed)
        return Draw(
            power: machine * speed + loss,
            loss: loss,
            brakes: (machine - force) * speed
        )
    }
}

extension DriveLine.Loss {
    /// A machine that takes a share of the force.
    init(_ machine: Machine, share: Double, wheelRadius: Double) {
        let speed = machine.ratio / wheelRadius
        let torque = share * wheelRadius / machine.ratio
        constant = machine.constant
        drag = machine.drag * speed
        windage = machine.windage * speed * speed
        copper = machine.copper * torque * torque
        current = machine.current * torque
        gear = machine.gear * share
        force = machine.torque * machine.ratio / wheelRadius
        power = machine.power
        curves = CurveLoss([(machine, 1)], upTo: machine.power)
    }

    /// The loss of a second machine that works at once.
    mutating func add(_ other: Self) {
        constant += other.constant
        drag += other.drag
        windage += other.windage
        copper += other.copper
        current += other.current
        gear += other.gear
    }
}
