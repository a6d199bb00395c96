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
        let solving = try options.siteSolving()
        clock.ends("read")
        let built = try sites.map { try scoped($0) }
        if let mps { try write(built.map { SiteProgram($0.site, $0.scope).program }, to: mps) }
        clock.ends("build")
        let outcomes = try await solve(built, with: solving)
        clock.ends("solve")
        try show(outcomes, built.map(\.site), file.scenario)
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

    private func scoped(_ site: PowerSite) throws -> (site: PowerSite, scope: SiteProgram.Scope) {
        guard let year else { return (site, .init(years: Array(site.years.indices))) }
        guard let place = site.years.firstIndex(where: { $0.year == year }) else {
            let known = site.years.map { "\($0.year)" }.joined(separator: ", ")
            throw ValidationError("--year: \(site.name) has no \(year); there are \(known)")
        }
        return (site, .init(years: [place]))
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

    // MARK: What is shown

    private func show(
        _ outcomes: [SiteOutcome],
        _ sites: [PowerSite],
        _ scenario: Scenario
    ) throws {
        let failures = zip(sites, outcomes).flatMap { $1.failures(of: $0) }
        guard failures.isEmpty else {
            if json {
                try Terminal.output.write(json: SiteDocument(conflict: failures))
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
            try Terminal.output.write(json: SiteDocument(plan.sites))
        } else {
            SummaryView.show(PlanSummary(scenario, plan, overrides: input.settings))
        }
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
