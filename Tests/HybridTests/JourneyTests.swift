import Testing

@testable import Hybrid

@Suite struct JourneyTests {
    private let winter = Conditions(temperature: -8)

    private func stations(_ count: Int, every spacing: Double) -> [Station] {
        (1...count).map {
            JourneyFixture.charger("S\($0)", Double($0) * spacing, power: 250e3, gasoline: 0.9)
        }
    }

    private func journey(
        _ sheet: VehicleSheet,
        _ route: Route,
        trailer: Trailer? = nil,
        options: JourneyOptions = JourneyOptions()
    ) -> JourneyResult {
        Journey.plan(
            sheet,
            trailer: trailer,
            route: route,
            conditions: winter,
            economy: JourneyFixture.economy,
            options: options
        )
    }

    // MARK: Identities

    @Test(arguments: [JourneyFixture.series, JourneyFixture.electric, JourneyFixture.gas])
    func `what came in and what went out add up over the whole journey`(
        sheet: VehicleSheet
    ) throws {
        let route = JourneyFixture.pass(stations(5, every: 130e3))
        let result = journey(sheet, route, trailer: JourneyFixture.trailer)
        #expect(result.outcome == .arrived)
        #expect(result.plan.isAccepted)
        #expect(abs(result.ledger.imbalance) < 1e-9 * result.ledger.turnover)
        #expect(abs(result.distance / route.length - 1) < 1e-9)
        let energy = result.energy
        let first = try #require(result.samples.first)
        let last = try #require(result.samples.last)
        #expect(abs(first.fuel + energy.fuelBought - energy.fuel - last.fuel) < 1e-9)
        // The way ends as high as it begins, and at rest.
        #expect(abs(result.ledger.climb) < 1e-6 * result.ledger.turnover)
        #expect(abs(result.ledger.acceleration) < 1e-6 * result.ledger.turnover)
        let stops = result.stops.reduce(0) { $0 + $1.seconds }
        #expect(abs(result.times.total - result.times.driving - stops) < 1e-6)
        #expect(abs(result.plan.seconds / result.times.total - 1) < 2e-3)
        guard let charge = result.charge else { return }
        #expect(abs(result.plan.worstSOC) < (sheet.id == "electric" ? 0.004 : 0.06))
        #expect(charge.isReserveKept)
        let circuit = try #require(storage(sheet))
        let used = circuit.energy(at: charge.start) - circuit.energy(at: charge.end)
        #expect(abs(used + energy.charged - result.ledger.battery) < 1e-9 * result.ledger.turnover)
        let bus = energy.demand - energy.generated
        let terminals = result.ledger.battery - result.ledger.batteryLoss
        // What the battery could not take back went into the brakes.
        let wasted = terminals - bus
        #expect(wasted > -1e-9 * result.ledger.turnover)
        #expect(wasted <= result.ledger.brakes)
    }

    private func storage(_ sheet: VehicleSheet) -> BatteryCircuit? {
        switch sheet.vehicle.powertrain {
        case .electric(_, let battery), .series(_, let battery, _): battery.circuit(at: 15)
        case .conventional: nil
        }
    }

    @Test func `money and carbon are sums of what was taken`() {
        let route = JourneyFixture.pass(stations(5, every: 130e3))
        let result = journey(JourneyFixture.electric, route, trailer: JourneyFixture.trailer)
        let metered = result.stops.reduce(0) { $0 + $1.metered } / 3.6e6
        #expect(metered > 100)
        #expect(abs(result.money.charging - 0.45 * metered) < 1e-6)
        let home = result.energy.replaced / 3.6e6
        #expect(abs(result.money.chargeReplaced - 0.16 * home) < 1e-6)
        #expect(abs(result.carbon.grid - 0.37 * (metered + home)) < 1e-6)
        #expect(result.carbon.tailpipe == 0)
        #expect(abs(result.money.time - 20 * result.times.total / 3600) < 1e-9)
    }

    // MARK: Stops

