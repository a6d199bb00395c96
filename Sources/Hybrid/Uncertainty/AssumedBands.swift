extension Band {
    /// How far off the figures of a vehicle may be, where nobody has said so.
    ///
    /// Only those that matter for the vehicle and its use: no trailer, no bands of one. All ends are
    /// assumed, because nobody has counted them for vehicles of a model; the source of each says what
    /// it stands for, and a file that knows better names a band of its own. Two are near to something
    /// counted: drag areas of trailers, from the one tow that was measured (2.6 m² behind an F-150
    /// Lightning, InsideEVs, 2022) and what shapes differ by, and the generator's fuel, from the best
    /// efficiencies that the public figures of the one announced pickup leave open.
    static func assumed(for sheet: VehicleSheet, hasTrailer: Bool) -> [Band] {
        var bands = [
            Band(.rolling, 0.9...1.1, "assumed: tires of one size differ by 10 %"),
            Band(.drag, 0.95...1.05, "assumed: coast-down repeats to a few percent"),
            Band(.mass, 0.97...1.06, "assumed: driver, load and options"),
            Band(.auxiliaries, 0.7...1.5, "assumed: computers, pumps, lamps and fans"),
            Band(.climate, 0.7...1.5, "assumed: heating and cooling as the driver likes it"),
            Band(.vehiclePrice, 0.95...1.1, "assumed: what dealers ask"),
        ]
        switch sheet.vehicle.powertrain {
        case .electric: bands += electric
        case .series: bands += electric + fueled + [generator]
        case .conventional:
            bands += fueled + [Band(.generator, 0.94...1.06, "assumed: engines of one model")]
        }
        if hasTrailer {
            bands += [
                Band(.trailerDrag, 0.6...1.4, "drag areas of trailers are known to 40 %"),
                Band(.trailerMass, 0.85...1.15, "assumed: what is loaded"),
            ]
        }
        return bands
    }

    /// Those of a vehicle, of what it pulls and of the prices; assumed ones for what none of them names.
    ///
    /// One factor goes for all trailers, so it reaches as far as the widest of their bands.
    package static func all(
        for sheet: VehicleSheet,
        trailers: [Trailer],
        economy: Economy? = nil
    ) -> [Band] {
        var bands = sheet.bands + (economy?.bands ?? [])
        for band in trailers.flatMap(\.bands) {
            if let index = bands.firstIndex(where: { $0.figure == band.figure }) {
                let other = bands[index].factors
                bands[index].factors =
                    min(
                        other.lowerBound,
                        band.factors.lowerBound
                    )...max(
                        other.upperBound,
                        band.factors.upperBound
                    )
            } else {
                bands.append(band)
            }
        }
        let named = Set(bands.map(\.figure))
        let assumed = assumed(for: sheet, hasTrailer: !trailers.isEmpty)
        return bands + assumed.filter { !named.contains($0.figure) }
    }

    private static let electric = [
        Band(.drive, 0.85...1.2, "assumed: loss of machines, inverters and gears"),
        Band(.battery, 0.97...1.03, "assumed: cells of one make, while they are new"),
        Band(.electricityPrice, 0.75...1.4, "assumed: tariffs of regions"),
    ]

    private static let fueled = [Band(.fuelPrice, 0.8...1.3, "assumed: the last years' prices")]

    private static let generator = Band(
        .generator,
        0.97...1.06,
        "a best efficiency of 31 to 34 % around 32.9 %: no map of such an engine is public"
    )

    private init(_ figure: Figure, _ factors: ClosedRange<Double>, _ source: String) {
        self.init(figure: figure, factors: factors, source: source)
    }
}
