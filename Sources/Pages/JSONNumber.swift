/// A number of a document, or null where there is none: JSON knows neither NaN nor infinity.
package struct JSONNumber: Sendable, Hashable, Codable, ExpressibleByFloatLiteral {
    package let value: Double?

    package init(_ value: Double?) { self.value = value.flatMap { $0.isFinite ? $0 : nil } }
    package init(floatLiteral value: Double) { self.init(value) }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self.init(container.decodeNil() ? nil : try container.decode(Double.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}

/// A value of a document, or null where there is none; an optional would be left out.
package struct JSONNullable<Value: Sendable & Hashable & Encodable>: Sendable, Hashable, Encodable {
    package let value: Value?

    package init(_ value: Value?) { self.value = value }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}

extension [Double] {
    package var document: [JSONNumber] { map { JSONNumber($0) } }
}
