/// Things in a scenario that exclude each other, whatever is decided.
package struct Contradiction: Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// No plan can keep it.
        case impossible
        /// A plan can, but the scenario says something that has no effect or no good end.
        case doubtful
    }

    package var kind: Kind
    /// Where to look: `demand.training`, `power.abilene`.
    package var place: String
    /// What is wrong and what would be right, in a sentence.
    package var text: String

    package init(_ kind: Kind, at place: String, _ text: String) {
        self.kind = kind
        self.place = place
        self.text = text
    }

    package var description: String { "\(place): \(text)" }

    /// All of them, in the order of the scenario's sections.
    package static func all(in scenario: Scenario) -> [Contradiction] {
        var search = ContradictionSearch(scenario)
        search.checkOffers()
        search.checkCampuses()
        search.checkService()
        search.checkContingencies()
        search.checkCaps()
        search.checkFloors()
        search.checkCash()
        return search.found
    }
}

/// Looks for contradictions, section by section.
struct ContradictionSearch {
    let scenario: Scenario
    let potential: SupplyPotential
    var found: [Contradiction] = []

    init(_ scenario: Scenario) {
        self.scenario = scenario
        potential = SupplyPotential(scenario)
    }

    var horizon: Horizon { scenario.horizon }

    mutating func report(_ kind: Contradiction.Kind, at place: String, _ text: String) {
        found.append(Contradiction(kind, at: place, text))
    }

    // MARK: Offers

    mutating func checkOffers() {
        for offer in scenario.offers {
            let place = "offers.\(offer.name)"
            if offer.ends < horizon.first || offer.starts > horizon.last {
                report(
                    .doubtful,
                    at: place + ".start",
                    "the contract runs from \(offer.starts) to \(offer.ends), outside of the "
                        + "horizon from \(horizon.first) to \(horizon.last)"
                )
            } else if offer.starts < horizon.first, offer.signed == nil {
                report(
                    .doubtful,
                    at: place + ".start",
                    "begins \(offer.starts), before the horizon's first quarter "
                        + "\(horizon.first), and is not signed; give what is signed, or a later start"
                )
            }
            if offer.least > offer.most {
                report(
                    .impossible,
                    at: place,
                    "at least \(megawatts(offer.least)) is above at most \(megawatts(offer.most))"
                )
            }
            if let signed = offer.signed, signed > offer.most {
                report(
                    .impossible,
                    at: place + ".signed",
                    "\(megawatts(signed)) are signed and at most \(megawatts(offer.most)) offered"
                )
            }
            if let base = offer.extends, offer.signed != nil,
                scenario.offers.first(where: { $0.name == base })?.signed == nil
            {
                report(
                    .doubtful,
                    at: place + ".extends",
                    "is signed, and \(base), which it extends, is not"
                )
            }
        }
        let groups = Set(scenario.offers.compactMap(\.group)).sorted()
        for group in groups {
            let signed = scenario.offers.filter { $0.group == group && $0.signed ?? 0 > 0 }
            guard signed.count > 1 else { continue }
            report(
                .doubtful,
                at: "offers.\(signed[0].name).group",
                "of the group \(group) at most one can be signed, and "
                    + "\(listed(signed.map(\.name))) are"
            )
        }
    }

    mutating func checkCampuses() {
        for campus in scenario.campuses {
            let peak = campus.power.reduce(0) { max($0, $1.limit) }
            let signed = scenario.offers.filter { $0.campus == campus.name && $0.signed ?? 0 > 0 }
            for quarter in horizon.quarters {
                let running = signed.filter {
                    ($0.starts...max($0.starts, $0.ends)).contains(quarter)
                }
                let sum = running.reduce(0) { $0 + ($1.signed ?? 0) }
                guard sum > peak * (1 + 1e-9) else { continue }
                report(
                    .doubtful,
                    at: "power.\(campus.name).limit",
                    "\(listed(running.map(\.name))) are signed for \(megawatts(sum)) in \(quarter), "
                        + "and the campus never has more than \(megawatts(peak))"
                )
                break
            }
        }
    }

    // MARK: Service

    /// Whether something must be met in full, so that having too little is impossible.
    private func isHard(_ demand: Demand) -> Bool { !demand.unservedCost.isFinite }

