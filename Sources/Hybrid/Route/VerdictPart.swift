/// A part of a verdict: a title and what stands below it, a line each.
package struct VerdictPart: Sendable, Hashable, Encodable {
    package var title: String
    package var items: [String]
}
