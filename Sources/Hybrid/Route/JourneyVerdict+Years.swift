import Charts
import Pages

/// A series hybrid over the years against other vehicles, and against other sizes of itself.
extension JourneyVerdict {
    // MARK: For it

    func stronger(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let ours = hybrid.sheet.towRating, let theirs = engine.sheet.towRating,
            ours > 1.02 * theirs
        else { return nil }
        func rating(_ mass: Double, _ sheet: VehicleSheet) -> String {
            Prose.rating(mass) + (sheet.towRatingNote.map { " \($0)" } ?? "")
        }
        let text =
            "may tow \(rating(ours, hybrid.sheet)), \(called(engine)) \(rating(theirs, engine.sheet))"
        return Clause(.stronger, against: engine, text)
    }

    func greener(_ hybrid: Entry, _ engine: Entry) -> [Clause] {
        guard let ours = hybrid.ownership?.central, let theirs = engine.ownership?.central else {
            return []
        }
        var gains: [Clause] = []
        let isBuilt = isMakingKnown(hybrid, engine)
        let carbon =
            isBuilt
            ? 1 - ours.carbon.total / theirs.carbon.total
            : 1 - ours.carbon.driving / theirs.carbon.driving
        if carbon > 0.01 {
            var text = "emits \(percent(carbon)) less CO2 on ordinary days"
            text += "\(isBuilt ? ", making included," : "") than \(called(engine))"
            gains.append(Clause(.greener, against: engine, text))
        }
        let cost = 1 - ours.cost.energy / theirs.cost.energy
        if cost > 0.01 {
            let text = "takes \(percent(cost)) less money for energy on them than \(called(engine))"
            let days = text.replacing("on them", with: "on ordinary days")
            gains.append(Clause(.cheaper, against: engine, gains.isEmpty ? days : text))
        }
        return gains
    }

    /// Whether what both emitted before the first day is known.
    private func isMakingKnown(_ one: Entry, _ other: Entry) -> Bool {
        one.sheet.ownership.carbon != nil && other.sheet.ownership.carbon != nil
    }

    func charged(_ hybrid: Entry) -> Clause? {
        guard let outlook = hybrid.ownership, let least = outlook.cases.first,
            let most = outlook.cases.last, most.electricShare > 0.01
        else { return nil }
        let share = outlook.central.electricShare
        let text =
            "drives \(percent(share)) of its ordinary distance on charge, "
            + "\(Measure.decimal(least.electricShare * 100)) to \(percent(most.electricShare)) "
            + "by how often it is plugged in"
        return Clause(.charged, against: hybrid, text)
    }

    // MARK: Against it

    func dearer(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let ours = hybrid.ownership, let theirs = engine.ownership,
            let price = ours.price, let other = theirs.price, price > other
        else { return nil }
        let years = findings.economy.years
        if case .after(let distance)? = ours.costBreakEven(theirs),
            distance <= findings.economy.distancePerYear * years
        {
            return nil
        }
        let assumed = findings.assumedPrices([hybrid, engine])
        return Clause(
            .dearer,
            against: engine,
            "does not earn back the \(Prose.money(price - other)) that it costs more than "
                + "\(called(engine))\(assumed) within \(Prose.number(years)) years"
        )
    }

    func dirtier(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard isMakingKnown(hybrid, electric), let ours = hybrid.ownership?.central.carbon.total,
            let theirs = electric.ownership?.central.carbon.total, ours > 1.01 * theirs
        else { return nil }
        return Clause(
            .dirtier,
            against: electric,
            "emits \(percent(ours / theirs - 1)) more CO2 over the years than \(called(electric))"
        )
    }

    /// That a smaller one of itself would have done.
    func oversized(_ hybrid: Entry) -> Clause? {
        guard let sizes, let better = sizes.better,
            let cost = better.ownership?.central.cost.total,
            let own = sizes.present.ownership?.central.cost.total,
            let carbon = better.ownership?.central.carbon.total,
            let emitted = sizes.present.ownership?.central.carbon.total, let price = better.price
        else { return nil }
        let change = carbon / emitted - 1
        let less = "\(percent(abs(change))) \(change < 0 ? "less" : "more")"
        return Clause(
            .oversized,
            against: hybrid,
            "is larger than this way needs: \(better.design.words) keep its speeds, too, for "
                + "\(Prose.money(-price)) less to buy, \(Prose.money((own - cost) * findings.economy.distancePerYear)) a year "
                + "less in all and \(less) CO2 (`busbar drive "
                + "size` weighs all missions)"
        )
    }
}
