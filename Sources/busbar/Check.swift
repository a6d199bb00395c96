import ArgumentParser
import Bus
import Foundation
import Inference
import Site

/// Reads a site file and tries every supplier in it.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the site file and try every supplier.",
        discussion: "Ends with 1 when a supplier cannot serve, with 2 when the file has mistakes."
    )

    @OptionGroup var option: SiteOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let site: SiteFile
        do {
            site = try option.read()
        } catch {
            if json {
                try Terminal.output.write(json: CheckReport(site: option.site, mistakes: error))
            } else {
                let count = error.mistakes.count
                Terminal.error.write(error.description)
                Terminal.error.write(count == 1 ? "1 mistake" : "\(count) mistakes")
            }
            throw ExitCode(2)
        }
        Terminal.error.show(progress: "asking \(count(site.suppliers.count, "supplier"))…")
        let probes = await probe(site)
        Terminal.error.show(progress: "")
        let report = CheckReport(
            site: option.site,
            missing: missingFiles(of: site),
            notices: site.notices,
            probes: probes
        )
        if json {
            try Terminal.output.write(json: report)
        } else {
            show(report, site)
        }
        if !report.ok { throw ExitCode(1) }
    }

    /// Asks the suppliers, a few at a time; the answers are in the order of the file.
    private func probe(_ site: SiteFile) async -> [Probe] {
        let atOnce = 8
        return await withTaskGroup(of: (Int, Probe).self) { group in
            var probes: [Int: Probe] = [:]
            for (place, supplier) in site.suppliers.enumerated() {
                if place >= atOnce, let (done, probe) = await group.next() { probes[done] = probe }
                group.addTask { (place, await Probe.ask(supplier, site: site)) }
            }
            for await (place, probe) in group { probes[place] = probe }
            return site.suppliers.indices.compactMap { probes[$0] }
        }
    }

    /// The files of the endpoint's TLS that cannot be read; those of suppliers are asked with them.
    private func missingFiles(of site: SiteFile) -> [CheckReport.Mistake] {
        guard let tls = site.tls else { return [] }
        return [("tls.certificate", tls.certificate), ("tls.key", tls.key)].compactMap {
            path,
            file in
            FileManager.default.isReadableFile(atPath: file)
                ? nil
                : CheckReport.Mistake(path: path, line: nil, message: "cannot read \(file)")
        }
    }

    private func show(_ report: CheckReport, _ site: SiteFile) {
        let terminal = Terminal.output
        for notice in site.notices {
            terminal.write(terminal.styled("note: ", .warning) + notice)
        }
        if !site.notices.isEmpty { terminal.write("") }
        var table = Table([
            .init(""), .init("supplier"), .init("region"), .init("law"), .init("latency", .right),
            .init("result"),
        ])
        for supplier in report.suppliers {
            let style: Terminal.Style =
                switch supplier.state {
                case .ok: .good
                case .unsure: .warning
                case .failed: .bad
                }
            let known = site.suppliers.first { $0.name == supplier.name }
            let word = supplier.state == .failed ? "fail" : supplier.state.rawValue
            table.append([
                .init(word, style), .init(supplier.name, .strong), .init(known?.region ?? ""),
                .init(known?.jurisdiction.code ?? ""), .init("\(supplier.latencyMilliseconds) ms"),
                .init(
                    [supplier.reason, supplier.fix].filter { !$0.isEmpty }.joined(separator: "; ")
                ),
            ])
        }
        for line in table.lines(on: terminal) { terminal.write(line) }
        if !report.mistakes.isEmpty { terminal.write("") }
        for mistake in report.mistakes {
            terminal.write("\(terminal.styled("fail", .bad))  \(mistake.path): \(mistake.message)")
        }
        let failed = report.suppliers.count { $0.state == .failed }
        let models = site.models.count
        terminal.write(
            "\n\(option.site) is valid: \(count(models, "model")) at "
                + "\(count(site.suppliers.count, "supplier"))"
                + (failed == 0 ? "." : ", \(failed) of which cannot serve.")
        )
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}

/// What `busbar check --json` prints.
struct CheckReport: Encodable {
    struct Mistake: Encodable {
        let path: String
        let line: Int?
        let message: String
    }

    struct Supplier: Encodable {
        let name: String
        let url: String
        let state: SupplierCheck.State
        let latencyMilliseconds: Int
        let reason: String
        let fix: String
    }

    let site: String
    let ok: Bool
    let mistakes: [Mistake]
    let notices: [String]
    let suppliers: [Supplier]

    init(site: String, mistakes: SiteMistakes) {
        self.site = site
        ok = false
        self.mistakes = mistakes.mistakes.map {
            Mistake(path: $0.path, line: $0.line, message: $0.message)
        }
        notices = []
        suppliers = []
    }

    init(site: String, missing: [Mistake], notices: [String], probes: [Probe]) {
        self.site = site
        ok = missing.isEmpty && !probes.contains { $0.check.state == .failed }
        mistakes = missing
        self.notices = notices
        suppliers = probes.map {
            Supplier(
                name: $0.check.supplier,
                url: $0.url,
                state: $0.check.state,
                latencyMilliseconds: $0.latency.milliseconds,
                reason: $0.check.reason,
                fix: $0.check.fix
            )
        }
    }
}
