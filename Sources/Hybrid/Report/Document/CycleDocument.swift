package import Pages

/// What one run of a cycle took: what `busbar drive cycle --json` prints.
///
/// It has all of a ``RangeDocument`` on the same level, and the run itself: the trace that was missed,
/// the bound, its gap and the reserve are those of the run.
package struct CycleDocument: Sendable, Hashable, Encodable {
    package var range: RangeDocument
    /// At the start; null without a battery to drive with.
    package var socStart: JSONNumber
    package var socEnd: JSONNumber
    /// Out of the battery at its terminals, in kWh; below zero it was charged.
    package var battery: JSONNumber
    /// Out of its store, in kWh: what the states of charge differ by, its own loss included.
    package var stored: JSONNumber
    /// In l.
    package var fuel: JSONNumber
    /// The least over a grid of charge and power; nothing where it was not sought.
    package var gridFuel: JSONNumber?
    package var distance: JSONNumber
    package var duration: JSONNumber
    package var ledger: LedgerDocument

    enum CodingKeys: String, CodingKey {
        case ledger
        case socStart = "soc_start"
        case socEnd = "soc_end"
        case battery = "energy_battery_kwh"
        case stored = "energy_store_kwh"
        case fuel = "fuel_l"
        case gridFuel = "fuel_grid_l"
        case distance = "distance_km"
        case duration = "duration_s"
    }

    /// `grid`: the least fuel by dynamic programming, in J.
    package init(_ range: RangeDocument, _ outlook: CycleOutlook, grid: Double? = nil) {
        gridFuel = grid.flatMap { heat in outlook.fuel.map { JSONNumber($0.liters(heat)) } }
        let trip = outlook.trip
        self.range = range
        self.range.run.control = RangeDocument.name(outlook.control, outlook.chosen)
        socStart = JSONNumber(trip.store?.socStart)
        socEnd = JSONNumber(trip.store?.socEnd)
        battery = JSONNumber(outlook.batteryEnergy / 3.6e6)
        stored = JSONNumber(trip.store.map { ($0.energyStart - $0.energyEnd) / 3.6e6 } ?? 0)
        fuel = JSONNumber(outlook.fuel?.liters(trip.fuel) ?? 0)
        distance = JSONNumber(trip.distance / 1e3)
        duration = JSONNumber(trip.duration)
        ledger = LedgerDocument(trip.ledger)
        self.range.missedTrace = MissedTrace(trip.shortfall)
        self.range.reserve = JSONNumber(outlook.reserve.map { $0 / 3.6e6 })
        self.range.warnings = outlook.warnings
        let heat = outlook.fuel?.heat ?? 1
        if trip.store == nil {
            self.range.lowerBound = fuel
            self.range.gap = 0.0
        } else {
            self.range.lowerBound = JSONNumber(outlook.proof.map { $0.fuel / heat })
            self.range.gap = JSONNumber(outlook.proof?.gap)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        try range.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(socStart, forKey: .socStart)
        try container.encode(socEnd, forKey: .socEnd)
        try container.encode(battery, forKey: .battery)
        try container.encode(stored, forKey: .stored)
        try container.encode(fuel, forKey: .fuel)
        try container.encode(distance, forKey: .distance)
        try container.encode(duration, forKey: .duration)
        try container.encodeIfPresent(gridFuel, forKey: .gridFuel)
        try container.encode(ledger, forKey: .ledger)
    }
}
