import Pages

/// What one run of a cycle took: what `busbar drive cycle --json` prints.
///
/// It has all of a ``RangeDocument`` on the same level, and the run itself: the trace that was missed,
/// the bound, its gap, the reserve and the warnings are those of the run.
package struct CycleDocument: Sendable, Hashable, Encodable {
    package var range: RangeDocument
    package var outlook: CycleOutlook
    /// The least over a grid of charge and power, in J; nothing where it was not sought.
    package var gridFuel: Double?

    package init(_ range: RangeDocument, _ outlook: CycleOutlook, gridFuel: Double? = nil) {
        self.range = range
        self.outlook = outlook
        self.gridFuel = gridFuel
        self.range.run.enter(outlook.control, outlook.chosen)
        self.range.figures.enter(outlook)
    }

    package func encode(to encoder: any Encoder) throws {
        try range.encode(to: encoder)
        var container = encoder.container(keyedBy: JSONKey.self)
        for quantity in Quantity<CycleOutlook>.all {
            try container.encode(
                JSONNumber(quantity.shown(of: outlook)),
                forKey: JSONKey(quantity.key)
            )
        }
        let grid = JSONNumber(gridFuel.map { range.figures.liters($0) })
        try container.encode(grid, forKey: JSONKey("fuel_grid_l"))
        try container.encode(LedgerDocument(outlook.trip.ledger), forKey: JSONKey("ledger"))
    }
}

extension RangeFigures {
    /// Takes what one run says better: what it missed, how good its control was, and its reserve.
    mutating func enter(_ run: CycleOutlook) {
        shortfall = run.trip.shortfall
        isJoint = false
        reserve = run.reserve
        warnings = run.warnings
        // Where an engine turns the wheels there is nothing to choose.
        leastFuel = run.trip.store == nil ? run.trip.fuel : run.proof?.fuel
        leastPerMeter = leastFuel.flatMap { least in
            run.trip.distance > 0 ? least / run.trip.distance : nil
        }
        gap = run.trip.store == nil ? 0 : run.proof?.gap
    }
}

extension Quantity<CycleOutlook> {
    package static var socStart: Self {
        Self("soc_start", "charge at the start", .share) { $0.trip.store?.socStart }
    }
    package static var socEnd: Self {
        Self("soc_end", "charge at the end", .share) { $0.trip.store?.socEnd }
    }
    package static var battery: Self {
        Self("energy_battery_kwh", "battery", .kilowattHours) { $0.batteryEnergy }
    }
    package static var fuel: Self {
        Self("fuel_l", "fuel", .liters) { $0.fuel?.liters($0.trip.fuel) ?? 0 }
    }

    package static var all: [Self] {
        [
            .socStart, .socEnd, .battery,
            Self("energy_store_kwh", "out of the cells", .kilowattHours) { run in
                run.trip.store.map { $0.energyStart - $0.energyEnd } ?? 0
            },
            .fuel,
            Self("distance_km", "distance", .kilometers) { $0.trip.distance },
            Self("duration_s", "time", .seconds) { $0.trip.duration },
        ]
    }
}
