import ArgumentParser
import Bus
import Foundation
import Inference
import Simulation
import Site

/// Replays requests under a virtual clock and compares ways of choosing.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try a policy on simulated requests, with faults, in seconds.",
        discussion: """
            Runs the gateway's own decisions under a virtual clock and checks after every event that \
            no promise is broken. The same seed and files give the same report, bit for bit. Ends \
            with 1 when a promise was broken, with 2 when a file has mistakes. See \
            docs/simulator.md.
            """
    )

    @OptionGroup var option: SiteOption

    @Option(help: "How supplies behave and fail; without it nothing fails.", completion: .file())
    var faults: String?

    @Option(help: "Replay real traffic: timestamp,input_tokens,output_tokens.", completion: .file())
    var trace: String?

    @Option(help: "The same seed gives the same run.")
    var seed = 1

    @Option(help: "How many requests; 100000, or the whole trace.")
    var requests: Int?

    @Option(help: "Leave out the requests before this one.")
    var first = 0

    @Option(parsing: .upToNextOption, help: "Side by side: site, order, cost, latency, hedged.")
    var policies: [String] = ["site"]

    @Option(help: "Leave out troubles by name: cut,stall,outages.")
    var without = ""

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Measure the simulator itself; reads no file.")
    var bench = false

    func run() throws {
        guard !bench else { return SimulationSpeed.measure(requests: requests ?? 1_000_000) }
        let (setup, extent, variants) = try read()
        var comparison = Comparison(setup, extent, variants)
        let begin = ContinuousClock.now
        while comparison.advance(requests: 20_000) {
            // Nothing is shown in the first two seconds: most runs are over by then.
            guard ContinuousClock.now - begin > .seconds(2) else { continue }
            let percent = Int(comparison.progress * 100)
            Terminal.error.show(progress: "simulating… \(percent) %")
        }
        Terminal.error.show(progress: "")
        if let (variant, violation) = comparison.broken {
            Terminal.error.show(progress: "looking for the smallest run that breaks it…")
            let failure = Failure.smallest(of: extent, comparison.setup(for: variant), violation)
            Terminal.error.show(progress: "")
            show(failure, variant)
            throw ExitCode(1)
        }
        if json {
            let text = String(decoding: comparison.report.json, as: UTF8.self)
            Terminal.output.write(text, terminator: "")
        } else {
            show(comparison.report)
        }
    }

    // MARK: What is read

    private func read() throws -> (Setup, Extent, [Variant]) {
        let site = try option.load(allowingUnset: true)
        var setup = Setup(
            models: site.models,
            policy: site.policy,
            breaker: site.breaker,
            limits: site.limits
        )
        if let faults {
            do {
                setup.scenario = try FaultsFile.load(path: faults, for: site)
            } catch {
                Terminal.error.write(error.description)
                throw ExitCode(2)
            }
        }
        if let trace { setup.trace = try traffic(in: trace) }
        let count = requests ?? setup.trace.map { $0.entries.count - first } ?? 100_000
        guard count > 0, first >= 0 else {
            throw ValidationError("--requests has to be above 0 and --first not below 0")
        }
        var extent = Extent(seed: seed, count: count)
        extent.first = first
        extent.without = Set(try without.split(separator: ",").map { try trouble(String($0)) })
        return (setup, extent, try variants())
    }

    private func traffic(in path: String) throws -> Trace {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            Terminal.error.write(
                "\(path): cannot be read; is it a file, and may this user read it?"
            )
            throw ExitCode(2)
        }
        do {
            return try Trace([UInt8](bytes).span)
        } catch {
            for mistake in error.all {
                Terminal.error.write("\(path):\(mistake.line): \(mistake.message)")
            }
            if error.more > 0 { Terminal.error.write("\(path): and \(error.more) more") }
            throw ExitCode(2)
        }
    }

    private func trouble(_ name: String) throws -> Trouble {
        if let trouble = Trouble(name) { return trouble }
        let known = Trouble.all.map(\.name).joined(separator: ", ")
        throw ValidationError("--without: there is no \(name); there are \(known)")
    }

    private func variants() throws -> [Variant] {
        let names = policies.flatMap { $0.split(separator: ",").map(String.init) }
        let variants = try names.map { name in
            guard let variant = Variant(rawValue: name) else {
                let known = Variant.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--policies: there is no \(name); there are \(known)")
            }
            return variant
        }
        guard !variants.isEmpty else { throw ValidationError("--policies: name at least one") }
        return variants
    }

    // MARK: What is shown

    private func show(_ report: Report) {
        let terminal = Terminal.output
        var table = Table(
            [.init("")] + report.columns.map { .init($0.name, .right) }
        )
        for row in report.rows {
            table.append([.init(row.name)] + row.texts.map { Table.Cell($0) })
        }
        for line in table.lines(on: terminal) { terminal.write(line) }
    }

    private func show(_ failure: Failure, _ variant: Variant) {
        let terminal = Terminal.error
        terminal.write(terminal.styled("A promise was broken.", .bad))
        terminal.write("  promise: \(failure.violation.promise.rawValue)")
        terminal.write("  what:    \(failure.violation.detail)")
        terminal.write("  seed:    \(failure.extent.seed)")
        terminal.write("  policy:  \(variant.rawValue)\n")
        for line in failure.trace { terminal.write(line.description) }
        var command = "busbar simulate \(failure.extent.options) --site \(option.site)"
        if let faults { command += " --faults \(faults)" }
        if let trace { command += " --trace \(trace)" }
        command += " --policies \(variant.rawValue)"
        terminal.write("\nTo see it again: \(command)")
    }
}
