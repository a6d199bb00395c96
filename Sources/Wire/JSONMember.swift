/// A member of a JSON object: where its name and its value stand.
///
/// For what is read rarely, errors and rescues; what every request needs is scanned without an array.
package struct JSONMember: Sendable, Hashable {
    /// The name without its quotes, escapes as they are.
    package let key: Range<Int>
    package let value: Range<Int>

    /// The members of the object that begins at `start`, behind blanks; none when there is no object.
    package static func all(
        of bytes: Span<UInt8>,
        from start: Int = 0
    ) throws(JSONFault) -> [JSONMember] {
        var place = start
        JSONScan.skipBlanks(bytes, &place)
        guard place < bytes.count, bytes[place] == ASCII.openBrace else { return [] }
        place += 1
        var members: [JSONMember] = []
        var isFirst = true
        while try JSONScan.hasNext(bytes, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(bytes, &place)
            let value = place
            try JSONScan.skipValue(bytes, &place)
            members.append(JSONMember(key: key, value: value..<place))
        }
        return members
    }

    /// The elements of the array that begins at `start`; none when there is no array.
    package static func elements(
        of bytes: Span<UInt8>,
        from start: Int
    ) throws(JSONFault) -> [Range<Int>] {
        var place = start
        guard place < bytes.count, bytes[place] == ASCII.openBracket else { return [] }
        place += 1
        var elements: [Range<Int>] = []
        var isFirst = true
        while try JSONScan.hasNext(bytes, &place, close: ASCII.closeBracket, isFirst: &isFirst) {
            JSONScan.skipBlanks(bytes, &place)
            let value = place
            try JSONScan.skipValue(bytes, &place)
            elements.append(value..<place)
        }
        return elements
    }
}
