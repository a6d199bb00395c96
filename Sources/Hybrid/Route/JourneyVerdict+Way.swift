import Charts
import Pages

/// A series hybrid on the way: against an electric vehicle what it is spared, against one that burns fuel
/// what its plug does and what is left of that once the charge is gone.
extension JourneyVerdict {
    // MARK: Against an electric one

    func againstElectric(_ hybrid: Entry, _ electric: Entry) -> [Clause] {
        [
            faster(hybrid, electric), keepsSpeeds(hybrid, electric),
            smallerBattery(hybrid, electric), slower(hybrid, electric),
            dirtierOnWay(hybrid, electric), needless(hybrid, electric),
        ].compactMap(\.self)
    }

    private func faster(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard let ours = hybrid.whole else { return nil }
        guard let theirs = electric.whole else {
            return Clause(.faster, against: electric, "arrives where \(called(electric)) does not")
        }
        let saved = theirs.times.total - ours.times.total
        guard saved > JourneyFindings.sameTime else { return nil }
        let text = "is \(Prose.time(saved)) faster than \(driven(electric))"
        return Clause(.faster, against: electric, text)
    }

    private func keepsSpeeds(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard hybrid.journey.keepsSpeeds, !electric.journey.keepsSpeeds else { return nil }
        let text = "keeps the speeds of the road, which \(called(electric)) cannot with its reserve"
        return Clause(.keepsSpeeds, against: electric, text)
    }

    private func smallerBattery(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard hybrid.whole != nil, let ours = hybrid.sheet.vehicle.battery?.usableEnergy,
            let theirs = electric.sheet.vehicle.battery?.usableEnergy, ours < theirs
        else { return nil }
        let text = "needs \(percent(ours / theirs)) of the usable battery of \(called(electric))"
        return Clause(.smallerBattery, against: electric, text)
    }

    private func slower(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard let theirs = electric.whole else { return nil }
        guard let ours = hybrid.whole else {
            let text = "does not arrive where \(called(electric)) does"
            return Clause(.slower, against: electric, text)
        }
        let lost = ours.times.total - theirs.times.total
        guard lost > JourneyFindings.sameTime else { return nil }
        let text = "takes \(Prose.time(lost)) longer than \(driven(electric))"
        return Clause(.slower, against: electric, text)
    }

    private func dirtierOnWay(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard let ours = hybrid.whole?.carbon.total, let theirs = electric.whole?.carbon.total,
            ours > theirs
        else { return nil }
        let text =
            "emits \(Prose.mass(ours)) of CO2 on this way, \(driven(electric)) \(Prose.mass(theirs))"
        return Clause(.dirtierOnWay, against: electric, text)
    }

    /// That it is the trailer which asks for an engine: without it the electric one keeps the speeds, too.
    private func needless(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard let ours = hybrid.light, let theirs = electric.light, !electric.journey.isArrived,
            theirs.carbon.total < ours.carbon.total
        else { return nil }
        let text =
            "has its engine for the trailer: without it \(called(electric)) keeps the speeds of the "
            + "road, too, and takes \(Prose.time(theirs.times.total)) against "
            + "\(Prose.time(ours.times.total)), with \(Prose.mass(theirs.carbon.total)) of CO2 against "
            + Prose.mass(ours.carbon.total)
        return Clause(.unladenNeedless, against: electric, text)
    }

    // MARK: Against one that burns fuel

    func allowed(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let trailer = findings.trailer, hybrid.sheet.overload(towing: trailer) <= 0,
            engine.sheet.overload(towing: trailer) > 0
        else { return nil }
        return Clause(
            .allowed,
            against: engine,
            "may pull this trailer, as far as its ratings are known, and \(called(engine)) may not"
        )
    }

    func againstEngine(_ hybrid: Entry, _ engine: Entry) -> [Clause] {
        guard let theirs = engine.whole else { return [] }
        guard let ours = hybrid.whole else {
            let text = "does not arrive where \(called(engine)) does"
            return [Clause(.slower, against: engine, text)]
        }
        return [
            fuel(ours, theirs, hybrid, engine), money(ours, theirs, engine),
            time(ours, theirs, engine), reserve(ours, theirs, engine), alone(hybrid, engine),
        ].compactMap(\.self) + unladen(hybrid, engine)
    }

    /// What it burns less, with the charge that stands behind it.
    private func fuel(
        _ ours: JourneyResult,
        _ theirs: JourneyResult,
        _ hybrid: Entry,
        _ engine: Entry
    ) -> Clause? {
        guard theirs.energy.fuel > ours.energy.fuel else { return nil }
        let charge = Prose.energy(ours.chargeSpent)
        if ours.isOnChargeAlone {
            let text =
                "drives all of this way on charge, \(charge) of it, where \(driven(engine)) burns "
                + Prose.liters(theirs.energy.fuel)
                + (ours.energy.fuel > 0 ? " and it \(Prose.liters(ours.energy.fuel))" : "")
            return Clause(.electric, against: engine, text)
        }
        var text = "burns \(Prose.liters(ours.energy.fuel)) on this way, \(driven(engine)) "
        text += Prose.liters(theirs.energy.fuel)
        if hybrid.sustained != nil {
            text += ", for it also spends \(charge) of charge"
            text += hybrid.sheet.plug == nil ? "" : " from the plug"
        }
        return Clause(.thriftier, against: engine, text)
    }

