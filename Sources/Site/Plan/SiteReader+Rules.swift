import Bus
import Planning

/// What may fail, and what a portfolio has to keep.
extension SiteReader {
    /// A kind of thing that may fail, as scenarios call it.
    private enum MemberKind: String, CaseIterable {
        case provider, campus, region, offer, build, jurisdiction
        case gridOperator = "grid_operator"
        case chipVendor = "chip_vendor"

        var words: String { rawValue.replacing("_", with: " ") }

        func member(_ name: String) -> Contingency.Member {
            switch self {
            case .provider: .provider(name)
            case .campus: .campus(name)
            case .region: .region(name)
            case .offer: .offer(name)
            case .build: .build(name)
            case .jurisdiction: .jurisdiction(name)
            case .gridOperator: .gridOperator(name)
            case .chipVendor: .chipVendor(name)
            }
        }

        func names(_ names: PlanNames) -> [String] {
            switch self {
            case .provider: names.providers
            case .campus: names.campuses
            case .region: names.regions
            case .offer: names.offers
            case .build: names.builds
            case .jurisdiction: names.jurisdictions
            case .gridOperator: names.gridOperators
            case .chipVendor: names.chipVendors
            }
        }
    }

    /// `oracle`, or `jurisdiction:us`: a kind before the name of all that is no provider.
    private mutating func member(_ text: String, _ field: Field) -> Contingency.Member? {
        let parts = text.split(separator: ":", maxSplits: 1).map {
            String($0).trimmed
        }
        guard parts.count == 2 else { return member(.provider, text, field) }
        guard let kind = MemberKind(rawValue: parts[0]) else {
            let kinds = MemberKind.allCases.map(\.rawValue)
            let near = nearNames(to: parts[0], among: kinds, most: 1).first
            let hint = near.map { "did you mean \($0):\(parts[1])?" }
            reject(
                field,
                "\(quoted(parts[0])) is no kind of thing that may fail; "
                    + (hint ?? "there are \(kinds.joined(separator: ", "))")
            )
            return nil
        }
        return member(kind, parts[1], field)
    }

    private mutating func member(
        _ kind: MemberKind,
        _ name: String,
        _ field: Field
    ) -> Contingency.Member? {
        let name = kind == .jurisdiction ? name.lowercased() : name
        guard known(name, as: kind.words, among: kind.names(plan.names), field) else { return nil }
        return kind.member(name)
    }

    mutating func contingencies(_ section: Field, _ scenario: Scenario) -> [Contingency] {
        guard let fields = self.section(section) else { return [] }
        let standard = fields["from"].flatMap { quarterOrReported($0) }
        var all: [Contingency] = []
        for field in fields.all where field.name != "from" {
            if field.name == "each" {
                all += each(field, standard)
            } else if let contingency = contingency(field, standard) {
                all.append(contingency)
            }
        }
        if let field = fields["from"], all.isEmpty, mistakes.isEmpty {
            reject(field, "has no effect without a contingency; write each: [provider]")
        }
        return all
    }

    /// A quarter, or `reported`: never has to be survived.
    private mutating func quarterOrReported(_ field: Field) -> Quarter?? {
        if field.isWord("reported") { return .some(nil) }
        return quarter(field).map { .some($0) }
    }

    /// One contingency for each thing of some kinds.
    private mutating func each(_ field: Field, _ standard: Quarter??) -> [Contingency] {
        var kinds: [(kind: MemberKind, from: Quarter?)] = []
        if field.isMapping {
            let known = MemberKind.allCases.map(\.rawValue)
            for entry in mapping(field, known: known)?.all ?? [] {
                guard let kind = MemberKind(rawValue: entry.name),
                    let from = quarterOrReported(entry)
                else { continue }
                kinds.append((kind, from))
            }
        } else {
            for item in list(field, of: "kinds: [provider, campus]") ?? [] {
                guard let kind = choice(item, MemberKind.self) else { continue }
                kinds.append((kind, (standard ?? nil)))
            }
            if standard == nil, !kinds.isEmpty {
                let example = "write from: 2027-Q3 beside it, or from: reported"
                reject(field, "from when on has the plan to survive them? \(example)")
            }
        }
        return kinds.flatMap { kind, from in
            kind.names(plan.names).map {
                Contingency(
                    name: "\(kind.words) \($0)",
                    members: [kind.member($0)],
                    survivesFrom: from
                )
            }
        }
    }

    private mutating func contingency(_ field: Field, _ standard: Quarter??) -> Contingency? {
        guard let fields = mapping(field, known: ["members", "from"]) else { return nil }
        let example = "list what fails together: [oracle, campus:abilene]"
        guard let list = required("members", in: fields, example),
            let items = self.list(list, of: "what fails together")
        else { return nil }
        if items.isEmpty { reject(list, "is empty; \(example)") }
        let members = items.compactMap { item in
            text(item).flatMap { member($0.value, item) }
        }
        let own = fields["from"].map { quarterOrReported($0) }
        guard let from = own ?? standard else {
            if fields["from"] == nil {
                reject(
                    field,
                    "from when on has the plan to survive it? write from: 2027-Q3, or reported"
                )
            }
            return nil
        }
        return Contingency(name: field.name, members: members, survivesFrom: from)
    }

    mutating func caps(_ section: Field) -> [PortfolioRules.Cap] {
        guard let fields = self.section(section) else { return [] }
        return fields.all.flatMap { field -> [PortfolioRules.Cap] in
            guard let kind = MemberKind(rawValue: field.name), field.isMapping else {
                return member(field.name, field).flatMap { cap(of: $0, field) }.map { [$0] } ?? []
            }
            return (mapping(field)?.all ?? []).compactMap { entry in
                member(kind, entry.name, entry).flatMap { cap(of: $0, entry) }
            }
        }
    }

    /// A share, or `{ share: 0.6, from: 2028-Q1 }`.
    private mutating func cap(
        of source: Contingency.Member,
        _ field: Field
    ) -> PortfolioRules.Cap? {
        if field.isFigure {
            return figure(field, nil, .share).map {
                PortfolioRules.Cap(source: source, share: $0, from: plan.horizon.first)
            }
        }
        guard let entity = entity(field, known: ["share", "from"]) else { return nil }
        let share = requiredFigure("share", in: entity, .share, "write a share: 0.6")
        let from = quarter("from", in: entity) ?? plan.horizon.first
        return share.map { PortfolioRules.Cap(source: source, share: $0, from: from) }
    }

    mutating func floor(_ field: Field) -> PortfolioRules.Floor? {
        let code = field.name.lowercased()
        guard known(code, as: "jurisdiction", among: plan.names.jurisdictions, field),
            let entity = entity(field, known: ["least_mw", "from"])
        else { return nil }
        let least = requiredFigure("least_mw", in: entity, .positive, "megawatts of IT: 100")
        let from = quarter("from", in: entity) ?? plan.horizon.first
        return least.map { PortfolioRules.Floor(jurisdiction: code, from: from, least: $0) }
    }
}

extension String {
    /// Without the spaces at either end.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
