import Testing

@testable import Hybrid

@Suite struct OwnershipTests {
    /// 0.26 kWh/km out of the store and 0.12 l/km on fuel: 20,000 km a year for 10 years without discount.
    private let figures = MissionFigures(
        batteryPerMeter: 0.26 * 3600,
        fuelPerMeter: 0.12e-3 / Fuel.gasoline.liters(1),
        generatorPower: 0,
        infeasibleSeconds: 0
    )
    /// In kWh/km at the wall.
    private let wall = 0.26 / 0.88
    /// Days of one full battery each: what a night fills, a day empties.
    private let whole = OwnershipTests.mission(
        "whole",
        .always((JourneyFixture.series.vehicle.battery?.usableEnergy ?? 0) / 936)
    )
    /// Days so short that every full battery covers them.
    private let short = OwnershipTests.mission("short", .always(1000))
    private var economy: Economy {
        var economy = JourneyFixture.economy
        economy.distancePerYear = 20e6
        economy.discountRate = 0
        return economy
    }

    private static func mission(
        _ name: String,
        _ days: DistanceDistribution,
        share: Double = 1
    ) -> Mission {
        Mission(
            name: name,
            cycle: .steady(speed: 20, seconds: 600),
            distances: days,
            share: share
        )
    }

    /// With a share of the nights that fill the battery.
    private func outlook(_ share: Double, _ sheet: VehicleSheet) -> OwnershipOutlook {
        var economy = economy
        economy.homeAccess = share
        return sheet.ownership(MissionSet(whole), [figures], economy: economy)
    }

    @Test func `cost and carbon of a km are sums by hand`() {
        var sheet = JourneyFixture.series
        sheet.ageing = nil
        let mean = outlook(0.75, sheet).central
        let kilometer = 1000.0
        #expect(abs(mean.cost.electricity * kilometer - 0.75 * wall * 0.16) < 1e-12)
        #expect(abs(mean.cost.fuel * kilometer - 0.25 * 0.12 * 0.9) < 1e-12)
        #expect(abs(mean.cost.maintenance * kilometer - 0.05) < 1e-12)
        #expect(abs(mean.cost.depreciation * kilometer - 75_000 * 0.7 / 200_000) < 1e-12)
        let liters = 0.25 * 0.12
        #expect(abs(mean.carbon.tailpipe * kilometer - liters * 8.887 / 3.785411784) < 1e-12)
        #expect(abs(mean.carbon.fuelUpstream * kilometer - liters * 0.6) < 1e-12)
        #expect(abs(mean.carbon.grid * kilometer - 0.75 * wall * 0.37) < 1e-12)
        #expect(abs(mean.carbon.gridUpstream * kilometer - 0.75 * wall * 0.04) < 1e-12)
        #expect(abs(mean.carbon.manufacturing * kilometer - 16_000.0 / 200_000) < 1e-12)
    }

    /// Hybrid.md 4.1: 0.481 kWh/mi, charger .88, 370 g/kWh, 20.2 mpg, 8,887 g/gal.
    @Test(arguments: [(0.0, 440.0), (0.3, 369), (0.5, 321), (0.7, 273), (0.92, 221), (1, 202)])
    func `carbon by utility factor is that of the reference`(share: Double, grams: Double) {
        let mile = 1609.344
        var ram = figures
        ram.batteryPerMeter = 0.481 * 3.6e6 / mile
        let liters = SI.gallon / 20.2 / mile
        ram.fuelPerMeter = liters / Fuel.gasoline.liters(1)
        var sheet = JourneyFixture.series
        sheet.ageing = nil
        var economy = economy
        economy.homeAccess = share
        let usable = sheet.vehicle.battery?.usableEnergy ?? 0
        let day = Self.mission("day", .always(usable / (ram.batteryPerMeter ?? 1)))
        let carbon = sheet.ownership(MissionSet(day), [ram], economy: economy).central.carbon
        #expect(abs((carbon.tailpipe + carbon.grid) * mile * 1000 - grams) < 1)
    }

    @Test func `a discounted price is spread over discounted meters`() {
        var economy = economy
        economy.discountRate = 0.05
        var figures = figures
        figures.batteryPerMeter = nil
        let outlook = JourneyFixture.gas.ownership(
            MissionSet(short),
            [figures],
            economy: economy
        )
        // (1 - 1.05^-10) / 0.05 = 7.7217 and 1.05^-10 = 0.613913.
        #expect(abs(economy.annuity - 7.721734929) < 1e-8)
        let lost = 55_000 * (1 - 0.3 * 0.613913254)
        let cost = outlook.central.cost
        #expect(abs(outlook.present(cost.depreciation, economy: economy) / lost - 1) < 1e-8)
        #expect(outlook.central.electricShare == 0)
        #expect(cost.electricity == 0)
        #expect(outlook.central.battery == nil)
    }

