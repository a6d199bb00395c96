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
            weight[lane] = run.body.mass * SI.gravity
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

    /// What the bus needs in a step, in W, and the force that is asked for beyond what a drive has, in N.
    ///
    /// The same as ``Body/wheel(_:)`` and ``DriveLine/draw(_:_:pace:)``.
    @inline(__always)
    func demand(_ step: Moments) -> (power: Lanes, beyond: Lanes) {
        let speed = step.speed
        guard speed > 0 else { return (auxiliaries, Lanes(repeating: -1)) }
        var push = air * step.cube
        if hasWind {
            let gust = air * (step.cube + wind * (2 * step.square + wind * speed))
            push = choose(speed + wind, below: -gust, else: gust)
        }
        let wheel =
            rolling * speed + linear * step.square + push + weight * step.rise
            + inertia * step.kinetic
        let force = wheel * step.pace
        let most = least(both.force, both.power * step.pace)
        let braked = regeneration.force(force, speed, pace: step.pace, most: most)
        let machine = choose(force, below: braked, else: force)
        let effort = size(machine)
        var loss = both(effort, speed)
        if hasRear {
            let beyond = greatest(effort - rear.force, effort * speed - rear.power)
            let alone = least(rear(effort, speed), loss)
            loss = choose(-beyond, below: loss, else: alone)
        }
        return (machine * speed + loss + auxiliaries, force - most)
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

// Written lane by lane, since these loops become single instructions; those of the standard
// library go by masks of integers, which costs five.

@inline(__always) func least(_ left: Lanes, _ right: Lanes) -> Lanes {
    var least = left
    for lane in 0..<Lanes.scalarCount {
        least[lane] = right[lane] < left[lane] ? right[lane] : left[lane]
    }
    return least
}

@inline(__always) func greatest(_ left: Lanes, _ right: Lanes) -> Lanes {
    var greatest = left
    for lane in 0..<Lanes.scalarCount {
        greatest[lane] = right[lane] > left[lane] ? right[lane] : left[lane]
    }
    return greatest
}

/// The size of each.
@inline(__always) func size(_ values: Lanes) -> Lanes {
    var size = values
    for lane in 0..<Lanes.scalarCount { size[lane] = abs(values[lane]) }
    return size
}

/// `below` where a value is below zero, `else` where it is not.
@inline(__always) func choose(_ value: Lanes, below: Lanes, else other: Lanes) -> Lanes {
    var chosen = other
    for lane in 0..<Lanes.scalarCount {
        chosen[lane] = value[lane] < 0 ? below[lane] : other[lane]
    }
    return chosen
}

/// Whether any is above zero.
@inline(__always) func isAnyAboveZero(_ values: Lanes) -> Bool {
    let four = values.lowHalf
    let other = values.highHalf
    var most = four
    for lane in 0..<4 { most[lane] = other[lane] > four[lane] ? other[lane] : four[lane] }
    let two = most.lowHalf
    let rest = most.highHalf
    var last = two
    for lane in 0..<2 { last[lane] = rest[lane] > two[lane] ? rest[lane] : two[lane] }
    return last[0] > 0 || last[1] > 0
}
