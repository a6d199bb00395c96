/// A key of a document whose figures are rows, not properties.
package struct JSONKey: CodingKey {
    package let stringValue: String
    package var intValue: Int? { nil }

    package init(_ name: String) { stringValue = name }

    package init(stringValue: String) { self.init(stringValue) }

    /// Rows have names, not numbers.
    package init?(intValue: Int) { nil }
}
