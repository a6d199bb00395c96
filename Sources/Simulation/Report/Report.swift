package import Bus
package import Inference
import Wire

/// What several ways of choosing made of the same requests, side by side.
///
/// It depends on the seed and the inputs only: no time of the machine that ran it is in it.
package struct Report: Sendable {
    /// One way of choosing.
    package struct Column: Sendable {
        package let name: String
        package let tally: Tally
        package let cost: Cost
        package let carbon: CarbonSum

        package init(name: String, tally: Tally, supplies: [Supply]) {
            self.name = name
            self.tally = tally
            cost = Cost(tally, supplies)
            carbon = CarbonSum(tally, supplies)
        }

        /// Whole answers among the requests whose clients stayed, in millionths.
        package var success: Int {
            let stayed = tally.requests - tally[.abandoned]
            let whole = tally[.answered] + tally[.rescued]
            return stayed == 0 ? 1_000_000 : Report.millionths(whole, of: stayed)
        }

        /// Tokens that were billed.
        package var tokens: Int {
            tally.supplies.reduce(0) { $0 + $1.inputTokens + $1.outputTokens }
        }

        /// Attempts for a request, in millionths.
        package var attempts: Int {
            Report.millionths(tally.attempts.reduce(0, +), of: tally.requests)
        }
    }

    package let extent: Extent
    package var columns: [Column] = []

    package init(_ extent: Extent) { self.extent = extent }

    /// The nearest whole number of millionths.
    fileprivate static func millionths(_ part: Int, of all: Int) -> Int {
        all == 0 ? 0 : (part * 2_000_000 + all) / (2 * all)
    }
}

/// What the suppliers billed, exactly.
package struct Cost: Sendable, Hashable {
    /// Rounded once, at the end.
    package let total: Money
    /// Tokens at supplies without a price, which is not free.
    package let unpricedTokens: Int
    /// By supply; nil where it has no price.
    package let bySupply: [Money?]

    init(_ tally: Tally, _ supplies: [Supply]) {
        // A price is for a million tokens: the sum is in millionths of billionths of a dollar.
        var sum: Int128 = 0
        var unpriced = 0
        var bySupply: [Money?] = []
        for (used, supply) in zip(tally.supplies, supplies) {
            guard let input = supply.price.input, let output = supply.price.output else {
                unpriced += used.inputTokens + used.outputTokens
                bySupply.append(nil)
                continue
            }
            let own =
                Int128(used.inputTokens) * input.nanodollars
                + Int128(used.outputTokens) * output.nanodollars
            sum += own
            bySupply.append(Self.rounded(own))
        }
        total = Self.rounded(sum)
        unpricedTokens = unpriced
        self.bySupply = bySupply
    }

    private static func rounded(_ sum: Int128) -> Money {
        Money(nanodollars: (sum + 500_000) / 1_000_000)
    }
}

/// What the answers emitted, as far as it is known; average and marginal figures stay apart.
package struct CarbonSum: Sendable, Hashable {
    package private(set) var averageGrams: Double?
    package private(set) var marginalGrams: Double?
    /// Tokens of supplies whose carbon is not known.
    package private(set) var unknownTokens = 0

    init(_ tally: Tally, _ supplies: [Supply]) {
        for (used, supply) in zip(tally.supplies, supplies) {
            let tokens = used.inputTokens + used.outputTokens
            guard tokens > 0 else { continue }
            guard let carbon = supply.carbon(tokens: Double(tokens)) else {
                unknownTokens += tokens
                continue
            }
            switch carbon.kind {
            case .average: averageGrams = (averageGrams ?? 0) + carbon.grams
            case .marginal: marginalGrams = (marginalGrams ?? 0) + carbon.grams
            }
        }
    }
}
