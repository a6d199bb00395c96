import Bus
import Testing

@testable import Hybrid

@Suite struct WarmingTests {
    private let cold = Conditions(temperature: -20, warmsUp: true)
    private let cruise = Cycle.steady(speed: 25, seconds: 3600)

    private var truck: Vehicle {
        var truck = HybridFixture.truck
        truck.auxiliaries = Auxiliaries(
            base: 400,
            climate: Curve([Curve.Point(-20, 6000), Curve.Point(20, 0), Curve.Point(35, 2000)])
        )
        return truck
    }

    private func electric(_ conditions: Conditions) -> ElectricRun {
        var truck = truck
        truck.powertrain = .electric(HybridFixture.drive, HybridFixture.battery)
        return HybridFixture.run(truck, conditions)
    }

    @Test func `a node goes to where loss and cooling meet, by hand`() {
        let warming = Warming(truck, HybridFixture.battery, cold)
        var warmth = warming.start
        #expect(warmth == Warmth(battery: -20, cabin: 0))
        // 1 kW against 25 W/K is 40 K; the time constant is 600 kJ/K over 25 W/K.
        warmth = warming.after(warmth, climate: 6000, loss: 24e6, for: 24_000)
        #expect(abs(warmth.battery - (-20 + 40 * (1 - 0.36787944))) < 1e-6)
        for _ in 0..<20 {
            warmth = warming.after(warmth, climate: 6000, loss: 24e6, for: 24_000)
        }
        #expect(abs(warmth.battery - 20) < 1e-6)
        #expect(warmth.cabin > 0.999)
    }

    @Test func `the heater works hard until the cabin is warm and then holds it`() {
        let warming = Warming(truck, HybridFixture.battery, cold)
        var warmth = warming.start
        #expect(warming.climatePower(warmth, for: 60) == 12_000)
        var more = 0.0
        for _ in 0..<60 {
            let power = warming.climatePower(warmth, for: 60)
            more += (power - 6000) * 60
            warmth = warming.after(warmth, climate: power, loss: 0, for: 60)
        }
        #expect(abs(warming.climatePower(warmth, for: 60) - 6000) < 1e-6)
        // 41 K of 100 kJ are stored, less what a cabin that is not warm yet loses less.
        #expect(more > 0.4 * 4.1e6 && more < 4.1e6)
    }

    @Test
    func `a cold vehicle gets warm, and goes less far than a warm one and farther than a cold`()
        throws
    {
        func range(_ conditions: Conditions) throws -> ElectricRange {
            try #require(electric(conditions).electricRange(cruise, from: 0.88, until: 0.12))
        }
        let warming = try range(cold)
        let stays = try range(Conditions(temperature: -20))
        let warm = try range(Conditions(temperature: -20, batteryTemperature: 20))
        #expect(warming.distance > stays.distance * 0.97)
        #expect(warming.distance < warm.distance)
        let end = try #require(warming.warmth)
        #expect(end.battery > -15 && end.battery < 20)
        #expect(abs(end.cabin - 1) < 1e-9)
        #expect(stays.warmth == nil)
        // Of the battery alone: less heat is lost in it than in one that stays cold.
        let share = warming.ledger.batteryLoss / warming.distance
        #expect(share < stays.ledger.batteryLoss / stays.distance)
    }

    @Test func `on a mild day nothing changes`() throws {
        let mild = electric(Conditions(temperature: 20, warmsUp: true))
        let same = electric(Conditions(temperature: 20))
        let short = Cycle.steady(speed: 15, seconds: 300)
        let one = mild.run(short, from: 0.6)
        let two = same.run(short, from: 0.6)
        #expect(one.ledger == two.ledger)
    }

    @Test(arguments: 0..<16) func `energy is conserved while things get warm`(seed: Int) throws {
        var random = SplitMix64(seed)
        var vehicle = HybridFixture.vehicle(&random)
        vehicle.auxiliaries = truck.auxiliaries
        let conditions = Conditions(
            temperature: Double.random(in: -25...40, using: &random),
            warmsUp: true
        )
        let run = HybridFixture.run(vehicle, conditions)
        let cycle = HybridFixture.cycle(&random, points: 300)
        for choice in HybridFixture.controls(run, around: 0.4) {
            let trip = run.run(cycle, laps: 3, from: 0.4, choice: choice, keepsSteps: true)
            #expect(trip.ledger.worstStep < 2e-14 * run.circuit.high + 1e-6)
            #expect(abs(trip.ledger.imbalance) < 1e-9 * trip.ledger.turnover)
            #expect(trip.steps.count == 3 * cycle.moments.count)
            let bound = try #require(run.bound(of: trip))
            #expect(bound.gap(trip.fuel) >= -1e-9)
        }
    }

