/// A month for whose highest import a site pays.
package struct BillingMonth: Sendable, Hashable {
    package let blocks: Range<Int>
    /// In USD per W of its peak.
    ///
    /// Of a month that the series has in part that part of the charge, so that a week of energy
    /// stands beside a week of it.
    package let charge: Double
    /// From 0 in the first January on.
    let number: Int

    /// `March`, and `March, year 2` of a series that goes on.
    var name: String {
        let (year, month) = number.quotientAndRemainder(dividingBy: 12)
        return year > 0 ? "\(Self.names[month]), year \(year + 1)" : Self.names[month]
    }

    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    static let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    private static let ends = days.reduce(into: [Int]()) { $0.append(($0.last ?? 0) + $1) }

    /// From 0 in the first January on, of a time in s; years have 365 days.
    static func number(at time: Double) -> Int {
        let day = Int(time / 86_400)
        let (year, rest) = day.quotientAndRemainder(dividingBy: 365)
        return 12 * year + (ends.firstIndex { rest < $0 } ?? 11)
    }
}
