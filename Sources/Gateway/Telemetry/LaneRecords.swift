import Bus
import Inference
import NIOCore
import Wire

extension Lane {
    /// Writes down how a request ended: counters and one log line.
    func exchangeEnded(_ exchange: Exchange, _ outcome: ExchangeOutcome, at now: Instant) {
        let took = now - exchange.request.receivedAt
        heldBodyBytes -= exchange.request.body.readableBytes
        counters.requestEnded(exchange, outcome, took: took, at: now)
        guard !log.isOff else { return }
        let time = plant.wall(now)
        log.add { line in
            line.key("time")
            line.value(timestamps.text(of: time))
            exchange.describe(to: &line, outcome, took: took)
        }
    }

    /// Writes down a request that was refused before a supply was chosen.
    func refused(_ error: ClientError, id: RequestID, path: String, at now: Instant) {
        counters.refused += 1
        guard !log.isOff else { return }
        let time = plant.wall(now)
        log.add { line in
            line.key("time")
            line.value(timestamps.text(of: time))
            line.key("request_id")
            line.value(id.text)
            line.key("path")
            line.value(path)
            line.key("status")
            line.value(error.status)
            line.key("error")
            line.value(error.code)
        }
    }
}

extension Exchange {
    /// The log line of a request: who, where, how long, how many tokens; nothing of its content.
    fileprivate func describe(
        to line: inout JSONText, _ outcome: ExchangeOutcome, took: Interval
    ) {
        line.key("request_id")
        line.value(request.id.text)
        if let key = request.keyName {
            line.key("key")
            line.value(key)
        }
        line.key("endpoint")
        line.value(request.endpoint.name)
        line.key("model")
        line.value(request.route.model.name)
        line.key("stream")
        line.value(request.scan.streams)
        switch outcome {
        case .answered(let status):
            line.key("status")
            line.value(status)
        case .failed(let error):
            line.key("status")
            line.value(error.status)
            line.key("error")
            line.value(error.code)
        case .abandoned:
            line.key("status")
            line.value(499)
            line.key("error")
            line.value("client_gone")
        }
        if let supplier = target?.supply.supplier {
            line.key("supplier")
            line.value(supplier.name)
            line.key("region")
            line.value(supplier.region)
        }
        line.key("attempts")
        line.value(relay.attemptsMade)
        if !relay.failures.isEmpty {
            line.key("failed")
            line.beginArray()
            for failed in relay.failures { line.value("\(failed.supply): \(failed.failure.summary)") }
            line.endArray()
        }
        describeAmounts(to: &line, took: took)
    }

    private func describeAmounts(to line: inout JSONText, took: Interval) {
        if let usage = relay.usage {
            line.key("input_tokens")
            line.value(usage.input)
            line.key("cached_tokens")
            line.value(usage.cachedInput)
            line.key("output_tokens")
            line.value(usage.output)
        }
        line.key("request_bytes")
        line.value(request.body.readableBytes)
        line.key("response_bytes")
        line.value(bytesOut)
        if let first = relay.firstToken {
            line.key("first_token_ms")
            line.milliseconds(nanoseconds: first.nanoseconds)
        }
        line.key("total_ms")
        line.milliseconds(nanoseconds: took.nanoseconds)
    }
}

/// Writes times as `2026-11-22T00:19:00.123Z`; the part up to the second is made once a second.
struct Timestamps {
    private var second = -1
    private var prefix = ""

    mutating func text(of time: Double) -> String {
        let whole = Int(time)
        if whole != second {
            second = whole
            prefix = Self.prefix(whole)
        }
        let milliseconds = Int((time - Double(whole)) * 1_000)
        let digits = String(1_000 + milliseconds).dropFirst()
        return "\(prefix).\(digits)Z"
    }

    private static func prefix(_ second: Int) -> String {
        func two(_ number: Int) -> Substring { String(100 + number).dropFirst() }
        let date = CalendarDate(daysSince1970: second / 86_400)
        let rest = second % 86_400
        return "\(date.year)-\(two(date.month))-\(two(date.day))"
            + "T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    }
}
