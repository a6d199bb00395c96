import Charts
package import Pages

/// Other sizes of the same vehicle on the same way, for page, terminal and programs.
extension JourneySizes {
    package var table: ReportTable {
        var table = ReportTable(
            "Other sizes of the same vehicle on this way",
            [
                .number("Battery, kWh"), .number("Generator, kW"), .init("Keeps the speeds"),
                .init("Charge sustained, too"), .number("Time"), .number("Fuel, l"),
                .number("Charge sustained, l"), .number("Energy"), .number("To buy"),
                .number("Over the years, $/km"), .number("g of CO2/km"),
            ]
        )
        for size in [present] + others { table.append(row(size)) }
        return table.compact
    }

    private func row(_ size: Size) -> [ReportTable.Cell] {
        func kept(_ journey: JourneyResult) -> ReportTable.Cell {
            guard journey.isArrived else { return .init("does not arrive", .bad) }
            return journey.keepsSpeeds
                ? .init("yes", .good) : .init("loses \(Prose.time(journey.lostSeconds))", .warning)
        }
        let isPresent = size.design == present.design
        let alone = size.sustained ?? size.journey
        let owned = size.ownership?.central
        return [
            .init(Prose.number(size.design.battery / 3.6e6)),
            .init(Prose.number(size.design.generator / 1e3)),
            kept(size.journey), kept(alone), .init(Prose.time(size.journey.times.total)),
            .init(Prose.number(size.journey.energy.fuel)),
            .init(alone.isArrived ? Prose.number(alone.balancedFuel) : Measure.none),
            .init(Prose.money(size.journey.money.energy)),
            .init(isPresent ? "as it is" : size.price.map(Prose.change) ?? Measure.none),
            .init(owned.map { Measure.decimal($0.cost.total * 1e3, places: 3) } ?? Measure.none),
            .init(owned.map { Prose.number($0.carbon.total * 1e6) } ?? Measure.none),
        ]
    }
}

/// A size of ``JourneySizes``; the first of them is what the vehicle has.
package struct JourneySizeDocument: Sendable, Hashable, Encodable {
    package var battery: JSONNumber
    package var generator: JSONNumber
    package var arrives: Bool
    package var keepsSpeeds: Bool
    package var keepsSpeedsSustained: Bool
    package var hours: JSONNumber
    package var fuel: JSONNumber
    /// Null where it does not get there.
    package var sustainedFuel: JSONNumber
    package var energy: JSONNumber
    package var price: JSONNumber
    package var cost: JSONNumber
    package var carbon: JSONNumber

    enum CodingKeys: String, CodingKey {
        case arrives
        case battery = "battery_kwh"
        case generator = "generator_kw"
        case keepsSpeeds = "keeps_speeds"
        case keepsSpeedsSustained = "charge_sustained_keeps_speeds"
        case hours = "total_h"
        case fuel = "fuel_l"
        case sustainedFuel = "charge_sustained_fuel_l"
        case energy = "energy_usd"
        case price = "price_change_usd"
        case cost = "cost_usd_per_km"
        case carbon = "whole_co2_g_per_km"
    }

    static func all(_ sizes: JourneySizes) -> [JourneySizeDocument] {
        ([sizes.present] + sizes.others).map(JourneySizeDocument.init)
    }

    private init(_ size: JourneySizes.Size) {
        let alone = size.sustained ?? size.journey
        battery = JSONNumber(size.design.battery / 3.6e6)
        generator = JSONNumber(size.design.generator / 1e3)
        arrives = size.journey.isArrived
        keepsSpeeds = size.journey.keepsSpeeds
        keepsSpeedsSustained = alone.keepsSpeeds
        hours = JSONNumber(size.journey.times.total / 3600)
        fuel = JSONNumber(size.journey.energy.fuel)
        sustainedFuel = JSONNumber(alone.isArrived ? alone.balancedFuel : nil)
        energy = JSONNumber(size.journey.money.energy)
        price = JSONNumber(size.price)
        cost = JSONNumber(size.ownership.map { $0.central.cost.total * 1e3 })
        carbon = JSONNumber(size.ownership.map { $0.central.carbon.total * 1e6 })
    }
}
