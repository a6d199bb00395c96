import Testing

@testable import Hybrid

@Suite struct JourneyTests {
    @Test func `three trucks tow over a pass in winter`() {
        for sheet in [JourneyFixture.series, JourneyFixture.electric, JourneyFixture.gas] {
            let result = Journey.plan(
                sheet,
                trailer: JourneyFixture.trailer,
                route: JourneyFixture.pass(JourneyFixture.twoChargers),
                conditions: Conditions(temperature: -8, batteryTemperature: 10),
                economy: JourneyFixture.economy
            )
            print(
                sheet.id,
                result.outcome,
                result.plan,
                result.times,
                result.money,
                result.energy,
                result.carbon.total
            )
            if let bound = result.bound { print(bound) }
            if let charge = result.charge { print(charge) }
            for stop in result.stops { print("  ", stop) }
            for leg in result.legs { print("  ", leg) }
            for climb in result.climbs { print("  ", climb) }
            for slow in result.slow { print("  ", slow) }
            print(result.samples.count, result.starts)
        }
    }
}
