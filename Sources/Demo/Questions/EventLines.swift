/// Cuts a stream of server-sent events into the payloads of its `data:` lines.
///
/// A model's event is one line of data; anything else of the format is passed over.
struct EventLines: Sendable {
    private var rest: [UInt8] = []

    /// The payloads that are complete with these bytes.
    mutating func received(_ bytes: some Sequence<UInt8>) -> [String] {
        var payloads: [String] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                rest.append(byte)
                continue
            }
            if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
            if rest.starts(with: "data:".utf8) {
                let payload = rest.dropFirst(5).drop { $0 == UInt8(ascii: " ") }
                payloads.append(String(decoding: payload, as: UTF8.self))
            }
            rest.removeAll(keepingCapacity: true)
        }
        return payloads
    }
}
