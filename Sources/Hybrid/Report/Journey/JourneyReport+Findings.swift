import Charts
import Pages

/// What follows from a comparison, and the same way without the trailer.
extension JourneyReport {
    var why: ReportPage.Section? {
        guard !answers.parts.isEmpty else { return nil }
        var section = ReportPage.Section(
            "findings",
            answers.isAboutChoice && isOneMaker
                ? "Why the maker chose as it did, and where it was wrong" : "What follows",
            lead: ["Each of these follows from figures of this page."]
        )
        for part in answers.parts {
            section.body.heading(part.title)
            section.body.list(part.findings.map { Prose.capitalized($0.text) })
        }
        return section
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