    @Test func `a missed night costs an electric one nothing on short days`() {
        var economy = economy
        economy.homeAccess = 0.85
        var figures = figures
        figures.fuelPerMeter = nil
        let outlook = JourneyFixture.electric.ownership(
            MissionSet(Self.mission("commute", .always(50e3))),
            [figures],
            economy: economy
        )
        #expect(outlook.central.chargingStops < 0.01)
        #expect(abs(outlook.central.cost.electricity * 1000 - wall * 0.16) < 1e-5)
    }

    @Test func `an electric one without a place of its own pays the fast price`() {
        var economy = economy
        economy.homeAccess = 0.25
        var figures = figures
        figures.fuelPerMeter = nil
        let range = JourneyFixture.electric.vehicle.battery.map { $0.usableEnergy / 936 } ?? 0
        let outlook = JourneyFixture.electric.ownership(
            MissionSet(Self.mission("far", .always(range))),
            [figures],
            economy: economy
        )
        // Days of one battery each: one of four begins full, the others with nothing.
        let perKilometer = 0.25 * wall * 0.16 + 0.75 * 0.26 / 0.95 * 0.45
        #expect(abs(outlook.central.cost.electricity * 1000 - perKilometer) < 1e-9)
        #expect(outlook.charged.shares == [0.25, 1])
        #expect(abs(outlook.central.electricShare - 0.25) < 1e-9)
    }

    @Test func `days beyond its range cost an electric one time, and are told`() throws {
        var economy = economy
        economy.homeAccess = 1
        economy.timeValue = 20
        economy.chargingDetour = 0
        var figures = figures
        figures.fuelPerMeter = nil
        let far = Self.mission("far", .always(1_300e3))
        let near = JourneyFixture.electric.ownership(MissionSet(short), [figures], economy: economy)
        #expect(near.central.cost.time == 0)
        #expect(near.days.map(\.beyond) == [0])
        let outlook = JourneyFixture.electric.ownership(
            MissionSet(far),
            [figures],
            economy: economy
        )
        #expect(outlook.days.map(\.beyond) == [1])
        let range = try #require(outlook.days.first?.electricRange)
        #expect(abs(range / (168 / 0.26 * 1000) - 1) < 0.01)
        // What does not fit into the battery is charged on the way, at the fast price.
        let fast = 1 - range / 1_300e3
        let perKilometer = (1 - fast) * wall * 0.16 + fast * 0.26 / 0.95 * 0.45
        #expect(abs(outlook.central.cost.electricity * 1000 - perKilometer) < 1e-9)
        #expect(outlook.central.cost.time > 0)
        #expect(outlook.central.chargingStops > 0)
        let hours = outlook.central.chargingTime / 3600
        #expect(abs(outlook.central.cost.time * 20e6 - hours * 20) < 1e-6)
    }

    @Test func `a truck on fuel tows its fuel: the far days are not the cheap ones`() {
        var towing = figures
        towing.batteryPerMeter = 3 * 0.26 * 3600
        towing.fuelPerMeter = figures.fuelPerMeter.map { 3 * $0 }
        let set = MissionSet(
            name: "both",
            missions: [
                Self.mission("short", .always(1000), share: 0.5),
                Self.mission("tow", .always(5_000e3), share: 0.5),
            ]
        )
        var sheet = JourneyFixture.series
        sheet.ageing = nil
        let outlook = set.map {
            sheet.ownership($0, [figures, towing], economy: economy)
        }
        let mean = outlook?.central
        #expect(abs((mean?.electricShare ?? 0) - 0.5) < 0.02)
        // Nearly all that is not charged is the towing, at three times the fuel.
        #expect(abs((mean?.fuel ?? 0) * 1000 / (0.5 * 3 * 0.12) - 1) < 0.05)
    }

    @Test func `a battery that does not last is bought again`() {
        var sheet = JourneyFixture.series
        sheet.ageing?.calendar = 0.2
        let life = outlook(0.9, sheet).central.battery
        #expect(life?.replacements ?? 0 > 0)
        #expect(outlook(0.9, sheet).central.cost.replacement > 0)
        #expect(outlook(0.9, JourneyFixture.series).central.cost.replacement == 0)
    }

