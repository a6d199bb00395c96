/// Replacements in a text, collected in any order and made at once; every other byte stays as it is.
package struct ByteEdits: Sendable {
    private var edits: [(range: Range<Int>, bytes: [UInt8])] = []

    package init() {}

    /// Puts `bytes` in place of `range`, which overlaps no other one; an empty range inserts.
    package mutating func replace(_ range: Range<Int>, with bytes: [UInt8]) {
        edits.append((range, bytes))
    }

    package mutating func insert(_ bytes: [UInt8], at place: Int) {
        replace(place..<place, with: bytes)
    }

    /// The text with everything that was asked for.
    package func applied(to text: Span<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count + edits.reduce(0) { $0 + $1.bytes.count })
        var place = 0
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            text.append(place..<edit.range.lowerBound, to: &out)
            out += edit.bytes
            place = edit.range.upperBound
        }
        text.append(place..<text.count, to: &out)
        return out
    }
}
