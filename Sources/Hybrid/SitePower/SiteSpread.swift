import Bus

/// How far the answer for a site may be off: it is asked again with figures from their ranges.
package struct SiteSpread: Sendable {
    /// A figure of the file that has a range.
    package struct Figure: Sendable, Hashable {
        /// Where it stands: `generators.start_minutes`.
        package var path: String
        package var value: Double
        package var range: ClosedRange<Double>
        package var source: String

        package init(path: String, value: Double, range: ClosedRange<Double>, source: String) {
            self.path = path
            self.value = value
            self.range = range
            self.source = source
        }
    }

    /// A figure at the ends of its range, with all others as the file has them.
    package struct Alone: Sendable, Hashable {
        package var figure: Figure
        package var low: SiteOutcome
        package var high: SiteOutcome
    }

    /// With every figure as the file has it.
    package let base: SiteOutcome
    /// One for each figure that moves anything, in the order of the file.
    package let alone: [Alone]
    package let samples: [SiteOutcome]

    /// Draws each figure once in every part of its range of the same probability, which grows in a
    /// line from the ends to the figure itself; the same for the same seed.
    ///
    /// `outcome`: for one value of each figure, in their order.
    package init<Fault: Error>(
        _ figures: [Figure],
        samples count: Int,
        seed: UInt64 = 1,
        outcome: ([Double]) throws(Fault) -> SiteOutcome
    ) throws(Fault) {
        let values = figures.map(\.value)
        let base = try outcome(values)
        self.base = base
        var alone: [Alone] = []
        for (index, figure) in figures.enumerated() {
            var ends: [SiteOutcome] = []
            for end in [figure.range.lowerBound, figure.range.upperBound] {
                var changed = values
                changed[index] = end
                ends.append(end == figure.value ? base : try outcome(changed))
            }
            guard ends.contains(where: { $0 != base }) else { continue }
            alone.append(Alone(figure: figure, low: ends[0], high: ends[1]))
        }
        self.alone = alone
        var random = SplitMix64(seed: seed)
        var draws = [[Double]](repeating: [], count: count)
        for figure in figures {
            for (index, place) in BandSampling.places(count, using: &random).enumerated() {
                draws[index].append(Band.quantile(place, of: figure.range, peak: figure.value))
            }
        }
        var samples: [SiteOutcome] = []
        for draw in draws { samples.append(try outcome(draw)) }
        self.samples = samples
    }

    /// P10, P50 and P90 in the unit of the quantity; nothing where there is none.
    package func spread(_ quantity: SiteQuantity) -> Spread? {
        Spread(samples.compactMap(quantity.value(of:)))
    }

    /// The figure that alone moves a result most; nothing where none does.
    package func widest(_ quantity: SiteQuantity) -> Alone? {
        func width(_ one: Alone) -> Double {
            guard let low = quantity.value(of: one.low), let high = quantity.value(of: one.high)
            else { return 0 }
            return abs(high - low)
        }
        let widest = alone.max { width($0) < width($1) }
        return widest.flatMap { width($0) > 1e-9 * abs(quantity.value(of: base) ?? 0) ? $0 : nil }
    }

    /// Samples in which all that is asked is met.
    package var met: Int { samples.count(where: \.isEnough) }
}

extension SiteCase {
    /// What stands, as a size.
    package var size: SiteSize {
        SiteSize(
            energy: plant.store.capacity,
            power: plant.store.discharge,
            units: plant.fleet.count,
            limit: series.blocks.reduce(0) { max($0, $1.limit) }
        )
    }

    /// From when on the autonomy is looked at again, in s: each hour of the day in turn, and the worst.
    ///
    /// `endurance`: in blocks of so many s.
    package func starts(_ endurance: Endurance, _ step: Double) -> [Double] {
        let worst = endurance.worstBlock.map { Double($0) * step }
        let hours = stride(from: 0, to: series.duration, by: 25 * 3600)
        return Array(hours) + [worst].compactMap(\.self)
    }
}
