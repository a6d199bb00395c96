import Bus
import Testing

@testable import Hybrid

@Suite struct StopPlannerTests {
    /// 400 V without resistance: 100 kWh in the window from 0.1 to 0.9.
    private let circuit = Battery(
        charge: 100 * 3.6e6 / 0.8 / 400,
        emptyVoltage: 400,
        voltageRise: 0,
        resistance: 0,
        window: 0.1...0.9,
        discharge: Battery.Limit(power: 300e3),
        recharge: Battery.Limit(power: 300e3)
    ).circuit(at: 20)
    private let kilowattHour = 3.6e6

    private func plug(_ fast: Curve, efficiency: Double = 1) -> Plug {
        Plug(home: 10e3, fast: fast, fastEfficiency: efficiency)
    }

    private func curve(_ power: Double) -> ChargeCurve {
        ChargeCurve(
            plug(.constant(power)),
            power: 1e9,
            circuit: circuit,
            temperature: 20
        )
    }

    // MARK: Charging

    @Test func `at constant power time is energy over power`() {
        let (seconds, metered) = ChargeCurve(
            plug(.constant(100e3), efficiency: 0.9),
            power: 1e6,
            circuit: circuit,
            temperature: 20
        ).charge(from: circuit.low, to: circuit.low + 50 * kilowattHour)
        #expect(abs(seconds - 1800) < 1e-6)
        #expect(abs(metered / (50 * kilowattHour / 0.9) - 1) < 1e-12)
    }

    @Test func `a charger that is weaker than the vehicle sets the power`() {
        let curve = ChargeCurve(
            plug(.constant(300e3), efficiency: 0.8),
            power: 50e3,
            circuit: circuit,
            temperature: 20
        )
        let (seconds, _) = curve.charge(from: circuit.low, to: circuit.high)
        #expect(abs(seconds - 100 / 40 * 3600) < 1e-6)
    }

    @Test func `what a vehicle needs while it stands is metered and taken off a weak charger`() {
        func charge(_ power: Double, standing: Double) -> (seconds: Double, metered: Double) {
            ChargeCurve(
                plug(.constant(100e3), efficiency: 0.8),
                power: power,
                circuit: circuit,
                from: 20,
                standing: standing,
                warming: nil
            ).charge(from: circuit.low, to: circuit.low + 50 * kilowattHour)
        }
        // A strong charger: as fast, and 4 kW more for half an hour.
        let strong = charge(1e6, standing: 4e3)
        #expect(abs(strong.seconds - 1800) < 1e-6)
        #expect(abs(strong.metered / (52 * kilowattHour / 0.8) - 1) < 1e-12)
        // A weak one has 36 of its 40 kW left.
        let weak = charge(50e3, standing: 4e3)
        #expect(abs(weak.seconds - 50.0 / 36 * 3600) < 1e-6)
        #expect(abs(weak.metered / (50 * 40.0 / 36 * kilowattHour / 0.8) - 1) < 1e-12)
    }

    /// P = 200 kW (1 - (s - 0.1)): time is the integral of dE / P, a logarithm.
    @Test func `a taper is its integral`() {
        let taper = Curve([Curve.Point(0.1, 200e3), Curve.Point(1.1, 0)])
        let curve = ChargeCurve(plug(taper), power: 1e9, circuit: circuit, temperature: 20)
        let (seconds, _) = curve.charge(from: circuit.low, to: circuit.high)
        // 125 kWh for a whole charge: 125 kWh / 200 kW × ln(1 / 0.2).
        let exact = 125 * 3600 / 200 * 1.6094379124341003
        #expect(abs(seconds / exact - 1) < 2e-5)
    }

    @Test func `a cold battery takes its share, and a resistance costs time`() {
        var vehicle = plug(.constant(100e3))
        vehicle.byTemperature = Curve([Curve.Point(-20, 0.25), Curve.Point(20, 1)])
        let cold = ChargeCurve(vehicle, power: 1e9, circuit: circuit, temperature: -20)
        #expect(abs(cold.charge(from: circuit.low, to: circuit.high).seconds - 14_400) < 1e-6)
        var battery = HybridFixture.battery
        battery.voltageRise = 0
        let real = battery.circuit(at: 20)
        let curve = ChargeCurve(plug(.constant(100e3)), power: 1e9, circuit: real, temperature: 20)
        let (seconds, metered) = curve.charge(from: real.low, to: real.high)
        // V I + R I² = P for the current that the whole charge takes.
        let root = (337.1 * 337.1 + 4 * 0.055 * 100e3).squareRoot()
        let current = (root - 337.1) / (2 * 0.055)
        #expect(abs(seconds / (0.76 * 892_318 / current) - 1) < 1e-12)
        #expect(metered > real.high - real.low)
    }

    // MARK: Stops

