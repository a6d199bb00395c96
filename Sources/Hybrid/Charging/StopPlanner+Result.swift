extension StopPlanner {
    /// - Throws: Where it cannot get on.
    package func best() throws(StopGap) -> StopPlan {
        let last = problem.places.count - 1
        func total(_ index: Int) -> Double {
            let label = labels[index]
            return label.cost + (problem.stored - label.stored) * problem.prices.stored
                + (problem.fuel - label.fuel) * problem.prices.fuel
        }
        guard let best = arrived[last].min(by: { total($0) < total($1) }) else { throw gap() }
        var plan = plan(to: best)
        plan.cost = total(best)
        return plan
    }

    /// The stops on the way to a label.
    private func plan(to index: Int) -> StopPlan {
        var chain: [Label] = []
        var current = index
        while current >= 0 {
            chain.append(labels[current])
            current = labels[current].parent
        }
        var stops: [StopPlan.Stop] = []
        var before: Label?
        for label in chain.reversed() {
            if let before, label.action == .charge || label.action == .refuel {
                enter(label, after: before, in: &stops)
            }
            before = label
        }
        return StopPlan(
            stops: stops,
            seconds: labels[index].seconds,
            cost: labels[index].cost,
            stored: labels[index].stored,
            fuel: labels[index].fuel,
            labels: labels.count,
            isComplete: isComplete
        )
    }

    private func enter(_ label: Label, after before: Label, in stops: inout [StopPlan.Stop]) {
        let place = problem.places[label.place]
        if before.action == .arrive {
            let level = StopPlan.Level(stored: before.stored, fuel: before.fuel)
            stops.append(
                StopPlan.Stop(
                    place: label.place,
                    arriving: level,
                    leaving: level,
                    wait: 0,
                    overhead: 0,
                    charging: 0,
                    refueling: 0,
                    metered: 0,
                    chargeCost: 0,
                    fuelCost: 0
                )
            )
        }
        let last = stops.count - 1
        stops[last].leaving = StopPlan.Level(stored: label.stored, fuel: label.fuel)
        if label.action == .refuel {
            stops[last].refueling = problem.refuelSeconds
            stops[last].fuelCost = (label.fuel - before.fuel) * (place.fuelPrice ?? 0)
        } else if let curve = place.curve {
            let (seconds, metered) = curve.charge(from: before.stored, to: label.stored)
            stops[last].wait = place.wait
            stops[last].overhead = place.overhead
            stops[last].charging = seconds
            stops[last].metered = metered
            stops[last].chargeCost = metered * place.chargePrice
        }
    }

    /// The pair of places between which the least is missing.
    private func gap() -> StopGap {
        let last = problem.places.count - 1
        var best: (missing: StopGap.Missing, amount: Double, from: Int, to: Int, label: Int)?
        for from in 0..<last {
            guard let fullest = ready[from].max(by: { reach($0) < reach($1) }) else { continue }
            for to in (from + 1)...last
            where arrived[to].isEmpty && (to == last || problem.places[to].offers) {
                let (missing, amount) = missing(fullest, from: from, to: to)
                if best.map({ amount < $0.amount }) ?? true {
                    best = (missing, amount, from, to, fullest)
                }
            }
        }
        let found = best ?? (.energy(0), 0, 0, last, 0)
        return StopGap(
            from: found.from,
            to: found.to,
            missing: found.missing,
            before: plan(to: found.label)
        )
    }

    /// What a label has in all, in J of the store.
    private func reach(_ index: Int) -> Double {
        labels[index].stored + labels[index].fuel * (problem.line?.bestEfficiency ?? 1)
    }

    private func missing(
        _ index: Int,
        from: Int,
        to: Int
    ) -> (StopGap.Missing, Double) {
        let label = labels[index]
        let need = problem.need(from: from, to: to)
        let fuel = label.fuel - problem.fuelFloor
        guard problem.hasStore else {
            let missing = problem.burn(from: from, to: to) - fuel
            return (.fuel(missing), missing)
        }
        guard let line = problem.line else {
            let missing = need.peak - (label.stored - problem.floor)
            return (.energy(missing), missing)
        }
        let rest = need.drop - (label.stored - problem.floor)
        let missing = problem.burned(max(0, rest), within: .infinity) - fuel
        return (.fuel(missing), missing / line.bestEfficiency)
    }
}
