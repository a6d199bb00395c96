package import Hybrid
package import Planning

/// What energy costs and emits, and how a vehicle is used, with the source of each figure.
package struct EconomyFile: Sendable, Hashable {
    package var economy: Economy
    package var figures: [SourcedFigure]

    /// Reads the file at a path; what it does not say is as in the library's `economy.yaml`.
    ///
    /// Without a path it is the library's alone.
    package static func open(_ path: String? = nil) throws(SiteMistakes) -> EconomyFile {
        let shipped = DriveLibrary.economyFile
        let library = try decode(shipped.text, name: shipped.name, over: nil)
        guard let path else { return library }
        let own = try TextFile.read(path, orElse: "leave it out to take the library's")
        return try decode(own, name: path, over: library)
    }

    /// The economy alone; see ``open(_:)``.
    package static func load(_ path: String? = nil) throws(SiteMistakes) -> Economy {
        try open(path).economy
    }

    /// `base`: What counts where the text says nothing; without one it has to say everything.
    package static func decode(
        _ text: String,
        name: String,
        over base: EconomyFile?
    ) throws(SiteMistakes) -> EconomyFile {
        var reader = SiteReader(environment: [:], allowsUnset: false)
        let file = try reader.document(text, name: name, as: .economy) {
            (reader: inout SiteReader, root: Field) -> EconomyFile? in
            reader.economy(root.merged, over: base)
        }
        guard let file else { preconditionFailure("a file without an economy has a mistake") }
        return file
    }
}

extension SiteReader {
    /// A key of an economy file, what it sets and what it may be.
    private struct EconomyKey {
        let name: String
        let factor: Double
        let bounds: Bounds
        let path: WritableKeyPath<Economy, Double>

        init(
            _ name: String,
            _ bounds: Bounds,
            _ path: WritableKeyPath<Economy, Double>,
            factor: Double = 1
        ) {
            self.name = name
            self.factor = factor
            self.bounds = bounds
            self.path = path
        }
    }

    private static var economyKeys: [EconomyKey] {
        let (kilo, joules) = (1000.0, 1 / 3.6e6)
        return [
            EconomyKey("home_price_usd_per_kwh", .range(0...5, "USD/kWh"), \.homePrice),
            EconomyKey("fast_price_usd_per_kwh", .range(0...5, "USD/kWh"), \.fastPrice),
            EconomyKey("grid_carbon_kg_per_kwh", .range(0...2, "kg/kWh (not g/kWh)"), \.gridCarbon),
            EconomyKey(
                "grid_upstream_carbon_kg_per_kwh",
                .range(0...2, "kg/kWh (not g/kWh)"),
                \.gridUpstreamCarbon
            ),
            EconomyKey("time_value_usd_per_h", .range(0...1000, "USD/h"), \.timeValue),
            EconomyKey(
                "distance_km_per_year",
                .range(1...1e6, "km"),
                \.distancePerYear,
                factor: kilo
            ),
            EconomyKey("years", .range(1...50, "years"), \.years),
            EconomyKey("discount_percent", .range(0...50, "percent"), \.discountRate, factor: 0.01),
            EconomyKey("home_access_percent", .percent, \.homeAccess, factor: 0.01),
            EconomyKey(
                "least_home_access_percent",
                .percent,
                \.leastHomeAccess,
                factor: 0.01
            ),
            EconomyKey("charging_stop_min", .range(0...240, "minutes"), \.chargingStop, factor: 60),
            EconomyKey("charging_detour_km", .range(0...100, "km"), \.chargingDetour, factor: kilo),
            EconomyKey(
                "refueling_stop_min",
                .range(0...240, "minutes"),
                \.refuelingStop,
                factor: 60
            ),
            EconomyKey(
                "battery_replaced_at_percent",
                .range(0...99, "percent"),
                \.replacedAt,
                factor: 0.01
            ),
            EconomyKey("battery_temperature_c", .range(-30...60, "°C"), \.batteryTemperature),
            EconomyKey(
                "pack_usd_per_kwh",
                .range(0...5000, "USD/kWh"),
                \.components.packPrice,
                factor: joules
            ),
            EconomyKey(
                "pack_carbon_kg_per_kwh",
                .range(0...1000, "kg/kWh (not g/kWh)"),
                \.components.packCarbon,
                factor: joules
            ),
            EconomyKey(
                "pack_kg_per_kwh",
                .range(0.5...100, "kg/kWh"),
                \.components.packMass,
                factor: joules
            ),
            EconomyKey(
                "generator_usd_per_kw",
                .range(0...5000, "USD/kW"),
                \.components.generatorPrice,
                factor: 1e-3
            ),
            EconomyKey("generator_usd", .range(0...1e5, "USD"), \.components.generatorFixedPrice),
            EconomyKey(
                "generator_kg_per_kw",
                .range(0...100, "kg/kW"),
                \.components.generatorMass,
                factor: 1e-3
            ),
            EconomyKey("generator_kg", .range(0...2000, "kg"), \.components.generatorFixedMass),
        ]
    }

