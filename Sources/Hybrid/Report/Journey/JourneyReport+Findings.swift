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

    /// What a smaller battery or generator would have done on this way.
    var otherSizes: ReportPage.Section? {
        guard let sizes else { return nil }
        var section = ReportPage.Section(
            "sizes",
            "Other sizes of the same vehicle",
            lead: [
                "The same vehicle on this way with less battery, less generator, or both; mass, price, "
                    + "making and charging follow."
            ]
        )
        section.isFolded = true
        section.body.table(sizes.table)
        section.body.element("p", ["class": "note"]) { markup in
            markup.append(
                prose:
                    "What the vehicle has stands first. One way is no design case: `busbar drive size` "
                    + "weighs every size over all that a vehicle is used for."
            )
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
