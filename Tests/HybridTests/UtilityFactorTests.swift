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

    /// Of the fleet's curves that of the city is above, that of the highway below the one for both.
    @Test(arguments: [20.0, 40, 80, 145]) func `days in the city are shorter than on the highway`(
        miles: Double
    ) throws {
        let range = miles * 1609.344
        let (city, both, highway) = (
            UtilityFactor.cityFleet(range), UtilityFactor.fleet(range),
            UtilityFactor.highwayFleet(range)
        )
        #expect(city > both)
        #expect(both > highway)
        for name in ["mdiuf", "FUF", "city-fuf", "highway-fuf"] {
            let share = try #require(UtilityUse(name).shares(atRange: range).first)
            #expect(share.electric > 0 && share.electric < 1)
        }
        #expect(try UtilityUse("city-fuf").shares(atRange: range).first?.electric == city)
    }

    @Test func `a longer range is never a smaller share, and none is more than all`() {
        for curve in [UtilityFactor.fleet, .individual, .cityFleet, .highwayFleet] {
            #expect(curve(0) == 0)
            let shares = (0...600).map { curve(Double($0) * 3 * 1609.344) }
            #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 }, "\(curve.name)")
            #expect(shares.allSatisfy { $0 <= 1 })
            #expect(curve(400 * 1609.344) > 0.9)
        }
    }
}
