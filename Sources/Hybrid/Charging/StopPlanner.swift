/// Finds the stops that cost least, time included: labels that are set from place to place.
///
/// A label is a way to be at a place: with so much in the store and in the tank, for so much. From
/// each the vehicle charges to a level, fills up, and drives on, rolling through the next place or
/// coming to rest there; a generator gives any of some shares on the way. A label goes when another
/// is as full and no dearer: worth of the charge and the fuel that it has more at the least price
/// anywhere. Labels hold exact values, and of those in one bin the best stays; with bins fine enough
/// that none share one the result is the optimum over the levels and shares. Their number has a bound
/// (``StopProblem/Detail/mostLabels``), past which they are thinned and the plan says so.
package struct StopPlanner: Sendable {
    package let problem: StopProblem
    private(set) var labels: [Label] = []
    /// Labels at each place, rolling.
    private(set) var rolling: [[Int]]
    /// At rest, before anything was taken.
    private(set) var arrived: [[Int]]
    /// At rest, ready to go.
    private(set) var ready: [[Int]]
    /// False once labels had to be thinned out.
    private(set) var isComplete = true
    /// The least worth of a J in store and tank.
    let least: StopPlan.Level
    /// The most that comes back from each place on, in J.
    let regained: [Double]

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
    /// Of a tank: for less nobody stops.
    private static let leastRefuel = 0.01
    /// Of the way at each place, when labels are short, so many go on: fewer would lose the fullest.
    private static let leastKept = 16

    package init(_ problem: StopProblem) {
        self.problem = problem
        let count = problem.places.count
        rolling = [[Int]](repeating: [], count: count)
        arrived = rolling
        ready = rolling
        least = Self.leastWorth(problem)
        regained = Self.regained(problem)
    }

    /// - Throws: Where it cannot get on, if no stops help.
    package static func plan(_ problem: StopProblem) throws(StopGap) -> StopPlan {
        var planner = StopPlanner(problem)
        planner.search()
        return try planner.best()
    }

    /// What a J more is worth at least, whatever comes: what it costs where it is cheapest.
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
        return StopPlan.Level(stored: max(0, stored), fuel: max(0, fuel))
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
            ready[place] = thinned(pruned(ready[place]), at: place)
            rolling[place] = thinned(pruned(rolling[place]), at: place)
            for index in ready[place] { drive(from: index, fromRest: true) }
            for index in rolling[place] { drive(from: index, fromRest: false) }
        }
    }

    /// So many of labels in order of cost that the places that are left have room for theirs.
    ///
    /// Evenly from the cheapest to the dearest, which is the fullest: so that what is possible stays so.
    private mutating func thinned(_ indices: [Int], at place: Int) -> [Int] {
        let left = max(0, problem.detail.mostLabels - labels.count)
        let room = left / (problem.stretches.count - place) / ways(from: place)
        let most = max(Self.leastKept, room)
        guard indices.count > most else { return indices }
        isComplete = false
        let step = Double(indices.count - 1) / Double(most - 1)
        return (0..<most).map { indices[Int((Double($0) * step).rounded())] }
    }

    /// About how many labels one makes until the next place is left.
    ///
    /// Rolling and at rest with each share of the generator, then charged and filled up; what is arrived
    /// with is pruned in between.
    private func ways(from number: Int) -> Int {
        let driven = 2 * (problem.line == nil ? 1 : 1 + problem.detail.shares)
        guard number + 1 < problem.stretches.count else { return driven }
        let next = problem.places[number + 1]
        let charged = next.curve.map { levels(at: number + 1, curve: $0).count } ?? 0
        let filled = problem.fuelLevels(at: number + 1, stored: problem.floor).count
        return driven + charged + filled * (1 + charged)
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
        guard let price = place.fuelPrice else { return }
        for index in pruned(charged) + arrived[number] {
            for level in problem.fuelLevels(at: number, stored: labels[index].stored) {
                refuel(index, to: level, price: price, at: number)
            }
        }
    }

    /// Energies at which a charge may end, in J: even ones, and what gets it to each later place.
    private func levels(at number: Int, curve: ChargeCurve) -> [Double] {
        let store = problem.store
        let count = problem.line == nil ? problem.detail.levels : problem.detail.hybridLevels
        let width = (store.upperBound - store.lowerBound) / Double(count)
        var levels = (1...count).map { store.lowerBound + Double($0) * width }
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

    private mutating func refuel(_ index: Int, to level: Double, price: Double, at number: Int) {
        var label = labels[index]
        let amount = level - label.fuel
        guard amount > Self.leastRefuel * problem.tank else { return }
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
}
