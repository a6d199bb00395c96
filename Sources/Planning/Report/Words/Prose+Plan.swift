import Pages

extension Prose {
    /// What a price of a rule is for: `for the whole rule`, `per MW`.
    static func per(_ text: String) -> String {
        if text.hasPrefix("per ") { return text }
        if text == "whole rule" { return "for the whole rule" }
        let isUnit = text.hasPrefix("MW") || text.hasPrefix("percentage point")
        return isUnit ? "for each \(text)" : "for \(text)"
    }

    /// A figure of the scenario: dates are fractions of years there, and quarters here.
    static func figure(_ value: Double, at path: String) -> String {
        let dates = ["date", "starts", "from", "to", "available", "midpoint", "earliest_order"]
        let word = path.split(separator: ".").last.map(String.init) ?? path
        guard dates.contains(word), (1990...2200).contains(value) else { return number(value) }
        return Quarter(ordinal: Int((value * 4).rounded())).description
    }

    /// Quarters in words: `2027-Q1`, `2027-Q1 to 2027-Q4`, `2027-Q1, 2027-Q3 and 3 more`.
    static func quarters(_ quarters: [Quarter]) -> String {
        guard let first = quarters.first, let last = quarters.last else { return "no quarter" }
        if quarters.count == 1 { return first.description }
        if last.distance(from: first) == quarters.count - 1 { return "\(first) to \(last)" }
        return list(quarters.map(\.description), most: 3)
    }
}
