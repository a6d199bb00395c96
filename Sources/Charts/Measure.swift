/// What a figure counts, and how it is written for people: `$3.2B`, `4.1 GW`, `12 %`.
package struct Measure: Sendable, Hashable {
    /// A power of ten with its letter.
    struct Step: Sendable, Hashable {
        let factor: Double
        let letter: String
    }

    let before: String
    let after: String
    /// How many of the unsuffixed unit a value of 1 is: 1e6 for values in megawatts.
    let base: Double
    /// Rising; the letters that may stand before the unit.
    let steps: [Step]
    /// The letter that zero is written with.
    let letter: String

    private init(
        before: String = "",
        after: String = "",
        base: Double = 1,
        steps: [Step] = [],
        letter: String = ""
    ) {
        self.before = before
        self.after = after
        self.base = base
        self.steps = steps
        self.letter = letter
    }

    private static let metric = [
        Step(factor: 1e3, letter: "k"), Step(factor: 1e6, letter: "M"),
        Step(factor: 1e9, letter: "G"), Step(factor: 1e12, letter: "T"),
    ]
    /// Thousand, million, billion, trillion.
    private static let short = [
        Step(factor: 1, letter: ""), Step(factor: 1e3, letter: "k"),
        Step(factor: 1e6, letter: "M"), Step(factor: 1e9, letter: "B"),
        Step(factor: 1e12, letter: "T"),
    ]

    package static let dollars = Measure(before: "$", steps: short)
    package static let megawatts = Measure(after: " W", base: 1e6, steps: metric, letter: "M")
    package static let megawattHours = Measure(after: " Wh", base: 1e6, steps: metric, letter: "M")
    package static let tonnes = Measure(
        after: " t",
        steps: [Step(factor: 1, letter: "")] + metric
    )
    /// Of fractions: 0.12 is 12 %.
    package static let percent = Measure(after: " %", base: 100)
    package static let number = Measure(steps: short)

    /// Values in a unit that takes no letter: `.plain("h")`, `.plain(before: "$", "/MWh")`.
    package static func plain(before: String = "", _ after: String) -> Measure {
        let gap = after.isEmpty || after.hasPrefix("/") ? "" : " "
        return Measure(before: before, after: gap + after)
    }

    // MARK: Texts

    /// The value in so many significant digits, without zeros at the end.
    package func text(_ value: Double, digits: Int = 3) -> String {
        guard value.isFinite else { return Self.none }
        var scaled = scaling(of: value.magnitude)
        // 999.96 is written 1000 with three digits, which is 1 of the next letter.
        let next = steps.first { $0.factor > scaled.factor }
        let mantissa = value.magnitude * base / scaled.factor
        if let next, Self.rounded(mantissa, digits: digits) >= 1000 { scaled = next }
        let number = value * base / scaled.factor
        let places = Self.places(of: number.magnitude, digits: digits)
        return written(number, places: places, letter: scaled.letter, trimmed: true)
    }

    /// Texts for the ticks of an axis: all with the same letter and as many places as they need.
    package func texts(ofTicks ticks: [Double]) -> [String] {
        let most = ticks.map(\.magnitude).max() ?? 0
        let scaled = scaling(of: most)
        let numbers = ticks.map { $0 * base / scaled.factor }
        let size = numbers.map(\.magnitude).max() ?? 0
        let places = (0...6).first { places in
            numbers.allSatisfy {
                abs($0 - Self.rounded($0, places: places)) <= 1e-6 * max(1e-9, size)
            }
        }
        return numbers.map {
            written($0, places: places ?? 6, letter: scaled.letter, trimmed: false)
        }
    }

    /// What stands in the place of a figure that does not exist.
    package static let none = "–"

    /// The number with groups of three digits and so many places, rounded half away from zero.
    ///
    /// A number that rounds to zero has no sign.
    package static func decimal(_ value: Double, places: Int = 0) -> String {
        guard value.isFinite, value.magnitude < 1e24 else { return none }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let units = Int128((value.magnitude * scale).rounded())
        let digits = String(units)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        var text = value < 0 && units != 0 ? "−" : ""
        let whole = padded.dropLast(places)
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return places > 0 ? text + "." + padded.suffix(places) : text
    }

    private func scaling(of magnitude: Double) -> Step {
        let amount = magnitude * base
        guard amount > 0, let least = steps.first else {
            return Step(factor: steps.isEmpty ? 1 : base, letter: letter)
        }
        return steps.last { $0.factor <= amount * (1 + 1e-12) } ?? least
    }

    private func written(
        _ number: Double,
        places: Int,
        letter: String,
        trimmed: Bool
    ) -> String {
        var text = Self.decimal(number, places: places)
        if trimmed, text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        let sign = text.hasPrefix("−") ? "−" : ""
        let unit =
            after.hasPrefix(" ") && !letter.isEmpty
            ? " " + letter + after.dropFirst() : letter + after
        return sign + before + text.dropFirst(sign.count) + unit
    }

    private static func places(of magnitude: Double, digits: Int) -> Int {
        guard magnitude > 0 else { return 0 }
        var places = digits - 1
        var limit = 10.0
        while magnitude >= limit, places > 0 {
            places -= 1
            limit *= 10
        }
        var small = 1.0
        while magnitude < small, places < 9 {
            places += 1
            small /= 10
        }
        return places
    }

    private static func rounded(_ magnitude: Double, digits: Int) -> Double {
        rounded(magnitude, places: places(of: magnitude, digits: digits))
    }

    private static func rounded(_ value: Double, places: Int) -> Double {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return (value * scale).rounded() / scale
    }
}
