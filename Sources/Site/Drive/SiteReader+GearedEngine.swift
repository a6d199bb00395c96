import Hybrid

/// An engine that is known by its size, its torque and its gears.
extension SiteReader {
    static let gearedKeys = [
        "displacement_l", "idle_rpm", "top_rpm", "torque_nm_by_rpm",
        "indicated_efficiency_percent", "friction_kpa", "pumping_kpa", "enrichment",
        "deactivation", "gears",
    ]
    private static let rpm = Double.pi / 30
    /// At the shaft; the best of cars with spark plugs are at 41 percent.
    private static let mostEfficiency = 0.45

    /// nil after a mistake.
    mutating func gearedEngine(_ entity: Entity) -> GearedEngine? {
        let engine = engine(entity)
        let gears = required("gears", in: entity.fields, "{ ratios: [4.71, …], axle: 3.21, … }")
            .flatMap { self.gears($0, of: entity) }
        guard let engine, let gears else { return nil }
        if gears.lowestSpeed < engine.idleSpeed, let field = entity["gears"] {
            reject(
                field,
                "lowest_rpm \(short((gears.lowestSpeed / Self.rpm).rounded())) is below idle_rpm"
            )
            return nil
        }
        if engine.bestEfficiency > Self.mostEfficiency,
            let field = entity["indicated_efficiency_percent"]
        {
            let percent = short((engine.bestEfficiency * 1000).rounded() / 10)
            reject(field, "with friction_kpa makes \(percent) % at the shaft, more than any engine")
            return nil
        }
        return GearedEngine(engine: engine, gears: gears)
    }

    private mutating func engine(_ entity: Entity) -> Engine? {
        let displacement = requiredQuantity(
            "displacement_l",
            0.001,
            in: entity,
            .range(0.1...30, "l"),
            "of all cylinders: 5.7"
        )
        let speeds = speeds(entity)
        let torque = torque(entity)
        let efficiency = requiredQuantity(
            "indicated_efficiency_percent",
            0.01,
            in: entity,
            .range(20...55, "percent"),
            "of the fuel, into work on the pistons: 39"
        )
        let friction = requiredQuantity(
            "friction_kpa",
            1000,
            in: entity,
            .range(0...500, "kPa"),
            "mean pressure without speed, at which friction stands by itself: 60"
        )
        let pumping = quantity("pumping_kpa", 1000, in: entity, .range(0...100, "kPa"))
        let enrichment = entity["enrichment"].flatMap { self.enrichment($0, of: entity) }
        let rest = entity["deactivation"].flatMap { deactivation($0, of: entity) }
        guard let displacement, let speeds, let torque, let efficiency, let friction else {
            return nil
        }
        return Engine(
            displacement: displacement,
            idleSpeed: speeds.idle,
            topSpeed: speeds.top,
            torque: torque,
            efficiency: efficiency,
            friction: friction,
            pumping: pumping ?? 45e3,
            enrichment: enrichment ?? Engine.Enrichment(share: 0.12, load: 0.85),
            deactivation: rest
        )
    }

    /// At idle and at most, in rad/s.
    private mutating func speeds(_ entity: Entity) -> (idle: Double, top: Double)? {
        let idle = requiredQuantity(
            "idle_rpm",
            Self.rpm,
            in: entity,
            .range(200...2000, "rpm"),
            "at a stop: 650"
        )
        let top = requiredQuantity(
            "top_rpm",
            Self.rpm,
            in: entity,
            .range(1000...20_000, "rpm"),
            "the highest: 5800"
        )
        guard let idle, let top else { return nil }
        guard idle < top else {
            if let field = entity["top_rpm"] { reject(field, "is not above idle_rpm") }
            return nil
        }
        return (idle, top)
    }

    private mutating func torque(_ entity: Entity) -> Curve? {
        let axes = Axes(
            x: .range(0...20_000, "rpm"),
            y: .positive,
            xFactor: Self.rpm,
            example: "[[1000, 380], [3950, 556], [5600, 502]] of rpm and N m at full load"
        )
        guard entity["torque_nm_by_rpm"] != nil else {
            _ = required("torque_nm_by_rpm", in: entity.fields, axes.example)
            return nil
        }
        return curve("torque_nm_by_rpm", in: entity, axes)
    }

    private mutating func enrichment(_ field: Field, of whole: Entity) -> Engine.Enrichment? {
        let keys = ["percent", "from_load_percent"]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let share = requiredQuantity(
            "percent",
            0.01,
            in: entity,
            .range(0...60, "percent"),
            "more fuel at full load: 12"
        )
        let load = requiredQuantity(
            "from_load_percent",
            0.01,
            in: entity,
            .range(0...99, "percent"),
            "of full load, where it begins: 85"
        )
        guard let share, let load else { return nil }
        return Engine.Enrichment(share: share, load: load)
    }

    private mutating func deactivation(
        _ field: Field,
        of whole: Entity
    ) -> Engine.Deactivation? {
        let keys = ["saving_percent", "above_kmh", "below_rpm"]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let saving = requiredQuantity(
            "saving_percent",
            0.01,
            in: entity,
            .range(0...60, "percent"),
            "less fuel at no load, fading to half load: 25"
        )
        let vehicle = quantity("above_kmh", SI.kmh, in: entity, .amount)
        let top = quantity("below_rpm", Self.rpm, in: entity, .positive)
        guard let saving else { return nil }
        return Engine.Deactivation(
            saving: saving,
            vehicleSpeed: vehicle ?? 0,
            topSpeed: top ?? .infinity
        )
    }

    private mutating func gears(_ field: Field, of whole: Entity) -> Gears? {
        let keys = ["ratios", "axle", "efficiency_percent", "lowest_rpm", "reserve_percent"]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let ratios = ratios(entity)
        let axle = requiredQuantity("axle", in: entity, .range(0.2...30), "3.21")
        let efficiency = requiredQuantity(
            "efficiency_percent",
            0.01,
            in: entity,
            .range(50...100, "percent"),
            "from the engine to the wheels: 91"
        )
        let lowest = requiredQuantity(
            "lowest_rpm",
            Self.rpm,
            in: entity,
            .range(300...5000, "rpm"),
            "the slowest with the converter locked: 1100"
        )
        let reserve = quantity("reserve_percent", 0.01, in: entity, .range(0...90, "percent"))
        guard let ratios, let axle, let efficiency, let lowest else { return nil }
        return Gears(
            ratios: ratios.map { $0 * axle },
            efficiency: efficiency,
            lowestSpeed: lowest,
            reserve: reserve ?? 0.3
        )
    }

    /// From the lowest gear on, each less than the one before.
    private mutating func ratios(_ entity: Entity) -> [Double]? {
        let example = "[4.71, 3.14, 2.1, 1.67, 1.29, 1, 0.84, 0.67]"
        guard let field = required("ratios", in: entity.fields, example),
            let items = list(field, of: "ratios from the lowest gear: \(example)")
        else { return nil }
        let values = items.compactMap { figure($0, entity.origin, .range(0.1...30)) }
        guard values.count == items.count else { return nil }
        guard !values.isEmpty, zip(values, values.dropFirst()).allSatisfy({ $0 > $1 }) else {
            reject(field, "do not go down from the lowest gear to the highest; write \(example)")
            return nil
        }
        return values
    }
}
