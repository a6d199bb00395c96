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
    package func carbonBreakEven(_ other: OwnershipOutlook, at share: Double? = nil) -> BreakEven {
        let ours = share.map { at($0) } ?? central
        return BreakEven(
            before: (
                ours.carbon.manufacturing * distance,
                other.central.carbon.manufacturing * other.distance
            ),
            each: (ours.carbon.driving, other.central.carbon.driving)
        )
    }

    /// Money, the price first, against that of another vehicle; nothing where a price is missing.
    ///
    /// Without what is left of the price in the end, and without discount: what has been paid.
    package func costBreakEven(_ other: OwnershipOutlook, at share: Double? = nil) -> BreakEven? {
        guard let price, let otherPrice = other.price else { return nil }
        let ours = share.map { at($0) } ?? central
        func running(_ cost: Cost) -> Double { cost.energy + cost.maintenance }
        return BreakEven(
            before: (price, otherPrice),
            each: (running(ours.cost), running(other.central.cost))
        )
    }

    /// The share of electric driving at which a figure is that of another vehicle.
    ///
    /// Nothing where it is not within 0 and 1, or does not depend on the share. Linear in the share,
    /// but for batteries that are replaced.
    package func evenShare(with other: Double, _ figure: (Case) -> Double) -> Double? {
        guard let first = cases.first, let last = cases.last,
            last.electricShare > first.electricShare
        else { return nil }
        let slope =
            (figure(last) - figure(first)) / (last.electricShare - first.electricShare)
        guard slope != 0 else { return nil }
        let share = first.electricShare + (other - figure(first)) / slope
        return share >= 0 && share <= 1 ? share : nil
    }

    /// At a share between the cases, or beyond them: linear.
    package func at(_ share: Double) -> Case {
        guard let first = cases.first, let last = cases.last,
            last.electricShare > first.electricShare
        else { return central }
        let part = (share - first.electricShare) / (last.electricShare - first.electricShare)
        func between(_ figure: (Case) -> Double) -> Double {
            figure(first) + part * (figure(last) - figure(first))
        }
        return Case(
            electricShare: share,
            cost: Cost(
                electricity: between(\.cost.electricity),
                fuel: between(\.cost.fuel),
                time: between(\.cost.time),
                maintenance: between(\.cost.maintenance),
                depreciation: between(\.cost.depreciation),
                replacement: between(\.cost.replacement)
            ),
            carbon: Carbon(
                tailpipe: between(\.carbon.tailpipe),
                fuelUpstream: between(\.carbon.fuelUpstream),
                grid: between(\.carbon.grid),
                gridUpstream: between(\.carbon.gridUpstream),
                manufacturing: between(\.carbon.manufacturing)
            ),
            fuel: between(\.fuel),
            wall: between(\.wall),
            chargingTime: between(\.chargingTime),
            chargingStops: between(\.chargingStops),
            battery: nil
        )
    }
}
