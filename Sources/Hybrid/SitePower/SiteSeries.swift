/// What a site needs over time, in blocks of one length.
package struct SiteSeries: Sendable, Hashable {
    /// Of each block, in s.
    package let step: Double
    package private(set) var blocks: [SiteBlock]

    package init(step: Double, blocks: [SiteBlock]) {
        precondition(step > 0, "a length of time")
        self.step = step
        self.blocks = blocks
    }

    /// In s.
    package var duration: Double { step * Double(blocks.count) }

    /// The share of a year of 8,760 hours.
    package var years: Double { duration / (8760 * 3600) }

    /// The highest mean of a block, in W.
    package var peak: Double { blocks.reduce(0) { max($0, $1.mean) } }

    /// Longer blocks, each of so many of these; the last may hold fewer and counts as a whole one.
    ///
    /// Means and mean squares are kept, so that what a resistance turns into heat stays the same. The
    /// grid gives what it gives in the worst of them: an outage is rounded out.
    package func aggregated(_ count: Int) -> SiteSeries {
        guard count > 1 else { return self }
        let whole = stride(from: 0, to: blocks.count, by: count).map { begin in
            Self.mean(blocks[begin..<min(begin + count, blocks.count)])
        }
        return SiteSeries(step: step * Double(count), blocks: whole)
    }

    private static func mean(_ part: ArraySlice<SiteBlock>) -> SiteBlock {
        let share = 1 / Double(part.count)
        func mean(_ path: KeyPath<SiteBlock, Double>) -> Double {
            part.reduce(0) { $0 + $1[keyPath: path] } * share
        }
        return SiteBlock(
            mean: mean(\.mean),
            square: mean(\.square),
            load: mean(\.load),
            limit: part.reduce(.infinity) { min($0, $1.limit) },
            price: mean(\.price),
            carbon: mean(\.carbon)
        )
    }

    /// In the blocks that an outage touches the grid gives nothing.
    package func with(_ outages: [Outage]) -> SiteSeries {
        var series = self
        for outage in outages {
            let first = max(0, Int((outage.begin / step).rounded(.down)))
            let end = min(blocks.count, Int((outage.end / step).rounded(.up)))
            for index in first..<max(first, end) { series.blocks[index].limit = 0 }
        }
        return series
    }

    /// The grid gives no more than so many W.
    package func limited(to limit: Double) -> SiteSeries {
        var series = self
        for index in blocks.indices { series.blocks[index].limit = min(blocks[index].limit, limit) }
        return series
    }

    /// No more is drawn in a month than its cap, in W and above zero.
    package func capped(to caps: [Double], _ months: [BillingMonth]) -> SiteSeries {
        var series = self
        for (month, cap) in zip(months, caps) {
            for index in month.blocks {
                series.blocks[index].limit = min(blocks[index].limit, cap)
            }
        }
        return series
    }

    /// The outages as runs of blocks.
    package var outages: [Range<Int>] {
        var all: [Range<Int>] = []
        var index = 0
        while index < blocks.count {
            guard blocks[index].isOut else {
                index += 1
                continue
            }
            let begin = index
            while index < blocks.count, blocks[index].isOut { index += 1 }
            all.append(begin..<index)
        }
        return all
    }
}
