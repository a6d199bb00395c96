import Bus
import Yams

/// A text of the site file.
struct Text {
    /// As it stands in the file, `${NAME}` included: what a mistake may show.
    let written: String
    /// With the environment's values in it: possibly a secret.
    let value: String
}

extension SiteReader {
    /// A single value that is not empty, with `${NAME}` replaced.
    mutating func text(_ field: Field) -> Text? {
        guard let scalar = field.node.scalar, !field.isNull else {
            reject(
                field,
                field.isNull
                    ? "has no value; give it one or remove the line"
                    : "has to be a single value, not \(field.kind)"
            )
            return nil
        }
        let written = Variables.shown(in: scalar.string)
        guard let value = substituted(written, in: field) else { return nil }
        guard !value.isEmpty else {
            let reason = written.isEmpty ? "" : ": \(written) is set to nothing"
            reject(field, "is empty\(reason)")
            return nil
        }
        return Text(written: written, value: value)
    }

    /// A finite number that `isValid` takes; `valid` says which those are.
    mutating func number(
        _ field: Field,
        _ valid: String,
        where isValid: (Double) -> Bool
    ) -> Double? {
        guard let text = text(field) else { return nil }
        let plain = text.value.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39: true
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): true
            default: false
            }
        }
        guard plain, let number = Double(text.value), number.isFinite else {
            reject(field, "not a number: \(quoted(text.written)); it has to be \(valid)")
            return nil
        }
        guard isValid(number) else {
            reject(field, "\(text.written) is out of bounds; it has to be \(valid)")
            return nil
        }
        return number
    }

    /// A whole number within `range`.
    mutating func whole(_ field: Field, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(field) else { return nil }
        let valid = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let number = wholeNumber(text.value) else {
            let isNumber = Double(text.value) != nil
            let what = isNumber ? "out of bounds" : "not a number"
            reject(field, "\(what): \(quoted(text.written)); it has to be \(valid)")
            return nil
        }
        guard range.contains(number) else {
            reject(field, "\(text.written) is out of bounds; it has to be \(valid)")
            return nil
        }
        return number
    }

    /// `true` or `false`.
    mutating func flag(_ field: Field) -> Bool? {
        guard let text = text(field) else { return nil }
        switch text.value {
        case "true": return true
        case "false": return false
        default:
            reject(field, "\(quoted(text.written)) is neither true nor false")
            return nil
        }
    }

    /// One of the words of an enumeration.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ field: Field,
        _: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        guard let text = text(field) else { return nil }
        if let choice = Choice(rawValue: text.value) { return choice }
        let valid = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        reject(field, "\(quoted(text.written)) is not one of \(valid)")
        return nil
    }

    /// A length of time with its unit, above zero and at most 30 days.
    ///
    /// `word`: What else may stand there, for the message.
    mutating func interval(_ field: Field, or word: String? = nil) -> Interval? {
        guard let text = text(field) else { return nil }
        guard let length = Interval(text.value) else {
            reject(
                field,
                Double(text.value) != nil
                    ? "\(text.written) has no unit; write \(text.written)s, or \(text.written)ms, m, h"
                    : "not a duration: \(quoted(text.written)); write 250ms, 5s, 10m or 2h"
                        + (word.map { ", or \($0)" } ?? "")
            )
            return nil
        }
        guard length >= .milliseconds(1), length <= .seconds(30 * 86_400) else {
            reject(field, "\(text.written) is out of bounds; it has to be 1ms to 720h")
            return nil
        }
        return length
    }

    /// A number of bytes: bare, or with `KiB`, `MiB` or `GiB`.
    mutating func bytes(_ field: Field) -> Int? {
        guard let text = text(field) else { return nil }
        let digits = text.value.prefix { $0.isASCII && $0.isNumber }
        let unit = text.value.dropFirst(digits.count).drop { $0 == " " }
        let factors: [Substring: Int] = ["": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30]
        guard let number = wholeNumber(digits), let factor = factors[unit] else {
            reject(field, "not a size: \(quoted(text.written)); write 65536, 64KiB, 64MiB or 1GiB")
            return nil
        }
        let (size, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow, (1_024...(1 << 40)).contains(size) else {
            reject(field, "\(text.written) is out of bounds; it has to be 1KiB to 1024GiB")
            return nil
        }
        return size
    }

    /// A name that goes into headers, labels and paths of the console.
    mutating func name(_ field: Field, _ what: String) -> String? {
        guard let text = text(field) else { return nil }
        guard isName(text.value) else {
            reject(field, "\(quoted(text.written)) is not \(what); \(nameRule)")
            return nil
        }
        return text.value
    }
}

/// What ``isName(_:)`` allows.
let nameRule = "use 1 to 64 letters, digits and . _ -"

func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
        && text.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }
}

/// Whether a text can stand in an HTTP header: visible ASCII, and no space unless `spaces`.
func isHeaderText(_ text: String, spaces: Bool = false) -> Bool {
    text.utf8.allSatisfy { (0x21...0x7E).contains($0) || (spaces && $0 == 0x20) }
}
