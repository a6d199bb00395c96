import Bus

/// Draws figures from their bands.
package struct BandSampling: Sendable {
    package enum Method: String, Sendable, Hashable {
        /// Each sample by itself.
        case plain
        /// Each figure once in every part of its band of the same probability: a Latin hypercube.
        case latin
    }

    package let bands: [Band]
    package let method: Method

    package init(_ bands: [Band], method: Method = .latin) {
        self.bands = bands
        self.method = method
    }

    /// So many samples: the same for the same seed.
    package func samples(_ count: Int, seed: UInt64) -> [[Band.Figure: Double]] {
        var random = SplitMix64(seed: seed)
        var samples = [[Band.Figure: Double]](repeating: [:], count: count)
        for band in bands {
            for (index, place) in Self.places(count, method, using: &random).enumerated() {
                samples[index][band.figure] = band.quantile(place)
            }
        }
        return samples
    }

    /// Shares of the chances from 0 to 1, one for each sample.
    static func places(
        _ count: Int,
        _ method: Method = .latin,
        using random: inout some RandomNumberGenerator
    ) -> [Double] {
        let order = method == .latin ? Array(0..<count).shuffled(using: &random) : []
        return (0..<count).map { index in
            let chance = Double.random(in: 0..<1, using: &random)
            return order.isEmpty ? chance : (Double(order[index]) + chance) / Double(count)
        }
    }

    /// One sample by itself, in place of the last one.
    func draw(
        into factors: inout [Band.Figure: Double],
        using random: inout some RandomNumberGenerator
    ) {
        for band in bands {
            factors[band.figure] = band.quantile(Double.random(in: 0..<1, using: &random))
        }
    }
}

extension Band {
    /// The factor below which a share of the chances lies, from 0 to 1.
    ///
    /// Chances grow in a line from the ends of the band to what is assumed, a factor of one; or to
    /// the nearest end where the band does not hold it.
    package func quantile(_ share: Double) -> Double {
        Self.quantile(share, of: factors, peak: min(max(1, factors.lowerBound), factors.upperBound))
    }

    /// Of a triangle over a range with its top within it.
    static func quantile(
        _ share: Double,
        of range: ClosedRange<Double>,
        peak: Double
    ) -> Double {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard high > low else { return low }
        let turn = (peak - low) / (high - low)
        return share < turn
            ? low + (share * (high - low) * (peak - low)).squareRoot()
            : high - ((1 - share) * (high - low) * (high - peak)).squareRoot()
    }
}
