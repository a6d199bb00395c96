package import Charts

extension Markup {
    private static let units: Set<String> = [
        "%", "W", "km", "mi", "km/h", "kg", "l", "s", "min", "h", "MW", "GW", "kW", "TW", "MWh",
        "GWh", "TWh", "kWh", "t", "kt", "Mt", "MW-quarters",
        "hours", "quarters", "years",
    ]

    /// Appends a text in which figures stay with their units and quarters in one piece.
    package mutating func append(prose text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        var plain = ""
        for (index, word) in words.enumerated() {
            if index > 0 {
                let bare = String(word.prefix { !",.;:)".contains($0) })
                let isUnit = Self.units.contains(bare) && words[index - 1].last?.isNumber == true
                let isSign = ["≤", "≥", "±", "→"].contains(words[index - 1])
                plain += isUnit || isSign ? "\u{A0}" : " "
            }
            guard Self.isQuarter(word) else {
                plain += word
                continue
            }
            append(plain)
            plain = ""
            element("span", ["class": "k"], text: String(word))
        }
        append(plain)
    }

    /// Whether a word is or contains something like `2028-Q3`.
    private static func isQuarter(_ word: Substring) -> Bool {
        word.utf8.count < 16 && word.contains("-Q") && word.contains(where: \.isNumber)
    }

    /// Appends a text that may be broken behind points and underscores when it is a path.
    package mutating func append(path text: String) {
        guard !text.contains(" "), text.count > 16 else { return append(prose: text) }
        var part = ""
        for character in text {
            part.append(character)
            guard character == "." || character == "_" || character == "-" else { continue }
            append(part)
            leaf("wbr")
            part = ""
        }
        append(part)
    }
}
