/// Where one vehicle catches up with another that began cheaper, or with less carbon.
package enum BreakEven: Sendable, Hashable {
    /// It begins with less and stays below.
    case always
    /// It begins with more and never catches up.
    case never
    /// After so many m.
    case after(Double)
    /// It begins with less, and is above after so many m.
    case until(Double)

    /// `before`: in any unit, of the first and the second vehicle before the first meter; `each`: the
    /// same for each meter.
    package init(before: (Double, Double), each: (Double, Double)) {
        let ahead = before.0 - before.1
        let gain = each.1 - each.0
        if ahead > 0 {
            self = gain > 0 ? .after(ahead / gain) : .never
        } else {
            self = gain < 0 && ahead < 0 ? .until(ahead / gain) : gain < 0 ? .never : .always
        }
    }
}

extension OwnershipOutlook {
    /// Carbon, manufacturing first, against that of another vehicle.
    package func carbonBreakEven(_ other: OwnershipOutlook) -> BreakEven {
        BreakEven(
            before: (
                central.carbon.manufacturing * distance,
                other.central.carbon.manufacturing * other.distance
            ),
            each: (central.carbon.driving, other.central.carbon.driving)
        )
    }

    /// Money, the price first, against that of another vehicle; nothing where a price is missing.
    ///
    /// Without what is left of the price in the end, and without discount: what has been paid.
    package func costBreakEven(_ other: OwnershipOutlook) -> BreakEven? {
        guard let price, let otherPrice = other.price else { return nil }
        func running(_ cost: UseOutcome.Cost) -> Double { cost.energy + cost.maintenance }
        return BreakEven(
            before: (price, otherPrice),
            each: (running(central.cost), running(other.central.cost))
        )
    }

    /// From nights that never fill the battery to those that always do; one where that changes nothing.
    package var byShare: [Case] {
        let all = [uncharged] + cases
        return all.indices.filter { index in
            index == 0 || all[index].electricShare > all[index - 1].electricShare
        }.map { all[$0] }
    }

    /// The share of electric driving at which a figure is that of another vehicle.
    ///
    /// Nothing where no share has it. Linear between the cases; the first crossing from below.
    package func evenShare(with other: Double, _ figure: (Case) -> Double) -> Double? {
        let known = byShare
        for (from, to) in zip(known, known.dropFirst()) {
            let (start, end) = (figure(from) - other, figure(to) - other)
            guard start != end, start == 0 || end == 0 || (start < 0) != (end < 0) else { continue }
            let part = start / (start - end)
            return from.electricShare + part * (to.electricShare - from.electricShare)
        }
        return nil
    }
}
