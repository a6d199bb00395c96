import Charts
import Pages

/// A comparison in a few lines: who arrives when and at what cost, what speaks for the series hybrid,
/// and where that is wrong.
///
/// Every clause is made from the journeys and the years, and left out where they say otherwise.
struct JourneyVerdict {
    private typealias Entry = JourneyComparison.Entry

    private let findings: JourneyFindings

    init(_ findings: JourneyFindings) { self.findings = findings }

    var sentences: [String] {
        guard findings.entries.count > 1 else { return [] }
        var sentences = [arrivals]
        guard findings.hybrids.count == 1, let hybrid = findings.hybrids.first else {
            return sentences
        }
        let others = findings.electrics + findings.engines
        let reasons =
            findings.electrics.flatMap { faster(hybrid, $0) }
            + findings.engines.flatMap { thriftier(hybrid, $0) }
            + findings.engines.flatMap { greener(hybrid, $0) } + charged(hybrid)
        let flaws =
            others.flatMap { slower(hybrid, $0) } + findings.engines.flatMap { thirst(hybrid, $0) }
            + findings.engines.flatMap { dearer(hybrid, $0) }
            + findings.electrics.flatMap { dirtier(hybrid, $0) }
        let name = called(hybrid)
        sentences.append(
            reasons.isEmpty
                ? "Nothing in these figures speaks for \(name)."
                : "Why its maker would choose \(name): \(reasons.joined(separator: "; "))."
        )
        if !flaws.isEmpty {
            sentences.append("Where that is wrong: it \(flaws.joined(separator: "; it ")).")
        }
        return sentences
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

    private func faster(_ hybrid: Entry, _ electric: Entry) -> [String] {
        guard let ours = hybrid.whole else { return [] }
        guard let theirs = electric.whole else {
            return ["it arrives where \(called(electric)) does not"]
        }
        let saved = theirs.times.total - ours.times.total
        guard saved > JourneyFindings.sameTime else { return [] }
        var text = "it is \(Prose.time(saved)) faster than \(called(electric))"
        if hybrid.eased == nil, electric.eased != nil {
            text += ", which does not get there at the speeds of the road,"
        }
        if let battery = hybrid.sheet.vehicle.battery, let other = electric.sheet.vehicle.battery,
            battery.usableEnergy < other.usableEnergy
        {
            text += " with \(percent(battery.usableEnergy / other.usableEnergy)) of its battery"
        }
        return [text]
    }

    private func thriftier(_ hybrid: Entry, _ engine: Entry) -> [String] {
        guard let ours = hybrid.whole?.energy.fuel, let theirs = engine.whole?.energy.fuel,
            theirs > 0, 1 - ours / theirs > JourneyFindings.sameFuel
        else { return [] }
        return ["it burns \(percent(1 - ours / theirs)) less on this way than \(called(engine))"]
    }

    private func greener(_ hybrid: Entry, _ engine: Entry) -> [String] {
        guard let ours = hybrid.ownership?.mean, let theirs = engine.ownership?.mean else {
            return []
        }
        var gains: [String] = []
        let isBuilt = isMakingKnown(hybrid, engine)
        let carbon =
            isBuilt
            ? 1 - ours.carbon.total / theirs.carbon.total
            : 1 - ours.carbon.driving / theirs.carbon.driving
        if carbon > 0.01 {
            gains.append("\(percent(carbon)) less CO2\(isBuilt ? ", making included," : "")")
        }
        let cost = 1 - ours.cost.energy / theirs.cost.energy
        if cost > 0.01 { gains.append("\(percent(cost)) less money for energy") }
        guard !gains.isEmpty else { return [] }
        return ["on ordinary days \(Prose.list(gains)) than \(called(engine))"]
    }

    /// Whether what both emitted before the first day is known.
    private func isMakingKnown(_ one: Entry, _ other: Entry) -> Bool {
        one.sheet.ownership.carbon != nil && other.sheet.ownership.carbon != nil
    }

    private func charged(_ hybrid: Entry) -> [String] {
        guard let outlook = hybrid.ownership, let least = outlook.cases.first,
            let most = outlook.cases.last, most.electricShare > 0.01
        else { return [] }
        return [
            "\(Measure.decimal(least.electricShare * 100)) to \(percent(most.electricShare)) of "
                + "their distance on charge"
        ]
    }

    // MARK: Against it

    private func slower(_ hybrid: Entry, _ other: Entry) -> [String] {
        guard let theirs = other.whole else { return [] }
        guard let ours = hybrid.whole else {
            return ["does not arrive where \(called(other)) does"]
        }
        let lost = ours.times.total - theirs.times.total
        guard lost > JourneyFindings.sameTime else { return [] }
        return ["takes \(Prose.time(lost)) longer than \(called(other))"]
    }

    private func thirst(_ hybrid: Entry, _ engine: Entry) -> [String] {
        guard let ours = hybrid.whole, let theirs = engine.whole, theirs.energy.fuel > 0 else {
            return []
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
        return text.map { [$0] } ?? []
    }

    private func dearer(_ hybrid: Entry, _ engine: Entry) -> [String] {
        guard let ours = hybrid.ownership, let theirs = engine.ownership,
            let price = ours.price, let other = theirs.price, price > other
        else { return [] }
        let years = findings.economy.years
        if case .after(let distance)? = ours.costBreakEven(theirs),
            distance <= findings.economy.distancePerYear * years
        {
            return []
        }
        return [
            "does not earn back the \(Prose.money(price - other)) that it costs more than "
                + "\(called(engine)) within \(Prose.number(years)) years"
        ]
    }

    private func dirtier(_ hybrid: Entry, _ electric: Entry) -> [String] {
        guard isMakingKnown(hybrid, electric), let ours = hybrid.ownership?.mean.carbon.total,
            let theirs = electric.ownership?.mean.carbon.total, ours > 1.01 * theirs
        else { return [] }
        return [
            "emits \(percent(ours / theirs - 1)) more CO2 over the years than \(called(electric))"
        ]
    }
}
