import Inference
import Wire

/// The answers of `GET /v1/models` and `GET /v1/models/{id}`.
enum ModelList {
    static func all(_ catalogue: Catalogue, since plant: Plant) -> [UInt8] {
        var text = JSONText(capacity: 1_024)
        text.beginObject()
        text.key("object")
        text.value("list" as StaticString)
        text.key("data")
        text.beginArray()
        for route in catalogue.routes { write(route, plant, to: &text) }
        text.endArray()
        text.endObject()
        return text.bytes
    }

    static func one(_ route: Route, since plant: Plant) -> [UInt8] {
        var text = JSONText()
        write(route, plant, to: &text)
        return text.bytes
    }

    /// `created` is when this gateway started: suppliers do not tell when a model was made.
    private static func write(_ route: Route, _ plant: Plant, to text: inout JSONText) {
        text.beginObject()
        text.key("id")
        text.value(route.model.name)
        text.key("object")
        text.value("model" as StaticString)
        text.key("created")
        text.value(Int(plant.startedWall))
        text.key("owned_by")
        text.value("busbar" as StaticString)
        text.endObject()
    }
}

/// Percent-decoding of one part of a path.
enum PercentDecoding {
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(0x25) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            if byte == 0x25, digits.count == 2 {
                bytes.append(UInt8(digits[0] << 4 | digits[1]))
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
