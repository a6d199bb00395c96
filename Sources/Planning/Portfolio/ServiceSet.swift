/// Regions that together have to carry the demands that may run nowhere else.
///
/// Demands that are bound to regions can be served exactly if every set of regions has enough for
/// the demands that are confined to it (Hall's theorem, in Gale's form for divisible loads). Only
/// unions of overlapping demands' regions have to be asked: the row of two unions that share no
/// region is the sum of theirs.
struct ServiceSet: Sendable, Equatable {
    /// Ascending.
    let regions: [Int]
    let demands: [Int]

    /// The sets to ask, smallest first; nil when there are more than `limit`.
    ///
    /// `places`: Where each demand may run.
    static func all(places: [Set<Int>], limit: Int) -> [ServiceSet]? {
        var unions = Set(places)
        var open = Array(unions)
        while let union = open.popLast() {
            for place in places where !union.isDisjoint(with: place) {
                let wider = union.union(place)
                guard unions.insert(wider).inserted else { continue }
                guard unions.count <= limit else { return nil }
                open.append(wider)
            }
        }
        return unions.map { union in
            ServiceSet(
                regions: union.sorted(),
                demands: places.indices.filter { places[$0].isSubset(of: union) }
            )
        }
        .sorted { one, other in
            guard one.regions.count == other.regions.count else {
                return one.regions.count < other.regions.count
            }
            return one.regions.lexicographicallyPrecedes(other.regions)
        }
    }
}
