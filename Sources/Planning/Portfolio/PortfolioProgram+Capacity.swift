import Bus
import Optimization

extension PortfolioProgram {
    /// Whether a rule speaks of what is available in a quarter, not only of what is used.
    func needsCapacity(in quarter: Int) -> Bool {
        let now = self.quarter(quarter)
        return scenario.contingencies.contains { $0.survivesFrom.map { $0 <= now } ?? false }
            || scenario.rules.caps.contains { $0.from <= now }
            || scenario.rules.floors.contains { $0.from <= now }
    }

    /// `capacity = Σ efficiency · share · size`, added up by group, region and in all.
    mutating func addCapacity() {
        for quarter in 0..<quarterCount {
            let isNeeded = needsCapacity(in: quarter)
            var regionTerms = Array(repeating: Terms(), count: regions.count)
            for (number, group) in groups.enumerated() where isNeeded || group.build != nil {
                var terms = available(group, in: quarter)
                guard !terms.isEmpty else { continue }
                let capacity = column(.capacity(group: number, quarter: quarter))
                terms.add(-1, capacity)
                row(.capacity(group: number, quarter: quarter), terms, lower: 0, upper: 0)
                regionTerms[group.region].add(1, capacity)
            }
            guard isNeeded else { continue }
            var total = Terms()
            for region in regions.indices where !regionTerms[region].isEmpty {
                let capacity = column(.regionCapacity(region: region, quarter: quarter))
                regionTerms[region].add(-1, capacity)
                row(
                    .regionCapacity(region: region, quarter: quarter),
                    regionTerms[region],
                    lower: 0,
                    upper: 0
                )
                total.add(1, capacity)
            }
            total.add(-1, column(.totalCapacity(quarter: quarter)))
            row(.totalCapacity(quarter: quarter), total, lower: 0, upper: 0)
        }
    }

    /// What a group makes available, at the reference chip.
    private func available(_ group: SupplyGroup, in quarter: Int) -> Terms {
        var terms = Terms()
        for place in group.offers {
            let offer = scenario.offers[place]
            let share = deliveries[place].share(in: self.quarter(quarter))
            terms.add(share * scenario.efficiency(offer.chip), places[.size(offer: place)])
        }
        if let place = group.build {
            let build = scenario.builds[place]
            let power = build.block * scenario.efficiency(build.chip)
            for order in 0..<quarterCount where service(build, orderedIn: order).contains(quarter) {
                terms.add(power, places[.order(build: place, quarter: order)])
            }
        }
        return terms
    }

    // MARK: Rules of shares

    /// No source above its share of all capacity, and every jurisdiction above its floor.
    mutating func addShareRules() {
        for quarter in 0..<quarterCount {
            let now = self.quarter(quarter)
            for (place, cap) in scenario.rules.caps.enumerated() where cap.from <= now {
                var terms = Terms()
                for (number, group) in groups.enumerated()
                where group.traits.contains(cap.source.normal) {
                    terms.add(1, places[.capacity(group: number, quarter: quarter)])
                }
                guard !terms.isEmpty else { continue }
                terms.add(-cap.share, places[.totalCapacity(quarter: quarter)])
                row(.cap(place, quarter: quarter), terms, upper: 0)
            }
            for (place, floor) in scenario.rules.floors.enumerated()
            where floor.from <= now && floor.least > 0 {
                var terms = Terms()
                for (number, name) in regions.enumerated()
                where scenario.isRegion(name, under: floor.jurisdiction) {
                    terms.add(1, places[.regionCapacity(region: number, quarter: quarter)])
                }
                row(.floor(place, quarter: quarter), terms, lower: floor.least)
            }
        }
    }
}

extension Scenario {
    /// Whether a region lies in a jurisdiction.
    func isRegion(_ name: String, under jurisdiction: String) -> Bool {
        guard let region = regions.first(where: { $0.name == name }) else { return false }
        return Contingency.Member.jurisdiction(region.jurisdiction.code)
            == Contingency.Member.jurisdiction(jurisdiction).normal
    }
}
