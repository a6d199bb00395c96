package import Pages

/// What one run of a cycle took: what `busbar drive cycle --json` prints.
///
/// It has all of a ``RangeDocument`` on the same level, and the run itself.
package struct CycleDocument: Sendable, Hashable, Encodable {
    package var range: RangeDocument
    /// At the start; null without a battery to drive with.
    package var socStart: JSONNumber
    package var socEnd: JSONNumber
    /// Out of the battery's store, in kWh; below zero it was charged.
    package var battery: JSONNumber
    /// In l; null for a vehicle that burns nothing.
    package var fuel: JSONNumber
    package var distance: JSONNumber
    package var duration: JSONNumber
    package var ledger: LedgerDocument

    enum CodingKeys: String, CodingKey {
        case ledger
        case socStart = "soc_start"
        case socEnd = "soc_end"
        case battery = "energy_battery_kwh"
        case fuel = "fuel_l"
        case distance = "distance_km"
        case duration = "duration_s"
    }

    /// `fuel`: what the vehicle burns.
    package init(_ range: RangeDocument, trip: Trip, fuel: Fuel?) {
        self.range = range
        socStart = JSONNumber(trip.store?.socStart)
        socEnd = JSONNumber(trip.store?.socEnd)
        battery = JSONNumber(trip.store.map { ($0.energyStart - $0.energyEnd) / 3.6e6 })
        self.fuel = JSONNumber(fuel.map { $0.liters(trip.fuel) })
        distance = JSONNumber(trip.distance / 1e3)
        duration = JSONNumber(trip.duration)
        ledger = LedgerDocument(trip.ledger)
        self.range.missedTrace = MissedTrace(trip.shortfall)
    }

    package func encode(to encoder: any Encoder) throws {
        try range.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(socStart, forKey: .socStart)
        try container.encode(socEnd, forKey: .socEnd)
        try container.encode(battery, forKey: .battery)
        try container.encode(fuel, forKey: .fuel)
        try container.encode(distance, forKey: .distance)
        try container.encode(duration, forKey: .duration)
        try container.encode(ledger, forKey: .ledger)
    }
}
