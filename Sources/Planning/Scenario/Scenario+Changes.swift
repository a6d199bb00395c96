extension Stress {
    /// The scenario with all of the changes.
    package func applied(to scenario: Scenario) -> Scenario {
        changes.reduce(scenario) { $0.with(change: $1) }
    }
}

extension Scenario {
    /// The same scenario in which one thing turns out otherwise.
    ///
    /// What is there when the horizon begins stays there: only what is still to come can be late.
    /// A negative number of quarters makes it earlier.
    package func with(change: Stress.Change) -> Scenario {
        var changed = self
        switch change {
        case .demand(let name, let factor):
            for place in demands.indices where name == nil || demands[place].name == name {
                changed.demands[place].power = demands[place].power.map { $0 * factor }
            }
        case .demandLow:
            for place in demands.indices {
                changed.demands[place].scale(to: demands[place].lowFactor)
            }
        case .demandHigh:
            for place in demands.indices {
                changed.demands[place].scale(to: demands[place].highFactor)
            }
        case .providerLate(let provider, let quarters):
            for place in offers.indices where offers[place].provider == provider {
                changed.offers[place].starts = moved(offers[place].starts, by: quarters)
            }
        case .providerInsolvent(let provider, let from):
            for place in offers.indices where offers[place].provider == provider {
                let earlier = offers[place].failsFrom.map { min($0, from) }
                changed.offers[place].failsFrom = earlier ?? from
            }
        case .campusLate(let campus, let quarters):
            for place in campuses.indices where campuses[place].name == campus {
                changed.campuses[place].power = moved(campuses[place].power, by: quarters)
                changed.campuses[place].promise(campuses[place], ifLaterBy: quarters)
            }
        case .fuelPrice(let fuel, let factor):
            for place in sites.indices { changed.sites[place].scaleFuel(fuel, by: factor) }
        case .gridLate(let grid, let quarters):
            changed.delayGrid(grid, by: quarters)
        }
        return changed
    }

    /// A grid operator or the site itself gets its connections later.
    private mutating func delayGrid(_ name: String, by quarters: Int) {
        for place in sites.indices
        where sites[place].name == name || sites[place].gridOperator == name {
            guard let steps = sites[place].grid?.steps else { continue }
            let later = moved(steps, by: quarters)
            sites[place].grid?.steps = later
        }
        for place in campuses.indices where campuses[place].gridOperator == name {
            let later = moved(campuses[place].power, by: quarters)
            campuses[place].promise(campuses[place], ifLaterBy: quarters)
            campuses[place].power = later
        }
    }

    private func moved(_ quarter: Quarter, by quarters: Int) -> Quarter {
        quarter <= horizon.first ? quarter : max(horizon.first, quarter.advanced(by: quarters))
    }

    private func moved(_ steps: [Campus.Step], by quarters: Int) -> [Campus.Step] {
        steps.map { Campus.Step(from: moved($0.from, by: quarters), limit: $0.limit) }
    }
}

extension Campus {
    /// Remembers when the campus as it was planned was to have its first power.
    fileprivate mutating func promise(_ planned: Campus, ifLaterBy quarters: Int) {
        guard quarters > 0 else { return }
        promised = planned.promised ?? planned.power.first { $0.limit > 0 }?.from
    }
}

extension Scenario {
    /// The place in the horizon of the quarter in which a block begins to work.
    ///
    /// Blocks that are ready when their campus should have had power wait until it has.
    func firstWork(of build: OwnBuild, orderedIn order: Int) -> Int {
        if let standing = standingOrders[build.name]?[order] { return standing }
        let ready = order + build.leadQuarters
        guard let campus = campuses.first(where: { $0.name == build.campus }),
            let promised = campus.promised, horizon.first.advanced(by: ready) >= promised,
            let power = campus.power.first(where: { $0.limit > 0 })
        else { return ready }
        return max(ready, horizon.index(of: power.from))
    }

    /// The place in the horizon of the quarter in which a block is delivered, from which it ages.
    ///
    /// One that waits for power is worth no more for it.
    func delivery(of build: OwnBuild, orderedIn order: Int) -> Int {
        let ready = order + build.leadQuarters
        return chip(build.chip)?.available.map { max(ready, horizon.index(of: $0)) } ?? ready
    }
}

extension Demand {
    /// Grows the distance from what is expected in a straight line, to a factor at the end.
    mutating func scale(to factor: Double) {
        let last = Double(max(1, power.count - 1))
        for place in power.indices { power[place] *= 1 + (factor - 1) * Double(place) / last }
    }
}

extension PowerSite {
    fileprivate mutating func scaleFuel(_ fuel: String, by factor: Double) {
        for place in generators.indices where generators[place].fuel == fuel {
            generators[place].marginalCost += generators[place].fuelCost * (factor - 1)
            generators[place].fuelCost *= factor
        }
    }
}
