import ArgumentParser
import Planning
import Site

/// The scenario of `busbar plan` and what is set in it on the command line.
struct PlanInput: ParsableArguments {
    @Argument(help: "The scenario, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Plan with another value: concentration.oracle=0.4. May be given more than once.",
            valueName: "path=value"
        ),
        transform: { text in
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                throw ValidationError("'\(text)' is not PATH=VALUE; write concentration.oracle=0.4")
            }
            return (
                path: String(text[..<sign]), text: String(text[text.index(after: sign)...])
            )
        }
    )
    var overrides: [PlanFile.Override] = []

    /// Reads the file; all its mistakes go to standard error and the command ends with 2.
    func load() throws -> PlanFile {
        do {
            let plan = try PlanFile.load(path: file, overrides: overrides)
            for notice in plan.notices { Terminal.error.write(notice) }
            return plan
        } catch {
            Terminal.error.write(error.description)
            throw ExitCode(2)
        }
    }

    /// What was set, as the documents and the page name it.
    var settings: [Override] { overrides.map { Override(path: $0.path, value: $0.text) } }
}
