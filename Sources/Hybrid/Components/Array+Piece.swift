extension Range<Int> {
    /// Where the piece between two of these places begins in which something lies; O(log n).
    ///
    /// For a test that places up to it pass and none after: the last that passes, but the first where
    /// none does, and the last but one where all do.
    func piece(from isBefore: (Int) -> Bool) -> Int {
        var low = lowerBound
        var high = Swift.max(low, upperBound - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle } else { high = middle }
        }
        return low
    }
}

extension [Double] {
    /// The piece between two of these values, in ascending order, in which a value lies: its index.
    ///
    /// Values before the first are in the first piece, those after the last in the last.
    package func piece(at value: Double) -> Int { indices.piece { self[$0] <= value } }

    /// How far a value is through a piece, from 0 to 1; 1 for a piece without length.
    package func share(at value: Double, in piece: Int) -> Double {
        let length = self[piece + 1] - self[piece]
        return length > 0 ? Swift.min(1, Swift.max(0, (value - self[piece]) / length)) : 1
    }

    /// The value at a share of a piece, on the line between its ends.
    package func value(at share: Double, of piece: Int) -> Double {
        self[piece] + share * (self[piece + 1] - self[piece])
    }
}
