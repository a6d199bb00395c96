/// Demands that are bound to regions, dispatched over what the regions have.
///
/// A maximum flow by shortest augmenting paths (Edmonds and Karp 1972): exact, and what an earlier
/// demand has got no later one takes away. Megawatts at the reference chip.
struct RegionDispatch: Sendable, Equatable {
    struct Need: Sendable, Equatable {
        var power: Double
        /// Where it may be met.
        var places: Set<Int>
    }

    /// What each need gets in each region.
    private(set) var flows: [[Double]]
    /// What is left of each need.
    private(set) var unserved: [Double]
    /// What is left in each region.
    private(set) var spare: [Double]

    /// Below this much power, in megawatts, nothing is worth a path.
    private static let least = 1e-9

    /// `order`: The needs, the most important first; nil takes them as they come.
    init(_ needs: [Need], over supplies: [Double], order: [Int]? = nil) {
        flows = needs.map { _ in Array(repeating: 0, count: supplies.count) }
        unserved = needs.map { max(0, $0.power) }
        spare = supplies.map { max(0, $0) }
        for need in order ?? Array(needs.indices) {
            while unserved[need] > Self.least, let path = path(for: need, in: needs) {
                push(along: path, for: need)
            }
            if unserved[need] <= Self.least { unserved[need] = 0 }
        }
    }

    /// What all needs take in a region.
    func load(in region: Int) -> Double { flows.reduce(0) { $0 + $1[region] } }

    /// Needs and regions in turn, from a need to a region with something left.
    ///
    /// `path[k]` is a need and the region that it is to get more of; the next need gives up as much
    /// of that region.
    private func path(for need: Int, in needs: [Need]) -> [(need: Int, region: Int)]? {
        var reached: [Int: Int] = [:]
        var giver: [Int: Int] = [need: -1]
        var open = [need]
        var next = 0
        while next < open.count {
            let taker = open[next]
            next += 1
            for region in needs[taker].places.sorted() where reached[region] == nil {
                reached[region] = taker
                if spare[region] > Self.least { return trace(region, reached, giver) }
                for other in needs.indices
                where giver[other] == nil && flows[other][region] > Self.least {
                    giver[other] = region
                    open.append(other)
                }
            }
        }
        return nil
    }

    private func trace(
        _ last: Int,
        _ reached: [Int: Int],
        _ giver: [Int: Int]
    ) -> [(need: Int, region: Int)] {
        var path: [(need: Int, region: Int)] = []
        var region = last
        while let need = reached[region] {
            path.append((need, region))
            guard let before = giver[need], before >= 0 else { break }
            region = before
        }
        return path.reversed()
    }

    private mutating func push(along path: [(need: Int, region: Int)], for need: Int) {
        guard let end = path.last else { return }
        var amount = min(unserved[need], spare[end.region])
        for place in path.indices.dropLast() {
            amount = min(amount, flows[path[place + 1].need][path[place].region])
        }
        for place in path.indices {
            flows[path[place].need][path[place].region] += amount
            guard place + 1 < path.count else { continue }
            flows[path[place + 1].need][path[place].region] -= amount
        }
        spare[end.region] -= amount
        unserved[need] -= amount
    }
}