    /// One charger on a flat road: the charge that is missing, the reserve in the end, no more.
    @Test func `one charger gives just what is missing`() throws {
        let route = JourneyFixture.flat(700e3, [JourneyFixture.charger("half way", 350e3)])
        let result = journey(JourneyFixture.electric, route)
        #expect(result.outcome == .arrived)
        let stop = try #require(result.stops.first)
        #expect(result.stops.count == 1)
        let charge = try #require(result.charge)
        #expect(abs(charge.end - charge.reserve) < 0.004)
        #expect(abs(charge.lowest - charge.end) < 0.004)
        let perMeter = result.ledger.battery / result.distance
        let missing = perMeter * 700e3 - 0.9 * charge.usable
        #expect(abs(stop.charged / missing - 1) < 0.02)
        #expect(stop.wait + stop.overhead == 300)
    }

    @Test func `a way that is too long tells what is missing, and that much more helps`() throws {
        let route = JourneyFixture.flat(900e3, [JourneyFixture.charger("near", 200e3)])
        let result = journey(JourneyFixture.electric, route)
        guard case .unreachable(let gap) = result.outcome else {
            Issue.record("it cannot get there")
            return
        }
        #expect(gap.from == "near")
        #expect(gap.to == "destination")
        let missing = try #require(gap.energy)
        let place = try #require(gap.strandedAt)
        #expect(place > 200e3 && place < 900e3)
        func outcome(_ more: Double) -> JourneyResult.Outcome {
            var sheet = JourneyFixture.electric
            guard case .electric(let drive, let battery) = sheet.vehicle.powertrain else {
                return .arrived
            }
            let usable = battery.usableEnergy + more * missing / 0.9
            var larger = battery.scaled(toUsableEnergy: usable)
            // A heavier one would lose more heat.
            larger.mass = battery.mass
            sheet.vehicle.powertrain = .electric(drive, larger)
            return journey(sheet, route).outcome
        }
        #expect(outcome(1.02) == .arrived)
        #expect(outcome(0.97) != .arrived)
    }

    @Test func `a tank is filled on the way, and fuel may be missing`() {
        let pass = JourneyFixture.pass(stations(5, every: 130e3))
        let result = journey(JourneyFixture.gas, pass, trailer: JourneyFixture.trailer)
        #expect(result.stops.contains { $0.refueling > 0 })
        #expect((result.samples.last?.fuel ?? 0) >= 0.05 * 98 - 1e-6)
        let far = journey(
            JourneyFixture.gas,
            JourneyFixture.pass([]),
            trailer: JourneyFixture.trailer
        )
        guard case .unreachable(let gap) = far.outcome else {
            Issue.record("98 l are not enough")
            return
        }
        #expect(gap.to == "destination")
        #expect(abs((gap.fuel ?? 0) - (result.energy.fuel - 0.95 * 98)) < 3)
    }

    // MARK: Climbs

    private let heavy = Trailer(
        name: "heavy",
        mass: 5500,
        dragArea: 2.4,
        rollingCoefficient: 0.0075
    )

    private func hill(_ length: Double, grade: Double, from altitude: Double = 0) -> Route {
        let end = 100e3 + length
        let top = altitude + grade * length
        return Route(
            name: "hill",
            points: [
                Route.Point(distance: 0, altitude: altitude, speed: 22),
                Route.Point(distance: 100e3, altitude: altitude, speed: 22),
                Route.Point(distance: end, altitude: top, speed: 22),
                Route.Point(distance: end + 20e3, altitude: top, speed: 22),
            ]
        )
    }

    @Test func `the pass is charged for in time and climbed at speed`() throws {
        let result = journey(JourneyFixture.series, hill(14e3, grade: 0.06), trailer: heavy)
        let climb = try #require(result.climbs.first)
        #expect(result.climbs.count == 1)
        #expect(abs(climb.grade - 0.06) < 1e-9)
        let needed = try #require(climb.needed)
        let held = try #require(climb.held)
        #expect(needed > 5 * 3.6e6)
        #expect(held >= needed)
        #expect(climb.isHeld)
        #expect(result.slow.isEmpty)
        // By hand: what the bus needs beyond the generator, over the time of the climb.
        let seconds = 14e3 / 22.0
        #expect(abs(needed / ((climb.need.mean - climb.enginePower) * seconds) - 1) < 0.06)
        // The generator charges on the flat before it, by itself.
        let before = result.samples.filter { $0.distance > 80e3 && $0.distance < 100e3 }
        #expect(before.contains { $0.generator > $0.demand + 5e3 })
        #expect((climb.speedOnEngine ?? 99) < 22)
    }

