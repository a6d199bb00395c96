import Pages
import Testing

@testable import Hybrid

@Suite struct HeldSpeedTests {
    private static let trailer = JourneyFixture.trailer

    private func climb(
        tank: Double? = nil,
        control: ControlName? = nil,
        grade: Double = 0.06,
        speed: Double = 29
    ) -> DriveCase {
        var sheet = JourneyFixture.series
        if let tank, case .series(let drive, let battery, var generator) = sheet.vehicle.powertrain
        {
            generator.tank = tank
            sheet.vehicle.powertrain = .series(drive, battery, generator)
        }
        return DriveCase(
            sheet: sheet,
            trailer: Self.trailer,
            cycle: .steady(speed: speed, grade: grade, seconds: 600),
            control: control
        )
    }

    @Test func `a grade is held by battery and generator, then by the generator alone`() throws {
        let held = HeldSpeed(climb(grade: 0.075), speed: 29, grade: 0.075)
        #expect(held.isHeld)
        let together = try #require(held.together)
        #expect(together.first == .battery)
        #expect(together.seconds > (try #require(held.alone)) && together.seconds < 3600)
        let alone = try #require(held.onGenerator)
        #expect(alone > 8 && alone < 22)
        #expect(HeldSpeed(climb(), speed: 29, grade: 0).onGenerator == 29)
        #expect(HeldSpeed(climb(), speed: 29, grade: 0.4).held < 29)
    }

    /// Energy by hand: what the tank gives through the generator, and what the battery has.
    @Test func `a small tank ends it before the battery does, which then goes on alone`() throws {
        let drive = climb(tank: 8, grade: 0.04)
        let held = HeldSpeed(drive, speed: 29, grade: 0.04)
        let run = HybridFixture.run(drive.sheet.vehicle)
        let line = try #require(run.line)
        let together = try #require(held.together)
        #expect(together.first == .tank)
        let onTank = drive.sheet.vehicle.tankEnergy / line.fuel(line.maximum)
        #expect(abs(together.emptyAfter / onTank - 1) < 1e-9)
        #expect(abs(together.seconds - together.emptyAfter - together.rest) < 1e-6)
        let window = run.circuit.high - run.circuit.low
        let byHand = onTank + (window - (held.demand - line.maximum) * onTank) / held.demand
        #expect(abs(together.seconds / byHand - 1) < 0.05)
    }

    /// The same by driving it second for second, under every control that uses both from the start.
    @Test(arguments: [nil, 8.0], [ControlName.hold, .tow, .best, .depleteThenSustain])
    func `what is held is what a run holds`(tank: Double?, control: ControlName) throws {
        let drive = climb(tank: tank, control: control)
        let held = HeldSpeed(drive, speed: 29, grade: 0.06)
        let together = try #require(held.together)
        let range = try RangeOutlook(drive)
        #expect(range.sustaining?.isBalanced == false)
        let joint = try #require(range.joint)
        let total = try #require(range.totalRange)
        // In s that the trace is driven.
        let driven = joint.shortfall.since ?? (total / 29)
        #expect(driven <= together.seconds * 1.02)
        if control == .depleteThenSustain {
            #expect(driven < together.seconds)
        } else if control == .hold {
            #expect(driven > together.seconds * 0.95)
        }
        #expect(abs(joint.fuel / range.tank - 1) < 0.02)
        let bound = try #require(range.fuelBound)
        #expect(bound <= joint.fuel * (1 + 1e-9))
        #expect(try #require(range.gap) >= -1e-9)
    }

    @Test func `sentences and document tell the same`() throws {
        let tank = HeldSpeedDocument(HeldSpeed(climb(tank: 8), speed: 29, grade: 0.06))
        #expect(tank.emptyFirst == "tank")
        #expect(tank.sentences.first?.contains("the tank is empty after") == true)
        let battery = HeldSpeedDocument(HeldSpeed(climb(), speed: 29, grade: 0.075))
        #expect(battery.emptyFirst == "battery")
        #expect(battery.sentences.last?.contains("the generator alone holds") == true)
        let flat = HeldSpeedDocument(HeldSpeed(climb(), speed: 20, grade: 0))
        #expect(flat.emptyFirst == nil)
        #expect(flat.sentences.last == "The generator alone holds it.")
    }

    // MARK: Up and down, for everything

    @Test(arguments: [-0.10, -0.06, -0.02, -0.005, 0, 0.02, 0.05, 0.09])
    func `no control burns less than the bound on any slope, and no slope burns below zero`(
        grade: Double
    ) throws {
        for sheet in [JourneyFixture.series, JourneyFixture.electric, JourneyFixture.gas] {
            let cycle = Cycle.steady(speed: 27, grade: grade, seconds: 600)
            var drive = DriveCase(sheet: sheet, cycle: cycle)
            for name in ControlName.all where drive.generator != nil || name == .battery {
                drive.control = drive.battery == nil ? nil : name
                let range = try RangeOutlook(drive)
                let bound = try #require(range.fuelBound, "\(sheet.id) \(name)")
                let document = RangeDocument(drive, range)
                guard let total = range.totalRange else {
                    #expect(bound == 0, "\(sheet.id) \(name)")
                    #expect(range.fuelPerMeter ?? 0 == 0)
                    #expect(document.tables[0].rows.contains { $0[1].text == "no end" })
                    continue
                }
                let onFuel = total - (range.electricRange ?? 0)
                let burned =
                    range.joint?.fuel
                    ?? (range.sustaining.map { $0.fuelPerMeter * onFuel } ?? 0)
                #expect(bound <= burned * (1 + 1e-9) + 1, "\(sheet.id) \(name)")
                #expect(range.gap.map { $0 >= -1e-9 } ?? true)
            }
        }
    }

    @Test func `what a slope gives charges a battery, or nothing`() {
        let down = Cycle.steady(speed: 27, grade: -0.06, seconds: 600)
        for (sheet, word) in [(JourneyFixture.gas, "brakes"), (JourneyFixture.electric, "charge")] {
            let held = HeldSpeed(DriveCase(sheet: sheet, cycle: down), speed: 27, grade: -0.06)
            #expect(held.demand < 0)
            #expect(HeldSpeedDocument(held).sentences.first?.contains(word) == true)
        }
    }
}
