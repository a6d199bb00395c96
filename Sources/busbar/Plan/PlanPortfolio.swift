import ArgumentParser
import Foundation
import Optimization
import Planning
import Site

/// Plans a scenario whole, and compares it with the plan before.
struct PlanPortfolio: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "Plan a scenario: contracts, own builds and the power of its sites (default)."
    )

    @OptionGroup var input: PlanInput
    @OptionGroup var options: SolverOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Also find out: alternatives, prices, risk, stresses, tornado, two-stage; all, none.",
            discussion: "Without it all of them for a page, none otherwise.",
            valueName: "study"
        )
    )
    var study: [String] = []

    @Option(help: "Futures that the study of risk draws.")
    var samples = 100

    @Option(help: "What the study of risk draws them from; the same seed draws the same.")
    var seed: UInt64 = 1

    @Flag(help: "Print JSON.")
    var json = false

    @Option(help: "Write tables into this folder.")
    var csv: String?

    @Option(help: "Write the page.", completion: .file(extensions: ["html"]))
    var report: String?

    @Option(
        name: .customLong("write-mps"),
        help: "Write the portfolio's program that is solved, so that any solver can check it."
    )
    var mps: String?

    @Option(help: "Compare with this JSON instead of the last plan.", completion: .file())
    var against: String?

    @Flag(help: "Say how long reading, solving and the studies took.")
    var timings = false

    func validate() throws {
        guard (1...100_000).contains(samples) else {
            throw ValidationError("--samples has to be from 1 to 100000")
        }
    }

    func run() async throws {
        var clock = PhaseClock()
        let studies = try chosenStudies()
        let file = try input.load()
        guard let highs = try options.highs() else {
            throw missingSolver()
        }
        let last = against.map { LastPlan(file: $0) } ?? LastPlan(of: input.file)
        let before = last.load()
        if against != nil, before == nil {
            throw ValidationError("--against: \(against ?? "") is no plan that this version wrote")
        }
        clock.ends("read")
        let work = ScenarioWork(
            file: file,
            highs: highs,
            sites: try options.siteSolving(of: file.scenario),
            limits: options.limits(of: file.scenario),
            studies: studies,
            samples: samples,
            seed: seed,
            last: before,
            settings: input.settings,
            showsEffects: !json || report != nil
        )
        if let mps {
            try MPSFile.write(PortfolioProgram(file.scenario).program, to: mps)
        }
        let result = try await LongWork.run { interrupt in
            try work.run(PlanProgress(interrupt))
        }
        clock.ends("solve")
        try show(result, file, before)
        if timings { Terminal.error.write(clock.line) }
    }

    private func chosenStudies() throws -> Set<PlanStudy> {
        let names = study.flatMap { $0.split(separator: ",").map(String.init) }
        if names.isEmpty { return report == nil ? [] : Set(PlanStudy.allCases) }
        if names == ["all"] { return Set(PlanStudy.allCases) }
        if names == ["none"] { return [] }
        return Set(
            try names.map { name in
                guard let study = PlanStudy(rawValue: name) else {
                    let known = PlanStudy.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--study: there is no \(name); there are \(known)")
                }
                return study
            }
        )
    }

    private func missingSolver() -> ExitCode {
        Terminal.error.write(
            "contracts come in whole signatures, for which HiGHS is needed and not installed: run "
                + "`make setup`, or name its library in HIGHS_LIBRARY"
        )
        return ExitCode(1)
    }

    // MARK: What is shown

    private func show(
        _ answer: Planner.Answer,
        _ file: PlanFile,
        _ before: PlanDocument?
    ) throws {
        let scenario = file.scenario
        var context = PlanReport.Context()
        context.file = URL(fileURLWithPath: input.file).lastPathComponent
        context.date = today
        context.program = "busbar \(Version.current)"
        context.overrides = input.settings
        context.inputs = file.inputs
        context.last = before
        guard case .planned(let planned) = answer else {
            try show(failure: answer, scenario, context)
            throw ExitCode(1)
        }
        let plan = planned.plan
        let document = PlanDocument(
            scenario,
            plan,
            overrides: input.settings,
            inputs: file.inputs
        )
        LastPlan(of: input.file).save(document)
        if let csv { try PlanTables(scenario, plan).write(to: csv) }
        if let report { try TextOutput.write(PlanReport(scenario, plan, context).html, to: report) }
        if json {
            try Terminal.output.write(json: document)
        } else {
            SummaryView.show(
                PlanSummary(
                    scenario,
                    plan,
                    last: before,
                    overrides: input.settings,
                    inputs: file.inputs
                )
            )
        }
    }

    private func show(
        failure: Planner.Answer,
        _ scenario: Scenario,
        _ context: PlanReport.Context
    ) throws {
        let reasons = failure.reasons
        if let report {
            let page = PlanReport.infeasible(scenario, conflict: reasons, context)
            try TextOutput.write(page, to: report)
        }
        if json {
            try Terminal.output.write(
                json: PlanDocument(scenario, conflict: reasons, overrides: input.settings)
            )
        } else {
            Terminal.error.write("There is no plan:")
            for reason in reasons { Terminal.error.write("  \(reason)") }
        }
    }
}

extension Planner.Answer {
    /// Why there is no plan.
    fileprivate var reasons: [String] {
        switch self {
        case .planned: []
        case .infeasible(let sentences): sentences
        case .exhausted(let stop, bound: _):
            ["the search ended without a plan (\(stop.rawValue)); give it more --time-limit"]
        case .unbounded: ["the cost falls without end; some price is below zero"]
        }
    }
}