    @Test func `a climb beyond battery and generator is driven slower`() throws {
        var heavier = heavy
        heavier.mass = 11_500
        let result = journey(JourneyFixture.series, hill(60e3, grade: 0.06), trailer: heavier)
        #expect(result.outcome == .arrived)
        let climb = try #require(result.climbs.first)
        let needed = try #require(climb.needed)
        let charge = try #require(result.charge)
        #expect(needed > charge.usable)
        #expect(!climb.isHeld)
        let alone = try #require(climb.speedOnEngine)
        #expect(abs(climb.slowest / alone - 1) < 0.1)
        let lost = result.slow.reduce(0) { $0 + $1.lost }
        #expect(abs(lost - climb.lost) < 20)
        #expect(abs(result.distance - 180e3) < 1)
    }

    @Test func `a weak generator gets there in the end`() throws {
        var sheet = JourneyFixture.series
        sheet.vehicle.powertrain = .series(
            HybridFixture.drive,
            HybridFixture.battery.scaled(toUsableEnergy: 20 * 3.6e6),
            HybridFixture.generator.scaled(toPower: 18e3)
        )
        let result = journey(sheet, JourneyFixture.flat(300e3, speed: 27))
        #expect(result.outcome == .arrived)
        #expect(abs(result.distance - 300e3) < 1)
        #expect(result.slow.contains { $0.lost > 60 })
    }

    // MARK: Bound

    @Test func `no journey burns less than its bound, and little more`() throws {
        for trailer in [nil, JourneyFixture.trailer] {
            let route = JourneyFixture.pass(JourneyFixture.twoChargers)
            let result = journey(JourneyFixture.series, route, trailer: trailer)
            let bound = try #require(result.bound)
            #expect(bound.isReachable)
            #expect(bound.fuel <= result.energy.fuel)
            #expect(bound.gap < 0.05)
        }
    }

    // MARK: Comparison

    @Test func `a comparison says what its figures say`() throws {
        let comparison = JourneyComparison(
            [JourneyFixture.series, JourneyFixture.electric, JourneyFixture.gas],
            trailer: JourneyFixture.trailer,
            route: JourneyFixture.pass(JourneyFixture.twoChargers),
            conditions: winter,
            economy: JourneyFixture.economy,
            missions: [
                MissionSet(
                    Mission(
                        name: "town",
                        cycle: .steady(speed: 22, seconds: 1200),
                        distances: .always(50e3),
                        share: 1
                    )
                )
            ]
        )
        let names = Set(comparison.entries.map(\.journey.vehicle))
        #expect(comparison.findings.allSatisfy { names.contains($0.vehicle) })
        #expect(comparison.findings.allSatisfy { $0.text.hasSuffix(".") })
        let electric = comparison.findings.filter { $0.vehicle == "electric" }
        #expect(electric.contains { $0.topic == .arrival && $0.kind == .weakness })
        let isTrue = electric.allSatisfy { !$0.text.contains("generator") }
        #expect(isTrue)
        let gas = comparison.findings.filter { $0.vehicle == "gas" }
        #expect(gas.allSatisfy { !$0.text.contains("battery") && !$0.text.contains("stands") })
        let eased = try #require(comparison.entries[1].eased)
        #expect(eased.share >= 0.5 && eased.share < 1)
        #expect(eased.journey.outcome == .arrived)
        let hybrid = try #require(comparison.entries[0].ownership)
        #expect(hybrid.cases.count == 2)
        #expect(hybrid.days.first?.electricRange ?? 0 > 100e3)
        #expect(comparison.entries[2].ownership?.days.first?.wall == nil)
        // The slower run stands beside the others, the one that fails apart.
        #expect(comparison.shown.count == 3)
        #expect(comparison.shown.allSatisfy { $0.outcome == .arrived })
        #expect(comparison.shown[1].name == eased.journey.name)
        #expect(eased.journey.name.hasSuffix("% of the speeds)"))
        #expect(comparison.failures.map(\.vehicle) == ["electric"])
        #expect(comparison.choice == "range-extended")
        #expect(comparison.verdict.first?.hasPrefix("Arrival with the trailer: ") == true)
    }

