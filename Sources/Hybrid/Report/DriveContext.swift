package import Pages

/// What a page of `busbar drive` tells beside its figures.
package struct DriveContext: Sendable, Equatable {
    /// When it was made, as it is to be shown; a pure room has no clock.
    package var date: String
    /// `busbar 0.4.0`.
    package var program: String
    /// The command with which the page can be made again.
    package var command: String
    /// Where figures come from and what is assumed, a table for each file.
    package var sources: [ReportTable]

    package init(
        date: String = "",
        program: String = "",
        command: String = "",
        sources: [ReportTable] = []
    ) {
        self.date = date
        self.program = program
        self.command = command
        self.sources = sources
    }

    func page(_ title: String, _ subtitle: [String]) -> ReportPage {
        var lines = subtitle
        if !date.isEmpty { lines.append(date) }
        var page = ReportPage(title: title, subtitle: lines)
        let maker = program.isEmpty ? "busbar drive" : "\(program), busbar drive"
        page.foot = ["Made by \(maker). This page needs no network: it can be mailed and kept."]
        if !command.isEmpty { page.foot.append("Made again with: \(command)") }
        return page
    }

    /// Where figures come from; nothing when nobody said.
    var section: ReportPage.Section? {
        guard !sources.isEmpty else { return nil }
        var section = ReportPage.Section(
            "sources",
            "Where the figures come from",
            lead: [
                "A table for each file, with units in the keys. Marked as assumed is what no source gives."
            ]
        )
        for table in sources { section.body.table(table) }
        return section
    }
}
