import Testing

@testable import Hybrid

@Suite struct RoadLoadTests {
    private let standard = Conditions()
    private let load = RoadLoad(a: 200, b: -3, c: 0.7, mass: 2000, density: 1.2)

    private func energy(_ resistance: Resistance, _ moments: Moments) -> Double {
        (resistance.rollingPower(moments) + resistance.airPower(moments)) * moments.duration
    }

    @Test(arguments: [1.0, 7.5, 29, 40]) func `a steady speed takes A + B v + C v²`(speed: Double) {
        let density = standard.airDensity
        let resistance = load.resistance(mass: 2000, trailer: nil, conditions: standard)
        let force = 200 - 3 * speed + 0.7 * density / 1.2 * speed * speed
        #expect(abs(resistance.force(at: speed) / force - 1) < 1e-12)
        let moments = Moments(from: speed, to: speed, duration: 3, sine: 0)
        #expect(abs(energy(resistance, moments) / (force * speed * 3) - 1) < 1e-9)
    }

    /// Against the sum over many thin slices.
    @Test(arguments: [(0.0, 20.0), (20, 0), (12, 31), (5, 5)]) func `a ramp is exact`(
        from: Double,
        to: Double
    ) {
        var windy = standard
        windy.headwind = 6
        let resistance = load.resistance(mass: 2500, trailer: nil, conditions: windy)
        var sum = 0.0
        let slices = 20_000
        for slice in 0..<slices {
            let speed = from + (to - from) * (Double(slice) + 0.5) / Double(slices)
            sum += resistance.force(at: speed) * speed * 4 / Double(slices)
        }
        let moments = Moments(from: from, to: to, duration: 4, sine: 0)
        #expect(abs(energy(resistance, moments) / sum - 1) < 1e-7)
    }

    @Test func `coefficients of a certification row are converted`() {
        let load = RoadLoad.certified(a: 46.31, b: -0.2072, c: 0.03351, mass: 2494.76)
        let resistance = load.resistance(
            mass: 2494.76,
            trailer: nil,
            conditions: Conditions(temperature: 20)
        )
        let pounds = 46.31 - 0.2072 * 60 + 0.03351 * 3600 * standard.airDensity / 1.2
        let force = resistance.force(at: 60 * 0.44704)
        #expect(abs(force / 4.4482216152605 / pounds - 1) < 1e-12)
    }

    @Test func `mass, trailer, cold and wind add what they should`() {
        let trailer = Trailer(name: "box", mass: 3000, dragArea: 2.6, rollingCoefficient: 0.0075)
        var cold = standard
        cold.temperature = -10
        cold.headwind = 5
        let resistance = load.resistance(mass: 2500, trailer: trailer, conditions: cold)
        let rolling = (200 * 2500 / 2000 + 3000 * 9.80665 * 0.0075) * 1.1
        let density = cold.airDensity
        let air = (0.7 * density / 1.2 + density * 2.6 / 2) * 25 * 25
        #expect(abs(resistance.force(at: 20) - (rolling - 3 * 20 + air)) < 1e-9)
        #expect(density > standard.airDensity)
    }

    @Test func `a stronger wind from behind pushes`() {
        let resistance = Resistance(constant: 0, linear: 0, air: 1, wind: -10)
        #expect(resistance.force(at: 4) == -36)
        let moments = Moments(from: 4, to: 4, duration: 1, sine: 0)
        #expect(abs(resistance.airPower(moments) + 36 * 4) < 1e-12)
    }

    @Test func `first principles and coefficients agree`() {
        let made = RoadLoad(dragArea: 1.4, rollingCoefficient: 0.01, mass: 1500)
        #expect(made.rolling == 1500 * SI.gravity * 0.01)
        #expect(made.quadratic == 1.2 * 0.7)
    }

    @Test func `the air is thinner when it is hot or high`() {
        #expect(abs(Air.density(temperature: 15, altitude: 0) - 1.225) < 0.001)
        #expect(abs(Air.density(temperature: -4.5, altitude: 3000) - 0.909) < 0.001)
    }

    @Test func `a grade lifts the whole mass`() {
        let vehicle = HybridFixture.truck
        let trailer = Trailer(name: "box", mass: 3000, dragArea: 0, rollingCoefficient: 0)
        let body = Body(vehicle, trailer: trailer, conditions: standard)
        let cycle = Cycle.steady(speed: 20, grade: 0.06, seconds: 10)
        let rise = cycle.climb
        let sine = 0.06 / (1 + 0.06 * 0.06).squareRoot()
        #expect(abs(rise - 200 * sine) < 1e-9)
        let power = body.wheel(cycle.moments[0]).climb
        #expect(abs(power * 10 - (vehicle.mass + 3000) * 9.80665 * rise) < 1e-6)
    }
}