    /// One charger half way on a road that takes 120 kWh: the 30 that are missing, with 10 to keep.
    @Test func `one charger on a flat road, by hand`() throws {
        let problem = StopProblem(
            places: [
                StopProblem.Place(name: "a", distance: 0),
                StopProblem.Place(
                    name: "b",
                    distance: 200e3,
                    curve: curve(150e3),
                    chargePrice: 0.5 / kilowattHour,
                    wait: 120,
                    overhead: 180
                ),
                StopProblem.Place(name: "c", distance: 400e3),
            ],
            stretches: [
                Stretch(seconds: 7200, drop: 60 * kilowattHour),
                Stretch(seconds: 7200, drop: 60 * kilowattHour),
            ],
            store: circuit.low...circuit.high,
            floor: circuit.low + 10 * kilowattHour,
            stored: circuit.high,
            prices: StopProblem.Prices(time: 20 / 3600, stored: 0.2 / kilowattHour)
        )
        let plan = try StopPlanner.plan(problem)
        #expect(plan.stops.count == 1)
        let stop = try #require(plan.stops.first)
        #expect(abs(stop.arriving.stored - circuit.low - 40 * kilowattHour) < 10)
        #expect(abs(stop.leaving.stored - circuit.low - 70 * kilowattHour) < 10)
        #expect(abs(stop.charging - 30 / 150 * 3600) < 1e-3)
        #expect(abs(stop.chargeCost - 15) < 1e-6)
        #expect(abs(plan.seconds - 14_400 - 300 - 720) < 1e-3)
        // 15 at the charger, 90 kWh again at home, 15,420 s at 20 an hour.
        #expect(abs(plan.cost - (15 + 18 + 15_420 * 20 / 3600)) < 1e-5)
    }

    @Test func `a leg that is just too long tells what is missing`() throws {
        func problem(_ drop: Double) -> StopProblem {
            StopProblem(
                places: [
                    StopProblem.Place(name: "a", distance: 0),
                    StopProblem.Place(name: "b", distance: 1, curve: curve(100e3)),
                    StopProblem.Place(name: "c", distance: 2, curve: curve(100e3)),
                    StopProblem.Place(name: "d", distance: 3),
                ],
                stretches: [
                    Stretch(seconds: 100, drop: 20 * kilowattHour),
                    Stretch(seconds: 100, drop: drop * kilowattHour),
                    Stretch(seconds: 100, drop: 20 * kilowattHour),
                ],
                store: circuit.low...circuit.high,
                floor: circuit.low + 10 * kilowattHour,
                stored: circuit.high,
                prices: StopProblem.Prices(time: 0)
            )
        }
        #expect(throws: Never.self) { try StopPlanner.plan(problem(89.9999)) }
        let gap = #expect(throws: StopGap.self) { try StopPlanner.plan(problem(93)) }
        #expect(gap?.from == 1)
        #expect(gap?.to == 2)
        guard case .energy(let missing) = gap?.missing else {
            Issue.record("energy is missing")
            return
        }
        #expect(abs(missing - 3 * kilowattHour) < 10)
        #expect(gap?.before.stops.count == 1)
    }

    @Test func `a climb on the way counts, not only its end`() {
        let up = Stretch(seconds: 100, drop: 20 * kilowattHour, peak: 95 * kilowattHour)
        let problem = StopProblem(
            places: [
                StopProblem.Place(name: "a", distance: 0),
                StopProblem.Place(name: "b", distance: 1),
            ],
            stretches: [up],
            store: circuit.low...circuit.high,
            floor: circuit.low + 10 * kilowattHour,
            stored: circuit.high,
            prices: StopProblem.Prices(time: 0)
        )
        #expect(throws: StopGap.self) { try StopPlanner.plan(problem) }
    }

    /// A generator of 30 % with fuel at 9 USD/100 kWh of heat: 0.3 a kWh.
    @Test(arguments: [0.25, 0.45]) func `fuel is burned where it is cheaper than charging`(
        price: Double
    ) throws {
        let line = GeneratorLine(
            minimum: 10e3,
            maximum: 100e3,
            idle: 0,
            slope: 1 / 0.3,
            curvature: 0,
            start: 0,
            minimumOnTime: 0,
            ramp: .infinity,
            coldExtra: 0,
            warmUpTime: 1
        )
        let problem = StopProblem(
            places: [
                StopProblem.Place(name: "a", distance: 0),
                StopProblem.Place(
                    name: "b",
                    distance: 1,
                    curve: curve(1e9),
                    chargePrice: price / kilowattHour
                ),
                StopProblem.Place(name: "c", distance: 2),
            ],
            stretches: [
                Stretch(seconds: 7200, drop: 80 * kilowattHour),
                Stretch(seconds: 7200, drop: 80 * kilowattHour),
            ],
            store: circuit.low...circuit.high,
            floor: circuit.low + 10 * kilowattHour,
            tank: 1000 * kilowattHour,
            stored: circuit.high,
            fuel: 1000 * kilowattHour,
            line: line,
            prices: StopProblem.Prices(
                time: 0,
                stored: 0.28 / kilowattHour,
                fuel: 0.09 / kilowattHour
            )
        )
        let plan = try StopPlanner.plan(problem)
        // 160 kWh in all, 90 of them from home at 0.28: the other 70 by what is cheaper.
        let burned = problem.fuel - plan.fuel
        if price > 0.3 {
            #expect(plan.stops.isEmpty)
            #expect(abs(burned * 0.3 / kilowattHour - 70) < 1e-6)
            #expect(abs(plan.cost - (90 * 0.28 + 70 * 0.3)) < 1e-6)
        } else {
            #expect(plan.stops.count == 1)
            #expect(burned < 1)
            // Charging is cheaper than home, too: it leaves full, and arrives with 20 of them.
            #expect(abs(plan.cost - (80 * 0.25 + 80 * 0.28)) < 1e-6)
        }
    }

