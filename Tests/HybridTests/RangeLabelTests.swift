import Bus
import Foundation
import Pages
import Testing

@testable import Hybrid

/// The answer of `range` where nobody says what is driven.
@Suite struct RangeLabelTests {
    private static func label(
        _ sheet: VehicleSheet = ReportFixture.sheet,
        control: ControlName? = nil
    ) throws -> LabelOutlook {
        var random = SplitMix64(seed: 3)
        return try LabelOutlook(
            sheet,
            city: HybridFixture.cycle(&random, points: 600),
            highway: HybridFixture.cycle(&random, points: 600),
            control: control
        )
    }

    /// Whose engine burns more until it is warm.
    private static let coldSheet: VehicleSheet = {
        var sheet = ReportFixture.sheet
        var generator = HybridFixture.generator
        generator.warmUp = Generator.WarmUp(extra: 0.1, extraPerDegree: 0.004, time: 120)
        sheet.vehicle.powertrain = .series(
            HybridFixture.drive,
            HybridFixture.battery,
            generator
        )
        return sheet
    }()

    private static let subject = ReportFixture.subject(ReportFixture.sheet)

    @Test(arguments: [ReportFixture.sheet, ReportFixture.gasSheet, ReportFixture.electricSheet])
    func `the answer is the one of the label, with a plug by 0.7 and else by the formulas`(
        sheet: VehicleSheet
    ) throws {
        let label = try Self.label(sheet)
        let figures = RangeFigures(label)
        let rule: LabelMethod = label.electric == nil ? .derived2017 : .seventyPercent
        let reaches = label.reaches.filter { $0.method != "unadjusted" }
        let reach = try #require(rule == .derived2017 ? reaches.last : reaches.first)
        #expect(figures.electricRange == reach.electric)
        #expect(abs(try #require(figures.totalRange) / reach.total - 1) < 1e-12)
        if let electric = label.electric {
            #expect(figures.wallPerMeter == electric.wall(.seventyPercent).combined)
            #expect(figures.batteryPerMeter == electric.terminals(.seventyPercent).combined)
        }
        let burned = label.burning?.energyPerMeter(rule) ?? 0
        #expect(abs(try #require(figures.fuelPerMeter) - burned) <= 1e-12 * burned)
        #expect((figures.gap ?? -1) >= 0)
        let method = RangeDocument(ReportFixture.subject(sheet), label).run.method
        #expect(method.contains("derived 5-cycle of 2017") == (rule == .derived2017))
        let isBoth = rule == .seventyPercent && burned > 0
        #expect(method.contains("on fuel as on the battery") == isBoth)
    }

    @Test func `battery and tank last as far as they are consumed, and the bound with them`() throws
    {
        let figures = RangeFigures(try Self.label())
        let electric = try #require(figures.electricRange)
        let onFuel = try #require(figures.totalRange) - electric
        let burned = onFuel * (try #require(figures.fuelPerMeter))
        let tank = 27 * SI.gallon * Fuel.gasoline.heat
        #expect(burned <= tank * (1 + 1e-9) && burned > 0.99 * tank)
        let gap = try #require(figures.gap)
        #expect(abs(try #require(figures.leastFuel) * (1 + gap) / burned - 1) < 1e-9)
        let blended = try #require(figures.blendedFuelPerMeter) * (electric + onFuel)
        #expect(abs(blended / tank - 1) < 1e-9)
    }

    /// They are in what is burned and in the least that can be, so the gap is smaller with them.
    @Test func `cold starts count on both sides of the gap`() throws {
        let label = try Self.label(Self.coldSheet)
        let warm = CityHighway(
            city: try #require(label.city.gap),
            highway: try #require(label.highway.gap)
        )
        let burning = try #require(label.burning)
        #expect(burning.energy.city > burning.warm.city)
        let gap = try #require(RangeFigures(label).gap)
        #expect(gap < max(warm.city, warm.highway))
        let least = CityHighway(
            city: burning.warm.city / (1 + warm.city) + burning.energy.city - burning.warm.city,
            highway: burning.warm.highway / (1 + warm.highway)
        ).combined
        #expect(abs(burning.energy.combined / least - 1 - gap) < 1e-9)
    }

    @Test func `where the weather is known its share is taken out of the 0.7`() throws {
        let label = try Self.label()
        let weather = LabelWeather(battery: 1.1, fuel: 1.05)
        let day = LabelFactors(label).on(weather, weather)
        let (year, known) = (RangeFigures(label), RangeFigures(label, factors: day))
        func ratio(_ path: KeyPath<RangeFigures, Double?>) throws -> Double {
            try #require(known[keyPath: path]) / (try #require(year[keyPath: path]))
        }
        #expect(abs(try ratio(\.batteryPerMeter) * 1.1 - 1) < 1e-12)
        #expect(abs(try ratio(\.electricRange) / 1.1 - 1) < 1e-12)
        #expect(abs(try ratio(\.fuelPerMeter) * 1.05 - 1) < 1e-12)
        #expect(abs(try ratio(\.gap) - 1) < 1e-9)
        let hard = LabelWeather(battery: 2, fuel: 2)
        #expect(LabelFactors(label).on(hard, weather).battery.city == 1)
        let document = RangeDocument(Self.subject, label, day: (weather, weather))
        #expect(document.run.method.contains("without its share of weather (40 CFR 600.114)"))
        let driven = RangeDocument(Self.subject, try RangeOutlook(Self.subject))
        #expect(driven.run.method == "as driven")
    }

    @Test func `the weather of a label is what cold and heat take by the weights of the rule`()
        throws
    {
        var drive = ReportFixture.subject(ReportFixture.sheet, trailer: nil)
        drive.conditions.temperature = -20
        let city = try LabelWeather(drive, on: .city)
        let highway = try LabelWeather(drive, on: .highway)
        func taken(_ temperature: Double) throws -> Double {
            var day = drive
            day.conditions.temperature = temperature
            return try #require(try RangeOutlook(day).batteryPerMeter)
        }
        let (mild, cold, hot) = (try taken(20), try taken(-7), try taken(35))
        let share = 0.18 * (cold / mild - 1) + 0.133 * 1.083 * (hot / mild - 1)
        #expect(abs(city.battery - 1 - share) < 1e-12)
        #expect(abs(highway.battery - 1 - 0.133 * 0.377 * (hot / mild - 1)) < 1e-12)
        #expect(city.battery > 1 && city.fuel > 1)
    }

    @Test func `on the battery alone the range ends with it, and nothing is left to prove`() throws
    {
        let driven = RangeFigures(
            try RangeOutlook(ReportFixture.subject(ReportFixture.sheet, control: .battery))
        )
        for alone in [driven, RangeFigures(try Self.label(control: .battery))] {
            #expect(alone.totalRange == alone.electricRange)
            #expect(alone.gap == 0)
            #expect(alone.leastFuel == 0)
            let helped = alone.liters(try #require(alone.fuelPerMeter)) * 1e5
            #expect(helped < 0.5, "what the engine helps the battery with")
        }
    }

    @Test func `a trace that was driven is null, one that was not says where`() throws {
        var document = RangeDocument(Self.subject, try RangeOutlook(Self.subject))
        document.figures.shortfall = Shortfall()
        #expect(try ReportDocumentTests.keys(document)["missed_trace"] is NSNull)
        document.figures.shortfall.seconds = 12
        let missed = try ReportDocumentTests.keys(document)["missed_trace"] as? [String: Any]
        #expect(missed?["missed_s"] as? Double == 12)
        #expect(document.notes.contains { $0.hasPrefix("The trace was missed for 12 s") })
    }
}
