package import Wire

/// Why the body of a request cannot be relayed.
package enum RequestFault: Error, Sendable, Hashable {
    case json(JSONFault)
    /// The body is JSON, but not an object.
    case notAnObject
    /// Something follows the object.
    case trailingBytes(offset: Int)
    /// `model` is not there.
    case noModel
    /// A key has a value of a type that it cannot have.
    case wrongType(key: String, expected: String)
    /// A key that decides about the route is given twice: which one would the supplier take?
    case repeatedKey(String)
    /// Such a key is spelled with escapes, so that it could stand beside the plain one.
    case escapedKey(String)
}

/// What routing needs to know of a request's body, found in one pass without decoding the rest.
package struct RequestScan: Sendable, Hashable {
    /// `stream_options` as it stands.
    package enum StreamOptions: Sendable, Hashable {
        case absent
        /// `null`, at this range.
        case null(Range<Int>)
        /// An object; `insertion` is the place behind its opening brace.
        case object(insertion: Int, isEmpty: Bool, includeUsage: Range<Int>?)
    }

    /// The value of `model`, without its quotes, escapes as they are.
    package private(set) var model: Range<Int> = 0..<0
    package private(set) var streams = false
    /// How many choices of each prompt were asked for (`n`).
    private var choicesEach = 1
    private(set) var traits = RequestTraits()
    package private(set) var streamOptions = StreamOptions.absent
    /// Whether the client asked for the usage chunk itself.
    package private(set) var asksForUsage = false
    /// The place of the closing brace of the object.
    package private(set) var end = 0

    /// How many choices an answer has.
    package var choices: Int { choicesEach * traits.prompts }

    package init(_ bytes: Span<UInt8>) throws(RequestFault) {
        do {
            try scan(bytes)
        } catch let fault as JSONFault {
            throw .json(fault)
        } catch let fault as RequestFault {
            throw fault
        } catch {
            preconditionFailure("only these two are thrown")
        }
    }

    private mutating func scan(_ bytes: Span<UInt8>) throws {
        var place = 0
        JSONScan.skipBlanks(bytes, &place)
        guard place < bytes.count else { throw JSONFault(reason: .truncated, offset: place) }
        guard bytes[place] == ASCII.openBrace else { throw RequestFault.notAnObject }
        place += 1
        var isFirst = true
        var seen = Seen()
        while try JSONScan.hasNext(bytes, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(bytes, &place)
            try take(key, bytes, &place, &seen)
        }
        end = place - 1
        JSONScan.skipBlanks(bytes, &place)
        guard place == bytes.count else { throw RequestFault.trailingBytes(offset: place) }
        guard seen.model else { throw RequestFault.noModel }
    }

    private struct Seen {
        var model = false
        var stream = false
        var options = false
    }

    @inline(__always)
    private mutating func take(
        _ key: Range<Int>,
        _ bytes: Span<UInt8>,
        _ place: inout Int,
        _ seen: inout Seen
    ) throws {
        switch key.count {
        case 5 where bytes.equals(key, "model"):
            guard !seen.model else { throw RequestFault.repeatedKey("model") }
            seen.model = true
            guard bytes[place] == ASCII.quote else {
                throw RequestFault.wrongType(key: "model", expected: "a string")
            }
            let close = try JSONScan.stringEnd(bytes, from: place + 1)
            model = place + 1..<close
            place = close + 1
        case 6 where bytes.equals(key, "stream"):
            guard !seen.stream else { throw RequestFault.repeatedKey("stream") }
            seen.stream = true
            let start = place
            try JSONScan.skipValue(bytes, &place)
            streams = bytes.equals(start..<place, "true")
            guard
                streams || bytes.equals(start..<place, "false")
                    || bytes.equals(start..<place, "null")
            else { throw RequestFault.wrongType(key: "stream", expected: "true or false") }
        case 14 where bytes.equals(key, "stream_options"):
            guard !seen.options else { throw RequestFault.repeatedKey("stream_options") }
            seen.options = true
            try scanStreamOptions(bytes, &place)
        case 1 where bytes.equals(key, "n"):
            let start = place
            try JSONScan.skipValue(bytes, &place)
            // More than any supplier gives; the bound keeps a product with it a number.
            choicesEach = min(max(1, bytes.decimal(start..<place) ?? 1), 1 << 20)
        default:
            guard try !traits.take(key, bytes, &place) else { return }
            try Self.checkSpelling(of: key, bytes)
            try JSONScan.skipValue(bytes, &place)
        }
    }

    /// Refuses a key that decides about the route but was not recognized for its escapes: the
    /// supplier, which decodes it, would take it for another `model`.
    private static func checkSpelling(of key: Range<Int>, _ bytes: Span<UInt8>) throws {
        // The longest is `stream_options` with six bytes for each letter.
        guard key.count <= 84,
            bytes.extracting(key).firstIndex(of: ASCII.backslash, from: 0) != nil
        else { return }
        let name = JSONString.decoded(bytes.array(key))
        guard !["model", "stream", "stream_options", "n", "include_usage"].contains(name) else {
            throw RequestFault.escapedKey(name)
        }
    }

    private mutating func scanStreamOptions(_ bytes: Span<UInt8>, _ place: inout Int) throws {
        let start = place
        guard bytes[place] == ASCII.openBrace else {
            try JSONScan.skipValue(bytes, &place)
            guard bytes.equals(start..<place, "null") else {
                throw RequestFault.wrongType(key: "stream_options", expected: "an object")
            }
            streamOptions = .null(start..<place)
            return
        }
        place += 1
        var isFirst = true
        var includeUsage: Range<Int>?
        while try JSONScan.hasNext(bytes, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(bytes, &place)
            let value = place
            try JSONScan.skipValue(bytes, &place)
            guard bytes.equals(key, "include_usage") else {
                try Self.checkSpelling(of: key, bytes)
                continue
            }
            guard includeUsage == nil else { throw RequestFault.repeatedKey("include_usage") }
            includeUsage = value..<place
            asksForUsage = bytes.equals(value..<place, "true")
        }
        streamOptions = .object(
            insertion: start + 1,
            isEmpty: isFirst,
            includeUsage: includeUsage
        )
    }

    /// The changes that make the body fit for a supply: the model's name there and, for a stream of
    /// an endpoint that has it, the wish for usage.
    ///
    /// In order of place, never overlapping.
    package func edits(for endpoint: Endpoint) -> BodyEdits {
        var edits = BodyEdits(model: model)
        guard streams, endpoint.hasStreamOptions, !asksForUsage else { return edits }
        switch streamOptions {
        case .absent:
            edits.usage = BodyEdits.Insertion(
                at: end..<end,
                text: #","stream_options":{"include_usage":true}"#
            )
        case .null(let range):
            edits.usage = BodyEdits.Insertion(at: range, text: #"{"include_usage":true}"#)
        case .object(_, _, let value?):
            edits.usage = BodyEdits.Insertion(at: value, text: "true")
        case .object(let place, let isEmpty, nil):
            edits.usage = BodyEdits.Insertion(
                at: place..<place,
                text: isEmpty ? #""include_usage":true"# : #""include_usage":true,"#
            )
        }
        return edits
    }
}

/// What is replaced in a request's body before it is sent to a supply.
package struct BodyEdits: Sendable {
    package struct Insertion: Sendable {
        /// The bytes that are replaced; empty for a pure insertion.
        package let range: Range<Int>
        package let text: StaticString

        init(at range: Range<Int>, text: StaticString) {
            self.range = range
            self.text = text
        }
    }

    /// The model's name, which the supply's own name replaces (without the quotes).
    package let model: Range<Int>
    package var usage: Insertion?

    /// Bytes that the body grows by when the model's name there has `count` bytes; may be negative.
    package func growth(modelBytes count: Int) -> Int {
        let usageGrowth = usage.map { $0.text.utf8CodeUnitCount - $0.range.count } ?? 0
        return count - model.count + usageGrowth
    }
}
