import Bus
import Planning

/// A scenario as a whole.
extension SiteReader {
    static let planKeys = [
        "name", "start", "quarters", "discount_rate_percent", "providers", "regions", "power",
        "chips", "offers", "builds", "spot", "demand", "contingencies", "concentration", "floors",
        "carbon_price_usd_per_t", "carbon_budget_t_per_year", "finance", "sites", "stress",
        "decide_quarters", "technologies",
    ]
    /// What only a plan of contracts has; a file of sites alone has none of them.
    private static let portfolioKeys = [
        "providers", "chips", "offers", "builds", "spot", "demand", "contingencies",
        "concentration", "floors", "finance",
    ]

    /// Reads the whole file; the result counts only when no mistake was noted.
    mutating func plan(_ root: Field) -> (scenario: Scenario, hasPortfolio: Bool) {
        let nothing = Scenario(name: "", horizon: plan.horizon, discountRate: 0)
        guard let fields = mapping(root, known: Self.planKeys) else { return (nothing, false) }
        let isPortfolio = Self.portfolioKeys.contains { fields[$0] != nil }
        plan.isPortfolio = isPortfolio
        let top = Entity(fields: fields, origin: nil)
        let name = required("name", in: fields, "give the scenario a name")
            .flatMap { text($0)?.value }
        let horizon = horizon(top, isPortfolio: isPortfolio)
        plan.horizon = horizon ?? plan.horizon
        plan.hasStart = fields["start"] != nil
        var scenario = Scenario(name: name ?? "", horizon: plan.horizon, discountRate: 0)
        if fields["discount_rate_percent"] == nil {
            _ = required("discount_rate_percent", in: fields, "write a yearly rate: 8")
        } else if let rate = percent("discount_rate_percent", in: top, .change) {
            scenario.discountRate = rate
        }
        gatherNames(fields)
        places(fields, &scenario)
        if isPortfolio { portfolio(fields, &scenario) }
        carbon(fields, &scenario.rules)
        technologies(fields["technologies"])
        if let field = fields["sites"] {
            scenario.sites = sites(field, discountRate: scenario.discountRate)
            if isPortfolio { shortYears(of: scenario) }
        } else if !isPortfolio {
            reject("sites", line: fields.line, "missing; a file without offers plans power sites")
        }
        checkCarbon(fields, scenario)
        scenario.stresses = entities(fields["stress"]) { $0.stress($1) }
        checkChances(scenario.stresses, fields["stress"])
        if let quarters = count("decide_quarters", in: top, 1...scenario.horizon.count) {
            scenario.decidedQuarters = quarters
        }
        scenario.figures = plan.figures
        return (scenario, isPortfolio)
    }

    /// The quarters from `start` on; a file of sites alone may leave them out.
    private mutating func horizon(_ top: Entity, isPortfolio: Bool) -> Horizon? {
        let start: Quarter?
        let count: Int?
        if isPortfolio {
            start = required("start", in: top.fields, "write the first quarter: 2026-Q1")
                .flatMap { quarter($0) }
            count = required("quarters", in: top.fields, "write how many are planned: 28")
                .flatMap { figure($0, nil, .count(1...200)) }.map { Int($0) }
        } else {
            start = quarter("start", in: top)
            count = self.count("quarters", in: top, 1...200)
        }
        guard let start else { return nil }
        return Horizon(first: start, count: count ?? 4)
    }

    /// What sections may refer to, wherever it stands in the file.
    private mutating func gatherNames(_ fields: Fields) {
        func keys(_ section: String) -> [String] { fields[section]?.keys ?? [] }
        func values(_ key: String, in sections: [String]) -> [String] {
            var seen: Set<String> = []
            return sections.flatMap { fields[$0]?.values(of: key) ?? [] }
                .filter { seen.insert($0).inserted }
        }
        plan.names.providers = keys("providers")
        plan.names.regions = keys("regions")
        plan.names.campuses = keys("power")
        plan.names.chips = keys("chips")
        plan.names.offers = keys("offers")
        plan.names.builds = keys("builds")
        plan.names.sites = keys("sites")
        plan.names.demands = keys("demand")
        plan.names.jurisdictions = values("jurisdiction", in: ["providers", "regions"])
            .map { $0.lowercased() }
        plan.names.gridOperators = values("grid_operator", in: ["regions", "power", "sites"])
        plan.names.chipVendors = values("vendor", in: ["chips"])
    }

    /// Regions and campuses, which portfolios and sites share.
    private mutating func places(_ fields: Fields, _ scenario: inout Scenario) {
        scenario.regions = entities(fields["regions"]) { $0.region($1) }
        scenario.campuses = entities(fields["power"]) { $0.campus($1) }
    }

    private mutating func portfolio(_ fields: Fields, _ scenario: inout Scenario) {
        scenario.providers = entities(fields["providers"]) { $0.provider($1) }
        let chips = entities(fields["chips"]) { $0.chip($1) }
        scenario.chips = chips.map(\.chip)
        for entry in chips { plan.kilowattsPerGPU[entry.chip.name] = entry.kilowattsPerGPU }
        plan.regionOfCampus = Dictionary(
            scenario.campuses.map { ($0.name, $0.region) },
            uniquingKeysWith: { first, _ in first }
        )
        scenario.offers = entities(fields["offers"]) { $0.offer($1) }
        scenario.builds = entities(fields["builds"]) { $0.build($1) }
        if fields["offers"] == nil, fields["builds"] == nil {
            reject(
                "offers",
                line: fields.line,
                "missing; a plan of contracts needs offers or builds"
            )
        }
        scenario.spots = entities(fields["spot"]) { $0.spot($1) }
        if let field = required("demand", in: fields, "say what has to be served, by name") {
            scenario.demands = entities(field) { $0.demand($1) }
        }
        if let field = fields["contingencies"] {
            scenario.contingencies = contingencies(field, scenario)
        }
        if let field = fields["concentration"] { scenario.rules.caps = caps(field) }
        scenario.rules.floors = entities(fields["floors"]) { $0.floor($1) }
        if let field = fields["finance"] { scenario.finance = finance(field) }
        unused(scenario)
    }

    /// A thing that nothing refers to has no effect, and somebody meant it to have one.
    private mutating func unused(_ scenario: Scenario) {
        let offers = scenario.offers
        let chips = Set(offers.compactMap(\.chip) + scenario.builds.compactMap(\.chip))
        for chip in scenario.chips where !chips.contains(chip.name) {
            note("chips.\(chip.name)", "no offer and no build uses it")
        }
        let providers = Set(offers.map(\.provider))
        for provider in scenario.providers where !providers.contains(provider.name) {
            note("providers.\(provider.name)", "it offers nothing")
        }
        let campuses = Set(
            offers.compactMap(\.campus) + scenario.builds.compactMap(\.campus)
        )
        for campus in scenario.campuses where !campuses.contains(campus.name) {
            note("power.\(campus.name)", "no offer and no build stands there")
        }
    }

    /// A plan of contracts pays for the power of the hours that it is given, and for no others.
    private mutating func shortYears(of scenario: Scenario) {
        for site in scenario.sites {
            let hours = Int(Double(site.profile.count) * site.stepHours)
            guard hours < 8_760 else { continue }
            note(
                "sites.\(site.name).hours",
                "\(hours) of a year's 8,760 hours; power and its cost count for these alone"
            )
        }
    }
}
