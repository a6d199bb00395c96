import Charts
import Pages

/// A series hybrid on the way against a vehicle that burns fuel: what its plug does, and what is left of
/// that once the charge is gone.
extension JourneyVerdict {
    func reasonsOnWay(_ hybrid: Entry, _ engine: Entry) -> [Clause] {
        guard let ours = hybrid.whole, let theirs = engine.whole else { return [] }
        return [
            fuel(ours, theirs, hybrid, engine), savings(ours, theirs, engine),
        ].compactMap(\.self)
    }

    func flawsOnWay(_ hybrid: Entry, _ engine: Entry) -> [Clause] {
        guard let theirs = engine.whole else { return [] }
        guard let ours = hybrid.whole else {
            let text = "does not arrive where \(called(engine)) does"
            return [Clause(.slower, against: engine, text)]
        }
        return [
            costly(ours, theirs, engine), late(ours, theirs, engine), spent(hybrid, engine),
            unladen(hybrid, engine),
        ].compactMap(\.self)
    }

    // MARK: For it

    /// What it burns less, with the charge that stands behind it.
    private func fuel(
        _ ours: JourneyResult,
        _ theirs: JourneyResult,
        _ hybrid: Entry,
        _ engine: Entry
    ) -> Clause? {
        guard theirs.energy.fuel > ours.energy.fuel else { return nil }
        let charge = Prose.energy(ours.chargeSpent)
        let source = hybrid.sheet.plug == nil ? "charge" : "charge from the plug"
        if ours.isOnChargeAlone {
            let text =
                "drives all of this way on charge, \(charge) of it, where \(called(engine)) burns "
                + Prose.liters(theirs.energy.fuel)
                + (ours.energy.fuel > 0 ? " and it \(Prose.liters(ours.energy.fuel))" : "")
            return Clause(.electric, against: engine, text)
        }
        var text = "burns \(Prose.liters(ours.energy.fuel)) on this way, \(called(engine)) "
        text += Prose.liters(theirs.energy.fuel)
        if hybrid.sustained != nil { text += ", for it also spends \(charge) of \(source)" }
        return Clause(.thriftier, against: engine, text)
    }

    /// Money, and time where that is saved as well; each as it is in the samples.
    private func savings(
        _ ours: JourneyResult,
        _ theirs: JourneyResult,
        _ engine: Entry
    ) -> Clause? {
        let money = theirs.money.energy - ours.money.energy
        let time = theirs.times.total - ours.times.total
        var parts: [String] = []
        if money > 0 {
            let sure = sampled(.energy, against: engine, Prose.money)
            parts.append("\(Prose.money(money)) of energy\(sure)")
        }
        if time > Self.leastTime {
            parts.append("\(Prose.time(time))\(sampled(.time, against: engine, signedTime))")
        }
        guard !parts.isEmpty else { return nil }
        let text = "saves \(Prose.list(parts)) on this way against \(called(engine))"
        return Clause(.saves, against: engine, text)
    }

    // MARK: Against it

    private func costly(
        _ ours: JourneyResult,
        _ theirs: JourneyResult,
        _ engine: Entry
    ) -> Clause? {
        let more = ours.money.energy - theirs.money.energy
        guard more > 0 else { return nil }
        let text =
            "costs \(Prose.money(more)) more for energy on this way than \(called(engine))"
            + less(.energy, against: engine)
        return Clause(.costly, against: engine, text)
    }

    private func late(
        _ ours: JourneyResult,
        _ theirs: JourneyResult,
        _ engine: Entry
    ) -> Clause? {
        let lost = ours.times.total - theirs.times.total
        guard lost > Self.leastTime else { return nil }
        let text =
            "takes \(Prose.time(lost)) longer than \(called(engine))"
            + less(.time, against: engine)
        return Clause(.late, against: engine, text)
    }

    /// What is left of it on fuel alone, be that much or little; or that it burns more.
    private func spent(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let theirs = engine.whole else { return nil }
        guard let alone = hybrid.alone else {
            return Clause(.spent, against: engine, "does not get there on its fuel alone")
        }
        guard let (fuel, other) = sustainedFuel(hybrid, engine),
            hybrid.sustained != nil || fuel > other
        else { return nil }
        var text = hybrid.sustained == nil ? "burns " : "burns, once its charge is gone, "
        text += Prose.liters(fuel) + " against \(Prose.liters(other)) of \(called(engine)), "
        text += "\(Prose.percent(abs(fuel / other - 1))) \(fuel < other ? "less" : "more")"
        text += less(.sustainedFuel, against: engine)
        guard hybrid.sustained != nil else { return Clause(.spent, against: engine, text) }
        let money = theirs.money.energy - alone.money.energy
        let time = theirs.times.total - alone.times.total
        text += ", and then \(saved(money))" + less(.sustainedEnergy, against: engine)
        if abs(time) >= Self.leastTime {
            text += " and \(time > 0 ? "saves" : "loses") \(Prose.time(abs(time)))"
            text += less(.sustainedTime, against: engine)
        } else if money > 0 {
            text += " and no time"
        }
        return Clause(.spent, against: engine, text)
    }

    /// That the same way without the trailer speaks for the other: dearer, or dirtier.
    private func unladen(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let ours = hybrid.light, let theirs = engine.light else { return nil }
        let money = theirs.money.energy - ours.money.energy
        let carbon = theirs.carbon.total - ours.carbon.total
        guard money < 0 || carbon < 0 else { return nil }
        let (least, most) = (Prose.mass(ours.carbon.total), Prose.mass(theirs.carbon.total))
        let text =
            "needs \(Prose.money(ours.money.energy)) of energy without the trailer, "
            + "\(called(engine)) \(Prose.money(theirs.money.energy))"
            + "\(less(.unladenEnergy, against: engine)), and emits \(least) of CO2 against \(most)"
            + less(.unladenCarbon, against: engine)
        return Clause(.unladen, against: engine, text)
    }

    // MARK: Words

    /// Less is nobody's time, in s.
    private static let leastTime = 60.0

    /// `saves $4.6`, `costs $2.1 more`.
    private func saved(_ dollars: Double) -> String {
        dollars >= 0
            ? "saves \(Prose.money(dollars)) of energy" : "costs \(Prose.money(-dollars)) more"
    }

    private func signedTime(_ seconds: Double) -> String {
        (seconds < 0 ? "−" : "") + Prose.time(abs(seconds))
    }

    /// ` (less in 15 of 24)`.
    private func less(
        _ quantity: JourneyDifference.Quantity,
        against other: Entry
    ) -> String {
        let key = JourneyDifference(quantity: quantity, other: other.journey.vehicle)
        guard let sampled = spread?.differences[key] else { return "" }
        return " (less in \(sampled.less) of \(sampled.count))"
    }

    /// Of the hybrid on its fuel alone, and of the other, in l.
    func sustainedFuel(_ hybrid: Entry, _ engine: Entry) -> (Double, Double)? {
        guard let ours = hybrid.alone, let theirs = engine.whole, theirs.energy.fuel > 0,
            ours.balancedFuel > 0
        else { return nil }
        return (ours.balancedFuel, theirs.energy.fuel)
    }
}
