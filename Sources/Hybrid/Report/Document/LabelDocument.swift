package import Pages

/// What `busbar drive label --json` prints: every figure by every method, each named.
package struct LabelDocument: Sendable, Hashable, Encodable {
    /// City, highway and both, 55 to 45 of the way.
    package struct Trio: Sendable, Hashable, Encodable {
        package var city: JSONNumber
        package var highway: JSONNumber
        package var combined: JSONNumber

        init(_ pair: CityHighway, combined: Double? = nil, times factor: Double = 1) {
            city = JSONNumber(pair.city * factor)
            highway = JSONNumber(pair.highway * factor)
            self.combined = JSONNumber(combined ?? pair.combined * factor)
        }
    }

    package struct Electric: Sendable, Hashable, Encodable {
        package var method: String
        package var range: Trio
        package var wall: Trio
        /// Miles for 33.705 kWh at the wall; combined as consumption is.
        package var milesPerGallon: Trio

        enum CodingKeys: String, CodingKey {
            case method
            case range = "range_km"
            case wall = "wall_kwh_per_100km"
            case milesPerGallon = "mpge"
        }
    }

    package struct Burning: Sendable, Hashable, Encodable {
        package var method: String
        package var milesPerGallon: Trio
        package var fuel: JSONNumber
        package var carbon: JSONNumber

        enum CodingKeys: String, CodingKey {
            case method
            case milesPerGallon = "mpg"
            case fuel = "fuel_l_per_100km"
            case carbon = "co2_g_per_km"
        }
    }

    package struct Blend: Sendable, Hashable, Encodable {
        package var electric: JSONNumber
        package var weight: JSONNumber
        package var fuel: JSONNumber
        package var wall: JSONNumber
        package var carbon: JSONNumber

        enum CodingKeys: String, CodingKey {
            case weight
            case electric = "electric_share"
            case fuel = "fuel_l_per_100km"
            case wall = "wall_kwh_per_100km"
            case carbon = "co2_g_per_km"
        }
    }

    /// A full battery, a full tank, and both.
    package struct Reach: Sendable, Hashable, Encodable {
        package var method: String
        package var electric: JSONNumber
        package var fuel: JSONNumber
        package var total: JSONNumber

        enum CodingKeys: String, CodingKey {
            case method
            case electric = "electric_range_km"
            case fuel = "fuel_range_km"
            case total = "total_range_km"
        }
    }

    /// What others say of the vehicle, beside ours.
    package struct Published: Sendable, Hashable, Encodable {
        package var quantity: String
        package var value: JSONNumber
        package var status: String
        package var source: String
        /// Null where we have none.
        package var ours: JSONNumber
        /// Of ours; null where we have none.
        package var method: JSONNullable<String>
    }

    package var vehicle: String
    package var electric: [Electric]
    package var burning: [Burning]
    /// Null where no fuel is burned.
    package var isSustained: JSONNullable<Bool>
    /// The curve, or the shares that were given; null where there is nothing to blend.
    package var utility: JSONNullable<String>
    package var blend: [Blend]
    /// Of battery and tank together.
    package var reaches: [Reach]
    package var published: [Published]
    let comparison: PublishedTable
    /// To drive with.
    let hasBattery: Bool

    enum CodingKeys: String, CodingKey {
        case vehicle, electric, published
        case burning = "charge_sustaining"
        case isSustained = "is_charge_sustained"
        case utility = "utility_factor_method"
        case blend
        case reaches = "total_range"
    }

    /// `published`: what others say of the vehicle.
    package init(_ outlook: LabelOutlook, published: [PublishedFigure]) {
        vehicle = outlook.vehicle
        electric = (outlook.electric.map { [$0] } ?? []).flatMap { one in
            [LabelMethod.unadjusted, .seventyPercent].map { Electric(one, $0) }
        }
        burning = (outlook.burning.map { [$0] } ?? []).flatMap { one in
            LabelMethod.allCases.map { Burning(one, $0) }
        }
        isSustained = JSONNullable(outlook.burning?.isBalanced)
        utility = JSONNullable(outlook.blend?.use)
        let fuel = outlook.burning?.fuel
        blend = (outlook.blend?.points ?? []).map { point in
            Blend(
                electric: JSONNumber(point.share.electric),
                weight: JSONNumber(point.share.weight),
                fuel: JSONNumber((fuel?.liters(point.fuel) ?? 0) * 1e5),
                wall: JSONNumber(point.wall / 36),
                carbon: JSONNumber(point.carbon * 1e6)
            )
        }
        reaches = outlook.reaches.map { reach in
            Reach(
                method: reach.method,
                electric: JSONNumber(reach.electric / 1e3),
                fuel: JSONNumber(reach.fuel / 1e3),
                total: JSONNumber(reach.total / 1e3)
            )
        }
        hasBattery = outlook.city.control != nil
        let comparison = outlook.comparison(with: published)
        self.comparison = comparison
        self.published = published.map { Published($0, comparison) }
    }
}

