import Charts
import Pages

/// A series hybrid over the years against other vehicles, and against other sizes of itself.
extension JourneyVerdict {
    func overYears(_ hybrid: Entry, among others: [Entry]) -> [Clause] {
        let against = others.flatMap { other in
            [owned(hybrid, other), greener(hybrid, other), cheaper(hybrid, other)].compactMap(
                \.self
            )
        }
        return against + [charged(hybrid)].compactMap(\.self)
            + others.compactMap { stronger(hybrid, $0) } + [oversized(hybrid)].compactMap(\.self)
    }

    private func stronger(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard engine.journey.kind == .conventional, let ours = hybrid.sheet.towRating,
            let theirs = engine.sheet.towRating, ours > 1.02 * theirs
        else { return nil }
        func rating(_ mass: Double, _ sheet: VehicleSheet) -> String {
            Prose.rating(mass) + (sheet.towRatingNote.map { " \($0)" } ?? "")
        }
        let text =
            "may tow \(rating(ours, hybrid.sheet)), \(called(engine)) \(rating(theirs, engine.sheet))"
        return Clause(.stronger, against: engine, text)
    }

    /// A km over the years, with what it costs more or less to buy; nothing where a price is not known.
    private func owned(_ hybrid: Entry, _ other: Entry) -> Clause? {
        guard let ours = hybrid.ownership, let theirs = other.ownership, let price = ours.price,
            let otherPrice = theirs.price
        else { return nil }
        let (cost, against) = (ours.central.cost.total, theirs.central.cost.total)
        guard Prose.cost(cost) != Prose.cost(against) else { return nil }
        let both =
            "\(Prose.cost(cost)) a km over \(Prose.number(findings.economy.years)) years, "
            + "\(called(other)) \(Prose.cost(against))"
        let more = price - otherPrice
        let assumed = findings.assumedPrices([hybrid, other])
        guard cost > against else {
            let buying = more < 0 ? ", and \(Prose.money(-more)) less to buy\(assumed)" : ""
            return Clause(.cheaperToOwn, against: other, "costs \(both)\(buying)")
        }
        let buying =
            more > 0
            ? ": it does not earn back the \(Prose.money(more)) that it costs more to buy\(assumed)"
            : ""
        return Clause(.dearer, against: other, "costs \(both)\(buying)")
    }

    /// CO2 on ordinary days, with the making where that is known of both; less or more.
    private func greener(_ hybrid: Entry, _ other: Entry) -> Clause? {
        guard let ours = hybrid.ownership?.central, let theirs = other.ownership?.central else {
            return nil
        }
        let isBuilt = hybrid.sheet.ownership.carbon != nil && other.sheet.ownership.carbon != nil
        let change =
            isBuilt
            ? ours.carbon.total / theirs.carbon.total - 1
            : ours.carbon.driving / theirs.carbon.driving - 1
        guard abs(change) > Self.leastShare else { return nil }
        let text =
            "emits \(percent(abs(change))) \(change < 0 ? "less" : "more") CO2 on ordinary days"
            + "\(isBuilt ? ", making included," : "") than \(called(other))"
        return Clause(change < 0 ? .greener : .dirtier, against: other, text)
    }

    private func cheaper(_ hybrid: Entry, _ other: Entry) -> Clause? {
        guard other.journey.kind == .conventional, let ours = hybrid.ownership?.central.cost.energy,
            let theirs = other.ownership?.central.cost.energy
        else { return nil }
        let less = 1 - ours / theirs
        guard less > Self.leastShare else { return nil }
        let text =
            "takes \(percent(less)) less money for energy on ordinary days than \(called(other))"
        return Clause(.cheaper, against: other, text)
    }

    /// Within so much two are the same.
    private static let leastShare = 0.01

    private func charged(_ hybrid: Entry) -> Clause? {
        guard let outlook = hybrid.ownership, let least = outlook.cases.first,
            let most = outlook.cases.last, most.electricShare > Self.leastShare
        else { return nil }
        let share = outlook.central.electricShare
        let text =
            "drives \(percent(share)) of its ordinary distance on charge, "
            + "\(Measure.decimal(least.electricShare * 100)) to \(percent(most.electricShare)) "
            + "by how often it is plugged in"
        return Clause(.charged, against: hybrid, text)
    }

    /// That a smaller one of itself would have done.
    private func oversized(_ hybrid: Entry) -> Clause? {
        guard let sizes, let better = sizes.better, let after = better.ownership?.central,
            let before = sizes.present.ownership?.central, let price = better.price
        else { return nil }
        let change = after.carbon.total / before.carbon.total - 1
        // Those that it would then be cheaper than, and is not.
        let beaten = findings.engines.filter { engine in
            guard let cost = engine.ownership?.central.cost.total else { return false }
            return (after.cost.total..<before.cost.total).contains(cost)
        }
        let names = beaten.map { "less than \(called($0))" }
        return Clause(
            .oversized,
            against: hybrid,
            "is larger than this way needs: \(better.design.words) keep its speeds, too, for "
                + "\(Prose.money(-price)) less to buy and \(Prose.cost(after.cost.total)) a km over the "
                + "years instead of \(Prose.cost(before.cost.total))"
                + (names.isEmpty ? "" : ", \(Prose.list(names))")
                + (abs(change) < Self.leastShare
                    ? ", with as much CO2"
                    : ", with \(percent(abs(change))) \(change < 0 ? "less" : "more") CO2")
                + " (`busbar drive size` weighs all missions)"
        )
    }
}
