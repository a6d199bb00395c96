/// Things in a scenario that exclude each other, whatever is decided.
package struct Contradiction: Sendable, Hashable, CustomStringConvertible {
    /// Where to look: `demands.training`, `rules.floors[0]`.
    package var place: String
    /// What is wrong and what would be right, in a sentence.
    package var text: String

    package init(place: String, text: String) {
        self.place = place
        self.text = text
    }

    package var description: String { "\(place): \(text)" }

    /// All of them.
    package static func all(in scenario: Scenario) -> [Contradiction] { [] }
}
