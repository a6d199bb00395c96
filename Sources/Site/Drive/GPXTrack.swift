/// The points of a GPX 1.1 track: `trkpt` with `lat`, `lon` and `ele`; of a `rte` where there is none.
///
/// A strict reader of just that much XML over the bytes: elements, attributes, comments, CDATA and
/// declarations; no entities, which no number needs.
struct GPXTrack {
    struct Point {
        var latitude: Double
        var longitude: Double
        /// In m.
        var altitude: Double
    }

    /// More are no road: a point for every meter from coast to coast.
    static let mostPoints = 5_000_000

    private var points: [Point] = []
    private var routePoints: [Point] = []
    private var complaints = Complaints()
    /// The point that is being read, and where it begins.
    private var open: Begun?
    /// Points that were begun.
    private var count = 0
    private var isInAltitude = false
    private var altitudeText: [UInt8] = []

    /// A point as far as it has been read; what is missing or wrong stays nil.
    private struct Begun {
        /// From 1, in the order of the file.
        var number: Int
        var line: Int
        var isRoute: Bool
        var latitude: Double?
        var longitude: Double?
        var altitude: Double?
        var hasAltitude = false

        var point: Point? {
            guard let latitude, let longitude, let altitude else { return nil }
            return Point(latitude: latitude, longitude: longitude, altitude: altitude)
        }
    }

    /// The points that could be read, and what is wrong with the others.
    static func decode(_ text: String) -> (points: [Point], complaints: Complaints) {
        var track = GPXTrack()
        track.read(Array(text.utf8))
        let points = track.points.isEmpty ? track.routePoints : track.points
        if track.complaints.isEmpty, points.isEmpty {
            track.complaints.add(nil, "has no <trkpt>; is it a GPX track?")
        }
        return (points, track.complaints)
    }

    private mutating func read(_ bytes: [UInt8]) {
        var index = 0
        var line = 1
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "<") else {
                if byte == 0x0A { line += 1 }
                if isInAltitude { altitudeText.append(byte) }
                index += 1
                continue
            }
            let (end, isMarkup) = Self.end(of: bytes, from: index)
            guard let end else {
                complaints.add(line, "a < that no > closes; the file ends too early")
                return
            }
            if isMarkup {
                element(bytes[(index + 1)..<(end - 1)], line)
                if points.count + routePoints.count > Self.mostPoints {
                    complaints.add(line, "more than \(Self.mostPoints) points")
                    return
                }
            }
            for byte in bytes[index..<end] where byte == 0x0A { line += 1 }
            index = end
        }
        if let open {
            complain(open, "is not closed; the file ends too early")
        }
    }

    /// Where a piece of markup ends, and whether it is an element.
    private static func end(of bytes: [UInt8], from start: Int) -> (end: Int?, isElement: Bool) {
        let rest = bytes[start...]
        for (opening, closing) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
        where rest.starts(with: opening.utf8) {
            let pattern = Array(closing.utf8)
            var index = start + opening.utf8.count
            while index + pattern.count <= bytes.count {
                if bytes[index..<(index + pattern.count)].elementsEqual(pattern) {
                    return (index + pattern.count, false)
                }
                index += 1
            }
            return (nil, false)
        }
        var quote: UInt8?
        for index in (start + 1)..<max(start + 1, bytes.count) {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return (index + 1, bytes[start + 1] != UInt8(ascii: "!"))
            }
        }
        return (nil, false)
    }

    /// What stands between `<` and `>`.
    private mutating func element(_ inside: ArraySlice<UInt8>, _ line: Int) {
        let isClosing = inside.first == UInt8(ascii: "/")
        let isEmpty = inside.last == UInt8(ascii: "/")
        let body = isClosing ? inside.dropFirst() : isEmpty ? inside.dropLast() : inside
        let name = Self.localName(body)
        switch name {
        case "trkpt", "rtept":
            if isClosing {
                close(line)
            } else {
                begin(body, line, isRoute: name == "rtept")
                if isEmpty { close(line) }
            }
        case "ele":
            guard open != nil else { return }
            if isClosing { endAltitude(line) } else { isInAltitude = !isEmpty }
            if !isClosing { altitudeText = [] }
        default:
            break
        }
    }

    private mutating func begin(_ body: ArraySlice<UInt8>, _ line: Int, isRoute: Bool) {
        if let open { complain(open, "is not closed before the next") }
        count += 1
        var point = Begun(number: count, line: line, isRoute: isRoute)
        point.latitude = number("lat", body, point, 90)
        point.longitude = number("lon", body, point, 180)
        open = point
    }

    /// The number finds a point where many stand in one line.
    private mutating func complain(_ point: Begun, at line: Int? = nil, _ message: String) {
        complaints.add(line ?? point.line, "point \(point.number): \(message)")
    }

    private mutating func endAltitude(_ line: Int) {
        isInAltitude = false
        let text = String(decoding: altitudeText, as: UTF8.self)
        let trimmed = text.drop { $0.isWhitespace }
        guard let value = Double(trimmed.prefix { !$0.isWhitespace }),
            (-1000...10_000).contains(value)
        else {
            if let open { complain(open, at: line, "ele: not an altitude in m: \(quoted(text))") }
            open?.hasAltitude = true
            return
        }
        open?.altitude = value
        open?.hasAltitude = true
    }

    private mutating func close(_ line: Int) {
        guard let done = open else {
            complaints.add(line, "closes a point that was not begun")
            return
        }
        open = nil
        isInAltitude = false
        if !done.hasAltitude {
            complain(done, "has no <ele>; a route needs its heights")
        }
        guard let point = done.point else { return }
        if done.isRoute { routePoints.append(point) } else { points.append(point) }
    }

    /// An attribute that has to be there, in degrees.
    private mutating func number(
        _ name: String,
        _ body: ArraySlice<UInt8>,
        _ point: Begun,
        _ most: Double
    ) -> Double? {
        guard let text = Self.attribute(name, of: body) else {
            complain(point, "has no \(name)=")
            return nil
        }
        guard let value = Double(text), abs(value) <= most else {
            complain(point, "\(name): \(quoted(text)) is not within ±\(short(most)) degrees")
            return nil
        }
        return value
    }

    /// Without the prefix of a namespace.
    private static func localName(_ body: ArraySlice<UInt8>) -> String {
        let name = body.prefix { !isSpace($0) }
        let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
        return String(decoding: local, as: UTF8.self)
    }

    private static func attribute(_ name: String, of body: ArraySlice<UInt8>) -> String? {
        var rest = body.drop { !isSpace($0) }
        while true {
            rest = rest.drop { isSpace($0) }
            guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let key = rest[..<equals].prefix { !isSpace($0) }
            let value = rest[(equals + 1)...].drop { isSpace($0) }
            guard let quote = value.first, quote == 0x22 || quote == 0x27,
                let end = value.dropFirst().firstIndex(of: quote)
            else { return nil }
            if key.elementsEqual(name.utf8) {
                return String(decoding: value[(value.startIndex + 1)..<end], as: UTF8.self)
            }
            rest = value[(end + 1)...]
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
