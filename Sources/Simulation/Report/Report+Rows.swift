import Bus
import Inference

extension Report {
    /// The report for people: for each figure its name and a text for each column.
    package var rows: [(name: String, texts: [String])] {
        var rows: [(name: String, texts: [String])] = [
            row("requests") { "\($0.tally.requests)" },
            row("whole answers") { Self.decimal($0.success, 10_000, places: 3) + " %" },
            row("  of them rescued") { "\($0.tally[.rescued])" },
            row("failed") { "\($0.tally[.failed])" },
            row("interrupted") { "\($0.tally[.interrupted])" },
            row("refused by residency") { "\($0.tally[.residency])" },
            row("client left") { "\($0.tally[.abandoned])" },
        ]
        for (name, rank) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
            rows.append(row("first token \(name)") { Self.time($0.tally.firstToken, rank) })
        }
        for (name, rank) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
            rows.append(row("whole answer \(name)") { Self.time($0.tally.total, rank) })
        }
        rows.append(row("attempts a request") { Self.decimal($0.attempts, 1_000_000, places: 4) })
        for reason in Attempt.Reason.allCases where reason != .first {
            rows.append(row("  \(reason.name)") { "\($0.tally.attempts[reason.place])" })
        }
        rows.append(row("races won") { "\($0.tally.wonRaces)" })
        rows.append(row("cost") { Self.cost($0.cost, $0.tokens) })
        rows.append(row("carbon") { Self.carbon($0.carbon, $0.tokens) })
        let codes = Set(columns.flatMap { $0.tally.errors.map(\.code) }).sorted()
        for code in codes {
            rows.append(
                row("error \(code)") { column in
                    "\(column.tally.errors.first { $0.code == code }?.count ?? 0)"
                }
            )
        }
        for (place, supply) in (columns.first?.tally.supplies ?? []).enumerated() {
            rows.append(
                row("answers of \(supply.name)") { "\($0.tally.supplies[place].answers)" }
            )
        }
        return rows
    }

    private func row(
        _ name: String,
        _ text: (Column) -> String
    ) -> (name: String, texts: [String]) {
        (name, columns.map(text))
    }

    /// A number of units as a decimal with so many places.
    private static func decimal(_ units: Int, _ unit: Int, places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let value = (units * scale * 2 + unit) / (2 * unit)
        let rest = String(scale + value % scale).dropFirst()
        return "\(value / scale).\(rest)"
    }

    private static func time(_ times: Histogram, _ rank: Double) -> String {
        guard let time = times.percentile(rank) else { return "–" }
        return time < .seconds(10)
            ? "\(time.milliseconds) ms"
            : decimal(time.milliseconds, 1_000, places: 1) + " s"
    }

    private static func cost(_ cost: Cost, _ tokens: Int) -> String {
        let cents = Int((cost.total.nanodollars + 5_000_000) / 10_000_000)
        let priced = "$" + decimal(cents, 100, places: 2)
        guard cost.unpricedTokens > 0 else { return priced }
        return "\(priced), \(share(cost.unpricedTokens, of: tokens)) unpriced"
    }

    private static func carbon(_ carbon: CarbonSum, _ tokens: Int) -> String {
        var parts: [String] = []
        if let grams = carbon.averageGrams {
            parts.append("\(kilograms(grams)) kg")
        }
        if let grams = carbon.marginalGrams {
            parts.append("\(kilograms(grams)) kg marginal")
        }
        if carbon.unknownTokens > 0 {
            parts.append("\(share(carbon.unknownTokens, of: tokens)) unknown")
        }
        return parts.isEmpty ? "–" : parts.joined(separator: ", ")
    }

    /// A part of all tokens, in whole percent; a little is never nothing.
    private static func share(_ part: Int, of all: Int) -> String {
        let percent = all == 0 ? 0 : (part * 200 + all) / (2 * all)
        return percent == 0 && part > 0 ? "<1 %" : "\(percent) %"
    }

    private static func kilograms(_ grams: Double) -> String {
        decimal(Int(grams.rounded()), 1_000, places: 3)
    }
}
