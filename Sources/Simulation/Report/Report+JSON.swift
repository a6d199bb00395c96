import Bus
import Inference
import Wire

extension Report {
    /// The report as one JSON object and a line feed, the same bytes for the same seed and inputs.
    package var json: [UInt8] {
        var text = JSONText(capacity: 4_096)
        text.beginObject()
        text.key("seed")
        text.value(extent.seed)
        text.key("first")
        text.value(extent.first)
        text.key("without")
        text.beginArray()
        for name in extent.without.map(\.name).sorted() { text.value(name) }
        text.endArray()
        text.key("policies")
        text.beginArray()
        for column in columns { column.write(to: &text) }
        text.endArray()
        text.endObject()
        text.endLine()
        return text.bytes
    }
}

extension Report.Column {
    fileprivate func write(to text: inout JSONText) {
        text.beginObject()
        text.key("policy")
        text.value(name)
        text.key("requests")
        text.value(tally.requests)
        text.key("success_rate")
        text.decimal(Int128(success), places: 6)
        text.key("ends")
        text.beginObject()
        for end in Tally.End.allCases {
            text.key(end.name)
            text.value(tally[end])
        }
        text.endObject()
        write("first_token_ms", tally.firstToken, to: &text)
        write("total_ms", tally.total, to: &text)
        writeAttempts(to: &text)
        writeCost(to: &text)
        writeCarbon(to: &text)
        text.key("errors")
        text.beginArray()
        for (code, count) in tally.errors.sorted(by: { $0.code < $1.code }) {
            text.beginObject()
            text.key("code")
            text.value(code)
            text.key("count")
            text.value(count)
            text.endObject()
        }
        text.endArray()
        text.key("malformed_events")
        text.value(tally.malformedEvents)
        writeSupplies(to: &text)
        text.key("events")
        text.value(tally.events)
        text.key("digest")
        let digits = String(tally.digest, radix: 16)
        text.value(String(repeating: "0", count: 16 - digits.count) + digits)
        text.endObject()
    }

    private func write(_ key: StaticString, _ times: Histogram, to text: inout JSONText) {
        text.key(key)
        text.beginObject()
        let ranks: [(StaticString, Double)] = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)]
        for (name, rank) in ranks {
            text.key(name)
            if let time = times.percentile(rank) {
                text.milliseconds(nanoseconds: time.nanoseconds)
            } else {
                text.null()
            }
        }
        text.endObject()
    }

    private func writeAttempts(to text: inout JSONText) {
        text.key("attempts")
        text.beginObject()
        text.key("per_request")
        text.decimal(Int128(attempts), places: 6)
        for reason in Attempt.Reason.allCases {
            text.key(reason.name)
            text.value(tally.attempts[reason.place])
        }
        text.key("races_won")
        text.value(tally.wonRaces)
        text.endObject()
    }

    private func writeCost(to text: inout JSONText) {
        text.key("cost")
        text.beginObject()
        text.key("usd")
        text.decimal(cost.total.nanodollars, places: 9)
        text.key("unpriced_tokens")
        text.value(cost.unpricedTokens)
        text.endObject()
    }

    private func writeCarbon(to text: inout JSONText) {
        text.key("carbon")
        text.beginObject()
        text.key("average_grams")
        write(grams: carbon.averageGrams, to: &text)
        text.key("marginal_grams")
        write(grams: carbon.marginalGrams, to: &text)
        text.key("unknown_tokens")
        text.value(carbon.unknownTokens)
        text.endObject()
    }

    private func write(grams: Double?, to text: inout JSONText) {
        guard let grams else { return text.null() }
        text.decimal(Int128((grams * 1_000).rounded()), places: 3)
    }

    private func writeSupplies(to text: inout JSONText) {
        text.key("supplies")
        text.beginArray()
        for (supply, usd) in zip(tally.supplies, cost.bySupply) {
            text.beginObject()
            text.key("supply")
            text.value(supply.name)
            text.key("attempts")
            text.value(supply.attempts)
            text.key("answers")
            text.value(supply.answers)
            text.key("input_tokens")
            text.value(supply.inputTokens)
            text.key("output_tokens")
            text.value(supply.outputTokens)
            text.key("usd")
            if let usd { text.decimal(usd.nanodollars, places: 9) } else { text.null() }
            text.endObject()
        }
        text.endArray()
    }
}
