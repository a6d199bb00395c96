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

    /// A part of a sentence that is true of the figures.
    struct Clause: Sendable {
        enum Claim: String, Sendable, Hashable {
            case allowed, faster, electric, thriftier, saves, greener, cheaper, stronger
            case charged
            case slower, spent, costly, late, unladen, dearer, dirtier, oversized
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
            case .allowed, .faster, .electric, .thriftier, .saves, .greener, .cheaper,
                .stronger, .charged:
                true
            case .slower, .spent, .costly, .late, .unladen, .dearer, .dirtier, .oversized: false
            }
        }

        /// Whether samples say in how many of them it is true.
        var isSampled: Bool {
            switch key.claim {
            case .allowed, .stronger, .charged, .oversized: false
            case .faster, .electric, .thriftier, .saves, .greener, .cheaper, .slower,
                .spent,
                .costly, .late, .unladen, .dearer, .dirtier:
                true
            }
        }

        /// Whether its text says itself how it is in the samples.
        var isSpread: Bool {
            switch key.claim {
            case .saves, .spent, .costly, .late, .unladen: true
            case .allowed, .faster, .electric, .thriftier, .greener, .cheaper, .stronger, .charged,
                .slower, .dearer, .dirtier, .oversized:
                false
            }
        }

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
        var clauses = engines.compactMap { allowed(hybrid, $0) }
        clauses += electrics.compactMap { faster(hybrid, $0) }
        clauses += engines.flatMap { reasonsOnWay(hybrid, $0) }
        clauses += engines.flatMap { greener(hybrid, $0) }
        if let charged = charged(hybrid) { clauses.append(charged) }
        clauses += engines.compactMap { stronger(hybrid, $0) }
        clauses += electrics.compactMap { slower(hybrid, $0) }
        clauses += engines.flatMap { flawsOnWay(hybrid, $0) }
        clauses += engines.compactMap { dearer(hybrid, $0) }
        clauses += electrics.compactMap { dirtier(hybrid, $0) }
        if let oversized = oversized(hybrid) { clauses.append(oversized) }
        return clauses
    }

    var sentences: [String] {
        guard findings.entries.count > 1 else { return [] }
        let sure = (spread.map { $0.sentences } ?? []) + [doubts].compactMap(\.self)
        let head = [arrivals] + [ratings].compactMap(\.self)
        guard let hybrid else { return head + sure }
        func joined(_ parts: [Clause], _ separator: String) -> String {
            parts.map { clause in
                guard let spread, clause.isSampled, !clause.isSpread else { return clause.text }
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
        var sentences =
            head + [
                reasons.isEmpty
                    ? "Nothing in these figures speaks for \(name)."
                    : "\(asked): it \(joined(reasons, "; it "))."
            ]
        if !flaws.isEmpty { sentences.append("\(doubt): it \(joined(flaws, "; it ")).") }
        return sentences + sure
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

    /// `34 %`: a verdict has no use for tenths.
    func percent(_ share: Double) -> String { "\(Measure.decimal(share * 100)) %" }

    /// ` (median $9.8, above zero in 24 of 24)`, of a difference; nothing without samples.
    func sampled(
        _ quantity: JourneyDifference.Quantity,
        against other: Entry,
        _ text: (Double) -> String
    ) -> String {
        let key = JourneyDifference(quantity: quantity, other: other.journey.vehicle)
        guard let sampled = spread?.differences[key] else { return "" }
        return " (median \(text(sampled.spread.middle)); \(sampled.less) of \(sampled.count))"
    }

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

    /// Who may not pull the trailer at all, though it is computed.
    private var ratings: String? {
        guard let trailer = findings.trailer else { return nil }
        let parts = findings.entries.compactMap { entry -> String? in
            let over = entry.sheet.overload(towing: trailer)
            guard over > 0 else { return nil }
            return "\(called(entry)) is \(Prose.mass(over)) over its ratings"
        }
        guard !parts.isEmpty else { return nil }
        return "Not allowed with this trailer, and computed all the same: "
            + "\(parts.joined(separator: "; "))."
    }

    // MARK: For it, against all

    private func allowed(_ hybrid: Entry, _ engine: Entry) -> Clause? {
        guard let trailer = findings.trailer, hybrid.sheet.overload(towing: trailer) <= 0,
            engine.sheet.overload(towing: trailer) > 0
        else { return nil }
        return Clause(
            .allowed,
            against: engine,
            "may pull this trailer, as far as its ratings are known, and \(called(engine)) may not"
        )
    }

    private func faster(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard let ours = hybrid.whole else { return nil }
        guard let theirs = electric.whole else {
            return Clause(.faster, against: electric, "arrives where \(called(electric)) does not")
        }
        let saved = theirs.times.total - ours.times.total
        guard saved > JourneyFindings.sameTime else { return nil }
        var text = "is \(Prose.time(saved)) faster than \(called(electric))"
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

    // MARK: Against it, against electric ones

    private func slower(_ hybrid: Entry, _ electric: Entry) -> Clause? {
        guard let theirs = electric.whole else { return nil }
        guard let ours = hybrid.whole else {
            let text = "does not arrive where \(called(electric)) does"
            return Clause(.slower, against: electric, text)
        }
        let lost = ours.times.total - theirs.times.total
        guard lost > JourneyFindings.sameTime else { return nil }
        let text = "takes \(Prose.time(lost)) longer than \(called(electric))"
        return Clause(.slower, against: electric, text)
    }
}
