/// Finds the stops that cost least, time included: labels that are set from place to place.
///
/// A label is a way to be at a place: with so much in the store and in the tank, for so much. From
/// each the vehicle charges to a level, fills up, and drives on, rolling through the next place or
/// coming to rest there; a generator gives any of some shares on the way. A label goes when another
/// is as full and no dearer: worth of the charge and the fuel that it has more at the least price
/// anywhere. Labels hold exact values, and of those in one bin the best stays; with bins fine enough
/// that none share one the result is the optimum over the levels and shares.
package struct StopPlanner: Sendable {
    package let problem: StopProblem
    private var labels: [Label] = []
    /// Labels at each place, rolling.
    private var rolling: [[Int]]
    /// At rest, before anything was taken.
    private var arrived: [[Int]]
    /// At rest, ready to go.
    private var ready: [[Int]]
    /// The least worth of a J in store and tank.
    private let least: StopPlan.Level

    struct Label: Sendable {
        enum Action: Sendable { case start, roll, arrive, charge, refuel }

        var place: Int
        var action: Action
        var stored: Double
        var fuel: Double
        /// In USD, time included.
        var cost: Double
        /// Since the start, in s.
        var seconds: Double
        var parent: Int
    }

    /// In J: what rounding may take.
    private static let slack = 1.0

    package init(_ problem: StopProblem) {
        self.problem = problem
        let count = problem.places.count
        rolling = [[Int]](repeating: [], count: count)
        arrived = rolling
        ready = rolling
        least = Self.leastWorth(problem)
    }

    /// - Throws: Where it cannot get on, if no stops help.
    package static func plan(_ problem: StopProblem) throws(StopGap) -> StopPlan {
        var planner = StopPlanner(problem)
        planner.search()
        return try planner.best()
    }

    /// What a J more is worth at least, whatever comes: what it costs where it is cheapest.
    ///
    /// Nothing in the store where going down could fill it for nothing.
    private static func leastWorth(_ problem: StopProblem) -> StopPlan.Level {
        var fuel = problem.prices.fuel
        var stored = problem.prices.stored
        for place in problem.places {
            if let price = place.fuelPrice { fuel = min(fuel, price) }
            if let curve = place.curve {
                stored = min(stored, place.chargePrice / curve.efficiency)
            }
        }
        if let line = problem.line { stored = min(stored, fuel / line.bestEfficiency) }
        let descends = problem.stretches.contains { $0.drop < $0.peak - 1 || $0.drop < 0 }
        return StopPlan.Level(stored: descends ? 0 : max(0, stored), fuel: max(0, fuel))
    }

    // MARK: Setting labels

    package mutating func search() {
        labels.reserveCapacity(1 << 14)
        labels.append(
            Label(
                place: 0,
                action: .start,
                stored: problem.stored,
                fuel: problem.fuel,
                cost: 0,
                seconds: 0,
                parent: -1
            )
        )
        ready[0] = [0]
        for place in problem.places.indices {
            stop(at: place)
            guard place < problem.stretches.count else { return }
            ready[place] = pruned(ready[place])
            rolling[place] = pruned(rolling[place])
            for index in ready[place] { drive(from: index, fromRest: true) }
            for index in rolling[place] { drive(from: index, fromRest: false) }
        }
    }

    /// Charges, and fills up, in every way.
    private mutating func stop(at number: Int) {
        let place = problem.places[number]
        arrived[number] = pruned(arrived[number])
        guard number > 0, number < problem.stretches.count else { return }
        var charged: [Int] = []
        if let curve = place.curve {
            let levels = levels(at: number, curve: curve)
            for index in arrived[number] {
                for level in levels { charge(index, to: level, curve, place, &charged) }
            }
        }
        ready[number] += charged
        guard let price = place.fuelPrice, problem.tank > 0 else { return }
        for index in pruned(charged) + arrived[number] {
            for part in 1...4 { refuel(index, by: Double(part) / 4, price: price, at: number) }
        }
    }

    /// Energies at which a charge may end, in J: even ones, and what gets it to each later place.
    private func levels(at number: Int, curve: ChargeCurve) -> [Double] {
        let store = problem.store
        let width = (store.upperBound - store.lowerBound) / Double(problem.detail.levels)
        var levels = (1...problem.detail.levels).map { store.lowerBound + Double($0) * width }
        if problem.line == nil {
            for later in (number + 1)..<problem.places.count {
                let need = problem.need(from: number, to: later).peak
                levels.append(problem.floor + need)
            }
        }
        return (levels.filter { $0 < curve.top } + [curve.top]).sorted()
    }

    private mutating func charge(
        _ index: Int,
        to level: Double,
        _ curve: ChargeCurve,
        _ place: StopProblem.Place,
        _ charged: inout [Int]
    ) {
        var label = labels[index]
        guard level > label.stored + Self.slack else { return }
        let (seconds, metered) = curve.charge(from: label.stored, to: level)
        let stay = place.wait + place.overhead + seconds
        label.action = .charge
        label.stored = level
        label.seconds += stay
        label.cost += stay * problem.prices.time + metered * place.chargePrice
        label.parent = index
        charged.append(labels.count)
        labels.append(label)
    }

    private mutating func refuel(_ index: Int, by share: Double, price: Double, at number: Int) {
        var label = labels[index]
        let amount = share * (problem.tank - label.fuel)
        guard amount > 0.01 * problem.tank else { return }
        label.action = .refuel
        label.fuel += amount
        label.seconds += problem.refuelSeconds
        label.cost += problem.refuelSeconds * problem.prices.time + amount * price
        label.parent = index
        ready[number].append(labels.count)
        labels.append(label)
    }

    /// Drives on to the next place, rolling through it and, where that is of use, coming to rest.
    private mutating func drive(from index: Int, fromRest: Bool) {
        let number = labels[index].place
        let stretch = problem.stretches[number]
        let isLast = number + 1 == problem.stretches.count
        let start = fromRest ? stretch.leaving : Stretch.Extra()
        if !isLast { drive(from: index, stretch, start, Stretch.Extra(), rests: false) }
        if isLast || problem.places[number + 1].offers {
            drive(from: index, stretch, start, stretch.arriving, rests: true)
        }
    }

    private mutating func drive(
        from index: Int,
        _ stretch: Stretch,
        _ start: Stretch.Extra,
        _ end: Stretch.Extra,
        rests: Bool
    ) {
        let label = labels[index]
        var next = label
        next.place += 1
        next.action = rests ? .arrive : .roll
        next.parent = index
        let seconds = stretch.seconds + start.seconds + end.seconds
        let drop = stretch.drop + start.drop + end.drop
        let burned = stretch.fuel + start.fuel + end.fuel
        guard let line = problem.line else {
            let lowest = label.stored - start.drop - max(stretch.peak, stretch.drop + end.drop)
            if problem.hasStore, lowest < problem.floor - Self.slack { return }
            next.stored = min(problem.store.upperBound, label.stored - drop)
            add(next, burned: burned, seconds: seconds, rests: rests)
            return
        }
        // What the generator cannot help with in time holds the vehicle up until it has.
        let lacking = label.stored - start.drop - stretch.helpedPeak - problem.store.lowerBound
        let late = max(0, -lacking) / line.maximum
        let before = label.stored - drop
        let least = max(0, problem.floor - before)
        let within = max(seconds + late, least / line.maximum)
        let most = min(line.maximum * within, problem.store.upperBound - before)
        let shares = most > least ? problem.detail.shares : 0
        for share in 0...shares {
            let given =
                shares > 0
                ? least + (most - least) * Double(share) / Double(shares) : least
            next.stored = min(problem.store.upperBound, before + given)
            let fuel = problem.burned(given, within: within)
            add(next, burned: burned + fuel, seconds: within, rests: rests)
        }
    }

    private mutating func add(_ label: Label, burned: Double, seconds: Double, rests: Bool) {
        guard label.fuel - burned >= problem.fuelFloor - Self.slack || burned == 0 else { return }
        var label = label
        label.fuel -= burned
        label.seconds += seconds
        label.cost += seconds * problem.prices.time
        if rests {
            arrived[label.place].append(labels.count)
        } else {
            rolling[label.place].append(labels.count)
        }
        labels.append(label)
    }

    // MARK: Dominance

    /// Without those that another is better than.
    private func pruned(_ indices: [Int]) -> [Int] {
        guard indices.count > 1 else { return indices }
        let width = problem.store.upperBound - problem.store.lowerBound
        let bins = Double(problem.detail.bins)
        let perStored = width > 0 ? bins / width : 0
        let perFuel = problem.tank > 0 ? bins / problem.tank : 0
        func net(_ index: Int) -> Double {
            let label = labels[index]
            return label.cost - least.stored * label.stored - least.fuel * label.fuel
        }
        func bin(_ index: Int) -> Int {
            let label = labels[index]
            let stored = Int((label.stored - problem.store.lowerBound) * perStored)
            return stored * (problem.detail.bins + 2) + Int(label.fuel * perFuel)
        }
        let ordered = indices.map { (net: net($0), bin: bin($0), index: $0) }
            .sorted { $0.net != $1.net ? $0.net < $1.net : $0.index < $1.index }
        var taken: Set<Int> = []
        var kept: [Int] = []
        for entry in ordered {
            guard taken.insert(entry.bin).inserted else { continue }
            let label = labels[entry.index]
            let isWorse = kept.contains {
                labels[$0].stored >= label.stored && labels[$0].fuel >= label.fuel
            }
            if !isWorse { kept.append(entry.index) }
        }
        return kept
    }

    // MARK: Result

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
            labels: labels.count
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
