import Hybrid

/// What holds a vehicle back, and what it draws for itself.
extension SiteReader {
    private static let certifiedKeys = ["a_lbf", "b_lbf_per_mph", "c_lbf_per_mph2"]
    private static let coastDownKeys = ["a_n", "b_n_per_mps", "c_n_per_mps2"]
    private static let principleKeys = [
        "drag_coefficient", "frontal_area_m2", "drag_area_m2", "rolling_coefficient",
    ]
    private static let testKeys = ["test_mass_kg", "test_mass_lb", "air_density_kg_per_m3"]

    /// `mass`: Of the vehicle as driven in kg, for what is given by a coefficient.
    mutating func roadLoad(_ field: Field, of whole: Entity, mass: Double?) -> RoadLoad? {
        let ways = [Self.certifiedKeys, Self.coastDownKeys, Self.principleKeys]
        guard let entity = part(field, known: ways.flatMap { $0 } + Self.testKeys, of: whole)
        else { return nil }
        let present = ways.filter { way in way.contains { entity[$0] != nil } }
        guard let way = present.first else {
            if entity.fields.misspelt.isEmpty {
                reject(
                    field,
                    "says no resistance; write a_lbf, b_lbf_per_mph and c_lbf_per_mph2 with "
                        + "test_mass_lb, or drag_area_m2 and rolling_coefficient"
                )
            }
            return nil
        }
        for other in present.dropFirst() {
            if let field = other.compactMap({ entity[$0] }).first {
                reject(field, "stands beside \(way[0]), which says the same; keep one of the two")
            }
        }
        let density =
            quantity(
                "air_density_kg_per_m3",
                in: entity,
                .range(0.8...1.5, "kg/m³")
            ) ?? Air.referenceDensity
        let load =
            way == Self.principleKeys
            ? principles(entity, mass: mass, density: density)
            : coefficients(entity, isCertified: way == Self.certifiedKeys, density: density)
        if let load { checkForce(load, field) }
        return load
    }

    private mutating func coefficients(
        _ entity: Entity,
        isCertified: Bool,
        density: Double
    ) -> RoadLoad? {
        let names = isCertified ? Self.certifiedKeys : Self.coastDownKeys
        let mph = SI.mph
        let factors =
            isCertified
            ? [SI.poundForce, SI.poundForce / mph, SI.poundForce / (mph * mph)] : [1, 1, 1]
        let examples = ["as certified: 46.31", "may be negative: 0.1995", "of the air: 0.03351"]
        let bounds: [Bounds] = [.positive, .any, .amount]
        var values: [Double?] = []
        for index in 0..<3 {
            values.append(
                requiredQuantity(
                    names[index],
                    factors[index],
                    in: entity,
                    bounds[index],
                    examples[index]
                )
            )
        }
        let mass = requiredQuantity(
            [UnitKey("test_mass_lb", SI.pound), UnitKey("test_mass_kg")],
            in: entity,
            .positive,
            "the equivalent test weight of the row: 5500"
        )
        guard let a = values[0], let b = values[1], let c = values[2], let mass else { return nil }
        return RoadLoad(a: a, b: b, c: c, mass: mass, density: density)
    }

    private mutating func principles(
        _ entity: Entity,
        mass: Double?,
        density: Double
    ) -> RoadLoad? {
        for name in ["test_mass_kg", "test_mass_lb"] {
            if let field = entity[name] {
                reject(field, "has no effect beside rolling_coefficient, which holds at any mass")
            }
        }
        let rolling = requiredQuantity(
            "rolling_coefficient",
            in: entity,
            .range(0.002...0.05),
            "of the tires: 0.009"
        )
        let area: Double?
        if let field = entity["drag_area_m2"] {
            for name in ["drag_coefficient", "frontal_area_m2"] {
                if let other = entity[name] {
                    reject(other, "stands beside drag_area_m2, which holds it; keep one of the two")
                }
            }
            area = figure(field, entity.origin, .range(0.1...20, "m²"))
        } else {
            let coefficient = requiredQuantity(
                "drag_coefficient",
                in: entity,
                .range(0.1...2),
                "0.35, with frontal_area_m2; or drag_area_m2"
            )
            let front = requiredQuantity(
                "frontal_area_m2",
                in: entity,
                .range(0.5...15, "m²"),
                "3.4, with drag_coefficient; or drag_area_m2"
            )
            area = coefficient.flatMap { coefficient in front.map { coefficient * $0 } }
        }
        guard let rolling, let area, let mass else { return nil }
        return RoadLoad(
            dragArea: area,
            rollingCoefficient: rolling,
            mass: mass,
            density: density
        )
    }

    /// A negative B is legal as long as the road holds the vehicle back at every speed.
    private mutating func checkForce(_ load: RoadLoad, _ field: Field) {
        let worst = (0...60).map(Double.init).min { first, second in
            force(load, first) < force(load, second)
        }
        if let worst, force(load, worst) <= 0 {
            reject(
                field,
                "pushes the vehicle at \(short((worst / SI.kmh).rounded())) km/h: "
                    + "A + B v + C v² has to be above 0 up to 216 km/h; are the units right?"
            )
        }
    }

    private func force(_ load: RoadLoad, _ speed: Double) -> Double {
        load.rolling + speed * (load.linear + load.quadratic * speed)
    }

    mutating func auxiliaries(_ field: Field, of whole: Entity) -> Auxiliaries? {
        guard let entity = part(field, known: ["base_kw", "climate_kw"], of: whole) else {
            return nil
        }
        let base = requiredQuantity(
            "base_kw",
            1000,
            in: entity,
            .range(0...50, "kW"),
            "computers, lamps and pumps: 0.4"
        )
        let climate = curve(
            "climate_kw",
            in: entity,
            Axes(
                x: .degrees,
                y: .range(0...50, "kW"),
                yFactor: 1000,
                example: "[[-20, 5], [20, 0.25], [40, 2]] of °C and kW"
            )
        )
        return base.map { Auxiliaries(base: $0, climate: climate ?? .constant(0)) }
    }
}
