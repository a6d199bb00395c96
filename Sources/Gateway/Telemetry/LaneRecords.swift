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
            timestamps.write(time, to: &line)
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
            timestamps.write(time, to: &line)
            line.key("request_id")
            id.write(to: &line)
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
        to line: inout JSONText,
        _ outcome: ExchangeOutcome,
        took: Interval
    ) {
        line.key("request_id")
        request.id.write(to: &line)
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
            for failed in relay.failures {
                line.value("\(failed.supply): \(failed.failure.summary)")
            }
            line.endArray()
            describeRaces(to: &line)
        }
        if let decision = relay.decision, !decision.isPlain {
            decision.write(to: &line, on: request.route)
        }
        describeAmounts(to: &line, took: took)
    }

    /// What was made of attempts that were slow or broke off.
    private func describeRaces(to line: inout JSONText) {
        if let served = relay.served, served.reason == .hedge || served.reason == .overtake {
            line.key("won_by")
            line.value(served.reason.name)
        }
        if let purpose = relay.rescuedBy {
            line.key("rescued_by")
            line.value("\(purpose)")
        }
        let burnt = relay.failures.reduce(0) { $0 + $1.events }
        if burnt > 0 {
            line.key("burnt_events")
            line.value(burnt)
        }
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
        if let first = relay.wait {
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
    private var bytes = Array("2026-11-22T00:19:00.123Z".utf8)

    /// Adds the time as the value of a key.
    ///
    /// `time`: Seconds since 1970, UTC.
    mutating func write(_ time: Double, to line: inout JSONText) {
        let whole = Int(time)
        if whole != second {
            second = whole
            writeSecond(whole)
        }
        writeDigits(Int((time - Double(whole)) * 1_000), at: 20, count: 3)
        line.rawString(bytes.span)
    }

    private mutating func writeSecond(_ second: Int) {
        let date = CalendarDate(daysSince1970: second / 86_400)
        let rest = second % 86_400
        writeDigits(date.year, at: 0, count: 4)
        writeDigits(date.month, at: 5, count: 2)
        writeDigits(date.day, at: 8, count: 2)
        writeDigits(rest / 3_600, at: 11, count: 2)
        writeDigits(rest / 60 % 60, at: 14, count: 2)
        writeDigits(rest % 60, at: 17, count: 2)
    }

    private mutating func writeDigits(_ number: Int, at start: Int, count: Int) {
        var rest = number
        for place in (start..<start + count).reversed() {
            bytes[place] = UInt8(0x30 + rest % 10)
            rest /= 10
        }
    }
}
