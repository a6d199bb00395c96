import Optimization

extension PortfolioProgram {
    /// More sets of regions than this are cheaper to write as flows of each demand in each region.
    static let largestSetCount = 48

    /// Where each demand may run; all regions when it names none.
    var servicePlaces: [Set<Int>] {
        scenario.demands.map { demand in
            Set(
                regions.indices.filter {
                    demand.regions.isEmpty || demand.regions.contains(regions[$0])
                }
            )
        }
    }

    /// Every demand is served from regions that it allows, or is left unserved at its price.
    mutating func addService() {
        let sets = ServiceSet.all(places: servicePlaces, limit: Self.largestSetCount)
        for quarter in 0..<quarterCount {
            for (place, demand) in scenario.demands.enumerated() where demand.unservedCost.isFinite
            {
                column(
                    .unserved(demand: place, quarter: quarter),
                    cost: demand.unservedCost * million * discounts[quarter],
                    upper: max(0, demand.power[quarter])
                )
            }
            let supplied = regions.indices.map { addSupplied(region: $0, quarter: quarter) }
            if let sets {
                for set in sets { addService(of: set, supplied, in: quarter) }
            } else {
                addFlows(
                    in: quarter,
                    contingency: nil,
                    supplies: supplied.map { Terms($0) }
                )
            }
        }
    }

    /// What serves in a region: the free and the billed part of contracts, own capacity, spot.
    private mutating func addSupplied(region: Int, quarter: Int) -> Program.Variable? {
        var terms = Terms()
        for (number, group) in groups.enumerated() where group.region == region {
            for place in group.offers {
                let offer = scenario.offers[place]
                let share = deliveries[place].share(in: self.quarter(quarter))
                let efficiency = scenario.efficiency(offer.chip)
                terms.add(efficiency * rates[place].free * share, places[.size(offer: place)])
                terms.add(efficiency, places[.billed(offer: place, quarter: quarter)])
            }
            guard group.build != nil else { continue }
            terms.add(1, places[.capacity(group: number, quarter: quarter)])
        }
        terms.add(spots(in: region, quarter))
        guard !terms.isEmpty else { return nil }
        let supplied = column(.supplied(region: region, quarter: quarter))
        terms.add(-1, supplied)
        row(.supplied(region: region, quarter: quarter), terms, lower: 0, upper: 0)
        return supplied
    }

    private func spots(
        in region: Int,
        _ quarter: Int,
        without contingency: Contingency? = nil
    ) -> Terms {
        var terms = Terms()
        for (place, market) in scenario.spots.enumerated() where market.region == regions[region] {
            if let contingency, contingency.takes(scenario.traits(of: market)) { continue }
            terms.add(1, places[.spot(market: place, quarter: quarter)])
        }
        return terms
    }

    private mutating func addService(
        of set: ServiceSet,
        _ supplied: [Program.Variable?],
        in quarter: Int
    ) {
        var terms = Terms()
        for region in set.regions { terms.add(1, supplied[region]) }
        for demand in set.demands {
            terms.add(1, places[.unserved(demand: demand, quarter: quarter)])
        }
        let need = set.demands.reduce(0) { $0 + scenario.demands[$1].power[quarter] }
        guard need > 0 else { return }
        row(
            .serve(demands: set.demands, regions: set.regions, quarter: quarter),
            terms,
            lower: need
        )
    }

    // MARK: Contingencies

    /// What is left when a contingency happens still carries what has to survive, region by region.
    ///
    /// Exact, without second-stage columns: one row for each set of regions (``ServiceSet``). A row
    /// of a contingency that takes no more of a set than another one does is left out.
    mutating func addSurvival() {
        let sets = ServiceSet.all(places: servicePlaces, limit: Self.largestSetCount)
        for quarter in 0..<quarterCount {
            let now = self.quarter(quarter)
            let losses = scenario.contingencies.indices.filter {
                scenario.contingencies[$0].survivesFrom.map { $0 <= now } ?? false
            }
            .map { loss(of: $0, in: quarter) }
            guard !losses.isEmpty else { continue }
            guard let sets else {
                for loss in Loss.worst(of: losses, in: regions.indices.map { $0 }) {
                    addFlows(
                        in: quarter,
                        contingency: loss.contingency,
                        supplies: regions.indices.map {
                            left(in: [$0], after: loss, in: quarter)
                        }
                    )
                }
                continue
            }
            for set in sets {
                let need = set.demands.reduce(0) {
                    $0 + scenario.demands[$1].survivalShare * scenario.demands[$1].power[quarter]
                }
                guard need > 0 else { continue }
                for loss in Loss.worst(of: losses, in: set.regions) {
                    row(
                        .survive(
                            contingency: loss.contingency,
                            demands: set.demands,
                            regions: set.regions,
                            quarter: quarter
                        ),
                        left(in: set.regions, after: loss, in: quarter),
                        lower: need
                    )
                }
            }
        }
    }

