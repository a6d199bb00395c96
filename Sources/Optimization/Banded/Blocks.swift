/// Where each block of a ``StandardForm``'s variables ends; they stand in this order.
struct Blocks {
    /// Bounded columns of the band.
    var band = 0
    var slacks = 0
    /// Bounded columns of the border.
    var border = 0
    var freeBand = 0
    var freeBorder = 0

    /// The variables that must not be negative.
    var bounded: Int { border }
    var count: Int { freeBorder }
    var slackRange: Range<Int> { band..<slacks }
    var bandRanges: [Range<Int>] { [0..<band, border..<freeBand] }
    var borderColumns: [Int] { Array(slacks..<border) + Array(freeBand..<freeBorder) }

    /// Where a border column stands among all border columns.
    func borderPlace(of variable: Int) -> Int {
        variable < border ? variable - slacks : variable - freeBand + border - slacks
    }

    /// All variables in pieces that stay in the cache while several loops run over each of them.
    var chunks: [Chunk] {
        let ends = [
            (Chunk.Kind.band, 0..<band), (.slack, band..<slacks), (.border, slacks..<border),
            (.freeBand, border..<freeBand), (.freeBorder, freeBand..<freeBorder),
        ]
        return ends.flatMap { kind, range in
            stride(from: range.lowerBound, to: range.upperBound, by: Chunk.length).map {
                Chunk(kind: kind, range: $0..<min($0 + Chunk.length, range.upperBound))
            }
        }
    }
}

/// Variables of one block that stand beside each other.
struct Chunk {
    enum Kind: Sendable { case band, slack, border, freeBand, freeBorder }

    static let length = 2048

    let kind: Kind
    let range: Range<Int>

    var isBounded: Bool {
        switch kind {
        case .band, .slack, .border: true
        case .freeBand, .freeBorder: false
        }
    }

    var isBorder: Bool {
        switch kind {
        case .border, .freeBorder: true
        case .band, .slack, .freeBand: false
        }
    }
}
