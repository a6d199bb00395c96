extension Interval {
    /// Reads a length of time with its unit: `250ms`, `5s`, `10m`, `2h`; nil for anything else.
    package init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        let seconds: [Substring: Double] = ["ms": 0.001, "s": 1, "m": 60, "h": 3_600]
        guard let number = Double(digits), let length = seconds[unit], number * length < 1e9 else {
            return nil
        }
        self = .seconds(number * length)
    }
}
