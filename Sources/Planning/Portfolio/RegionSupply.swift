/// Megawatts at the reference chip by region, and where demands may take them.
struct RegionSupply: Sendable {
    let regions: [String]
    private(set) var power: [Double]

    /// `collect`: Calls what it is given with a region and megawatts for every supply.
    init(_ scenario: Scenario, _ collect: ((String, Double) -> Void) -> Void) {
        let names = Set(
            scenario.offers.map(\.region) + scenario.builds.map(\.region)
                + scenario.spots.map(\.region)
        )
        regions = names.sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(regions, regions.indices))
        var power = Array(repeating: 0.0, count: regions.count)
        collect { region, megawatts in
            if let place = places[region] { power[place] += megawatts }
        }
        self.power = power
    }

    /// So much of a demand, with the regions that it allows.
    func need(_ demand: Demand, _ power: Double) -> RegionDispatch.Need {
        RegionDispatch.Need(
            power: power,
            places: Set(
                regions.indices.filter {
                    demand.regions.isEmpty || demand.regions.contains(regions[$0])
                }
            )
        )
    }
}
