/// A figure of an answer: its key, what it is called, its unit, and where it is found.
///
/// JSON, tables, files of rows and the figures at the head of a page are made from the same ones, so
/// that none of them can say another thing.
package struct Quantity<Subject>: Sendable {
    /// With its unit: `electric_range_km`.
    package let key: String
    /// `range on the battery`.
    package let words: String
    package let unit: DriverUnit
    private let found: @Sendable (Subject) -> Double?

    /// `found`: in SI units; nothing where there is none.
    init(
        _ key: String,
        _ words: String,
        _ unit: DriverUnit,
        _ found: @escaping @Sendable (Subject) -> Double?
    ) {
        self.key = key
        self.words = words
        self.unit = unit
        self.found = found
    }

    /// In SI units; nothing where there is none.
    package func value(of subject: Subject) -> Double? { found(subject) }

    /// In its own unit; nothing where there is none.
    package func shown(of subject: Subject) -> Double? { found(subject).map { $0 * unit.scale } }

    /// The same of something that has a subject in it, in words of its own.
    func of<Whole>(
        _ words: String,
        _ part: @escaping @Sendable (Whole) -> Subject
    ) -> Quantity<Whole> {
        let found = found
        return Quantity<Whole>(key, words, unit) { found(part($0)) }
    }
}
