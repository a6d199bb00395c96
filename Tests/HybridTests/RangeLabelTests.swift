import Bus
import Foundation
import Pages
import Testing

@testable import Hybrid

/// The answer of `range` where nobody says what is driven.
@Suite struct RangeLabelTests {
    static func document(seed: UInt64, control: ControlName? = nil) throws -> RangeDocument {
        var random = SplitMix64(seed: seed)
        var drive = ReportFixture.subject(ReportFixture.sheet, trailer: nil)
        drive.cycle = HybridFixture.cycle(&random, points: 600)
        drive.control = control
        return RangeDocument(drive, try RangeOutlook(drive))
    }

    private func value(_ number: JSONNumber) throws -> Double { try #require(number.value) }

    @Test func `one cycle twice is that cycle divided by 0.7`() throws {
        let one = try Self.document(seed: 3)
        let label = RangeDocument(city: one, highway: one)
        func ratio(_ path: KeyPath<RangeDocument, JSONNumber>) throws -> Double {
            try value(label[keyPath: path]) / value(one[keyPath: path])
        }
        for path in [\RangeDocument.batteryPerDistance, \.fuelPerDistance, \.carbonPerDistance] {
            #expect(abs(try ratio(path) * 0.7 - 1) < 1e-12)
        }
        for path in [\RangeDocument.electricRange, \.totalRange] {
            #expect(abs(try ratio(path) / 0.7 - 1) < 1e-12)
        }
        #expect(abs(try ratio(\.gap) - 1) < 1e-9)
        // The same tank, so the same least fuel.
        #expect(abs(try ratio(\.lowerBound) - 1) < 1e-9)
        #expect(abs(try ratio(\.electricShare) - 1) < 1e-12)
    }

    @Test func `a battery and a tank last as far as they are consumed`() throws {
        let city = try Self.document(seed: 4)
        let highway = try Self.document(seed: 5)
        let label = RangeDocument(city: city, highway: highway)
        let stored = { (one: RangeDocument) in
            try self.value(one.electricRange) * self.value(one.batteryPerDistance)
        }
        let ends = [try stored(city), try stored(highway)].sorted()
        let spent = try stored(label)
        #expect(spent >= ends[0] * (1 - 1e-9) && spent <= ends[1] * (1 + 1e-9))
        let onFuel = try value(label.totalRange) - value(label.electricRange)
        let burned = try onFuel / 100 * value(label.fuelPerDistance)
        let tank = 27 * SI.gallon
        #expect(burned <= tank * (1 + 1e-9) && burned > 0.99 * tank)
        let least = try value(label.lowerBound)
        #expect(abs(least * (1 + (try value(label.gap))) / burned - 1) < 1e-9)
    }

    @Test func `where the weather is known its share is taken out of the 0.7`() throws {
        let one = try Self.document(seed: 3)
        let weather = LabelWeather(battery: 1.1, fuel: 1.05)
        let day = RangeDocument(city: one, highway: one, weather: (weather, weather))
        func ratio(_ path: KeyPath<RangeDocument, JSONNumber>) throws -> Double {
            try value(day[keyPath: path]) / value(one[keyPath: path])
        }
        #expect(abs(try ratio(\.batteryPerDistance) * 0.77 - 1) < 1e-12)
        #expect(abs(try ratio(\.fuelPerDistance) * 0.735 - 1) < 1e-12)
        #expect(abs(try ratio(\.electricRange) / 0.77 - 1) < 1e-12)
        #expect(abs(try ratio(\.gap) - 1) < 1e-9)
        #expect(day.run.method == "two cycles, 0.7 without its share of weather (40 CFR 600.114)")
        #expect(one.run.method == "as driven")
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
        let alone = try Self.document(seed: 6, control: .battery)
        #expect(alone.totalRange == alone.electricRange)
        #expect(try value(alone.gap) == 0)
        #expect(try value(alone.lowerBound) == 0)
        #expect(try value(alone.fuelPerDistance) < 0.5, "what the engine helps the battery with")
    }

    @Test func `a trace that was driven is null, one that was not says where`() throws {
        let driven = try Self.document(seed: 7)
        let keys = try ReportDocumentTests.keys(driven)
        #expect(keys["missed_trace"] is NSNull)
        var missed = driven
        missed.missedTrace.missed = true
        missed.missedTrace.seconds = 12.0
        let data = try JSONEncoder().encode(missed)
        #expect(try JSONDecoder().decode(RangeDocument.self, from: data) == missed)
        let back = try JSONEncoder().encode(driven)
        #expect(try JSONDecoder().decode(RangeDocument.self, from: back) == driven)
    }
}
