package import Pages

/// A sweep over sizes of battery and generator: what `busbar drive size --json` prints.
package struct SizingDocument: Sendable, Hashable, Encodable {
    package struct Entry: Sendable, Hashable, Encodable {
        package let design: SizedDesign

        init(_ design: SizedDesign) { self.design = design }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: JSONKey.self)
            for quantity in Quantity<SizedDesign>.all {
                try container.encode(
                    JSONNumber(quantity.shown(of: design)),
                    forKey: JSONKey(quantity.key)
                )
            }
        }
    }

    package struct Difference: Sendable, Hashable, Encodable {
        package var meanBattery: JSONNumber
        package var battery: JSONNumber
        package var meanFuel: JSONNumber
        package var fuel: JSONNumber
        package var infeasible: Int

        enum CodingKeys: String, CodingKey {
            case meanBattery = "mean_battery_share"
            case battery = "most_battery_share"
            case meanFuel = "mean_fuel_share"
            case fuel = "most_fuel_share"
            case infeasible = "infeasible_designs"
        }
    }

    package var vehicle: String
    package var missions: String
    /// Whether any design drives all missions as they are asked for.
    package var isFeasible: Bool
    /// Designs that were looked at.
    package var tried: Int
    package var driven: Int
    /// Null where no design drives all missions as they are asked for; the same for the next three.
    package var cheapest: JSONNullable<Entry>
    package var cheapestElectric: JSONNullable<Entry>
    package var cheapestSeries: JSONNullable<Entry>
    package var leastCarbon: JSONNullable<Entry>
    /// The cheapest first.
    package var front: [Entry]
    /// How far the quick pass was from stepping, as shares.
    package var difference: Difference
    /// By the name of the result, in its unit.
    package var bands: [String: Percentiles]
    /// Null where none was driven.
    package var fleet: JSONNullable<FleetSpread.Document>

    enum CodingKeys: String, CodingKey {
        case vehicle, missions, tried, driven, cheapest, front, bands, fleet
        case isFeasible = "is_feasible"
        case cheapestElectric = "cheapest_battery_only"
        case cheapestSeries = "cheapest_with_generator"
        case leastCarbon = "least_co2"
        case difference = "quick_pass_difference"
    }

    package init(
        _ sheet: VehicleSheet,
        missions: MissionSet,
        _ result: SizingResult,
        uncertainty: UncertaintyResult? = nil,
        fleet: FleetSpread? = nil
    ) {
        self.fleet = JSONNullable(fleet?.document)
        vehicle = sheet.id
        self.missions = missions.name
        isFeasible = result.isFeasible
        tried = result.quick.count
        driven = result.stepped.count
        cheapest = JSONNullable(result.best(by: \.use.cost.total).map(Entry.init))
        cheapestElectric = JSONNullable(result.cheapestElectric.map(Entry.init))
        cheapestSeries = JSONNullable(result.cheapestSeries.map(Entry.init))
        leastCarbon = JSONNullable(result.best(by: \.use.wholeCarbon).map(Entry.init))
        front = result.front.map { result.stepped[$0] }
            .sorted { $0.use.cost.total < $1.use.cost.total }
            .map(Entry.init)
        difference = Difference(
            meanBattery: JSONNumber(result.difference.meanBattery),
            battery: JSONNumber(result.difference.battery),
            meanFuel: JSONNumber(result.difference.meanFuel),
            fuel: JSONNumber(result.difference.fuel),
            infeasible: result.difference.infeasible
        )
        bands = [:]
        guard let uncertainty else { return }
        for quantity in Quantity<UseOutcome>.all {
            bands[quantity.key] = uncertainty.spread(quantity).map {
                Percentiles($0, times: quantity.unit.scale)
            }
        }
    }
}
