import Testing

@testable import Hybrid

/// Electric cars of EPA's list of model year 2022: energy at the wall by road load and weight alone.
@Suite struct TestCarTests {
    private let cars = TestCarFixture.cars
    private let cycles = (
        city: TestCarFixture.cycle("udds"), highway: TestCarFixture.cycle("hwfet")
    )

    /// At the wall, in kWh for 100 miles.
    private func wall(_ car: TestCar, _ cycle: Cycle, losses: Double = 1) throws -> Double {
        let parts = TestCar.ElectricClass()
        let vehicle = try #require(car.electric(parts, losses: losses))
        let trip = HybridFixture.run(vehicle).run(cycle, from: 0.9)
        #expect(trip.shortfall.isNone)
        let energy = trip.ledger.battery / 3.6e6 / parts.charger
        return energy / (trip.distance / 1609.344) * 100
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    @Test func `without calibration the mean error is 8 percent at most`() throws {
        var city: [Double] = []
        var highway: [Double] = []
        for car in cars {
            city.append(try wall(car.car, cycles.city) / car.city - 1)
            highway.append(try wall(car.car, cycles.highway) / car.highway - 1)
        }
        #expect(cars.count == 97)
        let all = (city + highway).map(abs)
        #expect(mean(all) <= 0.08)
        #expect(mean(highway.map(abs)) <= 0.08)
        // As docs/drive-validation.md prints them.
        #expect(abs(mean(all) - 0.071) < 0.0005)
        #expect(abs(mean(city.map(abs)) - 0.087) < 0.0005)
        #expect(abs(mean(highway.map(abs)) - 0.056) < 0.0005)
        // Neither cycle is off to one side.
        #expect(abs(mean(city)) <= 0.05)
        #expect(abs(mean(highway)) <= 0.05)
    }

    /// The losses of the drive are the one figure that is fitted, to the city alone.
    @Test func `calibrated in the city the mean error on the highway is 5 percent at most`() throws
    {
        var errors: [Double] = []
        for car in cars {
            // The energy is all but a line in the losses.
            var losses = 1.0
            for _ in 0..<3 {
                let here = try wall(car.car, cycles.city, losses: losses)
                let slope = try wall(car.car, cycles.city, losses: losses + 0.5) - here
                losses = max(0.05, losses + 0.5 * (car.city - here) / slope)
            }
            errors.append(try wall(car.car, cycles.highway, losses: losses) / car.highway - 1)
        }
        let sizes = errors.map(abs)
        #expect(mean(sizes) <= 0.05)
        #expect(abs(mean(errors)) <= 0.03)
        // As docs/drive-validation.md prints them: nine of ten are nearer than the second.
        #expect(abs(mean(sizes) - 0.032) < 0.0005)
        #expect(abs(sizes.sorted()[sizes.count * 9 / 10] - 0.057) < 0.0005)
    }
}
