import Testing

@testable import Hybrid

@Suite struct OwnershipTests {
    /// 0.3 kWh/km at the wall, 0.12 l/km: 20,000 km a year for 10 years without discount.
    private let use = DailyUse(
        wall: 0.3 * 3600,
        stored: 0.26 * 3600,
        fuel: 0.12e-3,
        electricRange: 230e3,
        source: "by hand"
    )
    private var economy: Economy {
        var economy = JourneyFixture.economy
        economy.distancePerYear = 20e6
        economy.discountRate = 0
        return economy
    }

    private func outlook(_ share: Double, _ sheet: VehicleSheet) -> OwnershipOutlook {
        sheet.ownership(
            use,
            economy: economy,
            options: OwnershipOptions(shares: .fixed(share, source: "by hand"))
        )
    }

    @Test func `cost and carbon of a km are sums by hand`() {
        var sheet = JourneyFixture.series
        sheet.ageing = nil
        let mean = outlook(0.75, sheet).mean
        let kilometer = 1000.0
        #expect(abs(mean.cost.electricity * kilometer - 0.75 * 0.3 * 0.16) < 1e-12)
        #expect(abs(mean.cost.fuel * kilometer - 0.25 * 0.12 * 0.9) < 1e-12)
        #expect(abs(mean.cost.maintenance * kilometer - 0.05) < 1e-12)
        #expect(abs(mean.cost.depreciation * kilometer - 75_000 * 0.7 / 200_000) < 1e-12)
        let liters = 0.25 * 0.12
        #expect(abs(mean.carbon.tailpipe * kilometer - liters * 8.887 / 3.785411784) < 1e-12)
        #expect(abs(mean.carbon.fuelUpstream * kilometer - liters * 0.6) < 1e-12)
        #expect(abs(mean.carbon.grid * kilometer - 0.75 * 0.3 * 0.37) < 1e-12)
        #expect(abs(mean.carbon.gridUpstream * kilometer - 0.75 * 0.3 * 0.04) < 1e-12)
        #expect(abs(mean.carbon.manufacturing * kilometer - 16_000.0 / 200_000) < 1e-12)
    }

    /// Hybrid.md 4.1: 0.481 kWh/mi, charger .88, 370 g/kWh, 20.2 mpg, 8,887 g/gal.
    @Test(arguments: [(0.0, 440.0), (0.3, 369), (0.5, 321), (0.7, 273), (0.92, 221), (1, 202)])
    func `carbon by utility factor is that of the reference`(share: Double, grams: Double) {
        let mile = 1609.344
        let ram = DailyUse(
            wall: 0.481 * 3.6e6 / 0.88 / mile,
            fuel: Fuel.litersPerGallon / 20.2 / mile,
            electricRange: 145 * mile,
            source: "Ram"
        )
        var sheet = JourneyFixture.series
        sheet.ageing = nil
        let options = OwnershipOptions(shares: .fixed(share, source: "by hand"))
        let carbon = sheet.ownership(ram, economy: economy, options: options).mean.carbon
        #expect(abs((carbon.tailpipe + carbon.grid) * mile * 1000 - grams) < 1)
    }

    @Test func `a discounted price is spread over discounted meters`() {
        var economy = economy
        economy.discountRate = 0.05
        let options = OwnershipOptions(shares: .fixed(0.5, source: "by hand"))
        let outlook = JourneyFixture.gas.ownership(
            DailyUse(fuel: 0.1e-3, source: "by hand"),
            economy: economy,
            options: options
        )
        // (1 - 1.05^-10) / 0.05 = 7.7217 and 1.05^-10 = 0.613913.
        #expect(abs(economy.annuity - 7.721734929) < 1e-8)
        let lost = 55_000 * (1 - 0.3 * 0.613913254)
        let cost = outlook.mean.cost
        #expect(abs(outlook.present(cost.depreciation, economy: economy) / lost - 1) < 1e-8)
        #expect(outlook.shares.mean == 0)
        #expect(cost.electricity == 0)
        #expect(outlook.mean.battery == nil)
    }

    @Test func `an electric one without a place of its own pays the fast price`() {
        var economy = economy
        economy.homeAccess = 0.25
        var use = use
        use.fuel = nil
        let outlook = JourneyFixture.electric.ownership(use, economy: economy)
        let perKilometer = 0.25 * 0.3 * 0.16 + 0.75 * 0.3 * 0.88 / 0.95 * 0.45
        #expect(abs(outlook.mean.cost.electricity * 1000 - perKilometer) < 1e-12)
        #expect(outlook.shares.points.count == 1)
    }

    @Test func `a battery that does not last is bought again`() {
        var sheet = JourneyFixture.series
        sheet.ageing?.calendar = 0.2
        let life = outlook(0.9, sheet).mean.battery
        #expect(life?.replacements ?? 0 > 0)
        #expect(outlook(0.9, sheet).mean.cost.replacement > 0)
        #expect(outlook(0.9, JourneyFixture.series).mean.cost.replacement == 0)
    }

    @Test func `break-even is where the lines meet`() {
        #expect(BreakEven(before: (30, 10), each: (1, 3)) == .after(10))
        #expect(BreakEven(before: (30, 10), each: (3, 1)) == .never)
        #expect(BreakEven(before: (10, 30), each: (1, 3)) == .always)
        #expect(BreakEven(before: (10, 30), each: (3, 1)) == .until(10))
    }

    @Test func `shares are a distribution with its source`() {
        let shares = ElectricShares.usual(range: 145 * 1609.344, homeAccess: 0.8)
        #expect(abs(shares.points.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
        let label = UtilityFactor.individual(145 * 1609.344)
        #expect(abs((shares.points.last?.share ?? 0) - label) < 1e-12)
        let mean = (1 + 2 * 0.8 + 0.44) / 4 * label
        #expect(abs(shares.mean - mean) < 1e-12)
        // The outlook is that of the mean where all is linear.
        var sheet = JourneyFixture.series
        sheet.ageing = nil
        let many = sheet.ownership(
            use,
            economy: economy,
            options: OwnershipOptions(shares: shares)
        )
        #expect(abs(many.mean.cost.total - outlook(mean, sheet).mean.cost.total) < 1e-15)
        let even = many.evenShare(with: outlook(0.6, sheet).mean.carbon.total, \.carbon.total)
        #expect(abs((even ?? 0) - 0.6) < 1e-9)
    }
}
