import Pages

/// How far the figures of a range may be off: what `busbar drive range` prints beside them.
///
/// Each sample is a quick pass, set against that of the figures that are assumed; the ratio is put
/// on what the document says, so that the bands lie around it whatever control it was made with.
package struct RangeUncertainty: Sendable {
    /// By its name in the document, in its unit there.
    package enum Quantity: String, Sendable, Hashable, CaseIterable {
        case electricRange = "electric_range_km"
        case totalRange = "total_range_km"
        case battery = "battery_kwh_per_100km"
        case wall = "wall_kwh_per_100km"
        case fuel = "fuel_l_per_100km"
        case carbon = "co2_g_per_km"
    }

    /// A cycle that a document was made from, and its share of the distance.
    package struct Part: Sendable, Hashable {
        package var drive: DriveCase
        package var share: Double

        package init(_ drive: DriveCase, share: Double = 1) {
            self.drive = drive
            self.share = share
        }
    }

    package let bands: [Band]
    private let document: RangeDocument
    private let alone: [(low: Ratios, high: Ratios)]
    private let samples: [Ratios]

    /// What a sample has for what is assumed.
    private struct Ratios: Sendable {
        var usable = 1.0
        var battery = 1.0
        var fuel = 1.0
    }

    /// Draws samples around a document: the same for the same seed.
    ///
    /// `parts`: one for a cycle, two for a label; of the same vehicle. `bands`: those of vehicle
    /// and trailer and, for what they do not name, assumed ones.
    package init(
        _ document: RangeDocument,
        of parts: [Part],
        bands: [Band]? = nil,
        samples count: Int = 1000,
        seed: UInt64 = 1
    ) {
        let given = parts.first.map {
            Band.all(for: $0.drive.sheet, trailers: $0.drive.trailer.map { [$0] } ?? [])
        }
        // Prices do not change how far a vehicle goes.
        self.bands = (bands ?? given ?? []).filter { !$0.figure.isMoney }
        self.document = document
        let base = Self.needs(parts, [:])
        let ratios = { (factors: [Band.Figure: Double]) in
            let needs = Self.needs(parts, factors)
            return Ratios(
                usable: Self.ratio(needs.usable, base.usable),
                battery: Self.ratio(needs.battery, base.battery),
                fuel: Self.ratio(needs.fuel, base.fuel)
            )
        }
        alone = self.bands.map { band in
            (
                ratios([band.figure: band.factors.lowerBound]),
                ratios([band.figure: band.factors.upperBound])
            )
        }
        samples = BandSampling(self.bands).samples(count, seed: seed).map(ratios)
    }

    /// P10, P50 and P90, by the names of the document; those that the document has values for.
    package var spreads: [String: RangeDocument.Spread] {
        var spreads: [String: RangeDocument.Spread] = [:]
        for quantity in Quantity.allCases {
            guard let spread = Spread(samples.compactMap { value(quantity, $0) }) else { continue }
            spreads[quantity.rawValue] = RangeDocument.Spread(spread)
        }
        return spreads
    }

    /// What each figure alone does, the widest first; empty where the document has no value.
    package func tornado(_ quantity: Quantity) -> [TornadoRow] {
        let rows = zip(bands, alone).compactMap { band, ends -> TornadoRow? in
            guard let low = value(quantity, ends.low), let high = value(quantity, ends.high) else {
                return nil
            }
            return TornadoRow(band: band, low: low, high: high)
        }
        return TornadoRow.sorted(rows)
    }

    /// In the unit of the document; nothing where it is zero there, or has no end.
    private func value(_ quantity: Quantity, _ ratios: Ratios) -> Double? {
        let electric = document.electricRange.value ?? 0
        let value: Double? =
            switch quantity {
            case .electricRange: electric * ratios.usable / ratios.battery
            case .totalRange:
                document.totalRange.value.map {
                    electric * ratios.usable / ratios.battery + ($0 - electric) / ratios.fuel
                }
            case .battery: document.batteryPerDistance.value.map { $0 * ratios.battery }
            case .wall: document.wallPerDistance.value.map { $0 * ratios.battery }
            case .fuel: document.fuelPerDistance.value.map { $0 * ratios.fuel }
            case .carbon: document.carbonPerDistance.value.map { $0 * ratios.fuel }
            }
        return value.flatMap { $0 > 0 ? $0 : nil }
    }

    // MARK: Quick passes

    /// In J of the window, and in J/m over the parts.
    private struct Needs {
        var usable = 0.0
        var battery = 0.0
        var fuel = 0.0
    }

    private static func needs(_ parts: [Part], _ factors: [Band.Figure: Double]) -> Needs {
        var sum = Needs()
        guard let first = parts.first?.drive.sheet.applying(factors) else { return sum }
        sum.usable = first.vehicle.battery?.usableEnergy ?? 0
        for part in parts {
            let mission = Mission(
                name: part.drive.cycle.name,
                cycle: part.drive.cycle,
                distances: .always(1),
                trailer: part.drive.trailer?.applying(factors),
                conditions: part.drive.conditions,
                share: part.share
            )
            let figures = MissionFigures.quick(first.vehicle, mission)
            sum.battery += part.share * (figures.batteryPerMeter ?? 0)
            sum.fuel += part.share * (figures.fuelPerMeter ?? 0)
        }
        return sum
    }

    private static func ratio(_ value: Double, _ base: Double) -> Double {
        value > 0 && base > 0 ? value / base : 1
    }
}

extension Band.Figure {
    /// Whether it is a price, or what the grid emits: it changes nothing that a vehicle takes.
    var isMoney: Bool {
        switch self {
        case .fuelPrice, .electricityPrice, .vehiclePrice, .gridCarbon: true
        case .rolling, .drag, .mass, .drive, .auxiliaries, .climate, .battery, .generator,
            .trailerDrag,
            .trailerMass:
            false
        }
    }
}
