import Testing

@testable import Hybrid

@Suite struct UseOutcomeTests {
    private let figures = MissionFigures(
        batteryPerMeter: 1000,
        fuelPerMeter: 3000,
        generatorPower: 60e3,
        infeasibleSeconds: 0
    )

    private static func missions(_ distance: Double) -> MissionSet {
        MissionSet(
            Mission(
                name: "day",
                cycle: .steady(speed: 20, seconds: 100),
                distances: .always(distance),
                share: 1
            )
        )
    }

    @Test func `a series hybrid is charged for the first part of the day by hand`() {
        let usable = HybridFixture.battery.usableEnergy
        let range = usable / 1000
        let use = UseOutcome(
            SizingFixture.sheet,
            Self.missions(2 * range),
            [figures],
            SizingFixture.economy
        )
        // Half of each day, on nine of ten days.
        #expect(abs(use.utilityFactor - 0.45) < 1e-12)
        #expect(abs(use.wallPerMeter - 0.45 * 1000 / 0.88) < 1e-9)
        #expect(abs(use.fuelPerMeter - 0.55 * 3000) < 1e-9)
        #expect(abs(use.electricRange - range) < 1e-6)
        let tank = 27 * SI.gallon * Fuel.gasoline.heat
        #expect(abs(use.totalRange - range - tank / 3000) < 1e-6)
        let liters = 0.55 * 3000 / Fuel.gasoline.heat
        #expect(abs(use.cost.fuel - liters * 0.9) < 1e-12)
        #expect(abs(use.cost.electricity - 0.45 * 1000 / 0.88 * 0.16 / 3.6e6) < 1e-15)
        #expect(abs(use.tailpipeCarbon - liters * Fuel.gasoline.carbon) < 1e-15)
        let grid = 0.45 * 1000 / 0.88 * 0.42 / 3.6e6
        #expect(abs(use.drivingCarbon - use.tailpipeCarbon - liters * 0.5 - grid) < 1e-15)
    }

    @Test func `an electric vehicle charges the rest on its way`() {
        var electric = figures
        electric.fuelPerMeter = nil
        let range = HybridFixture.battery.usableEnergy / 1000
        let use = UseOutcome(
            SizingFixture.electric,
            Self.missions(2 * range),
            [electric],
            SizingFixture.economy
        )
        #expect(abs(use.utilityFactor - 0.45) < 1e-12)
        #expect(use.fuelPerMeter == 0)
        #expect(use.totalRange == use.electricRange)
        let wall = 0.45 * 1000 / 0.88 + 0.55 * 1000 / 0.95
        #expect(abs(use.wallPerMeter - wall) < 1e-9)
        // At 100 kW, 25 USD an hour, over 24,000 km a year.
        #expect(abs(use.chargingTime - 0.55 * 1000 / 100e3 * 24e6) < 1e-3)
        #expect(abs(use.cost.time - 0.55 * 1000 / 100e3 * 25 / 3600) < 1e-12)
    }

    @Test func `stops to charge cost time, detours and the fast price by hand`() {
        var electric = figures
        electric.fuelPerMeter = nil
        let range = HybridFixture.battery.usableEnergy / 1000
        var economy = SizingFixture.economy
        economy.chargingStop = 600
        economy.chargingDetour = 5_000
        let use = UseOutcome(
            SizingFixture.electric,
            Self.missions(2 * range),
            [electric],
            economy
        )
        // 1 / 0.7 rounded up are 2 stops on nine of ten days, 2 / 0.7 are 3 on the tenth.
        let stops = (0.9 * 2 + 0.1 * 3) / (2 * range)
        #expect(abs(use.stopsPerYear / (stops * 24e6) - 1) < 1e-12)
        #expect(use.parts[0].stopsPerYear == use.stopsPerYear)
        let charged = (0.55 + stops * 5_000) * 1000
        let seconds = charged / 100e3 + stops * (600 + 5_000 / (50 / 3.6))
        #expect(abs(use.chargingTime / (seconds * 24e6) - 1) < 1e-12)
        #expect(abs(use.cost.time / (seconds * 25 / 3600) - 1) < 1e-12)
        let wall = 0.45 * 1000 / 0.88 + charged / 0.95
        #expect(abs(use.wallPerMeter / wall - 1) < 1e-12)
    }

