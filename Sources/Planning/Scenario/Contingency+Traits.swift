import Bus

extension Scenario {
    /// Everything whose failure takes an offer: what it hangs on, as members of a contingency.
    ///
    /// A campus on a grid of its own counts for that operator, not for its region's.
    package func traits(of offer: ComputeOffer) -> Set<Contingency.Member> {
        var traits = placeTraits(region: offer.region, campus: offer.campus)
        traits.insert(.offer(offer.name))
        traits.insert(.provider(offer.provider))
        if let vendor = chip(offer.chip)?.vendor { traits.insert(.chipVendor(vendor)) }
        if let law = providers.first(where: { $0.name == offer.provider })?.jurisdiction {
            traits.insert(.jurisdiction(law.code))
        }
        return traits
    }

    /// Everything whose failure takes an own build.
    package func traits(of build: OwnBuild) -> Set<Contingency.Member> {
        var traits = placeTraits(region: build.region, campus: build.campus)
        traits.insert(.build(build.name))
        if let vendor = chip(build.chip)?.vendor { traits.insert(.chipVendor(vendor)) }
        if let site = sites.first(where: { $0.name == build.site }), let grid = site.gridOperator {
            traits.insert(.gridOperator(grid))
        }
        return traits
    }

    /// Everything whose failure takes a spot market.
    package func traits(of market: SpotMarket) -> Set<Contingency.Member> {
        placeTraits(region: market.region, campus: nil)
    }

    private func placeTraits(region name: String, campus: String?) -> Set<Contingency.Member> {
        var traits: Set<Contingency.Member> = [.region(name)]
        let region = regions.first { $0.name == name }
        var grid = region?.gridOperator
        if let region { traits.insert(.jurisdiction(region.jurisdiction.code)) }
        if let campus {
            traits.insert(.campus(campus))
            grid = campuses.first { $0.name == campus }?.gridOperator ?? grid
        }
        if let grid { traits.insert(.gridOperator(grid)) }
        return traits
    }

    /// The generation of this name; nil for the reference chip.
    package func chip(_ name: String?) -> Chip? {
        name.flatMap { name in chips.first { $0.name == name } }
    }

    /// Work per megawatt of what runs on a chip, in units of the reference chip.
    package func efficiency(_ chipName: String?) -> Double { chip(chipName)?.efficiency ?? 1 }
}

extension Contingency {
    /// Whether its happening takes something with these traits.
    package func takes(_ traits: Set<Member>) -> Bool {
        members.contains { traits.contains($0.normal) }
    }
}

extension Contingency.Member {
    /// The same member as traits write it: jurisdictions in lower case.
    package var normal: Self {
        guard case .jurisdiction(let code) = self else { return self }
        return .jurisdiction(Jurisdiction(code).code)
    }

    /// The member in words: `oracle`, `jurisdiction us`.
    package var words: String {
        switch self {
        case .provider(let name): name
        case .campus(let name): "campus \(name)"
        case .region(let name): "region \(name)"
        case .gridOperator(let name): "grid operator \(name)"
        case .chipVendor(let name): "chip vendor \(name)"
        case .jurisdiction(let name): "jurisdiction \(name)"
        case .offer(let name): "offer \(name)"
        case .build(let name): "own build \(name)"
        }
    }
}
