import Charts
import Pages

/// A comparison in a few lines: who arrives when and at what cost, what speaks for the series hybrid,
/// and where that is wrong.
///
/// Every clause is made from the journeys and the years, and left out where they say otherwise. With a
/// spread each says in how many samples it is true, and what it comes to in the middle of them.
struct JourneyVerdict {
    typealias Entry = JourneyComparison.Entry

    let findings: JourneyFindings
    /// Of the series hybrid.
    let sizes: JourneySizes?
    let spread: JourneySpread?
    /// Of the model, by the ids of the vehicles.
    let errors: [String: KnownError]

    init(
        _ findings: JourneyFindings,
        sizes: JourneySizes? = nil,
        spread: JourneySpread? = nil,
        errors: [String: KnownError] = [:]
    ) {
        self.findings = findings
        self.sizes = sizes
        self.spread = spread
        self.errors = errors
    }

    /// The only one with battery and generator, among others.
    private var hybrid: Entry? {
        findings.hybrids.count == 1 && findings.entries.count > 1 ? findings.hybrids.first : nil
    }

    /// What speaks for the series hybrid, and then what against it.
    var clauses: [Clause] {
        guard let hybrid else { return [] }
        let (electrics, engines) = (findings.electrics, findings.engines)
        var clauses = engines.compactMap { allowed(hybrid, $0) }
        clauses += electrics.flatMap { againstElectric(hybrid, $0) }
        clauses += engines.flatMap { againstEngine(hybrid, $0) }
        clauses += overYears(hybrid, among: electrics + engines)
        return clauses.filter(\.isReason) + clauses.filter { !$0.isReason }
    }

    /// Nothing for one vehicle.
    var parts: [VerdictPart] {
        guard findings.entries.count > 1 else { return [] }
        var parts = [arrivals] + [ratings].compactMap(\.self)
        if let hybrid {
            let name = called(hybrid)
            let clauses = clauses
            let reasons = clauses.filter(\.isReason).map(said)
            let flaws = clauses.filter { !$0.isReason }.map(said)
            let isChosen = findings.isOneMaker
            let nothing = "Nothing in these figures speaks for it."
            parts.append(
                VerdictPart(
                    title: isChosen
                        ? "Why its maker would choose \(name): it" : "What speaks for \(name): it",
                    items: reasons.isEmpty ? [nothing] : reasons
                )
            )
            parts.append(
                VerdictPart(
                    title: isChosen ? "Where that is wrong: it" : "What speaks against it: it",
                    items: flaws
                )
            )
        }
        parts += [spread?.part(hasClaims: hybrid != nil), doubts].compactMap(\.self)
        return parts.filter { !$0.items.isEmpty }
    }

    /// With the samples in which the same is true behind it, and the middle of them.
    private func said(_ clause: Clause) -> String {
        guard let spread, clause.isSampled else { return clause.text }
        var text = "\(clause.text) (so in \(spread.held(clause)) of \(spread.count)"
        if let less = spread.sampled(clause)?.spread.middle, let quantity = clause.quantity {
            text += "; median \(quantity.text(clause.isReason ? less : -less))"
        }
        return text + ")"
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

    func called(_ entry: Entry) -> String {
        role(entry).map { "the \($0) one" } ?? entry.journey.name
    }

    /// The same, with the pace where that is slower than the road's: what it takes is that of its pace.
    func driven(_ entry: Entry) -> String {
        called(entry) + (entry.eased.map { " at \(percent($0.share)) of the speeds" } ?? "")
    }

    /// `34 %`: a verdict has no use for tenths.
    func percent(_ share: Double) -> String { "\(Measure.decimal(share * 100)) %" }

    // MARK: Who arrives

    private var arrivals: VerdictPart {
        let ordered = findings.entries.sorted { one, other in
            (one.whole?.times.total ?? .infinity) < (other.whole?.times.total ?? .infinity)
        }
        let items = ordered.map { entry in
            var more = [role(entry)].compactMap(\.self)
            if let eased = entry.eased { more.append("at \(percent(eased.share)) of the speeds") }
            let name =
                entry.journey.name + (more.isEmpty ? "" : " (\(more.joined(separator: ", ")))")
            guard let whole = entry.whole else { return "\(name): not at all" }
            let stops = whole.stops.isEmpty ? "" : " with \(Prose.count(whole.stops.count, "stop"))"
            return "\(name): in \(Prose.time(whole.times.total))\(stops), for "
                + "\(Prose.money(whole.money.energy)) of energy and \(Prose.mass(whole.carbon.total)) "
                + "of CO2"
        }
        return VerdictPart(title: "Arrival\(findings.towing)", items: items)
    }

    /// Who may not pull the trailer at all, though it is computed.
    private var ratings: VerdictPart? {
        guard let trailer = findings.trailer else { return nil }
        let items = findings.entries.compactMap { entry -> String? in
            let over = entry.sheet.overload(towing: trailer)
            guard over > 0 else { return nil }
            return "\(entry.journey.name) is \(Prose.mass(over)) over its ratings"
        }
        let title = "Not allowed with this trailer, and computed all the same"
        return items.isEmpty ? nil : VerdictPart(title: title, items: items)
    }
}
