import Bus
import Pages
import Testing

@testable import Hybrid

@Suite struct OutlookTests {
    private let cruise = Cycle.steady(speed: 28, seconds: 1200)

    private func sheet(
        _ vehicle: Vehicle = HybridFixture.truck,
        hasPlug: Bool = true
    ) -> VehicleSheet {
        VehicleSheet(
            id: "any",
            vehicle: vehicle,
            plug: hasPlug ? Plug(home: 11e3, fast: .constant(145e3)) : nil,
            curbMass: vehicle.mass - 100,
            grossCombinedMass: vehicle.mass + 5000,
            towRating: 4000
        )
    }

    // MARK: The bound

    /// Whatever the vehicle, the way, what is behind it, the weather and the control.
    @Test(arguments: 0..<24) func `nothing burns less than the bound`(seed: Int) throws {
        var random = SplitMix64(seed)
        let vehicle = HybridFixture.vehicle(&random)
        let isTowing = seed.isMultiple(of: 3)
        let trailer = Trailer(
            name: "any",
            mass: vehicle.mass * Double.random(in: 0.2...0.9, using: &random),
            dragArea: 2,
            rollingCoefficient: 0.01
        )
        var drive = DriveCase(
            sheet: sheet(vehicle, hasPlug: seed.isMultiple(of: 2)),
            trailer: isTowing ? trailer : nil,
            cycle: HybridFixture.cycle(&random, points: 200),
            conditions: Conditions(
                temperature: Double.random(in: -25...40, using: &random),
                altitude: Double.random(in: 0...2500, using: &random),
                headwind: Double.random(in: -5...8, using: &random),
                warmsUp: Bool.random(using: &random)
            )
        )
        let schedule = try ControlName("schedule:0=electric@40,60=hold,120=charge@70")
        for name in ControlName.all + [schedule] where seed % 4 == 0 || name != .best {
            drive.control = name
            let range = try RangeOutlook(drive)
            let cycle = try CycleOutlook(drive, laps: 2)
            let gap = try #require(range.gap)
            let proof = try #require(cycle.proof)
            #expect(gap >= -1e-9)
            #expect(proof.gap >= -1e-9)
            #expect(proof.fuel <= cycle.trip.fuel * (1 + 1e-9))
            #expect(proof.isReachable)
            #expect(abs(cycle.trip.ledger.imbalance) < 1e-9 * cycle.trip.ledger.turnover)
        }
    }

    @Test func `the bound of a lap serves for all laps`() throws {
        let run = HybridFixture.run(HybridFixture.truck)
        var random = SplitMix64(5)
        let cycle = HybridFixture.cycle(&random, points: 300)
        let choice = ControlChoice.thermostat(Thermostat(low: 0.4, high: 0.41, power: 90e3))
        let laps = try #require(run.sustained(cycle, from: 0.405, choice: choice))
        let quick = try #require(run.proof(of: laps, cycle: cycle, replaying: choice))
        let trip = run.run(
            cycle,
            laps: laps.laps,
            from: 0.405,
            choice: choice,
            keepsSteps: true
        )
        let whole = try #require(run.bound(of: trip))
        #expect(laps.laps > 1)
        #expect(quick.fuel <= whole.fuel * (1 + 1e-6))
        #expect(quick.fuel >= whole.fuel * 0.98)
    }

    /// Where the window is narrow the bound is loose, and the grid tells how much.
    @Test(arguments: [0.6, 69.7]) func `the grid is between the bound and the run`(
        kilowattHours: Double
    ) throws {
        var random = SplitMix64(11)
        var vehicle = HybridFixture.truck
        var battery = HybridFixture.battery.scaled(toUsableEnergy: kilowattHours * 3.6e6)
        battery.resistance = min(battery.resistance, 0.15)
        battery.discharge.power = 200e3
        battery.recharge.power = 120e3
        vehicle.powertrain = .series(HybridFixture.drive, battery, HybridFixture.generator)
        let drive = DriveCase(
            sheet: sheet(vehicle, hasPlug: false),
            cycle: HybridFixture.cycle(&random, points: 300)
        )
        let outlook = try CycleOutlook(drive, laps: 2)
        let grid = try #require(outlook.gridFuel(drive))
        let proof = try #require(outlook.proof)
        #expect(proof.fuel <= grid * (1 + 1e-9))
        #expect(grid <= outlook.trip.fuel * (1 + 1e-9))
    }