    private static let economyBands: [BandRule] = [
        BandRule(path: "fuels.gasoline.price_usd_per_l", figure: .fuelPrice),
        BandRule(path: "fuels.gasoline.price_usd_per_gal", figure: .fuelPrice),
        BandRule(path: "home_price_usd_per_kwh", figure: .electricityPrice),
        BandRule(path: "grid_carbon_kg_per_kwh", figure: .gridCarbon),
    ]

    fileprivate mutating func economy(_ root: Field, over base: EconomyFile?) -> EconomyFile? {
        let names = Self.economyKeys.map(\.name)
        guard let entity = entity(root, known: ["fuels"] + names) else { return nil }
        var economy =
            base?.economy
            ?? Economy(
                fuels: [:],
                homePrice: 0,
                fastPrice: 0,
                gridCarbon: 0,
                distancePerYear: 1,
                years: 1,
                discountRate: 0
            )
        for key in Self.economyKeys {
            guard entity[key.name] != nil else {
                if base == nil { _ = required(key.name, in: entity.fields, key.bounds.words) }
                continue
            }
            if let value = quantity(key.name, key.factor, in: entity, key.bounds) {
                economy[keyPath: key.path] = value
            }
        }
        if let field = entity["fuels"] {
            economy.fuels.merge(fuelSupplies(field, of: entity, base)) { $1 }
        } else if base == nil {
            _ = required("fuels", in: entity.fields, "what they cost, by their names")
        }
        let own = bands(Self.economyBands)
        let others = (base?.economy.bands ?? []).filter { band in
            let isSet = Self.economyBands.contains { rule in
                rule.figure == band.figure && plan.figures.contains { $0.path == rule.path }
            }
            return !isSet && !own.contains { $0.figure == band.figure }
        }
        let figures = (base?.figures ?? []).filter { figure in
            !plan.figures.contains { $0.path == figure.path }
        }
        economy.bands = own + others
        return EconomyFile(economy: economy, figures: plan.figures + figures)
    }

    private mutating func fuelSupplies(
        _ section: Field,
        of whole: Entity,
        _ base: EconomyFile?
    ) -> [String: Economy.FuelSupply] {
        guard let fields = mapping(section, known: ["gasoline", "diesel"]) else { return [:] }
        var supplies: [String: Economy.FuelSupply] = [:]
        for field in fields.all {
            let keys = ["price_usd_per_l", "price_usd_per_gal", "upstream_carbon_kg_per_l"]
            guard let entity = part(field, known: keys, of: whole) else { continue }
            let known = base?.economy.fuels[field.name]
            let prices = [
                UnitKey("price_usd_per_l"), UnitKey("price_usd_per_gal", 1 / SI.gallon),
            ]
            let isSaid = prices.contains { entity[$0.name] != nil }
            let price =
                isSaid || known == nil
                ? requiredQuantity(prices, in: entity, .range(0...40, "USD"), "0.85") : known?.price
            let upstream =
                quantity("upstream_carbon_kg_per_l", in: entity, .range(0...5, "kg/l"))
                ?? known?.upstreamCarbon ?? 0
            if let price {
                supplies[field.name] = Economy.FuelSupply(
                    price: price,
                    upstreamCarbon: upstream
                )
            }
        }
        return supplies
    }
}
