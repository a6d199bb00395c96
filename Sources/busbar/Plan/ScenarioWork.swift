import Optimization
import Planning
import Site

/// Plans a scenario and finds out what was asked about the plan.
struct ScenarioWork: Sendable {
    let file: PlanFile
    let highs: HiGHSSolver
    let sites: SiteSolving
    let limits: SolveLimits
    let studies: Set<PlanStudy>
    /// How many futures the study of risk draws, and from which seed.
    let samples: Int
    let seed: UInt64
    /// What the last plan decided.
    let start: PortfolioChoice?

    func run(_ progress: PlanProgress) throws -> Planner.Answer {
        defer { progress.ends() }
        let watch = progress.watch()
        let planner = Planner(
            portfolio: PortfolioPlanning(solver: highs, within: limits),
            sites: SiteWork.sites(sites, watch: watch),
            begins: { progress.begins($0) },
            watch: watch
        )
        guard file.hasPortfolio else { return try planner.plan(sitesOf: file.scenario) }
        let answer = try planner.plan(file.scenario, from: start)
        guard case .planned(var planned) = answer else { return answer }
        let study = PlanStudies(planner, file.scenario, planned)
        if studies.contains(.prices) { planned.plan.pricesOfRules += try study.prices() }
        if studies.contains(.alternatives) { planned.plan.alternatives = try study.alternatives() }
        if studies.contains(.stresses) { planned.plan.stresses = try study.stresses() }
        if studies.contains(.tornado) { planned.plan.tornado = try study.tornado(ranges) }
        if studies.contains(.risk) { planned.plan.risk = try study.risk(sample) }
        return .planned(planned)
    }

    private var sample: RiskSample {
        RiskSample(
            of: file.scenario,
            figures: file.variants.map(\.figure),
            count: samples,
            seed: seed,
            // Draws that make no sense together are counted and left out.
            reading: { try? file.scenario(at: $0) }
        )
    }

    /// The figures of the file that have a range, with the scenario at either end of it.
    private var ranges: [PlanStudies.Range] {
        file.variants.map { variant in
            PlanStudies.Range(
                figure: variant.figure,
                // An end of a range that makes no sense is shown as impossible.
                low: { try? variant.low() },
                high: { try? variant.high() }
            )
        }
    }
}
