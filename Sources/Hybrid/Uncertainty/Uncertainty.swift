/// What results become when figures are not what is assumed: by default with every result.
///
/// Each sample is a quick pass (``OrderFree``; a conventional vehicle is stepped), multiplied by how
/// far stepping is from the quick pass for the figures that are assumed.
package struct Uncertainty: Sendable {
    package let sheet: VehicleSheet
    package let missions: MissionSet
    package let economy: Economy
    package let bands: [Band]
    package let method: BandSampling.Method

    /// `bands`: those of vehicle, trailers and economy and, for what they do not name, assumed ones.
    package init(
        _ sheet: VehicleSheet,
        missions: MissionSet,
        economy: Economy,
        bands: [Band]? = nil,
        method: BandSampling.Method = .latin
    ) {
        self.sheet = sheet
        self.missions = missions
        self.economy = economy
        self.method = method
        self.bands =
            bands
            ?? Band.all(
                for: sheet,
                trailers: missions.missions.compactMap(\.trailer),
                economy: economy
            )
    }

    /// Tornado and spread; the same for the same seed.
    package func result(samples count: Int = 1000, seed: UInt64 = 1) -> UncertaintyResult {
        let vehicle = sheet.vehicle
        let quick = missions.missions.map { MissionFigures.quick(vehicle, $0) }
        let anchors = zip(missions.missions, quick).map { mission, quick in
            Anchor(quick, MissionFigures.stepped(vehicle, mission, quick: quick))
        }
        let alone = bands.map { band in
            UncertaintyResult.Alone(
                band: band,
                low: use([band.figure: band.factors.lowerBound], anchors),
                high: use([band.figure: band.factors.upperBound], anchors)
            )
        }
        return UncertaintyResult(
            base: use([:], anchors),
            alone: alone,
            uses: uses(count, seed, anchors),
            seed: seed
        )
    }

    /// Samples alone, from figures that are known already; one for each mission.
    func uses(
        _ count: Int,
        seed: UInt64,
        quick: [MissionFigures],
        stepped: [MissionFigures]
    ) -> [UseOutcome] {
        uses(count, seed, zip(quick, stepped).map { Anchor($0, $1) })
    }

    private func uses(_ count: Int, _ seed: UInt64, _ anchors: [Anchor]) -> [UseOutcome] {
        BandSampling(bands, method: method).samples(count, seed: seed).map { use($0, anchors) }
    }

    private func use(_ factors: [Band.Figure: Double], _ anchors: [Anchor]) -> UseOutcome {
        let sheet = sheet.applying(factors)
        let missions = missions.applying(factors)
        let figures = Anchor.figures(sheet.vehicle, missions, anchors)
        return UseOutcome(sheet, missions, figures, economy.applying(factors))
    }
}