    /// The smallest gap to the bound of its own run, from any charge.
    @Test(arguments: [0.2, 0.3, 0.6]) func `on one run none is nearer to its bound than the best`(
        start: Double
    ) throws {
        var random = SplitMix64(11)
        var drive = DriveCase(
            sheet: sheet(),
            cycle: HybridFixture.cycle(&random, points: 400),
            startSOC: start
        )
        drive.control = .best
        let best = try CycleOutlook(drive, laps: 3)
        let least = try #require(best.proof).gap
        #expect(best.chosen != nil)
        for name in ControlName.all {
            drive.control = name
            let other = try CycleOutlook(drive, laps: 3)
            guard other.trip.shortfall.isNone else { continue }
            #expect(least <= (try #require(other.proof)).gap + 1e-12, "\(name)")
        }
    }

    @Test func `a run of more steps than are kept is refused with what would be right`() throws {
        let drive = DriveCase(sheet: sheet(), cycle: cruise)
        do throws(DriveCaseFaults) {
            _ = try CycleOutlook(drive, laps: 10_000)
            Issue.record("12,000,000 steps are not kept")
        } catch {
            #expect(
                error.faults == [.tooManySteps(laps: 10_000, most: 833, 1200)]
            )
            #expect("\(error.faults[0])".contains("833 laps at most"))
        }
    }

    @Test func `the best control burns no more than the others and is near the bound`() throws {
        var drive = DriveCase(sheet: sheet(), cycle: cruise)
        drive.control = .best
        let best = try RangeOutlook(drive)
        let least = try #require(best.fuelPerMeter)
        for name in [ControlName.thermostat, .follower, .equivalence, .depleteThenSustain] {
            drive.control = name
            let other = try #require(try RangeOutlook(drive).fuelPerMeter)
            #expect(least <= other * 1.002)
        }
        #expect(try #require(best.gap) < 0.03)
        #expect(best.chosen != nil)
    }

    // MARK: Range

    @Test func `battery and tank make the range`() throws {
        let outlook = try RangeOutlook(DriveCase(sheet: sheet(), cycle: cruise))
        let electric = try #require(outlook.electricRange)
        let total = try #require(outlook.totalRange)
        let fuel = try #require(outlook.fuelPerMeter)
        // The last step of the battery may need the generator.
        #expect(abs(total - electric - outlook.tank / fuel) < 1e-3 * total)
        #expect(outlook.control == .depleteThenSustain)
        #expect(outlook.startSOC == 0.88)
        // What is charged at the wall is more than what is stored, by more than the charger alone.
        let wall = try #require(outlook.wallPerMeter)
        let terminals = try #require(outlook.batteryPerMeter)
        #expect(wall > terminals / 0.88)
        #expect(wall < terminals / 0.88 * 1.05)
        // Over the whole range the fuel is that of the tank.
        let blended = try #require(outlook.blendedFuelPerMeter)
        #expect(abs(blended * total / outlook.tank - 1) < 1e-9)
    }

    /// The sum of the parts against driving on until the tank is empty.
    @Test func `a trip longer than the tank ends near the range`() throws {
        var vehicle = HybridFixture.truck
        var generator = HybridFixture.generator
        generator.tank = 10
        vehicle.powertrain = .series(HybridFixture.drive, HybridFixture.battery, generator)
        let drive = DriveCase(sheet: sheet(vehicle), cycle: cruise)
        let range = try #require(try RangeOutlook(drive).totalRange)
        let trip = try CycleOutlook(drive, laps: 20)
        #expect(trip.trip.shortfall.seconds > 0)
        #expect(abs(trip.trip.distance / range - 1) < 0.01)
        #expect(trip.tankLeft >= 0)
        #expect(trip.tankLeft < 1e6)
        let left = trip.trip.steps.map(\.tank)
        #expect(zip(left, left.dropFirst()).allSatisfy { $0 >= $1 })
        let last = try #require(trip.trip.steps.last)
        #expect(last.speed < 1)
    }

    @Test func `an electric vehicle has a range, no fuel and nothing to prove`() throws {
        var vehicle = HybridFixture.truck
        vehicle.powertrain = .electric(HybridFixture.drive, HybridFixture.battery)
        let outlook = try RangeOutlook(DriveCase(sheet: sheet(vehicle), cycle: cruise))
        #expect(outlook.totalRange == outlook.electricRange)
        #expect(outlook.fuelPerMeter == nil)
        #expect(outlook.carbonPerMeter == 0)
        #expect(outlook.fuelBound == 0)
        #expect(outlook.gap == 0)
    }

    @Test func `a way down has no end`() throws {
        let down = Cycle.steady(speed: 20, grade: -0.05, seconds: 600)
        let outlook = try RangeOutlook(DriveCase(sheet: sheet(), cycle: down, startSOC: 0.5))
        #expect(outlook.electricRange == nil)
        #expect(outlook.fuelPerMeter == 0)
        #expect(outlook.totalRange == nil)
    }

    @Test func `without a plug the charge is held in the middle`() throws {
        let drive = DriveCase(sheet: sheet(hasPlug: false), cycle: cruise)
        let outlook = try CycleOutlook(drive, laps: 4)
        let store = try #require(outlook.trip.store)
        #expect(store.socStart == 0.5)
        #expect(abs(store.socEnd - 0.5) < 0.05)
        #expect(outlook.control == .equivalence)
    }

    // MARK: What cannot be asked

    @Test func `all that is wrong is said at once`() throws {
        var vehicle = HybridFixture.truck
        vehicle.powertrain = .electric(HybridFixture.drive, HybridFixture.battery)
        let drive = DriveCase(
            sheet: sheet(vehicle),
            cycle: .steady(speed: 0, seconds: 10),
            control: .equivalence,
            startSOC: 0.99
        )
        let error = #expect(throws: DriveCaseFaults.self) { try RangeOutlook(drive) }
        let faults = try #require(error).faults
        #expect(faults.count == 3)
        let texts = faults.map(\.description)
        #expect(texts.contains("start at 99.0 %: the battery is used from 12.0 to 88.0 %"))
        #expect(texts.contains("any has no generator for control 'ecms' to run: leave it out"))
    }

    @Test func `a load beyond the ratings is computed and said`() throws {
        let trailer = Trailer(name: "house", mass: 6000, dragArea: 3, rollingCoefficient: 0.008)
        let drive = DriveCase(sheet: sheet(), trailer: trailer, cycle: cruise)
        #expect(try RangeOutlook(drive).warnings.count == 2)
    }

    @Test func `controls are named and read back`() throws {
        let schedule = try ControlName("schedule:0=electric@20,1800=hold,3600=charge@80")
        for name in ControlName.all + [schedule] {
            #expect(try ControlName(name.description) == name)
        }
        for text in [
            "thermo", "schedule:", "schedule:5=wait", "schedule:-1=hold", "schedule:0=charge@120",
        ] {
            #expect(throws: ControlNameFault.self) { try ControlName(text) }
        }
    }

    /// An engine that helps with the last step gives more than it takes, which must not hide the end.
    @Test(arguments: [8.0, 12, 16, 22, 29]) func `a range ends at any steady speed`(
        speed: Double
    ) throws {
        let cycle = Cycle.steady(speed: speed, seconds: 3600)
        let run = HybridFixture.run(HybridFixture.truck)
        let helped = try #require(run.electricRange(cycle, from: 0.88, until: 0.12))
        var truck = HybridFixture.truck
        truck.powertrain = .electric(HybridFixture.drive, HybridFixture.battery)
        let alone = try #require(
            HybridFixture.run(truck).electricRange(cycle, from: 0.88, until: 0.12)
        )
        #expect(abs(helped.distance / alone.distance - 1) < 2e-4)
        #expect(helped.fuel == 0)
    }

    @Test func `a range without an end says why, and so does a full battery`() throws {
        let downhill = DriveCase(
            sheet: JourneyFixture.series,
            cycle: .steady(speed: 25, grade: -0.06, seconds: 600)
        )
        let range = try RangeOutlook(downhill)
        #expect(range.electricRange == nil)
        #expect(range.warnings.count == 1)
        #expect(range.warnings.first?.contains("gains charge") == true)
        let lap = try CycleOutlook(downhill)
        #expect(lap.warnings.first?.contains("too full") == true)
        #expect(RangeDocument(downhill, range).tables.first?.rows.map(\.[1].text) == ["no end"])
    }

    @Test
    func `a climb that the battery cannot hold is said to be one, and best misses least of it`()
        throws
    {
        var climb = DriveCase(
            sheet: JourneyFixture.series,
            trailer: JourneyFixture.trailer,
            cycle: .steady(speed: 29, grade: 0.075, seconds: 3600)
        )
        var missed: [ControlName: Double] = [:]
        for name in [ControlName.depleteThenSustain, .tow, .best, .thermostat] {
            climb.control = name
            let lap = try CycleOutlook(climb)
            missed[name] = lap.trip.shortfall.meters
            #expect(lap.warnings.contains { $0.contains("no control keeps up the speed") })
            #expect(try #require(lap.proof).gap >= 0)
        }
        let best = try #require(missed[.best])
        for (_, meters) in missed { #expect(best <= meters + 1) }
    }
}
