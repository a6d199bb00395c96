import Charts
import Pages

/// What follows from a comparison, and the same way without the trailer.
extension JourneyReport {
    var why: ReportPage.Section? {
        guard !answers.parts.isEmpty else { return nil }
        var section = ReportPage.Section(
            "findings",
            answers.isAboutChoice
                ? "Why the maker chose as it did, and where it was wrong" : "What follows",
            lead: ["Each of these follows from figures of this page."]
        )
        for part in answers.parts {
            let told = part.findings.filter { !isTold($0) }
            guard !told.isEmpty else { continue }
            section.body.heading(part.title)
            section.body.list(told.map { Prose.capitalized($0.text) })
        }
        return section
    }

    /// Whether the summary says it already: who does not get there as it is asked for.
    private func isTold(_ finding: JourneyFinding) -> Bool {
        finding.topic == .arrival && finding.kind == .weakness
            && failed.contains { $0.vehicle == finding.vehicle }
    }

    /// The same vehicles without the trailer.
    var otherwise: ReportPage.Section? {
        guard !unladen.isEmpty else { return nil }
        var section = ReportPage.Section(
            "otherwise",
            "Without the trailer",
            lead: ["The same way and weather, with nothing behind."]
        )
        section.isFolded = true
        section.body.table(JourneyTables(unladen).totals)
        return section
    }
}
