extension SiteDocument {
    /// Where the hours of a site-year belong in a document.
    package struct HourMark: Sendable, Equatable, Encodable {
        /// The place of the site-year among all, from 0.
        let place: Int

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode("@\(place)")
        }

        /// The mark as it stands behind its key; nothing else that is written looks like it, since
        /// quotes in a name are escaped.
        var text: String { "\"hours\" : \"@\(place)\"" }
    }

    /// Writes the document with the hours in the places of their marks, a piece at a time.
    ///
    /// `encoded`: This document by an encoder that writes it pretty and with sorted keys, as which the
    /// hours are written as well.
    package func write(_ encoded: String, to write: ([UInt8]) throws -> Void) rethrows {
        let bytes = Array(encoded.utf8)
        var rest = bytes[...]
        let marks = ([hours] + years.map(\.hours)).compactMap(\.self)
        for mark in marks {
            guard let found = rest.firstRange(of: Array(mark.text.utf8)) else { continue }
            let line = rest[..<found.lowerBound].lastIndex(of: UInt8(ascii: "\n"))
            let indent = line.map { found.lowerBound - $0 - 1 } ?? 0
            try write(Array(rest[..<found.lowerBound]))
            let plan = plans.indices.contains(mark.place) ? plans[mark.place] : nil
            var hours = HourWriter(plan, indent: indent)
            try hours.write(to: write)
            rest = rest[found.upperBound...]
        }
        try write(Array(rest))
    }
}

/// The hours of a site-year as JSON.
///
/// An hour has `hour` (from 0), `load_mw`, `price_usd_per_mwh`, `sources_mw` (megawatts by source,
/// towards the load positive), `stored_mwh` (in all storages at its end) and `unserved_mw`.
private struct HourWriter {
    /// Bytes that are gathered before they are written.
    private static let pieceBytes = 1 << 16

    private let count: Int
    private let load, unserved: [Double]?
    private let stored: [[Double]]
    private let price: [Double]
    /// By name, in its order, as key with its colon.
    private let sources: [(key: [UInt8], power: [Double])]
    private let indent: Int
    private var bytes: [UInt8] = []

    /// `indent`: Spaces before the key of the hours.
    init(_ plan: SiteYearPlan?, indent: Int) {
        self.indent = indent
        count = plan?.hourCount ?? 0
        load = plan?.flow(named: "load")?.power
        unserved = plan?.flow(named: "unserved")?.power
        stored = plan?.stored.map(\.power) ?? []
        price = plan?.price ?? []
        var names: Set<String> = []
        sources = (plan?.sourceFlows ?? []).filter { names.insert($0.name).inserted }
            .sorted { $0.name < $1.name }
            .map { (Array(Self.quoted($0.name).utf8), $0.power) }
    }

    mutating func write(to write: ([UInt8]) throws -> Void) rethrows {
        bytes.reserveCapacity(Self.pieceBytes + 4_096)
        add(#""hours" : ["#)
        if count == 0 { add("\n") }
        for hour in 0..<count {
            add(hour == 0 ? "\n" : ",\n")
            entry(hour)
            guard bytes.count >= Self.pieceBytes else { continue }
            try write(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        newLine(0)
        add("]")
        try write(bytes)
    }

    private mutating func entry(_ hour: Int) {
        spaces(2)
        add("{")
        key(#""hour""#, isFirst: true)
        add("\(hour)")
        key(#""load_mw""#)
        number(load?.at(hour))
        key(#""price_usd_per_mwh""#)
        number(price.at(hour))
        key(#""sources_mw""#)
        add("{")
        if sources.isEmpty { add("\n") }
        for place in sources.indices {
            if place > 0 { add(",") }
            newLine(6)
            bytes += sources[place].key
            add(" : ")
            number(sources[place].power.at(hour))
        }
        newLine(4)
        add("}")
        key(#""stored_mwh""#)
        number(stored.reduce(0) { $0 + ($1.at(hour) ?? 0) })
        key(#""unserved_mw""#)
        number(unserved?.at(hour) ?? 0)
        newLine(2)
        add("}")
    }

    private mutating func key(_ name: StaticString, isFirst: Bool = false) {
        if !isFirst { add(",") }
        newLine(4)
        add("\(name) : ")
    }

    private mutating func newLine(_ more: Int) {
        bytes.append(UInt8(ascii: "\n"))
        spaces(more)
    }

    private mutating func spaces(_ more: Int) {
        for _ in 0..<indent + more { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func add(_ text: String) { bytes += text.utf8 }

    /// A number as encoders write it: the shortest that reads the same, whole numbers without a point.
    private mutating func number(_ value: Double?) {
        guard let value, value.isFinite else { return add("null") }
        let text = value.description
        bytes += text.utf8
        if text.hasSuffix(".0") { bytes.removeLast(2) }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
