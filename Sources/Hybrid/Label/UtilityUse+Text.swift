/// Why a text does not say how much is driven on the battery.
package struct UtilityUseFault: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String
}

extension UtilityUse {
    /// The curves by the names that users ask for them with.
    private static let curves: [(name: String, curve: UtilityFactor)] = [
        ("mdiuf", .individual), ("fuf", .fleet), ("city-fuf", .cityFleet),
        ("highway-fuf", .highwayFleet),
    ]

    /// From what a user writes: the name of a curve, `30`, or `20=1,50=2,80=1`, percent and weights.
    package init(_ text: String) throws(UtilityUseFault) {
        if let named = Self.curves.first(where: { $0.name == text.lowercased() }) {
            self = .curve(named.curve)
            return
        }
        var shares: [Share] = []
        var wrong: [String] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            let numbers = sides.compactMap { Double($0) }
            guard numbers.count == sides.count, (1...2).contains(sides.count),
                (0...100).contains(numbers[0]), numbers.count == 1 || numbers[1] > 0,
                numbers.allSatisfy(\.isFinite)
            else {
                wrong.append("'\(part)'")
                continue
            }
            shares.append(
                Share(electric: numbers[0] / 100, weight: numbers.count == 2 ? numbers[1] : 1)
            )
        }
        guard wrong.isEmpty else {
            let all = wrong.joined(separator: ", ")
            throw UtilityUseFault(
                description: "\(all) is no share from 0 to 100 with a weight above 0; write 30, "
                    + "20=1,50=2,80=1, or \(Self.curves.map(\.name).joined(separator: ", "))"
            )
        }
        self = .shares(shares)
    }
}
