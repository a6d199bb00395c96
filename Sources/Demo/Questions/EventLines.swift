/// Cuts a stream of server-sent events into its lines of data and its comments.
///
/// A model's event is one line of data; anything else of the format is passed over.
struct EventLines: Sendable {
    enum Line: Sendable, Equatable {
        case data(String)
        case comment(String)
    }

    private var rest: [UInt8] = []

    /// The lines that are complete with these bytes.
    mutating func received(_ bytes: some Sequence<UInt8>) -> [Line] {
        var lines: [Line] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                rest.append(byte)
                continue
            }
            if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
            if rest.starts(with: "data:".utf8) {
                lines.append(.data(text(from: 5)))
            } else if rest.first == UInt8(ascii: ":") {
                lines.append(.comment(text(from: 1)))
            }
            rest.removeAll(keepingCapacity: true)
        }
        return lines
    }

    private func text(from start: Int) -> String {
        String(decoding: rest.dropFirst(start).drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    }
}
