import ArgumentParser
import Foundation
import Hybrid
import Pages
import Site

/// A site's battery and generators behind a grid that fails: how long they last, and what is needed.
struct DriveSite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site",
        abstract: "Follow a site's load with a battery, generators and a grid that fails.",
        discussion: """
            Reads a file of its own (Examples/drive/site-backup.yaml) or a scenario of the planner. \
            Exit codes: 0 there is an answer, 1 no size meets the needs or something failed, 2 wrong \
            usage or a file with mistakes. See docs/drive-site.md.
            """
    )

    @Argument(help: "The site, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(help: "Which site of a scenario that has several.")
    var site: String?

    @Flag(help: "Do not seek the best control by dynamic programming.")
    var noOptimum = false

    @Flag(help: "Do not seek the least-cost size.")
    var noSizes = false

    @Flag(
        help: "Answer for the least-cost size in the place of what stands; also where nothing does."
    )
    var sized = false

    @Option(help: "Write the blocks.", completion: .file(extensions: ["csv"]))
    var csv: String?

    @Option(
        name: .customLong("write-scenario"),
        help: "Write a scenario for `busbar plan site`, and its hours beside it.",
        completion: .file(extensions: ["yaml"])
    )
    var scenario: String?

    @OptionGroup var output: DriveOutput

    func run() async throws {
        var asked = try DriveFiles.read { () throws(SiteMistakes) in
            try SitePowerFile.load(file, site: site)
        }
        for notice in asked.notices { Terminal.error.write(notice) }
        if noSizes, !sized { asked.site.sizes = nil }
        let answer = try answer(&asked)
        if let csv { try TextOutput.write(answer.csv, to: csv) }
        if let scenario { try write(asked, to: scenario) }
        if let report = output.report {
            let page = SitePowerReport(
                answer,
                context: try output.context([.site(file, name: site)])
            )
            try TextOutput.write(page.html, to: report)
        }
        if output.json {
            try Terminal.output.write(json: SitePowerDocument(answer))
        } else {
            Terminal.output.show(answer.headlines)
            for table in answer.tables { Terminal.output.show(table) }
            Terminal.output.write("")
            Terminal.output.show(answer.notes, .faint)
        }
        if let sizing = answer.sizing, sizing.best == nil { throw ExitCode(1) }
    }

    /// Of what stands, or of the least-cost size, which then stands in the place of it.
    private func answer(_ file: inout SitePowerFile) throws -> SiteAnswer {
        guard sized || (file.site.isBare && file.site.sizes != nil) else {
            return SiteAnswer(file.site, findsOptimum: !noOptimum)
        }
        guard let grid = file.site.sizes else {
            throw ValidationError("--sized: the file names no sizes; see docs/drive-site.md")
        }
        let blocks = file.site.inBlocks
        let search = SiteSizing(grid, blocks.sizing)
        guard let best = search.best else {
            Terminal.error.write("--sized: no size of the file meets the needs")
            return SiteAnswer(file.site, findsOptimum: false)
        }
        let original = file.site
        file.site = original.sized(best.size)
        return SiteAnswer(
            file.site,
            inPlaceOf: original,
            search: search,
            findsOptimum: !noOptimum
        )
    }

    private func write(_ file: SitePowerFile, to path: String) throws {
        let place = URL(fileURLWithPath: path)
        let stem = place.deletingPathExtension().lastPathComponent
        let name = "\(stem)-hours.csv"
        let scenario: SiteScenario
        do throws(SiteScenario.Fault) {
            scenario = try SiteScenario(file, hoursName: name)
        } catch {
            throw ValidationError("--write-scenario: \(error)")
        }
        let folder = place.deletingLastPathComponent()
        try TextOutput.write(scenario.hours, to: folder.appendingPathComponent(name).path)
        try TextOutput.write(scenario.text, to: path)
        guard !scenario.omissions.isEmpty else { return }
        Terminal.error.write(
            "\(path): without \(Prose.list(scenario.omissions)): the planner has no word for it"
        )
    }
}
