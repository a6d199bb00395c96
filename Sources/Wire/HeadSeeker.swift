/// Finds the end of a head that comes in many small pieces, without reading a byte twice.
///
/// A head that comes whole never needs it; one that trickles would otherwise be parsed from its
/// beginning for every piece.
package struct HeadSeeker: Sendable {
    private var searched = 0
    private var lineStart = 0

    package init() {}

    /// Whether anything was searched yet.
    package var hasBegun: Bool { searched > 0 }

    /// Looks at the bytes that are new since the last call.
    ///
    /// - Parameter bytes: All that has come of the message so far, from its first byte.
    /// - Returns: Whether the empty line is there.
    /// - Throws: ``HTTPFault/malformed(_:)`` for a line that ends with LF alone.
    package mutating func foundEnd(in bytes: Span<UInt8>) throws(HTTPFault) -> Bool {
        while let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: searched) {
            guard lineFeed > 0, bytes[lineFeed - 1] == ASCII.carriageReturn else {
                throw .malformed(.bareLineFeed)
            }
            searched = lineFeed + 1
            if lineFeed - 1 == lineStart { return true }
            lineStart = searched
        }
        searched = bytes.count
        return false
    }
}