    /// The steps of a minute and of a second tell the same.
    @Test func `the length of the steps does not matter`() {
        let run = electric(cold)
        let fine = run.run(.steady(speed: 20, seconds: 1800, step: 1), from: 0.8)
        let coarse = run.run(.steady(speed: 20, seconds: 1800, step: 60), from: 0.8)
        #expect(abs(fine.ledger.battery / coarse.ledger.battery - 1) < 1e-4)
        #expect(abs((fine.warmth?.battery ?? 0) - (coarse.warmth?.battery ?? 9)) < 0.05)
    }

    private func journey(_ sheet: VehicleSheet, _ temperature: Double, warmsUp: Bool)
        -> JourneyResult
    {
        Journey.plan(
            sheet,
            route: JourneyFixture.pass(JourneyFixture.twoChargers),
            conditions: Conditions(temperature: temperature, warmsUp: warmsUp),
            economy: JourneyFixture.economy,
            options: JourneyOptions(keepsSteps: true)
        )
    }

    @Test(arguments: [JourneyFixture.series, JourneyFixture.electric])
    func `a journey that begins in the cold takes more, and its battery is warm at the end`(
        sheet: VehicleSheet
    ) throws {
        var sheet = sheet
        sheet.vehicle.auxiliaries = truck.auxiliaries
        let held = journey(sheet, -15, warmsUp: false)
        let cold = journey(sheet, -15, warmsUp: true)
        #expect(cold.plan.isAccepted && held.plan.isAccepted)
        #expect(cold.ledger.worstStep < 1e-3)
        #expect(abs(cold.ledger.imbalance) < 1e-9 * cold.ledger.turnover)
        #expect(cold.ledger.batteryLoss > 1.05 * held.ledger.batteryLoss)
        // What holds the battery takes more over the hours than the cabin does at first.
        #expect(cold.ledger.auxiliaries < held.ledger.auxiliaries)
        // The cabin is heated at full power at first.
        let needs = (cold.steps.first?.record.demand ?? 0, held.steps.first?.record.demand ?? 0)
        #expect(needs.0 > needs.1 + 3000)
        if let bound = cold.bound { #expect(bound.gap >= 0) }
    }

    @Test(arguments: [JourneyFixture.series, JourneyFixture.electric])
    func `at 35 degrees, where it is held anyway, a battery that warms up is no other`(
        sheet: VehicleSheet
    ) {
        let held = journey(sheet, 35, warmsUp: false)
        let warm = journey(sheet, 35, warmsUp: true)
        #expect(abs(warm.times.total / held.times.total - 1) < 1e-3)
        #expect(abs(warm.money.total / held.money.total - 1) < 2e-3)
    }

    /// Charging warms the battery, and a warmer one takes more.
    @Test func `a battery that is held at 15 °C in colder air takes what it loses`() {
        var battery = HybridFixture.battery
        battery.mass = 600
        let held = Conditions(temperature: -10, batteryTemperature: 15)
        #expect(Warming.holding(battery, in: held) == 25 * 25)
        #expect(Warming.holding(battery, in: Conditions(temperature: -10)) == 0)
        #expect(
            Warming.holding(battery, in: Conditions(temperature: 30, batteryTemperature: 20)) == 0
        )
    }

    @Test func `a cold battery charges slowly at first and faster than one that stays cold`() {
        let battery = HybridFixture.battery
        let warming = Warming(truck, battery, cold)
        let circuit = battery.circuit(at: -20)
        let low = circuit.energy(at: 0.2)
        let high = circuit.energy(at: 0.8)
        func curve(_ warming: Warming?, _ temperature: Double) -> ChargeCurve {
            ChargeCurve(
                JourneyFixture.plug,
                power: 150e3,
                circuit: battery.circuit(at: temperature),
                from: temperature,
                at: low,
                warming: warming
            )
        }
        let warms = curve(warming, -20)
        let stays = curve(nil, -20)
        let warm = curve(nil, 20)
        #expect(warms.temperature(at: low) < -19.5)
        #expect(warms.temperature(at: high) > -10)
        #expect(stays.temperature(at: high) == -20)
        let seconds = [warm, warms, stays].map { $0.charge(from: low, to: high).seconds }
        #expect(seconds[0] < seconds[1] && seconds[1] < seconds[2])
    }
}