    @Test func `answers hold every finding once, what speaks against the choice apart`() {
        let findings = [
            JourneyFinding(.time, .strength, .arrival, "a", "a is fast."),
            JourneyFinding(.time, .weakness, .arrival, "b", "b is slow."),
            JourneyFinding(.way, .weakness, .fuel, "a", "a burns."),
            JourneyFinding(.way, .strength, .cost, "b", "b is cheap."),
            JourneyFinding(.years, .fact, .years, "b", "So it is."),
        ]
        let answers = JourneyAnswers(findings, choice: "a")
        #expect(
            answers.parts.map { $0.findings.map(\.text) } == [
                ["a is fast.", "b is slow."], ["So it is."], ["a burns.", "b is cheap."],
            ]
        )
        let plain = JourneyAnswers(findings, choice: nil)
        #expect(plain.parts.map(\.findings.count) == [2, 2, 1])
    }

    @Test func `a trailer beyond the rating is warned of`() {
        var sheet = JourneyFixture.series
        sheet.towRating = 3000
        let flat = JourneyFixture.flat(50e3)
        #expect(journey(sheet, flat, trailer: JourneyFixture.trailer).warnings.count == 1)
        #expect(journey(sheet, flat).warnings.isEmpty)
    }

    @Test func `a climb tells mean and peak, at the wheels and at the bus`() throws {
        let result = journey(JourneyFixture.series, hill(14e3, grade: 0.06), trailer: heavy)
        let climb = try #require(result.climbs.first)
        let bus = try #require(climb.bus)
        #expect(bus.mean > climb.wheels.mean)
        #expect(climb.wheels.peak >= climb.wheels.mean * (1 - 1e-12))
        #expect(abs(climb.steepest - 0.06) < 1e-9)
        let gas = journey(JourneyFixture.gas, hill(14e3, grade: 0.06), trailer: heavy)
        #expect(gas.climbs.first?.bus == nil)
    }

    @Test func `the steps add up to the fuel, a cold start included`() {
        for sheet in [JourneyFixture.gas, JourneyFixture.series] {
            let result = Journey.plan(
                sheet,
                route: JourneyFixture.flat(60e3),
                conditions: winter,
                economy: JourneyFixture.economy,
                options: JourneyOptions(startSOC: 0.2, keepsSteps: true)
            )
            let burned = result.steps.reduce(0) { $0 + $1.record.fuel * $1.record.duration }
            #expect(abs(burned / result.ledger.fuel - 1) < 1e-9)
        }
    }

    @Test func `what an engine gives on a climb stands beside what it gives at sea level`() throws {
        var sheet = JourneyFixture.series
        guard case .series(let drive, let battery, var generator) = sheet.vehicle.powertrain else {
            Issue.record("a series hybrid")
            return
        }
        generator.derate.perMeter = 0.1 / 1000
        sheet.vehicle.powertrain = .series(drive, battery, generator)
        let low = try #require(
            journey(sheet, hill(14e3, grade: 0.06, from: 1_500)).climbs.first
        )
        #expect(abs(low.ratedPower / generator.maximumPower - 1) < 1e-9)
        #expect(low.enginePower < low.ratedPower && low.isDerated)
    }

    @Test func `who needs no reserve on the way is told what is left without it`() {
        let lean = JourneyComparison.Lean(reserve: 0, seconds: 3600, left: 0.031)
        #expect(lean.words.contains("Without a reserve"))
        #expect(lean.words.contains("3.1 % of its window left"))
        let empty = JourneyComparison.Lean(reserve: 0, seconds: 3600, left: 0)
        #expect(empty.words.contains("nobody should plan so"))
    }
}