    private func regions(of demands: [Demand]) -> Set<String>? {
        demands.contains { $0.regions.isEmpty } ? nil : Set(demands.flatMap(\.regions))
    }

    /// The demands that are confined to where some of them may run.
    private var confined: [[Demand]] {
        let named = Set(
            scenario.offers.map(\.region) + scenario.builds.map(\.region)
                + scenario.spots.map(\.region) + scenario.regions.map(\.name)
                + scenario.demands.flatMap(\.regions)
        ).sorted()
        let places = scenario.demands.map { demand in
            Set(
                named.indices.filter {
                    demand.regions.isEmpty || demand.regions.contains(named[$0])
                }
            )
        }
        let sets = ServiceSet.all(places: places, limit: 256) ?? []
        return sets.map { $0.demands.map { scenario.demands[$0] } }.filter { !$0.isEmpty }
    }

    private func need(_ demands: [Demand], _ place: Int, share: (Demand) -> Double) -> Double {
        demands.reduce(0) { $0 + share($1) * $1.power[place] }
    }

    private func section(_ demands: [Demand]) -> String {
        demands.count == 1 ? "demand.\(demands[0].name)" : "demand"
    }

    private func because(_ regions: Set<String>?, _ quarter: Quarter) -> String {
        let absences = potential.absences(in: regions, quarter)
        return absences.isEmpty ? "" : ": " + absences.joined(separator: ", ")
    }

    /// Demands that nothing can serve, each at the first quarter in which that is so.
    mutating func checkService() {
        for demands in confined {
            let regions = regions(of: demands)
            for (place, quarter) in horizon.quarters.enumerated() {
                let most = potential.most(in: regions, quarter)
                let hard = need(demands, place) { isHard($0) ? 1 : 0 }
                let all = need(demands, place) { _ in 1 }
                let names = listed(demands.map(\.name))
                if hard > most + 1e-6 {
                    report(
                        .impossible,
                        at: section(demands),
                        "\(names) must get \(megawatts(hard)) in \(quarter), and no more than "
                            + "\(megawatts(most)) can be there" + because(regions, quarter)
                    )
                    break
                }
                if all > 0, most <= 0 {
                    report(
                        .doubtful,
                        at: section(demands),
                        "\(names) needs \(megawatts(all)) in \(quarter), and nothing can serve it "
                            + "then" + because(regions, quarter)
                    )
                    break
                }
            }
        }
    }

    // MARK: Rules

    mutating func checkContingencies() {
        for event in scenario.contingencies {
            guard let from = event.survivesFrom else { continue }
            search: for demands in confined {
                let regions = regions(of: demands)
                for (place, quarter) in horizon.quarters.enumerated() where quarter >= from {
                    let needed = need(demands, place) { $0.survivalShare }
                    let most = potential.most(in: regions, quarter, after: event)
                    guard needed > most + 1e-6 else { continue }
                    let names = listed(demands.map(\.name))
                    let left =
                        most <= 0
                        ? "it takes everything that can serve them"
                        : "no more than \(megawatts(most)) can be left"
                    report(
                        .impossible,
                        at: "contingencies.\(event.name)",
                        "\(megawatts(needed)) of \(names) must survive it in \(quarter), and "
                            + left + because(regions, quarter)
                    )
                    break search
                }
            }
        }
    }

    mutating func checkFloors() {
        for floor in scenario.rules.floors {
            let regions = Set(
                scenario.regions.map(\.name).filter {
                    scenario.isRegion($0, under: floor.jurisdiction)
                }
            )
            for quarter in horizon.quarters where quarter >= floor.from {
                let spot = scenario.spots.filter { regions.contains($0.region) }
                    .reduce(0) { $0 + $1.limit }
                let most = potential.most(in: regions, quarter) - spot
                guard floor.least > most + 1e-6 else { continue }
                report(
                    .impossible,
                    at: "floors.\(floor.jurisdiction)",
                    "at least \(megawatts(floor.least)) in \(quarter), and offers and builds there "
                        + "bring at most \(megawatts(max(0, most)))" + because(regions, quarter)
                )
                break
            }
        }
    }
}