    @Test func `a smaller battery stops more often, one with an engine only for fuel`() {
        var economy = SizingFixture.economy
        economy.chargingStop = 600
        economy.refuelingStop = 420
        var electric = figures
        electric.fuelPerMeter = nil
        let range = HybridFixture.battery.usableEnergy / 1000
        let stops = [0.5, 1, 2, 3].map { factor in
            UseOutcome(
                SizingFixture.electric,
                Self.missions(factor * range),
                [electric],
                economy
            ).stopsPerYear * factor
        }
        #expect(stops == stops.sorted())
        let series = UseOutcome(
            SizingFixture.sheet,
            Self.missions(2 * range),
            [figures],
            economy
        )
        #expect(series.stopsPerYear == 0 && series.chargingTime == 0)
        let tank = 27 * SI.gallon * Fuel.gasoline.heat
        let refueled = series.fuelPerMeter / (0.8 * tank) * 420 * 25 / 3600
        #expect(abs(series.cost.time / refueled - 1) < 1e-12)
    }

    @Test func `what a price loses is spread over the distance`() {
        var economy = SizingFixture.economy
        economy.discountRate = 0
        let use = UseOutcome(SizingFixture.sheet, Self.missions(1e4), [figures], economy)
        // 70,000 USD less 40 % after 8 years of 24,000 km.
        #expect(abs(use.cost.depreciation - 42_000 / (8 * 24e6)) < 1e-12)
        #expect(use.cost.maintenance == 4e-5)
        #expect(use.manufacturingCarbon == nil)
        var sheet = SizingFixture.sheet
        sheet.ownership.carbon = 19_200
        let built = UseOutcome(sheet, Self.missions(1e4), [figures], economy)
        #expect(abs((built.manufacturingCarbon ?? 0) - 1e-4) < 1e-15)
        #expect(abs(built.wholeCarbon - use.drivingCarbon - 1e-4) < 1e-15)
    }

    @Test func `missions count by their share of the distance`() throws {
        let cycle = Cycle.steady(speed: 20, seconds: 100)
        let set = try #require(
            MissionSet(
                name: "two",
                missions: [
                    Mission(name: "short", cycle: cycle, distances: .always(1e3), share: 3),
                    Mission(name: "long", cycle: cycle, distances: .always(1e9), share: 1),
                ]
            )
        )
        var economy = SizingFixture.economy
        economy.homeAccess = 1
        let use = UseOutcome(SizingFixture.sheet, set, [figures, figures], economy)
        let long = HybridFixture.battery.usableEnergy / 1000 / 1e9
        #expect(abs(use.utilityFactor - (0.75 + 0.25 * long)) < 1e-12)
        #expect(use.parts.map(\.mission) == ["short", "long"])
    }

    @Test func `what labels put on a cycle is on all of its figures`() {
        var mission = Self.missions(1e4).missions[0]
        let vehicle = SizingFixture.sheet.vehicle
        let quick = MissionFigures.quick(vehicle, mission)
        let stepped = MissionFigures.stepped(vehicle, mission, quick: quick)
        mission.excess = .times(2)
        let more = MissionFigures.quick(vehicle, mission)
        let steppedMore = MissionFigures.stepped(vehicle, mission, quick: more)
        #expect(more.batteryPerMeter == quick.batteryPerMeter.map { 2 * $0 })
        #expect(more.fuelPerMeter == quick.fuelPerMeter.map { 2 * $0 })
        #expect(steppedMore.batteryPerMeter == stepped.batteryPerMeter.map { 2 * $0 })
        #expect(steppedMore.fuelPerMeter == stepped.fuelPerMeter.map { 2 * $0 })
    }

    @Test func `crossing keeps the shares`() {
        let set = SizingFixture.missions(seed: 1)
            .crossed(trailers: [nil, SizingFixture.trailer], temperatures: [-10, 30, 0.5])
        #expect(set.missions.count == 24)
        #expect(abs(set.missions.reduce(0) { $0 + $1.share } - 1) < 1e-12)
        #expect(set.missions[0].name == "commute, no trailer, -10 °C")
        #expect(set.missions[5].name == "commute, box, 0.5 °C")
        #expect(set.missions[5].trailer == SizingFixture.trailer)
    }
}
