import Testing

@testable import Hybrid

@Suite struct SizingTests {
    private let kilowattHour = SizingFixture.kilowattHour

    private func resizing(_ sheet: VehicleSheet) throws -> Resizing {
        try #require(Resizing(sheet, components: SizingFixture.components, generator: .pattern))
    }

    @Test func `mass follows battery and generator by hand`() throws {
        let sheet = SizingFixture.sheet
        let resizing = try resizing(sheet)
        // The whole battery: Q (V0 + V1 / 2).
        let whole = 892_318 * (337.1 + 65.8 / 2)
        #expect(abs(resizing.present.battery - whole) < 1)
        #expect(resizing.present.generator == 130e3)
        let design = Design(battery: whole + 40 * kilowattHour, generator: 80e3)
        let sized = resizing.sheet(design)
        // 40 kWh more at 6.25 kg, 50 kW less at 1.75 kg.
        #expect(abs(sized.curbMass - sheet.curbMass - (250 - 87.5)) < 1e-6)
        #expect(abs(sized.vehicle.mass - sheet.vehicle.mass - (250 - 87.5)) < 1e-6)
        // 40 kWh at 150 USD, 50 kW at 40 USD.
        #expect(abs((sized.ownership.price ?? 0) - (70_000 + 6000 - 2000)) < 1e-6)
        // Without a generator its 90 kg and 2,500 USD are gone too.
        let alone = resizing.sheet(Design(battery: whole, generator: 0))
        #expect(abs(alone.curbMass - sheet.curbMass + 130 * 1.75 + 90) < 1e-6)
        #expect(abs((alone.ownership.price ?? 0) - (70_000 - 5200 - 2500)) < 1e-6)
        guard case .electric(_, let battery) = alone.vehicle.powertrain else {
            Issue.record("an electric vehicle")
            return
        }
        #expect(abs(battery.wholeEnergy - whole) < 1)
    }

    @Test func `a design that is the present one is the present vehicle`() throws {
        let resizing = try resizing(SizingFixture.sheet)
        let same = resizing.sheet(resizing.present)
        #expect(abs(same.vehicle.mass - SizingFixture.sheet.vehicle.mass) < 1e-9)
        guard case .series(_, let battery, let generator) = same.vehicle.powertrain else {
            Issue.record("a series hybrid")
            return
        }
        #expect(abs(battery.charge / HybridFixture.battery.charge - 1) < 1e-12)
        #expect(generator.maximumPower == HybridFixture.generator.maximumPower)
    }

    @Test func `a smaller pack charges more slowly and a larger one no faster`() throws {
        let resizing = try resizing(SizingFixture.sheet)
        let present = resizing.present
        let half = resizing.sheet(Design(battery: present.battery / 2, generator: 0))
        let double = resizing.sheet(Design(battery: present.battery * 2, generator: 0))
        #expect(abs((half.plug?.fast(0.5) ?? 0) - 50e3) < 1e-6)
        #expect(double.plug?.fast(0.5) == 100e3)
    }

    @Test func `an engine that turns the wheels has no sizes`() {
        var sheet = SizingFixture.sheet
        sheet.vehicle.powertrain = .conventional(
            CombustionDrive(
                idleFuel: 15e3,
                slope: 2.6,
                power: 2e5,
                force: 2e4,
                fuel: .gasoline,
                tank: 90
            )
        )
        let grid = DesignGrid(batteries: [0, 1e8], generators: [-1, 3e4])
        do throws(SizingFaults) {
            _ = try Sizing(
                sheet,
                missions: SizingFixture.missions(seed: 1),
                grid: grid,
                economy: SizingFixture.economy
            )
            Issue.record("a fault")
        } catch {
            // All of them at once.
            #expect(error.faults == [.noBattery("truck"), .battery(0), .generator(-1)])
            #expect("\(error.faults[1])" == "battery of 0.0 kWh: it must be above zero")
        }
    }

    @Test func `the front is what no other design beats`() throws {
        let sizing = try Sizing(
            SizingFixture.sheet,
            missions: SizingFixture.missions(seed: 2),
            grid: DesignGrid(
                batteries: [40, 80, 120, 160].map { $0 * kilowattHour },
                generators: [0, 40e3, 100e3, 160e3]
            ),
            economy: SizingFixture.economy,
            margin: 1e9
        )
        let result = sizing.result()
        #expect(result.quick.count == 16)
        #expect(result.quick[0].design.generator == 0)
        // With an endless margin every feasible design is driven.
        let feasible = result.quick.indices.filter { result.quick[$0].isFeasible }
        #expect(result.survivors == feasible)
        try #require(!result.front.isEmpty)
        for (index, design) in result.stepped.enumerated() where design.isFeasible {
            let isBeaten = result.stepped.contains {
                $0.isFeasible && Pareto.dominates($0.objectives, design.objectives)
            }
            #expect(isBeaten != result.front.contains(index))
        }
        #expect(abs(result.baseline.curbMass - SizingFixture.sheet.curbMass) < 1e-9)
        #expect(result.difference.battery < 0.05)
        #expect(result.difference.fuel < 0.08)
        // Every design of the front carries its bands.
        #expect(result.spreads.count == result.front.count)
        for (index, spread) in zip(result.front, result.spreads) {
            #expect(spread.cost.low < spread.cost.high)
            #expect(spread.totalRange.low < result.stepped[index].use.totalRange)
        }
        #expect(result.cheapestElectric?.design.hasGenerator == false)
        #expect(result.cheapestSeries?.design.hasGenerator == true)
    }

    @Test func `the sizes that the vehicle has now make the vehicle that it is`() throws {
        let present = try resizing(SizingFixture.sheet).present
        let sizing = try Sizing(
            SizingFixture.sheet,
            missions: SizingFixture.missions(seed: 2),
            grid: DesignGrid(batteries: [present.battery], generators: [present.generator]),
            economy: SizingFixture.economy
        )
        let result = sizing.result(samples: 0)
        #expect(result.stepped == [result.baseline])
    }

    @Test func `a generator that is too small for the trailer is no solution`() throws {
        let tow = MissionSet(
            Mission(
                name: "tow",
                cycle: .steady(speed: 29, grade: 0.03, seconds: 600),
                distances: .always(300e3),
                trailer: SizingFixture.trailer,
                share: 1
            )
        )
        let sizing = try Sizing(
            SizingFixture.sheet,
            missions: tow,
            grid: DesignGrid(batteries: [90 * kilowattHour], generators: [0, 60e3, 300e3]),
            economy: SizingFixture.economy
        )
        let result = sizing.result(samples: 0)
        #expect(result.spreads.isEmpty)
        #expect(result.quick.map(\.isFeasible) == [true, false, true])
        #expect(result.survivors == [0, 2])
        #expect(result.stepped.map(\.isFeasible) == [true, true])
    }
}
