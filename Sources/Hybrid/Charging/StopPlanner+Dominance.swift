extension StopPlanner {
    /// Without those that another is better than.
    func pruned(_ indices: [Int]) -> [Int] {
        guard let first = indices.first, indices.count > 1 else { return indices }
        let width = problem.store.upperBound - problem.store.lowerBound
        let bins = problem.line == nil ? problem.detail.bins : problem.detail.hybridBins
        let perStored = width > 0 ? Double(bins) / width : 0
        let perFuel = problem.tank > 0 ? Double(bins) / problem.tank : 0
        let roomy = problem.store.upperBound - regained[labels[first].place]
        var ranks = indices.map { (index: Int) -> Rank in
            let label = labels[index]
            let stored = Int((label.stored - problem.store.lowerBound) * perStored)
            let money = label.cost - least.fuel * label.fuel
            return Rank(
                net: money - least.stored * label.stored,
                money: money,
                bin: stored * (bins + 2) + Int(label.fuel * perFuel),
                index: index
            )
        }
        ranks.sort { $0.net != $1.net ? $0.net < $1.net : $0.index < $1.index }
        var taken: Set<Int> = []
        var front = StopFront()
        // What is too full to take all that comes back going down is better only if it paid no more.
        var full: [Rank] = []
        var kept: [Int] = []
        for rank in ranks where taken.insert(rank.bin).inserted {
            let label = labels[rank.index]
            if front.covers(label.stored, label.fuel) { continue }
            let isWorse = full.contains {
                $0.money <= rank.money && labels[$0.index].stored >= label.stored
                    && labels[$0.index].fuel >= label.fuel
            }
            if isWorse { continue }
            kept.append(rank.index)
            if label.stored <= roomy {
                front.enter(label.stored, label.fuel)
            } else {
                full.append(rank)
            }
        }
        return kept
    }

    private struct Rank {
        /// In USD, less what charge and fuel are worth at least.
        var net: Double
        /// In USD, less what the fuel is worth at least.
        var money: Double
        var bin: Int
        var index: Int
    }

    /// The most that comes back without any help from each place on, in J.
    static func regained(_ problem: StopProblem) -> [Double] {
        var most = [Double](repeating: 0, count: problem.places.count)
        for index in problem.stretches.indices.reversed() {
            most[index] = max(0, most[index + 1] - problem.stretches[index].drop)
        }
        return most
    }
}
