import Testing

@testable import Hybrid

@Suite struct UncertaintyTests {
    private static func band(
        _ figure: Band.Figure,
        _ factors: ClosedRange<Double>
    ) -> Band {
        Band(figure: figure, factors: factors, source: "by hand")
    }

    @Test func `a tornado of prices is linear by hand`() throws {
        let bands = [
            Self.band(.fuelPrice, 0.8...1.3),
            Self.band(.vehiclePrice, 0.9...1.1),
            Self.band(.electricityPrice, 1...1),
        ]
        let uncertainty = Uncertainty(
            SizingFixture.sheet,
            missions: SizingFixture.missions(seed: 3),
            economy: SizingFixture.economy,
            bands: bands
        )
        let result = uncertainty.result(samples: 0)
        let base = result.base.cost
        let rows = result.tornado(.cost)
        #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.width >= $1.width })
        let fuel = try #require(rows.first { $0.band.figure == .fuelPrice })
        #expect(abs(fuel.low - (base.total - 0.2 * base.fuel)) < 1e-15)
        #expect(abs(fuel.high - (base.total + 0.3 * base.fuel)) < 1e-15)
        let price = try #require(rows.first { $0.band.figure == .vehiclePrice })
        #expect(abs(price.width - 0.2 * base.depreciation) < 1e-12)
        #expect(rows.last?.band.figure == .electricityPrice)
        #expect(rows.last?.width == 0)
        #expect(result.tornado(.carbon).allSatisfy { $0.width == 0 })
        #expect(result.spread(.cost) == nil)
    }

    @Test func `bands of vehicle, trailers and prices come before those that are assumed`() throws {
        var sheet = SizingFixture.sheet
        sheet.bands = [Self.band(.drag, 0.99...1.01)]
        var narrow = SizingFixture.trailer
        narrow.bands = [Self.band(.trailerDrag, 0.95...1.05)]
        var wide = narrow
        wide.bands = [Self.band(.trailerDrag, 0.97...1.2)]
        var economy = SizingFixture.economy
        economy.bands = [Self.band(.fuelPrice, 0.5...2)]
        let bands = Band.all(for: sheet, trailers: [narrow, wide], economy: economy)
        func factors(_ figure: Band.Figure) -> [ClosedRange<Double>] {
            bands.filter { $0.figure == figure }.map(\.factors)
        }
        #expect(factors(.drag) == [0.99...1.01])
        #expect(factors(.trailerDrag) == [0.95...1.2])
        #expect(factors(.fuelPrice) == [0.5...2])
        #expect(factors(.trailerMass) == [0.85...1.15])
        let alone = Band.all(for: sheet, trailers: [])
        #expect(!alone.contains { $0.figure == .trailerDrag })
    }

    /// A loss by a curve of efficiency is a loss as much as one by coefficients.
    @Test func `a factor on losses reaches machines that are known by their curve`() throws {
        var sheet = SizingFixture.electric
        guard case .electric(var drive, let battery) = sheet.vehicle.powertrain else {
            throw NotElectric()
        }
        drive.rear = Machine(
            ratio: 10,
            torque: 5000,
            power: 300e3,
            copper: 0,
            curve: EfficiencyCurve(power: 300e3, driving: Curve([.init(0, 0.9), .init(1, 0.9)]))
        )
        drive.front = nil
        sheet.vehicle.powertrain = .electric(drive, battery)
        guard case .electric(let changed, _) = sheet.applying([.drive: 2]).vehicle.powertrain else {
            throw NotElectric()
        }
        // A ninth of what comes out is lost, then two ninths.
        let loss = try #require(changed.rear.curve).drivingLoss(90e3)
        #expect(abs(loss - 20e3) < 1e-6)
    }

    private struct NotElectric: Error {}

    @Test func `the same seed gives the same and another one does not`() throws {
        let uncertainty = Uncertainty(
            SizingFixture.sheet,
            missions: SizingFixture.missions(seed: 4),
            economy: SizingFixture.economy
        )
        let first = uncertainty.result(samples: 64, seed: 9)
        let second = uncertainty.result(samples: 64, seed: 9)
        let third = uncertainty.result(samples: 64, seed: 10)
        for quantity in Quantity<UseOutcome>.all {
            #expect(first.values(quantity) == second.values(quantity))
            let spread = try #require(first.spread(quantity))
            #expect(spread.low <= spread.middle)
            #expect(spread.middle <= spread.high)
        }
        #expect(first.values(.cost) != third.values(.cost))
    }

