import Hybrid

/// The machines that turn the wheels.
extension SiteReader {
    mutating func drive(_ field: Field, of whole: Entity) -> Drive? {
        let keys = ["rear", "front", "disconnects_front", "loss_percent", "regeneration"]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        var rear = entity["rear"].flatMap { machine($0, of: entity) }
        var front = entity["front"].flatMap { machine($0, of: entity) }
        let disconnects = entity["disconnects_front"].flatMap { flag($0) } ?? false
        let loss = quantity("loss_percent", 0.01, in: entity, .range(10...500, "percent"))
        let regeneration = required(
            "regeneration",
            in: entity.fields,
            "what braking gives back: { share_percent: 90, power_kw: 100 }"
        ).flatMap { self.regeneration($0, of: entity) }
        if entity["rear"] == nil, entity["front"] == nil {
            if entity.fields.misspelt.isDisjoint(with: ["rear", "front"]) {
                reject(field, "has no machine; write rear: or front:, or both")
            }
            return nil
        }
        if disconnects, entity["rear"] == nil || entity["front"] == nil,
            let field = entity["disconnects_front"]
        {
            reject(field, "needs a machine at the rear that drives alone, and one at the front")
        }
        // To the road it is the same at which end the only machine is.
        if entity["rear"] == nil {
            rear = front
            front = nil
        } else if entity["front"] != nil, front == nil {
            return nil
        }
        guard let rear, let regeneration else { return nil }
        let drive = Drive(
            rear: rear,
            front: front,
            disconnectsFront: disconnects,
            regeneration: regeneration
        )
        return drive.losing(loss ?? 1)
    }

    private static let coefficientKeys = [
        "constant_w", "drag_w_per_rad_s", "windage_w_per_rad2_s2", "copper_w_per_nm2",
        "current_w_per_nm",
    ]

    private mutating func machine(_ field: Field, of whole: Entity) -> Machine? {
        let keys =
            ["ratio", "torque_nm", "power_kw", "peak_efficiency_percent", "gear_percent"]
            + Self.coefficientKeys + Self.curveKeys + [Self.brakingCurveKey]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let ratio = requiredQuantity(
            "ratio",
            in: entity,
            .range(0.5...50),
            "turns of the motor for one of the wheel: 10"
        )
        let torque = requiredQuantity("torque_nm", in: entity, .positive, "at the shaft: 400")
        let power = requiredQuantity("power_kw", 1000, in: entity, .positive, "the most: 238")
        let gear = quantity("gear_percent", 0.01, in: entity, .range(0...20, "percent"))
        let isComplete = ratio != nil && torque != nil && power != nil
        // Where a part of it is missing the rest is read for its mistakes.
        let rating = Machine(
            ratio: ratio ?? 1,
            torque: torque ?? 1,
            power: power ?? 1,
            copper: 0,
            gear: gear ?? 0
        )
        let machine: Machine?
        if entity["efficiency_percent_by_load"] != nil {
            var geared = rating
            geared.gear = gear ?? Self.usualGear
            let others = ["peak_efficiency_percent"] + Self.coefficientKeys
            machine = machineByCurve(entity, geared, others: others)
        } else if let field = entity["peak_efficiency_percent"] {
            machine = machineByPeak(field, entity, rating, gear: gear ?? Self.usualGear)
        } else {
            machine = machineByCoefficients(entity, rating)
        }
        return isComplete ? machine : nil
    }

    /// Lost in a gear that nobody names, a share of the power.
    private static let usualGear = 0.02

    private mutating func machineByPeak(
        _ field: Field,
        _ entity: Entity,
        _ rating: Machine,
        gear: Double
    ) -> Machine? {
        for name in Self.coefficientKeys {
            if let other = entity[name] {
                reject(other, "stands beside \(field.name), from which it is derived")
            }
        }
        guard let peak = quantity(field.name, 0.01, in: entity, .efficiency) else { return nil }
        let machine = Machine(
            ratio: rating.ratio,
            torque: rating.torque,
            power: rating.power,
            peakEfficiency: peak,
            gear: gear
        )
        if machine == nil {
            reject(
                field,
                "\(short(peak * 100)) % leaves nothing beside a gear that loses "
                    + "\(short(gear * 100)) %; lower one of the two"
            )
        }
        return machine
    }

    private mutating func machineByCoefficients(_ entity: Entity, _ rating: Machine) -> Machine? {
        let losses = Self.coefficientKeys.map { quantity($0, in: entity, .amount) }
        guard entity["copper_w_per_nm2"] != nil else {
            _ = requiredQuantity(
                "peak_efficiency_percent",
                in: entity,
                .efficiency,
                "from the bus to the wheel: 94; or the coefficients of the loss with copper_w_per_nm2"
            )
            return nil
        }
        guard let copper = losses[3] else { return nil }
        var machine = rating
        machine.constant = losses[0] ?? 0
        machine.drag = losses[1] ?? 0
        machine.windage = losses[2] ?? 0
        machine.copper = copper
        machine.current = losses[4] ?? 0
        return machine
    }

    private mutating func regeneration(
        _ field: Field,
        of whole: Entity
    ) -> Drive.Regeneration? {
        let keys = ["share_percent", "force_n", "power_kw", "blend_kmh"]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let share = requiredQuantity(
            "share_percent",
            0.01,
            in: entity,
            .noneOrPercent,
            "of the braking, the rest is friction: 90"
        )
        let force = quantity("force_n", in: entity, .amount)
        let power = quantity("power_kw", 1000, in: entity, .amount)
        var blend = 0.0...0.0
        if let field = entity["blend_kmh"] {
            let kmh = pair(field, entity.origin, .range(0...100, "km/h"), "[2, 8]")
            if let kmh { blend = kmh.lowerBound * SI.kmh...kmh.upperBound * SI.kmh }
        }
        return share.map {
            Drive.Regeneration(
                share: $0,
                force: force ?? .infinity,
                power: power ?? .infinity,
                blend: blend
            )
        }
    }
}
