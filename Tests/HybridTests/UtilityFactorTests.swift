import Testing

@testable import Hybrid

@Suite struct UtilityFactorTests {
    /// Values of the reference, by miles.
    @Test(arguments: [
        (145.0, 0.921, 0.933), (97, 0.859, 0.887), (53, 0.707, 0.759), (40, 0.617, 0.677),
    ]) func `the polynomials give the published shares`(
        miles: Double,
        fleet: Double,
        individual: Double
    ) {
        #expect(abs(UtilityFactor.fleet(miles * 1609.344) - fleet) < 0.0006)
        #expect(abs(UtilityFactor.individual(miles * 1609.344) - individual) < 0.0006)
    }

    @Test func `no range is no share and a very long one is nearly all`() {
        for curve in [UtilityFactor.fleet, .individual, .cityFleet, .highwayFleet] {
            #expect(curve(0) == 0)
            #expect(curve(1e7) == curve(2e7))
        }
    }
}
