import Bus
import Testing

@Suite struct CarbonTests {
    @Test func `an emission is grams per kilowatt-hour times the energy, and keeps its kind`() {
        let intensity = CarbonIntensity(gramsPerKilowattHour: 390, kind: .marginal, source: "x")
        #expect(intensity.emission(wattHours: 2_000) == Carbon(grams: 780, kind: .marginal))
        #expect(intensity.emission(wattHours: 0).grams == 0)
        #expect(intensity.emission(wattHours: 2_000) != Carbon(grams: 780, kind: .average))
    }
}
