import Charts

/// Figures and lists as they stand in sentences.
package enum Prose {
    /// `a`, `a and b`, `a, b and c`; of more than `most` the first ones and how many more.
    package static func list(_ words: [String], most: Int = .max) -> String {
        var words = words
        if words.count > most {
            let more = words.count - most
            words = Array(words.prefix(most)) + ["\(more) more"]
        }
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// `1 quarter`, `3 quarters`.
    package static func count(_ number: Int, _ word: String) -> String {
        count(number, word, "\(word)s")
    }

    /// `1 stretch`, `3 stretches`.
    package static func count(_ number: Int, _ word: String, _ words: String) -> String {
        "\(Measure.decimal(Double(number))) \(number == 1 ? word : words)"
    }

    package static func money(_ dollars: Double) -> String { Measure.dollars.text(dollars) }

    /// Dollars with a sign: `+$1.2B`, `−$300M`, `$0`.
    package static func change(_ dollars: Double) -> String {
        let text = Measure.dollars.text(dollars)
        return dollars > 0 && text != "$0" ? "+\(text)" : text
    }

    /// `4,100 MW`, `12.5 MW`, `0.75 MW`.
    package static func power(_ megawatts: Double) -> String { "\(number(megawatts)) MW" }

    /// `12.3 %`, `3.5 %`, `0.68 %`, `0.0012 %`.
    package static func percent(_ share: Double) -> String {
        let size = (share * 100).magnitude
        return Measure.percent.text(share, digits: size >= 10 ? 3 : 2)
    }

    /// A number with three digits at most behind the point, and none that say nothing.
    package static func number(_ value: Double) -> String {
        guard value.isFinite else { return Measure.none }
        let size = value.magnitude
        let places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
        var text = Measure.decimal(value, places: places)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// A small number: `3.1e-9`.
    package static func scientific(_ value: Double) -> String {
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

    /// The first letter in lower case, for a sentence that goes on.
    package static func continued(_ text: String) -> String {
        text.prefix(1).lowercased() + text.dropFirst()
    }

    /// The first letter in upper case, for the beginning of a sentence.
    package static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
