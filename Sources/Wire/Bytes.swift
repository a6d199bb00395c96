private import Glibc

/// Byte values that the wire formats are made of.
package enum ASCII {
    @inlinable package static var tab: UInt8 { 0x09 }
    @inlinable package static var lineFeed: UInt8 { 0x0A }
    @inlinable package static var carriageReturn: UInt8 { 0x0D }
    @inlinable package static var space: UInt8 { 0x20 }
    @inlinable package static var quote: UInt8 { 0x22 }
    @inlinable package static var comma: UInt8 { 0x2C }
    @inlinable package static var colon: UInt8 { 0x3A }
    @inlinable package static var openBracket: UInt8 { 0x5B }
    @inlinable package static var backslash: UInt8 { 0x5C }
    @inlinable package static var closeBracket: UInt8 { 0x5D }
    @inlinable package static var openBrace: UInt8 { 0x7B }
    @inlinable package static var closeBrace: UInt8 { 0x7D }
}

extension Span where Element == UInt8 {
    /// The first place of `byte` at or after `start`.
    @inline(__always)
    package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard start < count else { return nil }
        return unsafe withUnsafeBufferPointer { all in
            guard let base = all.baseAddress,
                let hit = unsafe memchr(base + start, Int32(byte), all.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
        }
    }

    /// Whether `range` holds `text`, byte for byte.
    @inline(__always)
    package func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount, range.upperBound <= count else { return false }
        return unsafe withUnsafeBufferPointer {
            guard let base = $0.baseAddress else { return range.isEmpty }
            return unsafe memcmp(base + range.lowerBound, text.utf8Start, range.count) == 0
        }
    }

    /// Whether `range` holds the same bytes as another span.
    @inline(__always)
    package func equals(_ range: Range<Int>, _ other: Span<UInt8>) -> Bool {
        guard range.count == other.count, range.upperBound <= count else { return false }
        return unsafe withUnsafeBufferPointer { mine in
            unsafe other.withUnsafeBufferPointer { theirs in
                guard let base = mine.baseAddress, let otherBase = theirs.baseAddress else {
                    return range.isEmpty
                }
                return unsafe memcmp(base + range.lowerBound, otherBase, range.count) == 0
            }
        }
    }

    /// Whether `text`, which is not empty, stands somewhere in `range`.
    ///
    /// Quick when its first byte is rare there.
    package func contains(_ text: StaticString, in range: Range<Int>) -> Bool {
        let length = text.utf8CodeUnitCount
        let first = unsafe text.utf8Start.pointee
        var place = range.lowerBound
        while let hit = firstIndex(of: first, from: place), hit + length <= range.upperBound {
            if equals(hit..<hit + length, text) { return true }
            place = hit + 1
        }
        return false
    }

    /// Whether `range` holds `text` in any case; `text` is given in lower case.
    @inline(__always)
    package func equalsIgnoringCase(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        var place = range.lowerBound
        var expected = unsafe text.utf8Start
        while place < range.upperBound {
            var byte = self[place]
            if byte &- 0x41 < 26 { byte |= 0x20 }
            if unsafe byte != expected.pointee { return false }
            place += 1
            unsafe expected += 1
        }
        return true
    }

    /// The bytes of `range` as text; ill-formed UTF-8 is repaired.
    package func string(_ range: Range<Int>) -> String {
        unsafe extracting(range).withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
    }

    /// The bytes of `range`, copied.
    package func array(_ range: Range<Int>) -> [UInt8] {
        unsafe extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// `range` without spaces and tabs at its ends.
    @inline(__always)
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, self[low] == ASCII.space || self[low] == ASCII.tab { low += 1 }
        while high > low, self[high - 1] == ASCII.space || self[high - 1] == ASCII.tab { high -= 1 }
        return low..<high
    }

    /// The decimal number that fills `range`; nil when it is empty, has another byte or is too large.
    package func decimal(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= 18 else { return nil }
        var value = 0
        for place in range {
            let digit = self[place] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}
