package import Pages

/// A plan for programs: what `busbar plan FILE --json` prints, and what the next run compares with.
///
/// The keys are fixed, because other tools rely on them. Money is US dollars, power is megawatts of
/// IT at the reference chip unless the contract has a chip of its own, series have one entry per
/// quarter, and what does not exist is null.
package struct PlanDocument: Sendable, Equatable, Codable {
    /// `optimal`, `feasible`, `infeasible`.
    package var status: String
    package var name: String
    package var objective: JSONNumber
    package var bound: JSONNumber
    package var gap: JSONNumber
    /// Why nothing is possible, in sentences; empty when something is.
    package var conflict: [String]
    /// What was changed on the command line.
    package var overrides: [Override]
    /// Every single value that was planned with, by its path in the file; empty when not known.
    package var inputs: [Override]
    package var contracts: [ContractEntry]
    package var builds: [BuildEntry]
    package var quarters: [QuarterEntry]
    package var sites: [SiteEntry]
    package var contingencies: [ContingencyEntry]
    package var pricesOfRules: [RuleEntry]
    /// The years of the carbon budget; left out without one.
    package var carbon: [CarbonEntry]
    package var alternatives: [AlternativeEntry]
    package var stresses: [StressEntry]
    package var twoStage: TwoStageEntry?
    package var tornado: [TornadoEntry]
    package var risk: RiskEntry?
    package var assumptions: [AssumptionEntry]
    package var proof: ProofEntry?

    enum CodingKeys: String, CodingKey {
        case status, name, gap, conflict, overrides, inputs, contracts, builds, quarters, sites
        case contingencies, alternatives, stresses, tornado, risk, assumptions, proof
        case objective = "objective_usd"
        case bound = "bound_usd"
        case pricesOfRules = "prices_of_rules"
        case twoStage = "two_stage"
        case carbon = "carbon_budget"
    }

    package init(
        _ scenario: Scenario,
        _ plan: Plan,
        overrides: [Override] = [],
        inputs: [Override] = []
    ) {
        status = plan.status
        name = scenario.name
        objective = JSONNumber(plan.objective)
        bound = JSONNumber(plan.bound)
        gap = JSONNumber(plan.gap)
        conflict = []
        self.overrides = overrides
        self.inputs = inputs
        contracts = plan.contracts.map { ContractEntry($0) }
        builds = plan.builds.map { BuildEntry($0) }
        quarters = plan.quarters.map { QuarterEntry($0, scenario.finance.depreciationYears) }
        sites = plan.sites.map { SiteEntry($0) }
        contingencies = plan.contingencies.map { ContingencyEntry($0) }
        pricesOfRules = plan.pricesOfRules.map { RuleEntry($0) }
        carbon = plan.carbon.map { CarbonEntry($0, plan) }
        alternatives = plan.alternatives.map { AlternativeEntry($0) }
        stresses = plan.stresses.map { StressEntry($0) }
        twoStage = plan.twoStage.map { TwoStageEntry($0) }
        tornado = plan.tornado.map { TornadoEntry($0) }
        risk = plan.risk.map { RiskEntry($0) }
        assumptions = scenario.figures.map { AssumptionEntry($0) }
        proof = ProofEntry(plan.proof)
    }

    /// Of a scenario that no plan satisfies.
    package init(
        _ scenario: Scenario,
        conflict: [String],
        overrides: [Override] = [],
        inputs: [Override] = []
    ) {
        self.init(
            scenario,
            Plan(status: "infeasible", objective: .nan, bound: .nan),
            overrides: overrides,
            inputs: inputs
        )
        self.conflict = conflict
        gap = JSONNumber(nil)
        proof = nil
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status, forKey: .status)
        try container.encode(name, forKey: .name)
        try container.encode(objective, forKey: .objective)
        try container.encode(bound, forKey: .bound)
        try container.encode(gap, forKey: .gap)
        if !conflict.isEmpty { try container.encode(conflict, forKey: .conflict) }
        try container.encode(overrides, forKey: .overrides)
        if !inputs.isEmpty { try container.encode(inputs, forKey: .inputs) }
        try container.encode(contracts, forKey: .contracts)
        try container.encode(builds, forKey: .builds)
        try container.encode(quarters, forKey: .quarters)
        try container.encode(sites, forKey: .sites)
        try container.encode(contingencies, forKey: .contingencies)
        try container.encode(pricesOfRules, forKey: .pricesOfRules)
        if !carbon.isEmpty { try container.encode(carbon, forKey: .carbon) }
        try container.encode(alternatives, forKey: .alternatives)
        try container.encode(stresses, forKey: .stresses)
        try container.encodeIfPresent(twoStage, forKey: .twoStage)
        try container.encode(tornado, forKey: .tornado)
        try container.encodeIfPresent(risk, forKey: .risk)
        try container.encode(assumptions, forKey: .assumptions)
        try container.encodeIfPresent(proof, forKey: .proof)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        status = try container.decode(String.self, forKey: .status)
        name = try container.decode(String.self, forKey: .name)
        objective = try container.decode(JSONNumber.self, forKey: .objective)
        bound = try container.decode(JSONNumber.self, forKey: .bound)
        gap = try container.decode(JSONNumber.self, forKey: .gap)
        conflict = try container.decodeIfPresent([String].self, forKey: .conflict) ?? []
        overrides = try container.decode([Override].self, forKey: .overrides)
        inputs = try container.decodeIfPresent([Override].self, forKey: .inputs) ?? []
        contracts = try container.decode([ContractEntry].self, forKey: .contracts)
        builds = try container.decode([BuildEntry].self, forKey: .builds)
        quarters = try container.decode([QuarterEntry].self, forKey: .quarters)
        sites = try container.decode([SiteEntry].self, forKey: .sites)
        contingencies = try container.decode([ContingencyEntry].self, forKey: .contingencies)
        pricesOfRules = try container.decode([RuleEntry].self, forKey: .pricesOfRules)
        carbon = try container.decodeIfPresent([CarbonEntry].self, forKey: .carbon) ?? []
        alternatives = try container.decode([AlternativeEntry].self, forKey: .alternatives)
        stresses = try container.decode([StressEntry].self, forKey: .stresses)
        twoStage = try container.decodeIfPresent(TwoStageEntry.self, forKey: .twoStage)
        tornado = try container.decode([TornadoEntry].self, forKey: .tornado)
        risk = try container.decodeIfPresent(RiskEntry.self, forKey: .risk)
        assumptions = try container.decode([AssumptionEntry].self, forKey: .assumptions)
        proof = try container.decodeIfPresent(ProofEntry.self, forKey: .proof)
    }
}

/// A figure that was changed on the command line: `--set concentration.oracle=0.4`.
package struct Override: Sendable, Hashable, Codable {
    package var path: String
    package var value: String

    package init(path: String, value: String) {
        self.path = path
        self.value = value
    }
}
