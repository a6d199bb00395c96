import Charts

/// Figures and lists as they stand in sentences.
enum Prose {
    /// `a`, `a and b`, `a, b and c`; of more than `most` the first ones and how many more.
    static func list(_ words: [String], most: Int = .max) -> String {
        var words = words
        if words.count > most {
            let more = words.count - most
            words = Array(words.prefix(most)) + ["\(more) more"]
        }
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// `1 quarter`, `3 quarters`.
    static func count(_ number: Int, _ word: String) -> String {
        "\(Measure.decimal(Double(number))) \(word)\(number == 1 ? "" : "s")"
    }

    static func money(_ dollars: Double) -> String { Measure.dollars.text(dollars) }

    /// Dollars with a sign: `+$1.2B`, `−$300M`, `$0`.
    static func change(_ dollars: Double) -> String {
        let text = Measure.dollars.text(dollars)
        return dollars > 0 && text != "$0" ? "+\(text)" : text
    }

    /// `4,100 MW`, `12.5 MW`, `0.75 MW`.
    static func power(_ megawatts: Double) -> String { "\(number(megawatts)) MW" }

    /// `12.3 %`, `3.5 %`, `0.68 %`, `0.0012 %`.
    static func percent(_ share: Double) -> String {
        let size = (share * 100).magnitude
        return Measure.percent.text(share, digits: size >= 10 ? 3 : 2)
    }

    /// What a price of a rule is for: `for the whole rule`, `per MW`.
    static func per(_ text: String) -> String {
        if text.hasPrefix("per ") { return text }
        if text == "whole rule" { return "for the whole rule" }
        let isUnit = text.hasPrefix("MW") || text.hasPrefix("percentage point")
        return isUnit ? "for each \(text)" : "for \(text)"
    }

    /// A number with three digits at most behind the point, and none that say nothing.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return Measure.none }
        let size = value.magnitude
        let places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
        var text = Measure.decimal(value, places: places)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// A figure of the scenario: dates are fractions of years there, and quarters here.
    static func figure(_ value: Double, at path: String) -> String {
        let dates = ["date", "starts", "from", "to", "available", "midpoint", "earliest_order"]
        let word = path.split(separator: ".").last.map(String.init) ?? path
        guard dates.contains(word), (1990...2200).contains(value) else { return number(value) }
        return Quarter(ordinal: Int((value * 4).rounded())).description
    }

    /// A small number: `3.1e-9`.
    static func scientific(_ value: Double) -> String {
        guard value.isFinite, value > 0 else { return value == 0 ? "0" : Measure.none }
        var exponent = 0
        var mantissa = value
        while mantissa < 1 {
            mantissa *= 10
            exponent -= 1
        }
        while mantissa >= 10 {
            mantissa /= 10
            exponent += 1
        }
        return "\(Measure.decimal(mantissa, places: 1))e\(exponent)"
    }

    /// Quarters in words: `2027-Q1`, `2027-Q1 to 2027-Q4`, `2027-Q1, 2027-Q3 and 3 more`.
    static func quarters(_ quarters: [Quarter]) -> String {
        guard let first = quarters.first, let last = quarters.last else { return "no quarter" }
        if quarters.count == 1 { return first.description }
        if last.distance(from: first) == quarters.count - 1 { return "\(first) to \(last)" }
        return list(quarters.map(\.description), most: 3)
    }

    /// The first letter in lower case, for a sentence that goes on.
    static func continued(_ text: String) -> String {
        text.prefix(1).lowercased() + text.dropFirst()
    }

    /// The first letter in upper case, for the beginning of a sentence.
    static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
