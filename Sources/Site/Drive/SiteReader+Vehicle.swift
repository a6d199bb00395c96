import Hybrid

/// What stands at the top of a vehicle file.
extension SiteReader {
    private static let vehicleKeys = [
        "name", "also", "maker", "model_year", "status", "curb_mass_kg", "curb_mass_lb", "load_kg",
        "load_lb", "gross_mass_kg", "gross_mass_lb", "payload_rating_kg", "payload_rating_lb",
        "gross_combined_mass_kg", "gross_combined_mass_lb", "tow_rating_kg",
        "tow_rating_lb", "tow_rating_note", "wheel_radius_m", "rotating_mass_percent", "road_load",
        "auxiliaries",
        "battery", "drive", "generator", "engine", "plug", "ownership", "published",
    ]

    private static let vehicleBands: [BandRule] = [
        BandRule(path: "road_load.a_lbf", figure: .rolling),
        BandRule(path: "road_load.a_n", figure: .rolling),
        BandRule(path: "road_load.rolling_coefficient", figure: .rolling),
        BandRule(path: "road_load.c_lbf_per_mph2", figure: .drag),
        BandRule(path: "road_load.c_n_per_mps2", figure: .drag),
        BandRule(path: "road_load.drag_coefficient", figure: .drag),
        BandRule(path: "road_load.frontal_area_m2", figure: .drag),
        BandRule(path: "road_load.drag_area_m2", figure: .drag),
        BandRule(path: "curb_mass_kg", figure: .mass),
        BandRule(path: "curb_mass_lb", figure: .mass),
        BandRule(path: "auxiliaries.base_kw", figure: .auxiliaries),
        BandRule(path: "battery.gross_kwh", figure: .battery),
        BandRule(path: "battery.usable_kwh", figure: .battery),
        BandRule(path: "drive.loss_percent", figure: .drive),
        BandRule(
            path: "drive.rear.peak_efficiency_percent",
            figure: .drive,
            measure: BandRule.loss
        ),
        BandRule(path: "generator.fuel_percent", figure: .generator),
        BandRule(path: "engine.fuel_percent", figure: .generator),
        BandRule(path: "ownership.price_usd", figure: .vehiclePrice),
    ]

    /// nil after a mistake.
    mutating func vehicle(_ root: Field, id: String) -> VehicleFile? {
        guard let entity = entity(root, known: Self.vehicleKeys) else { return nil }
        let name = required("name", in: entity.fields, "what it is called: Ram 1500 REV")
            .flatMap { text($0)?.value }
        let names = entity["also"].map { otherNames($0) } ?? []
        let maker = entity["maker"].flatMap { text($0)?.value }
        let year = entity["model_year"].flatMap { whole($0, in: 1900...2100) }
        let status = entity["status"].flatMap { choice($0, VehicleFile.Status.self) }
        let masses = vehicleMasses(entity)
        let rotating = percent("rotating_mass_percent", in: entity, .range(0...20, "percent"))
        let radius = wheelRadius(entity)
        let roadLoad = required("road_load", in: entity.fields, "write its coefficients A, B and C")
            .flatMap { self.roadLoad($0, of: entity, mass: masses?.driven) }
        let auxiliaries = required("auxiliaries", in: entity.fields, "write base_kw: 0.4")
            .flatMap { self.auxiliaries($0, of: entity) }
        let power = powertrain(entity)
        let plug = entity["plug"].flatMap { self.plug($0, of: entity) }
        let ownership = entity["ownership"].flatMap { self.ownership($0, of: entity) }
        let published = entity["published"].map { self.published($0, of: entity) } ?? []
        checkParts(entity, masses, power?.train)
        guard let name, let masses, let radius, let roadLoad, let auxiliaries, let power else {
            return nil
        }
        let vehicle = Vehicle(
            name: name,
            mass: masses.driven,
            rotating: rotating ?? 0.03,
            wheelRadius: radius,
            roadLoad: roadLoad,
            auxiliaries: auxiliaries,
            powertrain: power.train
        )
        var sheet = VehicleSheet(
            id: id,
            vehicle: vehicle,
            maker: maker,
            plug: plug,
            ageing: power.ageing,
            curbMass: masses.curb,
            grossMass: masses.gross,
            grossCombinedMass: masses.grossCombined,
            towRating: masses.towRating,
            towRatingNote: entity["tow_rating_note"].flatMap { text($0)?.value },
            ownership: ownership ?? Ownership(),
            published: published
        )
        sheet.bands = bands(Self.vehicleBands, shares: [.mass: masses.curb / masses.driven])
        return VehicleFile(
            sheet: sheet,
            also: names,
            modelYear: year,
            status: status ?? .production,
            figures: [],
            notices: []
        )
    }

    private mutating func wheelRadius(_ entity: Entity) -> Double? {
        requiredQuantity(
            "wheel_radius_m",
            in: entity,
            .range(0.15...1, "meters"),
            "of the loaded tire: 0.4"
        )
    }

    private mutating func otherNames(_ field: Field) -> [String] {
        (list(field, of: "other names") ?? []).compactMap { text($0)?.value }
    }
}

