/// What a utility asks for the highest import of each month.
///
/// The import is the mean of a block: a meter takes 15 minutes, a case the length of its blocks.
package struct DemandCharge: Sendable, Hashable {
    /// From January to December, in USD per W of the month's peak.
    package let rates: [Double]

    /// The same in every month.
    package init(_ rate: Double) { self.init(months: Array(repeating: rate, count: 12)) }

    package init(months: [Double]) {
        precondition(months.count == 12, "a rate for each month")
        rates = months
    }

    package static let none = DemandCharge(0)

    package var isNone: Bool { rates.allSatisfy { $0 <= 0 } }

    /// The months of a series that begins on 1 January, in order.
    package func months(of series: SiteSeries) -> [BillingMonth] {
        var months: [BillingMonth] = []
        var begin = 0
        while begin < series.blocks.count {
            let number = BillingMonth.number(at: (Double(begin) + 0.5) * series.step)
            var end = begin + 1
            while end < series.blocks.count,
                BillingMonth.number(at: (Double(end) + 0.5) * series.step) == number
            {
                end += 1
            }
            let days = Double(BillingMonth.days[number % 12])
            let part = min(1, Double(end - begin) * series.step / (days * 86_400))
            months.append(
                BillingMonth(
                    blocks: begin..<end,
                    charge: rates[number % 12] * part,
                    number: number
                )
            )
            begin = end
        }
        return months
    }

    /// For the peaks of a run, in USD.
    package static func cost(_ account: SiteAccount, _ months: [BillingMonth]) -> Double {
        zip(months, account.monthlyPeaks).reduce(0) { $0 + $1.0.charge * $1.1 }
    }
}
