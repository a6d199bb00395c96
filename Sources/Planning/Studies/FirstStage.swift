import Optimization

/// What is decided before anybody knows how things turn out.
///
/// The contracts that begin in the first quarters of the scenario as it is planned, the options
/// whose premium falls due in them, and the blocks that are ordered in them
/// (``Scenario/decidedQuarters``). Who signs does not know that the provider will be late: the dates
/// of the plan count, not those of what happens to it.
struct FirstStage: Sendable {
    /// The value of each column that is decided.
    typealias Decision = [PortfolioColumn: Double]

    let scenario: Scenario

    /// The first quarter that is left for later.
    var end: Quarter { scenario.horizon.first.advanced(by: scenario.decidedQuarters) }

    func contains(_ column: PortfolioColumn) -> Bool {
        switch column {
        case .size(let place): scenario.offers[place].starts < end
        case .signed(let place):
            scenario.offers[place].starts < end || isBought(scenario.offers[place])
        case .order(_, let quarter): quarter < scenario.decidedQuarters
        default: false
        }
    }

    private func isBought(_ offer: ComputeOffer) -> Bool {
        offer.premium > 0 && scenario.premiumQuarter(of: offer) < scenario.decidedQuarters
    }

    /// What a choice decides today.
    func decision(of choice: PortfolioChoice, in portfolio: PortfolioProgram) -> Decision {
        let values = portfolio.values(of: choice)
        var decision: Decision = [:]
        for (column, value) in zip(portfolio.columns, values) where contains(column) {
            decision[column] = value
        }
        return decision
    }
}

extension FirstStage {
    /// What is ordered today, in a future in which its dates and limits turned out otherwise.
    ///
    /// The blocks stay ordered. Each waits for its chip and for a campus that has power for it as
    /// long as it works; otherwise lateness would look like a gift. Blocks of one order that cannot
    /// begin together are a build of their own in the scenario that is returned.
    func keepingOrders(
        of decision: Decision,
        in changed: Scenario
    ) -> (scenario: Scenario, decision: Decision) {
        var (kept, today) = (changed, decision)
        var power = spare(in: changed, beside: decision)
        for (place, order, blocks) in orders(of: decision, in: changed) {
            let build = changed.builds[place]
            var begins: [Int: Int] = [:]
            for _ in 0..<blocks {
                begins[begin(order, of: build, in: changed, &power), default: 0] += 1
            }
            let groups = begins.sorted { $0.key < $1.key }
            for (number, group) in groups.enumerated() {
                var own = build
                if number > 0 {
                    own.name += ", ordered in \(order), from \(group.key)"
                    own.mostBlocks = group.value
                    kept.builds[place].mostBlocks -= group.value
                    kept.builds.append(own)
                    for place in kept.contingencies.indices
                    where kept.contingencies[place].members.contains(.build(build.name)) {
                        kept.contingencies[place].members.append(.build(own.name))
                    }
                }
                kept.standingOrders[own.name, default: [:]][order] = group.key
                let column = number > 0 ? kept.builds.count - 1 : place
                today[.order(build: column, quarter: order)] = Double(group.value)
            }
        }
        for place in changed.builds.indices {
            let ordered = today.reduce(0.0) { sum, one in
                guard case .order(place, _) = one.key else { return sum }
                return sum + one.value
            }
            kept.builds[place].mostBlocks = max(kept.builds[place].mostBlocks, Int(ordered))
        }
        return (kept, today)
    }

    /// Megawatts of each campus that contracts leave to blocks, by quarter.
    private func spare(in changed: Scenario, beside decision: Decision) -> [String: [Double]] {
        let quarters = changed.horizon.quarters
        var power: [String: [Double]] = [:]
        for campus in changed.campuses {
            power[campus.name] = quarters.map { campus.limit(in: $0) }
        }
        for (place, delivery) in OfferDelivery.all(of: changed).enumerated() {
            let offer = changed.offers[place]
            guard let campus = offer.campus else { continue }
            let size = offer.signed ?? decision[.size(offer: place)] ?? 0
            for (quarter, date) in quarters.enumerated() {
                power[campus]?[quarter] -= delivery.share(in: date) * size
            }
        }
        return power
    }

    /// The place of the quarter in which a block begins to work; it takes its power.
    private func begin(
        _ order: Int,
        of build: OwnBuild,
        in changed: Scenario,
        _ power: inout [String: [Double]]
    ) -> Int {
        var first = order + build.leadQuarters
        if let date = changed.chip(build.chip)?.available {
            first = max(first, changed.horizon.index(of: date))
        }
        guard let campus = build.campus, let spare = power[campus] else { return first }
        let least = build.block - 1e-9 * max(1, build.block)
        while let short = service(from: first, of: build, in: changed)
            .last(where: { spare[$0] < least })
        {
            first = short + 1
        }
        for quarter in service(from: first, of: build, in: changed) {
            power[campus]?[quarter] -= build.block
        }
        return first
    }

    private func service(from first: Int, of build: OwnBuild, in changed: Scenario) -> Range<Int> {
        first..<max(first, min(changed.horizon.count, first + build.lifeQuarters))
    }

    /// Those that are ready first come first.
    private func orders(
        of decision: Decision,
        in changed: Scenario
    ) -> [(place: Int, order: Int, blocks: Int)] {
        changed.builds.indices.flatMap { place in
            (0..<scenario.decidedQuarters).compactMap { order in
                guard let value = decision[.order(build: place, quarter: order)], value > 0.5
                else { return nil }
                return (place, order, Int(value.rounded()))
            }
        }
        .sorted { one, other in
            let ready = one.order + changed.builds[one.place].leadQuarters
            let next = other.order + changed.builds[other.place].leadQuarters
            return (ready, one.place, one.order) < (next, other.place, other.order)
        }
    }
}

extension PortfolioProgram {
    /// Fixes what is decided today; the rest stays open.
    ///
    /// What nobody could order today, by the dates as they were known, is ordered by nobody.
    mutating func keep(_ decision: FirstStage.Decision, of stage: FirstStage) {
        for (column, value) in decision {
            guard let variable = places[column] else { continue }
            let place = Int(variable.index)
            let value = min(max(value, program.lower[place]), program.upper[place])
            program.setBounds(variable, lower: value, upper: value)
        }
        for (column, variable) in places where decision[column] == nil {
            guard case .order = column, stage.contains(column) else { continue }
            program.setBounds(variable, lower: 0, upper: 0)
        }
    }

    /// Whether everything that is ordered by a decision can be ordered here.
    func hasOrders(of decision: FirstStage.Decision) -> Bool {
        decision.allSatisfy { column, value in
            guard case .order = column, value > 0.5 else { return true }
            return places[column] != nil
        }
    }
}
