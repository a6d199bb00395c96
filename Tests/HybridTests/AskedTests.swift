import Pages
import Testing

@testable import Hybrid

/// What was asked stands above each answer, and what is beyond the vehicle below it.
@Suite struct AskedTests {
    private static func laden(_ payload: Double, gross: Double? = nil) -> VehicleSheet {
        var sheet = JourneyFixture.series
        sheet.vehicle.mass += payload
        sheet.payload = payload
        sheet.grossMass = gross
        return sheet
    }

    private static let storm = Conditions(
        temperature: -12,
        altitude: 1900,
        headwind: 10,
        warmsUp: true
    )

    private static func title(_ tables: [ReportTable]) -> String { tables.first?.title ?? "" }

    @Test func `a head names all that differs from the usual day, and nothing else`() throws {
        let cycle = Cycle.steady(speed: 25, seconds: 600, step: 10)
        let usual = DriveCase(sheet: Self.laden(0), cycle: cycle)
        let asked = DriveCase(
            sheet: Self.laden(300),
            trailer: JourneyFixture.trailer,
            cycle: cycle,
            conditions: Self.storm,
            startSOC: 0.5
        )
        for (drive, isUsual) in [(usual, true), (asked, false)] {
            let range = RangeDocument(drive, try RangeOutlook(drive))
            let run = CycleDocument(range, try CycleOutlook(drive, laps: 3))
            for head in [Self.title(range.tables), Self.title(run.tables)] {
                #expect(head.hasPrefix("\(drive.sheet.id): "))
                #expect(head.contains(cycle.name))
                for part in [
                    JourneyFixture.trailer.name, "300 kg of payload", "−12 °C",
                    "1,900 m above the sea", "36 km/h of wind from ahead", "warming up",
                    "from a charge of 50 %",
                ] { #expect(head.contains(part) != isUsual, "\(part) in \(head)") }
                #expect(head.hasSuffix(", control cd-cs"))
            }
            #expect(Self.title(run.tables).contains("3 times \(cycle.name)"))
        }
    }

    @Test func `the head of a way names way, trailer, load and weather`() {
        let route = JourneyFixture.flat(30e3)
        let journey = Journey.plan(
            Self.laden(300),
            trailer: JourneyFixture.trailer,
            route: route,
            conditions: Conditions(temperature: -12),
            economy: JourneyFixture.economy
        )
        let head = JourneyTables([journey]).totals.title
        for part in [route.name, JourneyFixture.trailer.name, "300 kg of payload", "−12 °C"] {
            #expect(head.contains(part), "\(part) in \(head)")
        }
    }

    /// To the kg, whoever asks.
    @Test(arguments: [(299.0, false), (301, true)])
    func `a load beyond the rating of the vehicle is warned of`(
        payload: Double,
        isOver: Bool
    ) throws {
        let gross = JourneyFixture.series.vehicle.mass + 300
        let sheet = Self.laden(payload, gross: gross)
        let drive = DriveCase(sheet: sheet, cycle: .steady(speed: 25, seconds: 600, step: 10))
        let journey = Journey.plan(
            sheet,
            trailer: nil,
            route: JourneyFixture.flat(30e3),
            conditions: Conditions(),
            economy: JourneyFixture.economy
        )
        for warnings in [
            try RangeOutlook(drive).warnings, try CycleOutlook(drive).warnings, journey.warnings,
        ] {
            #expect(warnings.contains { $0.contains("gross vehicle weight rating") } == isOver)
        }
        #expect(RangeDocument.Run(drive).payload.value == payload)
    }

    // MARK: Words that agree

    /// Up a slope that generator and battery hold until the battery is empty.
    @Test(arguments: ControlName.all)
    func `no answer says that a charge is held which cannot be`(control: ControlName) throws {
        let drive = DriveCase(
            sheet: JourneyFixture.series,
            trailer: JourneyFixture.trailer,
            cycle: .steady(speed: 29, grade: 0.075, seconds: 600, step: 10),
            control: control
        )
        let outlook = try RangeOutlook(drive)
        let document = RangeDocument(drive, outlook)
        let said = document.tables.flatMap(\.rows).map { row in
            row.map(\.text).joined(separator: " ")
        }
        #expect(!said.contains { $0.contains("the charge held") })
        guard control != .battery else { return }
        let joint = try #require(outlook.joint)
        #expect(document.notes.contains { $0.hasPrefix("The generator cannot hold the charge") })
        #expect(outlook.fuelPerMeter == joint.fuel / joint.distance)
        #expect(outlook.fuelPerMeter == outlook.blendedFuelPerMeter)
        #expect(try #require(outlook.leastPerMeter) <= joint.fuel / joint.distance)
    }

    @Test func `a battery that is empty holds no speed`() throws {
        let sheet = JourneyFixture.series
        let window = try #require(sheet.vehicle.battery).window
        let drive = DriveCase(
            sheet: sheet,
            trailer: JourneyFixture.trailer,
            cycle: .steady(speed: 29, grade: 0.075, seconds: 600, step: 10),
            startSOC: window.lowerBound + 1e-5
        )
        let held = HeldSpeed(drive, speed: 29, grade: 0.075)
        #expect(!held.isHeld)
        let alone = try #require(held.onGenerator)
        #expect(held.held >= alone && held.held < alone * 1.02)
        let sentences = HeldSpeedDocument(held).sentences
        #expect(sentences.first?.contains("is not held") == true)
    }
}
