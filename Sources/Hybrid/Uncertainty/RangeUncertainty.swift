/// How far the figures of a range may be off: what `busbar drive range` prints beside them.
///
/// Each sample is a quick pass, set against that of the figures that are assumed; the ratio is put
/// on the figures of the answer, so that the bands lie around them whatever control they were found
/// with.
package struct RangeUncertainty: Sendable {
    /// A cycle that the figures were found on, and its share of the distance.
    package struct Part: Sendable, Hashable {
        package var drive: DriveCase
        package var share: Double

        package init(_ drive: DriveCase, share: Double = 1) {
            self.drive = drive
            self.share = share
        }
    }

    package let bands: [Band]
    private let figures: RangeFigures
    private let alone: [(low: Ratios, high: Ratios)]
    private let samples: [Ratios]

    /// What a sample has for what is assumed.
    private struct Ratios: Sendable {
        var usable = 1.0
        var battery = 1.0
        var fuel = 1.0
    }

    /// Draws samples around an answer: the same for the same seed.
    ///
    /// `parts`: one for a cycle, two for a label; of the same vehicle. `bands`: those of vehicle
    /// and trailer and, for what they do not name, assumed ones.
    package init(
        _ figures: RangeFigures,
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
        self.figures = figures
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

    /// P10, P50 and P90 in SI units; nothing without samples, and where the answer has none or zero.
    package func spread(_ quantity: Quantity<RangeFigures>) -> Spread? {
        Spread(samples.compactMap { value(quantity, $0) })
    }

    /// What each figure alone does, in the unit of the quantity, the widest first; empty where the
    /// answer has none or zero.
    package func tornado(_ quantity: Quantity<RangeFigures>) -> [TornadoRow] {
        let scale = quantity.unit.scale
        let rows = zip(bands, alone).compactMap { band, ends -> TornadoRow? in
            guard let low = value(quantity, ends.low), let high = value(quantity, ends.high) else {
                return nil
            }
            return TornadoRow(band: band, low: low * scale, high: high * scale)
        }
        return TornadoRow.sorted(rows)
    }

    private func value(_ quantity: Quantity<RangeFigures>, _ ratios: Ratios) -> Double? {
        let other = figures.times(
            usable: ratios.usable,
            battery: ratios.battery,
            fuel: ratios.fuel
        )
        return quantity.value(of: other).flatMap { $0 > 0 ? $0 : nil }
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
