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
            + findings.engines.flatMap { greener(hybrid, $0) } + charged(hybrid)
        let flaws =
            others.flatMap { slower(hybrid, $0) } + findings.engines.flatMap { thirst(hybrid, $0) }
            + findings.engines.flatMap { dearer(hybrid, $0) }
            + findings.electrics.flatMap { dirtier(hybrid, $0) }
        let name = hybrid.journey.name
        sentences.append(
            reasons.isEmpty
                ? "Nothing in these figures speaks for \(name)."
                : "Why its maker would choose \(name): it \(reasons.joined(separator: "; it "))."
        )
        if !flaws.isEmpty {
            sentences.append("Where that is wrong: it \(flaws.joined(separator: "; it ")).")
        }
        return sentences
    }

    // MARK: Who arrives

    private var arrivals: String {
        let whole = findings.whole.sorted { $0.times.total < $1.times.total }
        var parts = whole.map { one in
            "\(one.name) in \(Prose.time(one.times.total)) for \(Prose.money(one.money.energy)) of energy"
        }
        let lost = findings.entries.filter { $0.whole == nil }.map(\.journey.name)
        if !lost.isEmpty { parts.append("\(Prose.list(lost)) not at all") }
        let way = findings.trailer == nil ? "" : " with the trailer"
        return "Arrive\(way): \(parts.joined(separator: "; "))."
    }

    // MARK: For it

    private func faster(_ hybrid: Entry, _ electric: Entry) -> [String] {
        guard let ours = hybrid.whole else { return [] }
        guard let theirs = electric.whole else {
            return ["arrives where \(electric.journey.name) does not"]
        }
        let saved = theirs.times.total - ours.times.total
        guard saved > JourneyFindings.sameTime else { return [] }
        var text = "is \(Prose.time(saved)) faster than \(electric.journey.name)"
        if hybrid.eased == nil, electric.eased != nil {
            text += ", which does not get there at the speeds of the road"
        }
        if let battery = hybrid.sheet.vehicle.battery, let other = electric.sheet.vehicle.battery,
            battery.usableEnergy < other.usableEnergy
        {
            text +=
                ", with \(Prose.share(battery.usableEnergy / other.usableEnergy)) of its battery"
        }
        return [text]
    }

    private func greener(_ hybrid: Entry, _ engine: Entry) -> [String] {
        guard let ours = hybrid.ownership?.mean, let theirs = engine.ownership?.mean else {
            return []
        }
        var gains: [String] = []
        let carbon = 1 - ours.carbon.total / theirs.carbon.total
        if carbon > 0.01 { gains.append("emits \(Prose.share(carbon)) less CO2, making included,") }
        let cost = 1 - ours.cost.energy / theirs.cost.energy
        if cost > 0.01 { gains.append("takes \(Prose.share(cost)) less money for energy") }
        guard !gains.isEmpty else { return [] }
        return ["\(Prose.list(gains)) than \(engine.journey.name) on ordinary days"]
    }

    private func charged(_ hybrid: Entry) -> [String] {
        guard let outlook = hybrid.ownership, let least = outlook.cases.first,
            let most = outlook.cases.last, most.electricShare > 0.01
        else { return [] }
        return [
            "drives \(Prose.share(least.electricShare)) to \(Prose.share(most.electricShare)) of "
                + "these on charge"
        ]
    }

    // MARK: Against it

    private func slower(_ hybrid: Entry, _ other: Entry) -> [String] {
        guard let theirs = other.whole else { return [] }
        guard let ours = hybrid.whole else {
            return ["does not arrive where \(theirs.name) does"]
        }
        let lost = ours.times.total - theirs.times.total
        guard lost > JourneyFindings.sameTime else { return [] }
        return ["takes \(Prose.time(lost)) longer than \(theirs.name)"]
    }

    private func thirst(_ hybrid: Entry, _ engine: Entry) -> [String] {
        guard let ours = hybrid.whole, let theirs = engine.whole, theirs.energy.fuel > 0 else {
            return []
        }
        let more = ours.energy.fuel / theirs.energy.fuel - 1
        let dearer = ours.money.energy / theirs.money.energy - 1
        var text: String?
        if more > JourneyFindings.sameFuel {
            text = "burns \(Prose.share(more)) more on this way than \(engine.journey.name)"
        }
        if dearer > JourneyFindings.sameFuel {
            let price = "costs \(Prose.share(dearer)) more for energy"
            text =
                text.map { "\($0) and \(price)" }
                ?? "\(price) on this way than \(engine.journey.name)"
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
                + "\(engine.journey.name) within \(Prose.number(years)) years"
        ]
    }

    private func dirtier(_ hybrid: Entry, _ electric: Entry) -> [String] {
        guard let ours = hybrid.ownership?.mean.carbon.total,
            let theirs = electric.ownership?.mean.carbon.total, ours > 1.01 * theirs
        else { return [] }
        return [
            "emits \(Prose.share(ours / theirs - 1)) more CO2 over the years than "
                + "\(electric.journey.name)"
        ]
    }
}