extension LabelDocument.Electric {
    fileprivate init(_ one: LabelOutlook.Electric, _ method: LabelMethod) {
        let wall = one.wall(method)
        self.init(
            method: method.rawValue,
            range: .init(one.range(method), times: 1e-3),
            wall: .init(wall, times: 1 / 36),
            milesPerGallon: .init(
                one.milesPerGallon(method),
                combined: LabelOutlook.Electric.gallon / (wall.combined * SI.mile)
            )
        )
    }
}

extension LabelDocument.Burning {
    fileprivate init(_ one: LabelOutlook.Burning, _ method: LabelMethod) {
        let energy = one.energyPerMeter(method)
        self.init(
            method: method.nameOfFuel,
            milesPerGallon: .init(one.milesPerGallon(method), combined: one.combined(method)),
            fuel: JSONNumber(one.fuel.liters(energy) * 1e5),
            carbon: JSONNumber(one.fuel.carbon(energy) * 1e6)
        )
    }
}

extension LabelDocument.Published {
    init(_ figure: PublishedFigure, _ comparison: PublishedTable) {
        let ours = comparison.ours[figure.quantity]
        self.init(
            quantity: figure.quantity,
            value: JSONNumber(figure.value),
            status: figure.status.rawValue,
            source: figure.source,
            ours: JSONNumber(ours),
            method: JSONNullable(ours == nil ? nil : comparison.methods[figure.quantity])
        )
    }
}

extension LabelOutlook {
    /// Each published figure beside ours by the method that it was found by.
    func comparison(with published: [PublishedFigure]) -> PublishedTable {
        var ours: [String: Double] = [:]
        var methods: [String: String] = [:]
        func add(_ quantity: String, _ value: Double?, _ method: String) {
            ours[quantity] = value
            methods[quantity] = method
        }
        if let electric {
            let rule = LabelMethod.seventyPercent
            add("electric_range_km", electric.range(rule).combined / 1e3, rule.rawValue)
            add("wall_kwh_per_100km", electric.wall(rule).combined / 36, rule.rawValue)
            add("battery_kwh_per_100km", electric.terminals(rule).combined / 36, rule.rawValue)
        }
        // What a maker aims at goes by one rule for battery and tank, as ``LabelFactors`` say.
        func rule(_ quantity: String) -> LabelMethod {
            let isTarget = published.contains { figure in
                figure.quantity == quantity
                    && (figure.status == .target || figure.status == .derived)
            }
            return isTarget && electric != nil ? .seventyPercent : .derived2017
        }
        let both = reach(fuelBy: rule("total_range_km"))
        add("total_range_km", both.total / 1e3, both.method)
        guard let burning else { return PublishedTable(published, ours: ours, methods: methods) }
        let fuel = burning.fuel
        func label(_ quantity: String, _ value: (Double) -> Double) {
            let rule = rule(quantity)
            add(quantity, value(burning.energyPerMeter(rule)), rule.nameOfFuel)
        }
        label("fuel_l_per_100km") { fuel.liters($0) * 1e5 }
        label("co2_g_per_km") { fuel.carbon($0) * 1e6 }
        let raw = LabelMethod.unadjusted.nameOfFuel
        add(
            "fuel_l_per_100km_ftp",
            fuel.liters(burning.energy.city) * 1e5,
            "\(raw), 43 % cold starts"
        )
        add("fuel_l_per_100km_hwfet", fuel.liters(burning.energy.highway) * 1e5, "\(raw), warm")
        add(
            "fuel_l_per_100km_us06",
            burning.aggressive.map { fuel.liters($0) * 1e5 },
            "\(raw), warm"
        )
        return PublishedTable(published, ours: ours, methods: methods)
    }
}
