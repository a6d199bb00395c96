import Charts
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

    package var vehicle: String
    package var electric: [Electric]
    package var burning: [Burning]
    package var isSustained: Bool?
    package var utility: String?
    package var blend: [Blend]
    private let published: [PublishedFigure]

    enum CodingKeys: String, CodingKey {
        case vehicle, electric
        case burning = "charge_sustaining"
        case isSustained = "is_charge_sustained"
        case utility = "utility_factor"
        case blend
    }

    /// `published`: what others say of the vehicle, for the tables.
    package init(_ outlook: LabelOutlook, published: [PublishedFigure]) {
        vehicle = outlook.vehicle
        self.published = published
        electric = (outlook.electric.map { [$0] } ?? []).flatMap { one in
            [LabelMethod.unadjusted, .seventyPercent].map { method in
                let wall = one.wall(method)
                let gallon = LabelOutlook.Electric.gallon
                return Electric(
                    method: method.rawValue,
                    range: Trio(one.range(method), times: 1e-3),
                    wall: Trio(wall, times: 1 / 36),
                    milesPerGallon: Trio(
                        one.milesPerGallon(method),
                        combined: gallon / (wall.combined * Prose.metersPerMile)
                    )
                )
            }
        }
        burning = (outlook.burning.map { [$0] } ?? []).flatMap { one in
            LabelMethod.allCases.map { method in
                let energy = one.energyPerMeter(method)
                return Burning(
                    method: method.rawValue,
                    milesPerGallon: Trio(
                        one.milesPerGallon(method),
                        combined: one.combined(method)
                    ),
                    fuel: JSONNumber(one.fuel.liters(energy) * 1e5),
                    carbon: JSONNumber(one.fuel.carbon(energy) * 1e6)
                )
            }
        }
        isSustained = outlook.burning?.isBalanced
        utility = outlook.blend?.use
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
    }
}

extension LabelDocument {
    package var tables: [ReportTable] {
        [electricTable, burningTable, blendTable, publishedTable].filter { !$0.rows.isEmpty }
    }

    private func text(_ number: JSONNumber) -> ReportTable.Cell {
        .init(number.value.map(Prose.number) ?? Measure.none)
    }

    private var electricTable: ReportTable {
        var table = ReportTable(
            "\(vehicle) on the battery",
            [
                .init("Method"), .number("City km"), .number("Highway km"), .number("Range km"),
                .number("Wall kWh/100 km"), .number("MPGe city"), .number("MPGe highway"),
                .number("MPGe"),
            ]
        )
        for one in electric {
            table.append([
                .init(one.method), text(one.range.city), text(one.range.highway),
                text(one.range.combined), text(one.wall.combined), text(one.milesPerGallon.city),
                text(one.milesPerGallon.highway), text(one.milesPerGallon.combined),
            ])
        }
        return table
    }

    private var burningTable: ReportTable {
        var table = ReportTable(
            isSustained == nil ? "\(vehicle) on fuel" : "\(vehicle) on fuel, the charge held",
            [
                .init("Method"), .number("mpg city"), .number("mpg highway"), .number("mpg"),
                .number("l/100 km"), .number("CO2 g/km"),
            ]
        )
        for one in burning {
            table.append([
                .init(one.method), text(one.milesPerGallon.city), text(one.milesPerGallon.highway),
                text(one.milesPerGallon.combined), text(one.fuel), text(one.carbon),
            ])
        }
        return table
    }

    private var blendTable: ReportTable {
        var table = ReportTable(
            "Both, by \(utility ?? "")",
            [
                .init("On the battery"), .number("Weight"), .number("l/100 km"),
                .number("Wall kWh/100 km"), .number("CO2 g/km"),
            ]
        )
        for one in blend {
            table.append([
                .init(one.electric.value.map(Prose.percent) ?? Measure.none), text(one.weight),
                text(one.fuel), text(one.wall), text(one.carbon),
            ])
        }
        return table
    }

    private var publishedTable: ReportTable {
        var ours: [String: Double] = [:]
        if let label = electric.last {
            ours["electric_range_km"] = label.range.combined.value
            ours["wall_kwh_per_100km"] = label.wall.combined.value
        }
        ours["fuel_l_per_100km"] = burning.last?.fuel.value
        return PublishedTable(published, ours: ours).table
    }
}
