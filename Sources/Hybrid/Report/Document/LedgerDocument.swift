package import Pages

/// Where the energy of a run came from and went, in kWh, for programs; see ``Ledger``.
package struct LedgerDocument: Sendable, Hashable, Codable {
    package var fuel: JSONNumber
    package var battery: JSONNumber
    package var engineLoss: JSONNumber
    package var batteryLoss: JSONNumber
    package var driveLoss: JSONNumber
    package var brakes: JSONNumber
    package var rolling: JSONNumber
    package var air: JSONNumber
    package var climb: JSONNumber
    package var acceleration: JSONNumber
    package var auxiliaries: JSONNumber
    package var cabinHeat: JSONNumber

    enum CodingKeys: String, CodingKey {
        case fuel = "fuel_kwh"
        case battery = "battery_kwh"
        case engineLoss = "engine_loss_kwh"
        case batteryLoss = "battery_loss_kwh"
        case driveLoss = "drive_loss_kwh"
        case brakes = "brakes_kwh"
        case rolling = "rolling_kwh"
        case air = "air_kwh"
        case climb = "climb_kwh"
        case acceleration = "acceleration_kwh"
        case auxiliaries = "auxiliaries_kwh"
        case cabinHeat = "cabin_heat_kwh"
    }

    package init(_ ledger: Ledger) {
        func hours(_ joules: Double) -> JSONNumber { JSONNumber(joules / 3.6e6) }
        fuel = hours(ledger.fuel)
        battery = hours(ledger.battery)
        engineLoss = hours(ledger.engineLoss)
        batteryLoss = hours(ledger.batteryLoss)
        driveLoss = hours(ledger.driveLoss)
        brakes = hours(ledger.brakes)
        rolling = hours(ledger.rolling)
        air = hours(ledger.air)
        climb = hours(ledger.climb)
        acceleration = hours(ledger.acceleration)
        auxiliaries = hours(ledger.auxiliaries)
        cabinHeat = hours(ledger.cabinHeat)
    }
}