    @Test func `break-even is where the lines meet`() {
        #expect(BreakEven(before: (30, 10), each: (1, 3)) == .after(10))
        #expect(BreakEven(before: (30, 10), each: (3, 1)) == .never)
        #expect(BreakEven(before: (10, 30), each: (1, 3)) == .always)
        #expect(BreakEven(before: (10, 30), each: (3, 1)) == .until(10))
    }

    @Test func `one share of days that begin full is reckoned with, the others are its band`() {
        var economy = economy
        economy.homeAccess = 0.8
        economy.leastHomeAccess = 0.44
        #expect(ChargedDays.usual(economy).shares == [0.44, 0.8, 1])
        #expect(ChargedDays.usual(economy).central == 0.8)
        var sheet = JourneyFixture.series
        sheet.ageing = nil
        let many = sheet.ownership(MissionSet(whole), [figures], economy: economy)
        #expect(many.central == outlook(0.8, sheet).central)
        let shares = [0.44, 0.8, 1]
        #expect(zip(many.cases, shares).allSatisfy { abs($0.electricShare - $1) < 1e-12 })
        #expect(many.uncharged.electricShare == 0)
        let even = many.evenShare(with: outlook(0.6, sheet).central.carbon.total, \.carbon.total)
        #expect(abs((even ?? 0) - 0.6) < 1e-9)
    }

    @Test func `a night without a plug leaves what the last day left`() throws {
        var sheet = JourneyFixture.series
        sheet.ageing = nil
        var economy = economy
        economy.homeAccess = 0.5
        // Days of a third of a battery: two days after a night are driven on it whole, and the third.
        let range = (sheet.vehicle.battery?.usableEnergy ?? 0) / 936
        let days = Self.mission("day", .always(range / 3))
        let share = sheet.ownership(MissionSet(days), [figures], economy: economy).central
            .electricShare
        // Fewer than three days ago with 1 - 0.5 to the third.
        #expect(abs(share - (1 - 0.125)) < 1e-9)
        // A battery of one day: every other one.
        #expect(abs(outlook(0.5, sheet).central.electricShare - 0.5) < 1e-12)
        // And never without such nights.
        economy.homeAccess = 0
        let none = sheet.ownership(MissionSet(days), [figures], economy: economy).central
        #expect(none.electricShare == 0)
        #expect(none.cost.electricity == 0)
    }

    @Test func `a new battery costs and emits in every answer what its pack does`() throws {
        var sheet = JourneyFixture.series
        sheet.ageing?.calendar = 0.2
        let use = UseOutcome(sheet, MissionSet(whole), [figures], economy)
        let owned = sheet.ownership(MissionSet(whole), [figures], economy: economy).central
        #expect(use.cost == owned.cost)
        #expect(use.battery == owned.battery)
        let life = try #require(use.battery)
        #expect(life.replacements > 0)
        let pack = try #require(sheet.vehicle.battery).wholeEnergy
        let each = Double(life.replacements) * pack / (economy.distancePerYear * economy.years)
        // Without discount; 150 USD and 75 kg for a kWh.
        #expect(abs(use.cost.replacement / (each * 150 / 3.6e6) - 1) < 1e-12)
        var lasting = sheet
        lasting.ageing = nil
        let carbon = UseOutcome(lasting, MissionSet(whole), [figures], economy).wholeCarbon
        #expect(abs((use.wholeCarbon - carbon) / (each * 75 / 3.6e6) - 1) < 1e-9)
        // Discounted to the year that it falls into.
        var later = economy
        later.discountRate = 0.05
        let paid = UseOutcome(sheet, MissionSet(whole), [figures], later).cost.replacement
        let price = pack * 150 / 3.6e6
        let sum = (1...life.replacements).reduce(0) {
            $0 + price * later.present(in: life.years * Double($1))
        }
        #expect(abs(paid * later.distancePerYear * later.annuity / sum - 1) < 1e-12)
    }

    @Test func `ordinary days are the first that all vehicles can drive`() throws {
        var heavy = Self.mission("tow", .always(100e3))
        heavy.trailer = JourneyFixture.trailer
        heavy.trailer?.mass = 90_000
        let sheets = [JourneyFixture.series, JourneyFixture.gas]
        let days = try #require(
            OrdinaryDays([MissionSet(heavy), MissionSet(short)], sheets)
        )
        #expect(days.missions.name == "short")
        #expect(days.faults.isEmpty)
        #expect(days.figures.count == 2)
        // Where none fits the last one counts, and what is wrong with it is said.
        let worst = try #require(OrdinaryDays([MissionSet(heavy)], sheets))
        #expect(worst.missions.name == "tow")
        #expect(!worst.faults.isEmpty)
        #expect(OrdinaryDays([], sheets) == nil)
    }
}
