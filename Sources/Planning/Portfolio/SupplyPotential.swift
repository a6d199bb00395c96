/// The most that there can be, whatever is decided: an upper bound for telling what is impossible.
///
/// Megawatts at the reference chip. Of a group of offers only one counts, and a campus gives no
/// more than its power; money and rules of shares are not looked at.
struct SupplyPotential: Sendable {
    private let scenario: Scenario
    private let deliveries: [OfferDelivery]
    private let traits: [Set<Contingency.Member>]
    private let buildTraits: [Set<Contingency.Member>]

    init(_ scenario: Scenario) {
        self.scenario = scenario
        deliveries = OfferDelivery.all(of: scenario)
        traits = scenario.offers.map(scenario.traits)
        buildTraits = scenario.builds.map(scenario.traits)
    }

    /// The most in some regions in a quarter; nil stands for all regions.
    ///
    /// `event`: What is taken away.
    func most(in regions: Set<String>?, _ quarter: Quarter, after event: Contingency? = nil)
        -> Double
    {
        var places = Places()
        for (number, offer) in scenario.offers.enumerated()
        where regions?.contains(offer.region) ?? true && event?.takes(traits[number]) != true {
            let share = deliveries[number].share(in: quarter)
            guard share > 0 else { continue }
            places.add(
                share * (offer.signed ?? offer.most),
                efficiency: scenario.efficiency(offer.chip),
                campus: offer.campus,
                group: offer.signed == nil ? offer.group : nil
            )
        }
        for (number, build) in scenario.builds.enumerated()
        where regions?.contains(build.region) ?? true && event?.takes(buildTraits[number]) != true {
            guard works(build, in: quarter) else { continue }
            places.add(
                build.block * Double(build.mostBlocks),
                efficiency: scenario.efficiency(build.chip),
                campus: build.campus,
                group: nil
            )
        }
        let spots = scenario.spots.filter {
            regions?.contains($0.region) ?? true && event?.takes(scenario.traits(of: $0)) != true
        }
        return spots.reduce(places.sum(scenario.campuses, in: quarter)) { $0 + $1.limit }
    }

    /// Whether a block that is ordered within the horizon can work in a quarter.
    private func works(_ build: OwnBuild, in quarter: Quarter) -> Bool {
        let earliest = max(build.earliestOrder ?? scenario.horizon.first, scenario.horizon.first)
        if let date = scenario.chip(build.chip)?.available, quarter < date { return false }
        if let campus = scenario.campuses.first(where: { $0.name == build.campus }),
            campus.limit(in: quarter) <= 0
        {
            return false
        }
        return quarter >= earliest.advanced(by: build.leadQuarters)
    }

    // MARK: What is not there yet

    /// Why some regions have no more in a quarter: what comes later, each with its place and date.
    func absences(in regions: Set<String>?, _ quarter: Quarter) -> [String] {
        var found: [String] = []
        func note(_ text: String) {
            if !found.contains(text) { found.append(text) }
        }
        for (number, offer) in scenario.offers.enumerated()
        where regions?.contains(offer.region) ?? true && deliveries[number].share(in: quarter) <= 0
        {
            if offer.starts > quarter {
                note("\(offer.name) begins \(offer.starts)")
            } else if offer.ends < quarter {
                note("\(offer.name) ended \(offer.ends)")
            } else if let fails = offer.failsFrom, fails <= quarter {
                note("\(offer.provider) fails from \(fails)")
            } else if let text = lateness(campus: offer.campus, chip: offer.chip, quarter) {
                note(text)
            }
        }
        for build in scenario.builds
        where regions?.contains(build.region) ?? true && !works(build, in: quarter) {
            if let text = lateness(campus: build.campus, chip: build.chip, quarter) {
                note(text)
            } else {
                let order = max(
                    build.earliestOrder ?? scenario.horizon.first,
                    scenario.horizon.first
                )
                note(
                    "\(build.name) works from \(order.advanced(by: build.leadQuarters)) at the earliest"
                )
            }
        }
        return found
    }

    private func lateness(campus: String?, chip: String?, _ quarter: Quarter) -> String? {
        if let campus = scenario.campuses.first(where: { $0.name == campus }),
            campus.limit(in: quarter) <= 0
        {
            guard let date = campus.power.first(where: { $0.limit > 0 })?.from else {
                return "\(campus.name) has no power date"
            }
            return "\(campus.name)'s power date is \(date)"
        }
        guard let chip = scenario.chip(chip), let date = chip.available, quarter < date else {
            return nil
        }
        return "chip \(chip.name) is available from \(date)"
    }

    /// Supplies that are being added up.
    private struct Places {
        private var free = 0.0
        private var groups: [String: Double] = [:]
        private var campuses: [String: (power: Double, efficiency: Double)] = [:]

        mutating func add(_ power: Double, efficiency: Double, campus: String?, group: String?) {
            if let group {
                // A group on a campus is not cut by it: an upper bound all the same.
                groups[group] = max(groups[group] ?? 0, power * efficiency)
            } else if let campus {
                let known = campuses[campus] ?? (0, 0)
                campuses[campus] = (
                    known.power + power * efficiency, max(known.efficiency, efficiency)
                )
            } else {
                free += power * efficiency
            }
        }

        func sum(_ known: [Campus], in quarter: Quarter) -> Double {
            campuses.reduce(groups.values.reduce(free, +)) { sum, campus in
                let limit = known.first { $0.name == campus.key }?.limit(in: quarter) ?? .infinity
                return sum + min(campus.value.power, limit * campus.value.efficiency)
            }
        }
    }
}
