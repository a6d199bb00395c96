import ArgumentParser

/// Sizes from the lowest to the highest, equally far apart.
struct SizeRange: Sendable, CustomStringConvertible {
    let from: Double
    let to: Double
    let count: Int

    init(from: Double, to: Double, count: Int) {
        self.from = from
        self.to = to
        self.count = count
    }

    /// From `20:230:20`, or one size, as `50` or `50:50:1`.
    init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        func wrong(_ why: String) -> ValidationError {
            ValidationError("\(why); write 50, or 20:230:20 (from:to:count)")
        }
        guard parts.count == 1 || parts.count == 3 else {
            throw wrong("one size or three numbers with colons are needed")
        }
        let ends = parts.prefix(2).map { Double($0) ?? .nan }
        guard ends.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw wrong("sizes are numbers of zero or more")
        }
        let (from, to) = (ends[0], ends[ends.count - 1])
        guard parts.count == 3, to != from else {
            self.init(from: from, to: from, count: 1)
            guard parts.count == 1 || Int(parts[2]).map({ $0 >= 1 }) == true else {
                throw wrong("the count is a whole number from 1 on")
            }
            return
        }
        guard to > from else { throw wrong("the first size is above the second") }
        guard let count = Int(parts[2]), (1...1_000).contains(count) else {
            throw wrong("the count is a whole number from 1 to 1000")
        }
        guard count > 1 else { throw wrong("one size cannot be both; a count from 2 on") }
        self.init(from: from, to: to, count: count)
    }

    /// As it is written.
    var description: String { "\(from):\(to):\(count)" }

    var values: [Double] {
        guard count > 1 else { return [from] }
        return (0..<count).map { from + Double($0) / Double(count - 1) * (to - from) }
    }
}
