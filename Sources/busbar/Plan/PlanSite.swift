import ArgumentParser
import Foundation
import Optimization
import Planning
import Site

/// Plans the power of sites alone: what to build, and every hour of its use.
struct PlanSite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site",
        abstract: "Plan the power of one site, hour by hour."
    )

    @OptionGroup var input: PlanInput
    @OptionGroup var options: SolverOptions

    @Option(help: "Which site; without it all of the scenario.")
    var site: String?

    @Option(help: "Only this year; without it all years of the site at once.")
    var year: Int?

    @Flag(help: "Build whole units: rounds up and solves again.")
    var wholeUnits = false

    @Flag(
        help: ArgumentHelp(
            "Run the planned years again with units that start and stop (unit commitment).",
            discussion: "In windows of 48 hours, of which 24 are kept; by HiGHS, which has to be "
                + "installed."
        )
    )
    var unitCommitment = false

    @Flag(help: "Print JSON.")
    var json = false

    @Option(help: "Write tables into this folder, a folder for each site-year.")
    var csv: String?

    @Option(help: "Write the page.", completion: .file(extensions: ["html"]))
    var report: String?

    @Option(
        name: .customLong("write-mps"),
        help: "Write the program that is solved, so that any other solver can check it."
    )
    var mps: String?

    @Flag(help: "Say how long reading, building and solving took.")
    var timings = false

    func run() async throws {
        var clock = PhaseClock()
        let file = try input.load()
        let sites = try chosen(of: file.scenario)
        let solving = try options.siteSolving(of: file.scenario)
        if unitCommitment { try checkUnits(of: sites, solving) }
        clock.ends("read")
        let built = try sites.map { try scoped($0, in: file.scenario) }
        if let mps { try write(built.map { SiteProgram($0.site, $0.scope).program }, to: mps) }
        clock.ends("build")
        let outcomes = try await solve(built, with: solving)
        clock.ends("solve")
        let runs = unitCommitment ? try await run(outcomes, with: solving) : []
        if unitCommitment { clock.ends("unit commitment") }
        try show(outcomes, built.map(\.site), runs, file.scenario)
        clock.ends("write")
        if timings { Terminal.error.write(clock.line) }
    }

    // MARK: What is solved

    private func chosen(of scenario: Scenario) throws -> [PowerSite] {
        guard !scenario.sites.isEmpty else {
            throw ValidationError("\(input.file) has no sites to plan the power of")
        }
        guard let site else { return scenario.sites }
        guard let found = scenario.sites.first(where: { $0.name == site }) else {
            let known = scenario.sites.map(\.name).joined(separator: ", ")
            throw ValidationError("--site: there is no \(site); there are \(known)")
        }
        return [found]
    }

    private func scoped(
        _ site: PowerSite,
        in scenario: Scenario
    ) throws -> (site: PowerSite, scope: SiteProgram.Scope) {
        guard let scope = scenario.scopeAlone(of: site, years: try years(of: site)) else {
            throw ValidationError(
                "carbon_budget_t_per_year: other sites or builds share in it, which a plan of a site "
                    + "alone cannot keep; busbar plan \(input.file) splits it, and "
                    + "--set carbon_budget_t_per_year=null plans without it"
            )
        }
        return (site, scope)
    }

    private func years(of site: PowerSite) throws -> [Int] {
        guard let year else { return Array(site.years.indices) }
        guard let place = site.years.firstIndex(where: { $0.year == year }) else {
            let known = site.years.map { "\($0.year)" }.joined(separator: ", ")
            throw ValidationError("--year: \(site.name) has no \(year); there are \(known)")
        }
        return [place]
    }

    private func checkUnits(of sites: [PowerSite], _ solving: SiteSolving) throws {
        guard sites.contains(where: { $0.generators.contains(where: \.commitsUnits) }) else {
            throw ValidationError(
                "--unit-commitment: no source has units that start and stop; give one unit_mw with "
                    + "minimum_load_percent or start_cost_usd"
            )
        }
        guard solving.highs != nil else {
            Terminal.error.write(
                "--unit-commitment decides in whole units, for which HiGHS is needed and not "
                    + "installed: run `make setup`, or name its library in HIGHS_LIBRARY"
            )
            throw ExitCode(1)
        }
    }

    private func write(_ programs: [Program], to path: String) throws {
        guard let program = programs.first, programs.count == 1 else {
            throw ValidationError("--write-mps writes one program: choose a site with --site")
        }
        try MPSFile.write(program, to: path)
    }

    private func solve(
        _ built: [(site: PowerSite, scope: SiteProgram.Scope)],
        with solving: SiteSolving
    ) async throws -> [SiteOutcome] {
        let roundsUp = wholeUnits
        return try await LongWork.run { interrupt in
            let progress = PlanProgress(interrupt)
            defer { progress.ends() }
            return try built.map { site, scope in
                progress.begins("power of \(site.name)")
                let outcome = try solving.plan(site, scope, watch: progress.watch())
                guard roundsUp, case .planned(let planning) = outcome else { return outcome }
                progress.begins("power of \(site.name) in whole units")
                return try SiteRounding(solving).rounded(planning, watch: progress.watch())
            }
        }
    }

    /// The planned years run with whole units, by site; empty when there is no plan to run or it was
    /// broken off.
    private func run(
        _ outcomes: [SiteOutcome],
        with solving: SiteSolving
    ) async throws -> [[RollingYear]] {
        guard outcomes.allSatisfy({ $0.planning != nil }) else { return [] }
        let runs = try await LongWork.run { interrupt -> [[RollingYear]] in
            let progress = PlanProgress(interrupt)
            defer { progress.ends() }
            var runs: [[RollingYear]] = []
            for planning in outcomes.compactMap(\.planning) {
                progress.begins("two days at a time at \(planning.built.site.name)")
                guard
                    let run = try planning.unitCommitment(solving, watch: progress.watch())
                else { return [] }
                runs.append(run)
            }
            return runs
        }
        if runs.isEmpty {
            Terminal.error.write("the run with whole units was broken off; the plan stands")
        }
        return runs
    }

    // MARK: What is shown

    private func show(
        _ outcomes: [SiteOutcome],
        _ sites: [PowerSite],
        _ runs: [[RollingYear]],
        _ scenario: Scenario
    ) throws {
        let failures = zip(sites, outcomes).flatMap { $1.failures(of: $0) }
        guard failures.isEmpty else {
            if json {
                try write(SiteDocument(conflict: failures))
            } else {
                Terminal.error.write("There is no plan:")
                for failure in failures { Terminal.error.write("  \(failure)") }
            }
            throw ExitCode(1)
        }
        let plan = Plan(outcomes.compactMap(\.planning))
        if let csv { try PlanTables(scenario, plan).write(to: csv) }
        if let report {
            var context = PlanReport.Context()
            context.file = URL(fileURLWithPath: input.file).lastPathComponent
            context.date = today
            context.program = "busbar \(Version.current)"
            context.overrides = input.settings
            try TextOutput.write(PlanReport(scenario, plan, context).html, to: report)
        }
        if json {
            try write(SiteDocument(plan.sites, rolling: runs))
        } else {
            SummaryView.show(PlanSummary(scenario, plan, overrides: input.settings))
            for (site, run) in zip(plan.sites, runs) {
                SummaryView.show(UnitCommitmentSummary(site, run))
            }
        }
    }

    /// Writes the document with its hours piece by piece: as one text they would take many times the
    /// memory of the plan.
    private func write(_ document: SiteDocument) throws {
        document.write(try Terminal.json(document)) { Terminal.output.write($0) }
        Terminal.output.write("")
    }
}

extension SiteOutcome {
    /// Why there is no plan, in sentences; empty when there is one.
    fileprivate func failures(of site: PowerSite) -> [String] {
        switch self {
        case .planned: []
        case .infeasible(let sentences): sentences
        case .unbounded:
            ["\(site.name): the cost falls without end; something earns money by being built"]
        case .exhausted(let stop, bound: _):
            ["\(site.name): no answer (\(stop.rawValue))"]
        }
    }
}