/// What a vehicle weighs, all in kg.
struct VehicleMasses {
    var curb: Double
    var load: Double
    var gross: Double?
    var grossCombined: Double?
    var towRating: Double?

    var driven: Double { curb + load }
}

/// What drives a vehicle, and how its battery ages.
struct VehiclePower {
    var train: Vehicle.Powertrain
    var ageing: BatteryAgeing?
}

extension SiteReader {
    private mutating func vehicleMasses(_ entity: Entity) -> VehicleMasses? {
        func keys(_ name: String) -> [UnitKey] {
            [UnitKey("\(name)_kg"), UnitKey("\(name)_lb", SI.pound)]
        }
        let curb = requiredQuantity(
            keys("curb_mass"),
            in: entity,
            .positive,
            "without driver and load: 2400"
        )
        // A driver and what is with him: 136 kg or 300 lb, the loaded vehicle weight of EPA's tests.
        let load = quantity(keys("load"), in: entity, .amount) ?? 300 * SI.pound
        let gross = grossMass(entity, keys("gross_mass"), keys("payload_rating"), curb, load)
        let most = quantity(keys("gross_combined_mass"), in: entity, .positive)
        let tow = quantity(keys("tow_rating"), in: entity, .amount)
        guard let curb else { return nil }
        if let curbField = entity["curb_mass_kg"] ?? entity["curb_mass_lb"],
            !(200...50_000).contains(curb)
        {
            reject(curbField, "\(short(curb)) kg is no mass of a vehicle; 200 to 50000 kg")
        }
        if let most, curb + load > most,
            let field = entity["gross_combined_mass_kg"] ?? entity["gross_combined_mass_lb"]
        {
            reject(
                field,
                "\(short(most)) kg is less than the vehicle with its load, "
                    + "\(short((curb + load).rounded())) kg"
            )
        }
        return VehicleMasses(
            curb: curb,
            load: load,
            gross: gross,
            grossCombined: most,
            towRating: tow
        )
    }

    /// The most that it may weigh, in kg, by one of two ratings; nothing where neither is known.
    private mutating func grossMass(
        _ entity: Entity,
        _ gross: [UnitKey],
        _ payload: [UnitKey],
        _ curb: Double?,
        _ load: Double
    ) -> Double? {
        let whole = quantity(gross, in: entity, .positive)
        let onBoard = quantity(payload, in: entity, .positive)
        let field = (gross + payload).lazy.compactMap { entity[$0.name] }.first
        guard let field, let curb else { return nil }
        if whole != nil, onBoard != nil {
            reject(field, "stands beside a payload rating, which says as much; keep one of them")
        }
        guard let most = whole ?? onBoard.map({ curb + $0 }) else { return nil }
        if curb + load > most {
            reject(
                field,
                "the vehicle with its load, \(short((curb + load).rounded())) kg, is more than it "
                    + "allows, \(short(most.rounded())) kg"
            )
        }
        return most
    }

    /// Which parts stand there decides what kind of vehicle it is.
    private mutating func powertrain(_ entity: Entity) -> VehiclePower? {
        if let field = entity["engine"] {
            for name in ["drive", "battery", "generator", "plug"] {
                if let other = entity[name] {
                    reject(
                        other,
                        "stands beside engine, which drives the wheels; keep one of the two"
                    )
                }
            }
            return combustionDrive(field, of: entity)
                .map { VehiclePower(train: .conventional($0), ageing: nil) }
        }
        if entity["drive"] == nil, entity["battery"] == nil, entity["generator"] == nil {
            let isMisspelt = !entity.fields.misspelt
                .isDisjoint(with: ["engine", "drive", "battery", "generator"])
            if !isMisspelt {
                reject(
                    entity.fields.path,
                    line: entity.fields.line,
                    "what drives it? write battery: and drive:, with generator: if it has one; or engine:"
                )
            }
            return nil
        }
        let drive = required("drive", in: entity.fields, "the machines that turn the wheels")
            .flatMap { self.drive($0, of: entity) }
        let battery = required(
            "battery",
            in: entity.fields,
            "write gross_kwh and what is used of it"
        )
        .flatMap { self.battery($0, of: entity) }
        let generator = entity["generator"].flatMap { self.generator($0, of: entity) }
        guard let drive, let battery else { return nil }
        if entity["generator"] != nil {
            return generator.map {
                VehiclePower(train: .series(drive, battery.battery, $0), ageing: battery.ageing)
            }
        }
        return VehiclePower(train: .electric(drive, battery.battery), ageing: battery.ageing)
    }

    /// The parts weigh less than the whole.
    private mutating func checkParts(
        _ entity: Entity,
        _ masses: VehicleMasses?,
        _ train: Vehicle.Powertrain?
    ) {
        guard let masses, let train else { return }
        let parts: Double =
            switch train {
            case .electric(_, let battery): battery.mass
            case .series(_, let battery, let generator): battery.mass + generator.mass
            case .conventional: 0
            }
        if parts >= masses.curb, let field = entity["battery"] {
            reject(
                field,
                "battery and generator weigh \(short(parts.rounded())) kg, the whole vehicle only "
                    + "\(short(masses.curb.rounded())) kg"
            )
        }
    }
}
