/// Supplies in one region that every contingency and every rule treats alike.
///
/// Their capacity is one column per quarter, so that the many rows that speak of it are short.
struct SupplyGroup: Sendable, Equatable {
    let region: Int
    /// Of those that contingencies and rules ask for.
    let traits: Set<Contingency.Member>
    private(set) var offers: [Int] = []
    /// Of an own build, which is always a group for itself.
    private(set) var build: Int?

    static func all(of scenario: Scenario, regions: [String]) -> [SupplyGroup] {
        let asked = Set(
            (scenario.contingencies.flatMap(\.members) + scenario.rules.caps.map(\.source))
                .map(\.normal)
        )
        let numbers = Dictionary(uniqueKeysWithValues: zip(regions, regions.indices))
        var groups: [SupplyGroup] = []
        for (place, offer) in scenario.offers.enumerated() {
            let traits = scenario.traits(of: offer).intersection(asked)
            let region = numbers[offer.region] ?? 0
            if let known = groups.firstIndex(where: { $0.region == region && $0.traits == traits })
            {
                groups[known].offers.append(place)
            } else {
                groups.append(SupplyGroup(region: region, traits: traits, offers: [place]))
            }
        }
        for (place, build) in scenario.builds.enumerated() {
            let traits = scenario.traits(of: build).intersection(asked)
            let region = numbers[build.region] ?? 0
            groups.append(SupplyGroup(region: region, traits: traits, build: place))
        }
        return groups
    }
}