    /// What is assumed is stepped, so the base is what a user sees elsewhere.
    @Test func `without bands a sample is the base, and the base is stepped`() throws {
        let missions = SizingFixture.missions(seed: 5)
        let result = Uncertainty(
            SizingFixture.sheet,
            missions: missions,
            economy: SizingFixture.economy,
            bands: []
        ).result(samples: 2)
        #expect(result.uses == [result.base, result.base])
        let vehicle = SizingFixture.sheet.vehicle
        for (mission, part) in zip(missions.missions, result.base.parts) {
            let quick = MissionFigures.quick(vehicle, mission)
            let stepped = MissionFigures.stepped(vehicle, mission, quick: quick)
            let fuel = try #require(stepped.fuelPerMeter)
            let battery = try #require(stepped.batteryPerMeter)
            #expect(abs((part.figures.fuelPerMeter ?? 0) / fuel - 1) < 1e-12)
            #expect(abs((part.figures.batteryPerMeter ?? 0) / battery - 1) < 1e-12)
        }
    }

    @Test func `a conventional vehicle has bands too`() throws {
        var sheet = SizingFixture.sheet
        sheet.plug = nil
        sheet.vehicle.powertrain = .conventional(
            CombustionDrive(
                idleFuel: 15e3,
                slope: 2.6,
                power: 3e5,
                force: 3e4,
                fuel: .gasoline,
                tank: 90
            )
        )
        let result = Uncertainty(
            sheet,
            missions: SizingFixture.missions(seed: 6),
            economy: SizingFixture.economy
        ).result(samples: 20)
        #expect(result.base.utilityFactor == 0)
        #expect(result.base.electricRange == 0)
        let spread = try #require(result.spread(.fuel))
        #expect(spread.low < spread.high)
        let rows = result.tornado(.fuel)
        #expect(rows.contains { $0.band.figure == .generator && $0.width > 0 })
        #expect(!rows.contains { $0.band.figure == .drive })
    }

    // MARK: Bands and samples

    @Test func `a triangular band has its quantiles by hand`() {
        let band = Self.band(.drag, 0.8...1.2)
        #expect(abs(band.quantile(0.5) - 1) < 1e-12)
        #expect(abs(band.quantile(0) - 0.8) < 1e-12)
        #expect(abs(band.quantile(1) - 1.2) < 1e-12)
        // An eighth of the chances: half way up the left side.
        #expect(abs(band.quantile(0.125) - 0.9) < 1e-12)
        let aside = Self.band(.battery, 0.9...1)
        #expect(abs(aside.quantile(0.25) - 0.95) < 1e-12)
        #expect(Self.band(.drag, 1.1...1.1).quantile(0.3) == 1.1)
    }

    @Test func `a Latin hypercube has one sample in every part`() {
        let band = Self.band(.drag, 0.8...1.2)
        let samples = BandSampling([band], method: .latin).samples(50, seed: 2)
        let sorted = samples.compactMap { $0[.drag] }.sorted()
        for (index, value) in sorted.enumerated() {
            #expect(value >= band.quantile(Double(index) / 50))
            #expect(value <= band.quantile(Double(index + 1) / 50))
        }
        let plain = BandSampling([band], method: .plain).samples(50, seed: 2)
        #expect(plain.allSatisfy { band.factors.contains($0[.drag] ?? 0) })
        #expect(plain != samples)
    }

    @Test func `a spread lies between its values`() throws {
        let spread = try #require(Spread([4, 1, 3, 2, 0]))
        #expect(abs(spread.low - 0.4) < 1e-12)
        #expect(spread.middle == 2)
        #expect(abs(spread.high - 3.6) < 1e-12)
        #expect(Spread([]) == nil)
    }

    // MARK: Factors

    @Test(arguments: Band.Figure.allCases)
    func `a factor of one changes nothing and another one does`(figure: Band.Figure) {
        var sheet = SizingFixture.sheet
        sheet.vehicle.auxiliaries.climate = Curve([Curve.Point(-20, 6000), Curve.Point(20, 0)])
        let trailer = SizingFixture.trailer
        let economy = SizingFixture.economy
        let same: [Band.Figure: Double] = [figure: 1]
        #expect(sheet.applying(same) == sheet)
        #expect(trailer.applying(same) == trailer)
        #expect(economy.applying(same) == economy)
        let other: [Band.Figure: Double] = [figure: 1.25]
        let changes = [
            sheet.applying(other) != sheet,
            trailer.applying(other) != trailer,
            economy.applying(other) != economy,
        ]
        // Each figure belongs to one of them.
        #expect(changes.count { $0 } == 1)
    }
}