    private func money(
        _ ours: JourneyResult,
        _ theirs: JourneyResult,
        _ engine: Entry
    ) -> Clause? {
        let saved = theirs.money.energy - ours.money.energy
        guard saved != 0 else { return nil }
        let sum = Prose.money(abs(saved))
        return saved > 0
            ? Clause(
                .savesEnergy,
                against: engine,
                "saves \(sum) of energy on this way against \(driven(engine))",
                of: .energy
            )
            : Clause(
                .costly,
                against: engine,
                "costs \(sum) more for energy on this way than \(driven(engine))",
                of: .energy
            )
    }

    private func time(
        _ ours: JourneyResult,
        _ theirs: JourneyResult,
        _ engine: Entry
    ) -> Clause? {
        let saved = theirs.times.total - ours.times.total
        guard abs(saved) > Self.leastTime else { return nil }
        guard saved > 0 else {
            let text = "takes \(Prose.time(-saved)) longer than \(driven(engine))"
            return Clause(.late, against: engine, text, of: .time)
        }
        let text = "is \(Prose.time(saved)) faster than \(driven(engine))"
        return Clause(.savesTime, against: engine, text, of: .time)
    }

    /// That it is faster by a stop which the other needs for its reserve only.
    private func reserve(
        _ ours: JourneyResult,
        _ theirs: JourneyResult,
        _ engine: Entry
    ) -> Clause? {
        guard let half = engine.halfReserve, half.isArrived, half.stops.count < theirs.stops.count,
            theirs.times.total - ours.times.total > Self.leastTime,
            half.times.total - ours.times.total <= Self.leastTime
        else { return nil }
        let text =
            "is faster than \(called(engine)) by the reserve in that one's tank only: with half of it "
            + "that one stops \(half.stops.count == 1 ? "once" : "\(half.stops.count) times"), and takes "
            + "\(Prose.time(half.times.total)) for \(Prose.money(half.money.energy)) of energy"
        return Clause(.fasterByReserve, against: engine, text)
    }

    /// What it burns less or more on its fuel alone, with nothing of it from the plug.
    private func alone(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard hybrid.alone != nil else {
            return Clause(
                .stranded,
                against: engine,
                "does not get there on its fuel alone with its reserve"
            )
        }
        guard let (fuel, other) = sustainedFuel(hybrid, engine),
            hybrid.sustained != nil || fuel > other
        else { return nil }
        let text =
            "burns \(Prose.percent(abs(1 - fuel / other))) \(fuel < other ? "less" : "more")"
            + (hybrid.sustained == nil ? "" : " once its charge is gone")
            + ", \(Prose.liters(fuel)) against \(Prose.liters(other)) of \(driven(engine))"
        return Clause(
            fuel < other ? .thriftyWithoutCharge : .thirsty,
            against: engine,
            text,
            of: .sustainedFuel
        )
    }

    /// That the same way without the trailer speaks for the other: dearer, or dirtier.
    private func unladen(_ hybrid: Entry, _ engine: Entry) -> [Clause] {
        guard let ours = hybrid.light, let theirs = engine.light else { return [] }
        var clauses: [Clause] = []
        let (money, other) = (ours.money.energy, theirs.money.energy)
        if money > other, Prose.money(money) != Prose.money(other) {
            let text =
                "costs \(Prose.money(money - other)) more for energy without the trailer than "
                + "\(called(engine)), \(Prose.money(money)) against \(Prose.money(other))"
            clauses.append(Clause(.unladenCostly, against: engine, text, of: .unladenEnergy))
        }
        let (mass, otherMass) = (Prose.mass(ours.carbon.total), Prose.mass(theirs.carbon.total))
        if ours.carbon.total > theirs.carbon.total, mass != otherMass {
            let text = "emits \(mass) of CO2 without the trailer, \(called(engine)) \(otherMass)"
            clauses.append(Clause(.unladenDirtier, against: engine, text, of: .unladenCarbon))
        }
        return clauses
    }

    /// Less is nobody's time, in s.
    private static let leastTime = 60.0

    /// Of the hybrid on its fuel alone, and of the other, in l.
    func sustainedFuel(_ hybrid: Entry, _ engine: Entry) -> (Double, Double)? {
        guard let ours = hybrid.alone, let theirs = engine.whole, theirs.energy.fuel > 0,
            ours.balancedFuel > 0
        else { return nil }
        return (ours.balancedFuel, theirs.energy.fuel)
    }
}
