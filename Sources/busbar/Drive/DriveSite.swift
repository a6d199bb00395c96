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

    @Option(
        help: ArgumentHelp(
            "Times that the site is asked again with figures from their ranges; 0 for none.",
            valueName: "count"
        )
    )
    var samples = 24

    @Option(help: "Write the blocks.", completion: .file(extensions: ["csv"]))
    var csv: String?

    @Option(
        name: .customLong("write-scenario"),
        help: "Write a scenario for `busbar plan site`, and its hours beside it.",
        completion: .file(extensions: ["yaml"])
    )
    var scenario: String?

    @OptionGroup var output: DriveOutput

    func validate() throws {
        guard (0...1000).contains(samples) else {
            throw ValidationError("--samples: \(samples) is not within 0 to 1000")
        }
    }

    func run() async throws {
        var asked = try DriveFiles.read { () throws(SiteMistakes) in
            try SitePowerFile.load(file, site: site)
        }
        for notice in asked.notices { Terminal.error.write(notice) }
        if noSizes, !sized { asked.site.sizes = nil }
        let isSized = sized || (asked.site.isBare && asked.site.sizes != nil)
        let answer = try answer(&asked, isSized: isSized)
        let spread = try spread(asked, answer, isSized: isSized)
        if let csv { try TextOutput.write(answer.csv, to: csv) }
        if let scenario { try write(asked, to: scenario) }
        if let report = output.report {
            let page = SitePowerReport(
                answer,
                spread: spread,
                context: try output.context([.site(file, name: site)])
            )
            try TextOutput.write(page.html, to: report)
        }
        if output.json {
            try Terminal.output.write(json: SitePowerDocument(answer, spread))
        } else {
            let sure = spread.map { SiteSpreadTables($0) }
            Terminal.output.show(answer.headlines + (sure?.sentences ?? []))
            for table in answer.tables { Terminal.output.show(table) }
            if let sure { Terminal.output.show(sure.table) }
            Terminal.output.write("")
            Terminal.output.show(answer.notes, .faint)
        }
        if let sizing = answer.sizing, sizing.best == nil { throw ExitCode(1) }
    }

    /// Of what stands, or of the least-cost size, which then stands in the place of it.
    private func answer(_ file: inout SitePowerFile, isSized: Bool) throws -> SiteAnswer {
        guard isSized else {
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

    /// Of what was answered for; nothing where no figure has a range.
    private func spread(
        _ file: SitePowerFile,
        _ answer: SiteAnswer,
        isSized: Bool
    ) throws -> SiteSpread? {
        let ranges = file.ranges
        guard samples > 0, !ranges.isEmpty else { return nil }
        let starts = file.site.starts(answer.endurance, answer.site.series.step)
        let size = isSized ? file.site.size : nil
        return try DriveFiles.read { () throws(SiteMistakes) in
            try SiteSpread(ranges, samples: samples) { values throws(SiteMistakes) in
                let site = try file.site(at: values)
                return SiteOutcome(size.map { site.sized($0) } ?? site, from: starts)
            }
        }
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
