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

    /// `bands`: those of the sheet and, for what it does not name, those that are assumed.
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
        if let bands {
            self.bands = bands
        } else {
            let hasTrailer = missions.missions.contains { $0.trailer != nil }
            let named = Set(sheet.bands.map(\.figure))
            let assumed = Band.assumed(for: sheet, hasTrailer: hasTrailer)
            self.bands = sheet.bands + assumed.filter { !named.contains($0.figure) }
        }
    }

    /// Tornado and spread; the same for the same seed.
    package func result(samples count: Int = 1000, seed: UInt64 = 1) -> UncertaintyResult {
        let anchor = anchor()
        let base = use([:], anchor)
        let alone = bands.map { band in
            UncertaintyResult.Alone(
                band: band,
                low: use([band.figure: band.factors.lowerBound], anchor),
                high: use([band.figure: band.factors.upperBound], anchor)
            )
        }
        let samples = BandSampling(bands, method: method).samples(count, seed: seed)
        let uses = samples.map { use($0, anchor) }
        return UncertaintyResult(base: base, alone: alone, uses: uses, seed: seed)
    }

    /// What stepping gives over what the quick pass gives, for each mission.
    private struct Anchor {
        var battery = 1.0
        var blended = 1.0
        var fuel = 1.0
    }

    private func anchor() -> [Anchor] {
        func over(_ stepped: Double?, _ quick: Double?) -> Double {
            guard let stepped, let quick, quick > 0, stepped > 0 else { return 1 }
            return stepped / quick
        }
        return missions.missions.map { mission in
            let quick = MissionFigures.quick(sheet.vehicle, mission)
            let stepped = MissionFigures.stepped(sheet.vehicle, mission, quick: quick)
            return Anchor(
                battery: over(stepped.batteryPerMeter, quick.batteryPerMeter),
                blended: over(stepped.blendedFuelPerMeter, quick.blendedFuelPerMeter),
                fuel: over(stepped.fuelPerMeter, quick.fuelPerMeter)
            )
        }
    }

    private func use(_ factors: [Band.Figure: Double], _ anchors: [Anchor]) -> UseOutcome {
        let sheet = sheet.applying(factors)
        let missions = missions.applying(factors)
        let figures = zip(missions.missions, anchors).map { mission, anchor in
            var figures = MissionFigures.quick(sheet.vehicle, mission)
            figures.batteryPerMeter? *= anchor.battery
            figures.blendedFuelPerMeter *= anchor.blended
            figures.fuelPerMeter? *= anchor.fuel
            return figures
        }
        return UseOutcome(sheet, missions, figures, economy.applying(factors))
    }
}
