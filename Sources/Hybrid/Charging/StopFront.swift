/// Pairs of charge and fuel that no other of them is above in both.
struct StopFront {
    /// Charge falling, fuel rising.
    private var steps: [(stored: Double, fuel: Double)] = []

    /// Whether one of them has as much of both, or more.
    func covers(_ stored: Double, _ fuel: Double) -> Bool {
        let count = fuller(than: stored)
        return count > 0 && steps[count - 1].fuel >= fuel
    }

    mutating func enter(_ stored: Double, _ fuel: Double) {
        let place = fuller(than: stored)
        // Those after it have less charge, and go where they have no more fuel either.
        let end = steps[place...].firstIndex { $0.fuel > fuel } ?? steps.count
        steps.replaceSubrange(place..<end, with: [(stored, fuel)])
    }

    /// How many have as much charge, or more.
    private func fuller(than stored: Double) -> Int {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].stored >= stored { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
