package import Pages

/// How sure the answer for a site is: what `bands` and `tornado` of `busbar drive site --json` hold.
package struct SiteSpreadDocument: Sendable {
    /// By the key of the result, in its unit; empty without samples.
    package let bands: [String: Percentiles]
    package let tornado: [Entry]
    /// Of the samples, those in which all that is asked is met; null without samples.
    package let met: JSONNumber

    /// Nothing is known of an answer without figures that have a range.
    init(_ spread: SiteSpread?) {
        var bands: [String: Percentiles] = [:]
        for quantity in SiteQuantity.allCases {
            bands[quantity.rawValue] = spread?.spread(quantity).map { Percentiles($0) }
        }
        self.bands = bands
        tornado = spread?.alone.map { Entry($0) } ?? []
        let count = spread?.samples.count ?? 0
        met = JSONNumber(
            spread.flatMap { count > 0 ? Double($0.met) / Double(count) : nil }
        )
    }

    /// A figure, and the results at the ends of its range.
    package struct Entry: Sendable, Encodable {
        package let figure: String
        package let low, high: End

        init(_ one: SiteSpread.Alone) {
            figure = one.figure.path
            low = End(value: one.figure.range.lowerBound, outcome: one.low)
            high = End(value: one.figure.range.upperBound, outcome: one.high)
        }
    }

    package struct End: Sendable, Encodable {
        /// Of the figure, in its own unit.
        let value: Double
        let outcome: SiteOutcome

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: JSONKey.self)
            try container.encode(value, forKey: JSONKey("value"))
            try container.encode(outcome.isEnough, forKey: JSONKey("needs_met"))
            for quantity in SiteQuantity.allCases {
                try container.encode(
                    JSONNumber(quantity.value(of: outcome)),
                    forKey: JSONKey(quantity.rawValue)
                )
            }
        }
    }
}
