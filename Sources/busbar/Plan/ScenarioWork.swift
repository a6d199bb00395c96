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
    /// The plan before, from which this one begins.
    let last: PlanDocument?
    /// What is set on the command line.
    let settings: [Override]
    /// Whether anybody reads what each change since the last plan does.
    let showsEffects: Bool
    /// More changes at once than this are not told apart.
    private static let mostChanges = 4
    /// Seconds for each of them: nobody has asked for it.
    private static let secondsPerChange = 2.0

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
        let answer = try planner.plan(file.scenario, from: last.map { PortfolioChoice($0) })
        guard case .planned(var planned) = answer else { return answer }
        let study = PlanStudies(planner, file.scenario, planned)
        if showsEffects {
            var brief = study
            brief.secondsEach = Self.secondsPerChange
            planned.plan.effects = try brief.effects(of: undone(before: planned.plan))
        }
        if studies.contains(.prices) { planned.plan.pricesOfRules += try study.prices() }
        if studies.contains(.alternatives) { planned.plan.alternatives = try study.alternatives() }
        if !studies.isDisjoint(with: [.stresses, .twoStage]) {
            let futures = try study.futures(onlyWeighted: !studies.contains(.stresses))
            if studies.contains(.stresses) { planned.plan.stresses = study.stresses(futures) }
            if studies.contains(.twoStage) { planned.plan.twoStage = try study.twoStage(futures) }
        }
        if studies.contains(.tornado) { planned.plan.tornado = try study.tornado(ranges) }
        if studies.contains(.risk) {
            // Many futures of several solves each: one limit for all of them.
            var timed = planner
            timed.watch = progress.watch(for: limits.seconds)
            planned.plan.risk = try PlanStudies(timed, file.scenario, planned).risk(sample)
        }
        return .planned(planned)
    }

    /// The scenario with each change since the last plan taken back, when there are several.
    private func undone(before plan: Plan) -> [(path: String, scenario: Scenario?)] {
        let now = PlanDocument(file.scenario, plan, overrides: settings, inputs: file.inputs)
        let changes = (last?.changes(to: now) ?? []).filter { file.isFirst($0.path) }
        guard (2...Self.mostChanges).contains(changes.count) else { return [] }
        return changes.map { change in
            let overrides = change.undone.map { (path: $0.path, text: $0.value) }
            // What makes no sense any more with the rest of the file has no effect to tell.
            return (change.path, try? file.scenario(with: overrides))
        }
    }

    private var sample: RiskSample {
        // The power of sites is held, so that their figures could only spoil a draw.
        let figures = file.variants.map(\.figure).filter { !$0.isOfSite }
        return RiskSample(
            of: file.scenario,
            figures: figures,
            count: samples,
            seed: seed,
            // Draws that make no sense together are counted and left out.
            reading: { try? file.scenario(with: figures, at: $0) }
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
