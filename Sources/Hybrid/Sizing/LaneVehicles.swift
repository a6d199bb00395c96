/// As many vehicles as are driven at once, a number of each.
typealias Lanes = SIMD8<Double>
typealias LaneMask = SIMDMask<Lanes.MaskStorage>

/// Vehicles side by side: the coefficients of ``ElectricRun``, a lane for each.
struct LaneVehicles {
    /// Of the road, see ``Resistance``.
    var rolling = Lanes()
    var linear = Lanes()
    var air = Lanes()
    var wind = Lanes()
    /// In N: mass times the acceleration of free fall.
    var weight = Lanes()
    var inertia = Lanes()
    var auxiliaries = Lanes()
    var both = LaneLoss()
    var rear = LaneLoss()
    var regeneration = LaneRegeneration()
    var emptyVoltage = Lanes()
    var voltageRise = Lanes()
    var resistance = Lanes()
    /// One over the charge, in 1/C.
    var perCharge = Lanes()
    var line = LaneLine()
    var hasWind = false
    var hasRear = false
    var hasGenerator = false

    /// `runs`: one for each lane.
    init(_ runs: [ElectricRun]) {
        for (lane, run) in runs.enumerated() {
            let road = run.body.resistance
            rolling[lane] = road.constant
            linear[lane] = road.linear
            air[lane] = road.air
            wind[lane] = road.wind
            weight[lane] = run.body.mass * standardGravity
            inertia[lane] = run.body.inertia
            auxiliaries[lane] = run.body.auxiliaries
            both.set(run.drive.all, lane)
            // A machine without force is never alone.
            rear.set(run.drive.rear ?? DriveLine.Loss(force: -1), lane)
            regeneration.set(run.drive.regeneration, lane)
            emptyVoltage[lane] = run.circuit.emptyVoltage
            voltageRise[lane] = run.circuit.voltageRise
            resistance[lane] = run.circuit.resistance
            perCharge[lane] = 1 / run.circuit.charge
            line.set(run.line ?? .absent, lane)
            hasWind = hasWind || road.wind != 0
            hasRear = hasRear || run.drive.rear != nil
            hasGenerator = hasGenerator || run.line != nil
        }
    }

    /// What the bus needs in a step, in W, and whether each drive has the force for it.
    ///
    /// The same as ``Body/wheel(_:)`` and ``DriveLine/draw(_:_:pace:)``.
    @inline(__always)
    func demand(_ step: Moments) -> (power: Lanes, hasForce: LaneMask) {
        let speed = step.speed
        guard speed > 0 else { return (auxiliaries, SIMDMask(repeating: true)) }
        var push = air * step.cube
        if hasWind {
            let gust = air * (step.cube + wind * (2 * step.square + wind * speed))
            push = gust.replacing(with: -gust, where: speed + wind .< 0)
        }
        let wheel =
            rolling * speed + linear * step.square + push + weight * step.rise
            + inertia * step.kinetic
        let force = wheel * step.pace
        let most = least(both.force, both.power * step.pace)
        let braked = regeneration.force(force, speed, pace: step.pace, most: most)
        let machine = force.replacing(with: braked, where: force .< 0)
        let size = machine.replacing(with: -machine, where: machine .< 0)
        var loss = both(size, speed)
        if hasRear {
            let alone = rear(size, speed)
            let can = (size .<= rear.force) .& (size * speed .<= rear.power) .& (alone .< loss)
            loss.replace(with: alone, where: can)
        }
        return (machine * speed + loss + auxiliaries, force .<= most)
    }
}

/// ``DriveLine/Loss``, a lane for each vehicle.
struct LaneLoss {
    var constant = Lanes()
    var drag = Lanes()
    var windage = Lanes()
    var copper = Lanes()
    var current = Lanes()
    var gear = Lanes()
    var force = Lanes()
    var power = Lanes()

    mutating func set(_ loss: DriveLine.Loss, _ lane: Int) {
        constant[lane] = loss.constant
        drag[lane] = loss.drag
        windage[lane] = loss.windage
        copper[lane] = loss.copper
        current[lane] = loss.current
        gear[lane] = loss.gear
        force[lane] = loss.force
        power[lane] = loss.power
    }

    @inline(__always) func callAsFunction(_ size: Lanes, _ speed: Double) -> Lanes {
        constant + speed * (drag + windage * speed)
            + size * (current + gear * speed + copper * size)
    }
}

/// ``Drive/Regeneration``, a lane for each vehicle.
struct LaneRegeneration {
    var share = Lanes()
    var force = Lanes()
    var power = Lanes()
    var from = Lanes()
    var blending = Lanes()

    mutating func set(_ regeneration: Drive.Regeneration, _ lane: Int) {
        let blend = regeneration.blend
        let width = blend.upperBound - blend.lowerBound
        share[lane] = regeneration.share
        force[lane] = regeneration.force
        power[lane] = regeneration.power
        from[lane] = blend.lowerBound
        blending[lane] = width > 0 ? 1 / width : 1e12
    }

    /// What the machines do of a braking force.
    @inline(__always)
    func force(_ asked: Lanes, _ speed: Double, pace: Double, most: Lanes) -> Lanes {
        let blend = least(greatest((speed - from) * blending, Lanes()), Lanes(repeating: 1))
        let limit = least(least(force, power * pace), most)
        return greatest(asked * share * blend, -limit)
    }
}

/// ``GeneratorLine``, a lane for each vehicle.
struct LaneLine {
    var minimum = Lanes()
    var maximum = Lanes()
    var idle = Lanes()
    var slope = Lanes()
    var curvature = Lanes()
    var start = Lanes()
    var minimumOnTime = Lanes()
    var ramp = Lanes()
    var coldExtra = Lanes()
    var warmUpTime = Lanes()

    mutating func set(_ line: GeneratorLine, _ lane: Int) {
        minimum[lane] = line.minimum
        maximum[lane] = line.maximum
        idle[lane] = line.idle
        slope[lane] = line.slope
        curvature[lane] = line.curvature
        start[lane] = line.start
        minimumOnTime[lane] = line.minimumOnTime
        ramp[lane] = line.ramp
        coldExtra[lane] = line.coldExtra
        warmUpTime[lane] = line.warmUpTime
    }

    /// Fuel in W.
    @inline(__always) func fuel(_ power: Lanes) -> Lanes {
        idle + power * (slope + curvature * power)
    }
}

// The comparisons of the standard library become one instruction each; its `pointwiseMin` does not.

@inline(__always) func least(_ left: Lanes, _ right: Lanes) -> Lanes {
    left.replacing(with: right, where: right .< left)
}

@inline(__always) func greatest(_ left: Lanes, _ right: Lanes) -> Lanes {
    left.replacing(with: right, where: right .> left)
}