    // MARK: Brute force

    /// Every way to charge to even levels, and to go by, on small roads without a generator.
    @Test(arguments: 0..<60) func `labels find what trying everything finds`(seed: Int) {
        var random = SplitMix64(seed)
        let problem = anyProblem(&random)
        var best = Double.infinity
        tryAll(problem, at: 0, stored: problem.stored, cost: 0, rests: true, best: &best)
        let plan = try? StopPlanner.plan(problem)
        #expect((plan == nil) == (best == .infinity))
        if let plan { #expect(abs(plan.cost - best) < 1e-6 * best) }
    }

    private func anyProblem(_ random: inout SplitMix64) -> StopProblem {
        let count = Int.random(in: 2...4, using: &random)
        let places = (0...count).map { index in
            let taper = Curve([
                Curve.Point(0.1, Double.random(in: 50e3...200e3, using: &random)),
                Curve.Point(0.9, 20e3),
            ])
            let has = index > 0 && index < count
            return StopProblem.Place(
                name: "\(index)",
                distance: Double(index),
                curve: has
                    ? ChargeCurve(plug(taper), power: 1e9, circuit: circuit, temperature: 20) : nil,
                chargePrice: Double.random(in: 0.1...0.6, using: &random) / kilowattHour,
                wait: Double.random(in: 0...600, using: &random),
                overhead: 300
            )
        }
        let stretches = (0..<count).map { _ in
            let drop = Double.random(in: -5...60, using: &random) * kilowattHour
            var stretch = Stretch(
                seconds: 3600,
                drop: drop,
                peak: max(0, drop) + Double.random(in: 0...8, using: &random) * kilowattHour
            )
            stretch.leaving = Stretch.Extra(seconds: 30, drop: 0.1 * kilowattHour)
            stretch.arriving = Stretch.Extra(seconds: 20, drop: 0.2 * kilowattHour)
            return stretch
        }
        return StopProblem(
            places: places,
            stretches: stretches,
            store: circuit.low...circuit.high,
            floor: circuit.low + 10 * kilowattHour,
            stored: circuit.low + Double.random(in: 0.3...1, using: &random) * 100 * kilowattHour,
            prices: StopProblem.Prices(
                time: Double.random(in: 0...40, using: &random) / 3600,
                stored: 0.16 / kilowattHour
            ),
            detail: StopProblem.Detail(levels: 6, bins: 1_000_000)
        )
    }

    private func tryAll(
        _ problem: StopProblem,
        at place: Int,
        stored: Double,
        cost: Double,
        rests: Bool,
        best: inout Double
    ) {
        let last = problem.places.count - 1
        if place == last {
            best = min(best, cost + (problem.stored - stored) * problem.prices.stored)
            return
        }
        let stretch = problem.stretches[place]
        for restsNext in [true, false] where restsNext || place + 1 < last {
            let start = rests ? stretch.leaving : Stretch.Extra()
            let end = restsNext && place + 1 < last ? stretch.arriving : Stretch.Extra()
            let arriving = place + 1 == last ? stretch.arriving : end
            let total = stretch.drop + start.drop + arriving.drop
            let lowest = stored - start.drop - max(stretch.peak, stretch.drop + arriving.drop)
            guard lowest >= problem.floor - 1 else { continue }
            let after = min(problem.store.upperBound, stored - total)
            let seconds = stretch.seconds + start.seconds + arriving.seconds
            let paid = cost + seconds * problem.prices.time
            guard restsNext, place + 1 < last, let curve = problem.places[place + 1].curve else {
                tryAll(problem, at: place + 1, stored: after, cost: paid, rests: false, best: &best)
                continue
            }
            let next = problem.places[place + 1]
            let width = (problem.store.upperBound - problem.store.lowerBound) / 6
            var levels = (1...6).map { problem.store.lowerBound + Double($0) * width }
            for later in (place + 2)...last {
                levels.append(problem.floor + problem.need(from: place + 1, to: later).peak)
            }
            for level in levels where level > after + 1 && level <= curve.top {
                let (time, metered) = curve.charge(from: after, to: level)
                let stay = (time + next.wait + next.overhead) * problem.prices.time
                tryAll(
                    problem,
                    at: place + 1,
                    stored: level,
                    cost: paid + stay + metered * next.chargePrice,
                    rests: true,
                    best: &best
                )
            }
        }
    }
}
