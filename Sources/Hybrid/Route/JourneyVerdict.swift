import Charts
import Pages

/// A comparison in a few lines: who arrives when and at what cost, what speaks for the series hybrid,
/// and where that is wrong.
///
/// Every clause is made from the journeys and the years, and left out where they say otherwise.
struct JourneyVerdict {
    typealias Entry = JourneyComparison.Entry

    private let findings: JourneyFindings

    init(_ findings: JourneyFindings) { self.findings = findings }

    /// A part of a sentence that is true of the figures.
    struct Clause {
        enum Claim: String, Sendable, Hashable {
            case faster, thriftier, greener, cheaper, stronger, charged
            case slower, thirst, little, dearer, dirtier
        }

        /// What it says of which vehicle: the same for other figures of the same vehicles.
        struct Key: Sendable, Hashable {
            var claim: Claim
            /// The id of the vehicle that it is set against; its own where there is none.
            var other: String
        }

        var key: Key
        var text: String

        /// Whether it speaks for the choice.
        var isReason: Bool {
            switch key.claim {
            case .faster, .thriftier, .greener, .cheaper, .stronger, .charged: true
            case .slower, .thirst, .little, .dearer, .dirtier: false
            }
        }

        /// Whether figures that are not known could make it untrue.
        var isSampled: Bool { key.claim != .charged && key.claim != .stronger }

        init(_ claim: Claim, against other: Entry, _ text: String) {
            key = Key(claim: claim, other: other.journey.vehicle)
            self.text = text
        }
    }

    /// The only one with battery and generator, among others.
    private var hybrid: Entry? {
        findings.hybrids.count == 1 && findings.entries.count > 1 ? findings.hybrids.first : nil
    }

    /// What speaks for the series hybrid, and then what against it.
    var clauses: [Clause] {
        guard let hybrid else { return [] }
        let (electrics, engines) = (findings.electrics, findings.engines)
        var clauses = electrics.compactMap { faster(hybrid, $0) }
        clauses += engines.compactMap { thriftier(hybrid, $0) }
        clauses += engines.flatMap { greener(hybrid, $0) }
        if let charged = charged(hybrid) { clauses.append(charged) }
        clauses += engines.compactMap { stronger(hybrid, $0) }
        clauses += (electrics + engines).compactMap { slower(hybrid, $0) }
        clauses += engines.compactMap { thirst(hybrid, $0) }
        clauses += engines.compactMap { little(hybrid, $0) }
        clauses += engines.compactMap { dearer(hybrid, $0) }
        return clauses + electrics.compactMap { dirtier(hybrid, $0) }
    }

    /// With a spread it stands behind each clause in how many samples the same is true.
    func sentences(of spread: JourneySpread? = nil) -> [String] {
        guard findings.entries.count > 1 else { return [] }
        guard let hybrid else { return [arrivals] + (spread.map { $0.sentences } ?? []) }
        func joined(_ parts: [Clause], _ separator: String) -> String {
            parts.map { clause in
                guard let spread, clause.isSampled else { return clause.text }
                return "\(clause.text) (\(spread.held(clause.key)) of \(spread.count))"
            }.joined(separator: separator)
        }
        let clauses = clauses
        let reasons = clauses.filter(\.isReason)
        let flaws = clauses.filter { !$0.isReason }
        let name = called(hybrid)
        let asked =
            findings.isOneMaker
            ? "Why its maker would choose \(name)" : "What speaks for \(name)"
        let doubt = findings.isOneMaker ? "Where that is wrong" : "What speaks against it"
        var sentences = [
            arrivals,
            reasons.isEmpty
                ? "Nothing in these figures speaks for \(name)."
                : "\(asked): \(joined(reasons, "; ")).",
        ]
        if !flaws.isEmpty { sentences.append("\(doubt): it \(joined(flaws, "; it ")).") }
        return sentences + (spread.map { $0.sentences } ?? [])
    }

    // MARK: Words

    /// `range-extended`; nothing where two vehicles are of the same kind.
    private func role(_ entry: Entry) -> String? {
        let kind = entry.journey.kind
        guard findings.entries.count(where: { $0.journey.kind == kind }) == 1 else { return nil }
        switch kind {
        case .series: return entry.sheet.plug == nil ? "hybrid" : "range-extended"
        case .electric: return "electric"
        case .conventional: return entry.sheet.vehicle.fuel == .diesel ? "diesel" : "gas"
        }
    }

    private func called(_ entry: Entry) -> String {
        role(entry).map { "the \($0) one" } ?? entry.journey.name
    }

    /// `34 %`: a verdict has no use for tenths.
    private func percent(_ share: Double) -> String { "\(Measure.decimal(share * 100)) %" }

    // MARK: Who arrives

    private var arrivals: String {
        let ordered = findings.entries.sorted { one, other in
            (one.whole?.times.total ?? .infinity) < (other.whole?.times.total ?? .infinity)
        }
        let parts = ordered.map { entry in
            var more = [role(entry)].compactMap(\.self)
            if let eased = entry.eased { more.append("at \(percent(eased.share)) of the speeds") }
            let name =
                entry.journey.name + (more.isEmpty ? "" : " (\(more.joined(separator: ", ")))")
            guard let whole = entry.whole else { return "\(name) not at all" }
            return "\(name) in \(Prose.time(whole.times.total)) for "
                + "\(Prose.money(whole.money.energy)) of energy"
        }
        return "Arrival\(findings.towing): \(parts.joined(separator: "; "))."
    }

    // MARK: For it