    private func loss(of contingency: Int, in quarter: Int) -> Loss {
        let event = scenario.contingencies[contingency]
        var loss = Loss(contingency: contingency)
        for number in groups.indices
        where event.takes(groups[number].traits)
            && places[.capacity(group: number, quarter: quarter)] != nil
        {
            loss.groups.insert(number)
        }
        for (place, market) in scenario.spots.enumerated()
        where event.takes(scenario.traits(of: market)) {
            loss.spots.insert(place)
        }
        loss.groupRegions = groups.map(\.region)
        loss.spotRegions = scenario.spots.map { regions.firstIndex(of: $0.region) ?? 0 }
        return loss
    }

    /// What is left of the capacity and of the spot that is bought, in some regions.
    private func left(in set: [Int], after loss: Loss, in quarter: Int) -> Terms {
        var terms = Terms()
        if set.count == regions.count {
            terms.add(1, places[.totalCapacity(quarter: quarter)])
        } else {
            for region in set {
                terms.add(1, places[.regionCapacity(region: region, quarter: quarter)])
            }
        }
        for group in loss.groups where set.contains(groups[group].region) {
            terms.add(-1, places[.capacity(group: group, quarter: quarter)])
        }
        let event = scenario.contingencies[loss.contingency]
        for region in set { terms.add(spots(in: region, quarter, without: event)) }
        return terms
    }

    // MARK: Flows

    /// The same as the rows of sets, as flows: what a demand gets in each region.
    ///
    /// `supplies`: What each region has.
    private mutating func addFlows(
        in quarter: Int,
        contingency: Int?,
        supplies: [Terms]
    ) {
        let places = servicePlaces
        var out = Array(repeating: Terms(), count: regions.count)
        for (place, demand) in scenario.demands.enumerated() {
            var terms = Terms()
            for region in places[place].sorted() {
                let flow = column(
                    .flow(
                        demand: place,
                        region: region,
                        quarter: quarter,
                        contingency: contingency
                    )
                )
                terms.add(1, flow)
                out[region].add(1, flow)
            }
            let power = demand.power[quarter]
            let regions = places[place].sorted()
            if let contingency {
                row(
                    .survive(
                        contingency: contingency,
                        demands: [place],
                        regions: regions,
                        quarter: quarter
                    ),
                    terms,
                    lower: demand.survivalShare * power
                )
            } else {
                terms.add(1, self.places[.unserved(demand: place, quarter: quarter)])
                row(
                    .serve(demands: [place], regions: regions, quarter: quarter),
                    terms,
                    lower: power
                )
            }
        }
        for region in regions.indices where !out[region].isEmpty {
            out[region].add(supplies[region], times: -1)
            row(
                .flow(region: region, quarter: quarter, contingency: contingency),
                out[region],
                upper: 0
            )
        }
    }
}

/// What a contingency takes in a quarter.
struct Loss: Sendable {
    let contingency: Int
    var groups: Set<Int> = []
    var spots: Set<Int> = []
    var groupRegions: [Int] = []
    var spotRegions: [Int] = []

    init(contingency: Int) { self.contingency = contingency }

    /// Those of which none takes only what another takes as well, within some regions.
    static func worst(of losses: [Loss], in regions: [Int]) -> [Loss] {
        let parts = losses.map { $0.part(in: Set(regions)) }
        return losses.indices.filter { place in
            !losses.indices.contains { other in
                guard other != place, parts[place].isSubset(of: parts[other]) else { return false }
                return parts[place] != parts[other] || other < place
            }
        }
        .map { losses[$0] }
    }

    /// What it takes in some regions: groups, and spot markets as negative numbers.
    private func part(in regions: Set<Int>) -> Set<Int> {
        let lost = groups.filter { regions.contains(groupRegions[$0]) }
        let spot = spots.filter { regions.contains(spotRegions[$0]) }
        return lost.union(spot.map { -1 - $0 })
    }
}
