import FoundationEssentials

/// What one place of the page says: the words, and what they mean where that is not plain.
///
/// `Script` says the same of the same status; whoever changes one changes the other.
struct Reading: Sendable, Equatable {
    let text: String
    let meaning: String?

    init(_ text: String, meaning: String? = nil) {
        self.text = text
        self.meaning = meaning
    }

    static func unknown(_ why: String) -> Reading { Reading("–", meaning: "unknown: \(why)") }

    /// Groups by thousands: `1,284,310`.
    static func count(_ value: UInt64) -> Reading {
        let digits = Array(String(value))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return Reading(text)
    }

    static func count(_ value: Int) -> Reading { count(UInt64(max(0, value))) }

    /// Whole percent, `42%`; what is there but rounds to nothing is `<1%`.
    static func share(_ share: Double?) -> Reading {
        guard let share, share.isFinite else {
            return .unknown("no answers of this model in the last minute")
        }
        let percent = Int((min(max(share, 0), 1) * 100).rounded())
        return Reading(percent == 0 && share > 0 ? "<1%" : "\(percent)%")
    }

    /// Three figures at most: `312 ms`, `1.32 s`, `14.1 s`, `120 s`.
    static func latency(_ seconds: Double?) -> Reading {
        guard let seconds, seconds.isFinite, seconds >= 0, seconds < 1e6 else {
            return .unknown("no answers yet")
        }
        let milliseconds = Int((seconds * 1_000).rounded())
        if milliseconds < 1_000 { return Reading("\(milliseconds) ms") }
        if seconds < 10 { return Reading("\(fixed(seconds, decimals: 2)) s") }
        if seconds < 100 { return Reading("\(fixed(seconds, decimals: 1)) s") }
        return Reading("\(Int(seconds.rounded())) s")
    }

    /// Dollars per million tokens, cents and more where needed: `$0.15 in`, `$0.075 in`.
    static func price(_ price: Double?, _ direction: String, of tokens: String) -> Reading {
        guard let price, price.isFinite, price.magnitude < 1e9 else {
            return Reading(
                "unpriced \(direction)",
                meaning: "the site file gives no price for \(tokens)"
            )
        }
        var text = fixed(price, decimals: 4)
        while text.hasSuffix("0"), let point = text.firstIndex(of: "."),
            text.distance(from: point, to: text.endIndex) > 3
        {
            text.removeLast()
        }
        return Reading("$\(text) \(direction)", meaning: "USD per million tokens of \(tokens)")
    }

    /// The two largest units: `12 s`, `4 min`, `2 h 14 min`, `3 d 5 h`.
    static func duration(_ seconds: Double) -> Reading {
        guard seconds.isFinite, seconds < 1e12 else { return .unknown("not a time") }
        let whole = Int(max(0, seconds))
        let (days, hours, minutes) = (whole / 86_400, whole / 3_600 % 24, whole / 60 % 60)
        if days > 0 { return Reading("\(days) d \(hours) h") }
        if hours > 0 { return Reading("\(hours) h \(minutes) min") }
        if minutes > 0 { return Reading("\(minutes) min") }
        return Reading("\(whole) s")
    }

    /// How long before `now` something was; the moment itself is the meaning.
    static func age(of time: Double, at now: Double) -> Reading {
        let moment = moment(time)
        return Reading("\(duration(now - time).text) ago", meaning: moment.text)
    }

    /// Date and time: `2026-11-22 00:46:13 UTC`.
    static func moment(_ time: Double) -> Reading {
        // Years 1970 to 9999: what the format has room for.
        guard time.isFinite, (0..<253_402_300_800).contains(time) else {
            return .unknown("not a time")
        }
        let text = Date(timeIntervalSince1970: time.rounded(.down)).formatted(.iso8601)
        return Reading("\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC")
    }

    private static func fixed(_ value: Double, decimals: Int) -> String {
        let scale = decimals == 2 ? 100 : decimals == 1 ? 10 : 10_000
        let scaled = Int((value * Double(scale)).rounded())
        let fraction = String(scaled.magnitude % UInt(scale))
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return "\(scaled < 0 ? "-" : "")\(scaled.magnitude / UInt(scale)).\(zeros)\(fraction)"
    }
}