    private func faster(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard let ours = hybrid.whole else { return nil }
        guard let theirs = electric.whole else {
            return Clause(
                .faster,
                against: electric,
                "it arrives where \(called(electric)) does not"
            )
        }
        let saved = theirs.times.total - ours.times.total
        guard saved > JourneyFindings.sameTime else { return nil }
        var text = "it is \(Prose.time(saved)) faster than \(called(electric))"
        if hybrid.eased == nil, electric.eased != nil {
            text += ", which cannot hold the speeds of the road with its reserve"
        }
        if let battery = hybrid.sheet.vehicle.battery, let other = electric.sheet.vehicle.battery,
            battery.usableEnergy < other.usableEnergy
        {
            text += ", and carries \(percent(battery.usableEnergy / other.usableEnergy)) of "
            text += "that one's battery"
        }
        return Clause(.faster, against: electric, text)
    }

    private func stronger(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let ours = hybrid.sheet.towRating, let theirs = engine.sheet.towRating,
            ours > 1.02 * theirs
        else { return nil }
        let text =
            "it may tow \(Prose.rating(ours)), \(called(engine)) \(Prose.rating(theirs))"
        return Clause(.stronger, against: engine, text)
    }

    private func thriftier(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let ours = hybrid.whole?.energy.fuel, let theirs = engine.whole?.energy.fuel,
            theirs > 0, 1 - ours / theirs > JourneyFindings.sameFuel
        else { return nil }
        return Clause(
            .thriftier,
            against: engine,
            "it burns \(percent(1 - ours / theirs)) less on this way than \(called(engine))"
        )
    }

    private func greener(_ hybrid: Entry, _ engine: Entry) -> [Clause] {
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
            var text = "on ordinary days \(percent(carbon)) less CO2"
            text += "\(isBuilt ? ", making included," : "") than \(called(engine))"
            gains.append(Clause(.greener, against: engine, text))
        }
        let cost = 1 - ours.cost.energy / theirs.cost.energy
        if cost > 0.01 {
            let text = "\(percent(cost)) less money for energy on them than \(called(engine))"
            gains.append(
                Clause(.cheaper, against: engine, gains.isEmpty ? "on ordinary days \(text)" : text)
            )
        }
        return gains
    }

    /// Whether what both emitted before the first day is known.
    private func isMakingKnown(_ one: Entry, _ other: Entry) -> Bool {
        one.sheet.ownership.carbon != nil && other.sheet.ownership.carbon != nil
    }

    private func charged(_ hybrid: Entry) -> Clause? {
        guard let outlook = hybrid.ownership, let least = outlook.cases.first,
            let most = outlook.cases.last, most.electricShare > 0.01
        else { return nil }
        let share = outlook.central.electricShare
        let text =
            "\(percent(share)) of its ordinary distance on charge, "
            + "\(Measure.decimal(least.electricShare * 100)) to \(percent(most.electricShare)) "
            + "by how often it is plugged in"
        return Clause(.charged, against: hybrid, text)
    }

    // MARK: Against it

    private func slower(_ hybrid: Entry, _ other: Entry) -> Clause? {
        guard let theirs = other.whole else { return nil }
        guard let ours = hybrid.whole else {
            return Clause(.slower, against: other, "does not arrive where \(called(other)) does")
        }
        let lost = ours.times.total - theirs.times.total
        guard lost > JourneyFindings.sameTime else { return nil }
        return Clause(
            .slower,
            against: other,
            "takes \(Prose.time(lost)) longer than \(called(other))"
        )
    }

    private func thirst(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let ours = hybrid.whole, let theirs = engine.whole, theirs.energy.fuel > 0 else {
            return nil
        }
        let more = ours.energy.fuel / theirs.energy.fuel - 1
        let dearer = ours.money.energy / theirs.money.energy - 1
        var text: String?
        if more > JourneyFindings.sameFuel {
            text = "burns \(percent(more)) more on this way than \(called(engine))"
        }
        if dearer > JourneyFindings.sameFuel {
            let price = "costs \(percent(dearer)) more for energy"
            text =
                text.map { "\($0) and \(price)" }
                ?? "\(price) on this way than \(called(engine))"
        }
        return text.map { Clause(.thirst, against: engine, $0) }
    }

    /// What saves less of the money for energy is little, as a share.
    private static let littleMoney = 0.25

    /// That the way alone is no reason: hardly any money saved, and no time.
    private func little(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let ours = hybrid.whole, let theirs = engine.whole else { return nil }
        let saved = theirs.money.energy - ours.money.energy
        let time = theirs.times.total - ours.times.total
        guard saved > 0, saved < Self.littleMoney * theirs.money.energy,
            abs(time) <= JourneyFindings.sameTime
        else { return nil }
        return Clause(
            .little,
            against: engine,
            "saves only \(Prose.money(saved)) of energy and no time on this way against "
                + called(engine)
        )
    }

    private func dearer(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let ours = hybrid.ownership, let theirs = engine.ownership,
            let price = ours.price, let other = theirs.price, price > other
        else { return nil }
        let years = findings.economy.years
        if case .after(let distance)? = ours.costBreakEven(theirs),
            distance <= findings.economy.distancePerYear * years
        {
            return nil
        }
        return Clause(
            .dearer,
            against: engine,
            "does not earn back the \(Prose.money(price - other)) that it costs more than "
                + "\(called(engine)) within \(Prose.number(years)) years"
        )
    }

    private func dirtier(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard isMakingKnown(hybrid, electric), let ours = hybrid.ownership?.central.carbon.total,
            let theirs = electric.ownership?.central.carbon.total, ours > 1.01 * theirs
        else { return nil }
        return Clause(
            .dirtier,
            against: electric,
            "emits \(percent(ours / theirs - 1)) more CO2 over the years than \(called(electric))"
        )
    }
}
