/// Three months of a calendar year: the step of a portfolio.
package struct Quarter: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Quarters since the year 0.
    package let ordinal: Int

    package init(ordinal: Int) { self.ordinal = ordinal }

    /// `number`: 1 to 4.
    package init(year: Int, number: Int) {
        precondition((1...4).contains(number), "a year has quarters 1 to 4")
        ordinal = year * 4 + number - 1
    }

    /// Reads `2028-Q3`; nil when the text is none.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]),
            (1900...2200).contains(year), parts[1].utf8.count == 2, parts[1].first == "Q",
            let number = parts[1].last?.wholeNumberValue, (1...4).contains(number)
        else { return nil }
        self.init(year: year, number: number)
    }

    /// The quarter that begins at a point in time: 2028.5 is 2028-Q3.
    package static func decimal(_ years: Double) -> Self {
        Self(ordinal: Int((years * 4).rounded()))
    }

    package var year: Int { ordinal / 4 }
    package var number: Int { ordinal % 4 + 1 }
    package var description: String { "\(year)-Q\(number)" }

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.ordinal < rhs.ordinal }
    package func advanced(by quarters: Int) -> Self { Self(ordinal: ordinal + quarters) }
    /// Quarters from `other` to this one; negative when this one is earlier.
    package func distance(from other: Self) -> Int { ordinal - other.ordinal }
}

/// The quarters that a plan covers.
package struct Horizon: Sendable, Hashable {
    package let first: Quarter
    /// At least 1.
    package let count: Int

    package init(first: Quarter, count: Int) {
        precondition(count > 0, "a horizon has at least one quarter")
        self.first = first
        self.count = count
    }

    package var last: Quarter { first.advanced(by: count - 1) }
    package var quarters: [Quarter] { (0..<count).map { first.advanced(by: $0) } }
    /// From 0; may lie outside of the horizon.
    package func index(of quarter: Quarter) -> Int { quarter.distance(from: first) }
    package func contains(_ quarter: Quarter) -> Bool { (first...last).contains(quarter) }
}
