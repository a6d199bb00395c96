import Testing

@testable import Hybrid

/// One bound for a vehicle on a drive, whatever its control.
@Suite struct SameBoundTests {
    /// The range-extended pickup in the cold: its battery gives and takes less, its engine heats.
    private static let sheet: VehicleSheet = {
        var vehicle = HybridFixture.truck
        var battery = HybridFixture.battery
        func curve(_ points: [(Double, Double)]) -> Curve {
            Curve(points.map { Curve.Point($0.0, $0.1) })
        }
        battery.discharge = Battery.Limit(
            power: 360e3,
            byTemperature: curve([(-20, 0.5), (0, 0.85), (15, 1)])
        )
        battery.recharge = Battery.Limit(
            power: 200e3,
            bySOC: curve([(0.8, 1), (0.92, 0.3), (1, 0)]),
            byTemperature: curve([(-20, 0.1), (0, 0.4), (15, 1)])
        )
        var generator = HybridFixture.generator
        generator.minimumOnTime = 30
        generator.ramp = 30e3
        generator.warmUp = Generator.WarmUp(extra: 0.1, extraPerDegree: 0.004, time: 120)
        generator.heatShare = 0.2
        vehicle.auxiliaries.climate = curve([(-20, 6e3), (-7, 4e3), (5, 2e3), (15, 500), (20, 0)])
        vehicle.powertrain = .series(HybridFixture.drive, battery, generator)
        return VehicleSheet(
            id: "pickup",
            vehicle: vehicle,
            plug: Plug(home: 11e3, fast: .constant(145e3)),
            curbMass: vehicle.mass - 136
        )
    }()

    private static func outlook(
        _ name: ControlName,
        _ cycle: String,
        _ temperature: Double
    ) throws -> RangeOutlook {
        try RangeOutlook(
            DriveCase(
                sheet: sheet,
                cycle: try DriveCycles.named(cycle),
                conditions: Conditions(temperature: temperature),
                control: name
            )
        )
    }

    /// The cold, a battery that takes little and a trace that is missed by a little change no bound.
    ///
    /// A control that misses some of the trace is set against what it drove: the bound is off by the
    /// share that is missing at most, at the highest power of the cycle, since a trace is missed where it
    /// is hardest; where nothing is missed by rounding only.
    @Test(arguments: ["udds", "us06"], [20.0, -10, -20])
    func `a vehicle on a cycle has one bound, whatever its control`(
        cycle: String,
        temperature: Double
    ) throws {
        let all = try ControlName.all.filter { $0 != .battery }.map { name in
            (name, try Self.outlook(name, cycle, temperature))
        }
        let best = try #require(all.last)
        let whole = try #require(best.1.leastPerMeter)
        let run = HybridFixture.run(Self.sheet.vehicle, Conditions(temperature: temperature))
        let demands = run.demands(try DriveCycles.named(cycle))
        let mean = demands.reduce(0) { $0 + $1.power } / Double(demands.count)
        let steepness = demands.reduce(0) { max($0, $1.power) } / mean
        for (name, one) in all {
            let sustaining = try #require(one.sustaining)
            let least = try #require(one.leastPerMeter)
            let missed = abs(sustaining.shortfall.meters) / sustaining.distance
            #expect(abs(least / whole - 1) < 1e-6 + steepness * missed, "\(name)")
            #expect(least <= sustaining.fuelPerMeter * (1 + 1e-9), "\(name)")
            #expect(sustaining.isBalanced, "\(name): it is the generator that holds the charge")
            // Of two that miss as little, `best` burns no more.
            guard missed <= 1e-4 else { continue }
            let most = sustaining.fuelPerMeter * (1 + 1e-9)
            #expect(try #require(best.1.fuelPerMeter) <= most, "\(name)")
        }
    }

    /// With less than the way takes no control holds the charge, and with more all do.
    @Test(arguments: [(0.7, false), (1.3, true)])
    func `whether the charge is held is the generator's doing`(share: Double, isHeld: Bool) throws {
        let cycle = Cycle.steady(speed: 30, seconds: 1200, step: 10)
        var sheet = Self.sheet
        let run = HybridFixture.run(sheet.vehicle)
        guard case .series(let drive, let battery, var generator) = sheet.vehicle.powertrain else {
            return
        }
        generator.maximumPower = share * run.demand(.steady(30, sine: 0))
        sheet.vehicle.powertrain = .series(drive, battery, generator)
        for name in ControlName.all where name != .battery && name != .best {
            let outlook = try RangeOutlook(DriveCase(sheet: sheet, cycle: cycle, control: name))
            #expect(outlook.sustaining?.isBalanced == isHeld, "\(name)")
            #expect((outlook.joint == nil) == isHeld, "\(name)")
        }
    }
}
