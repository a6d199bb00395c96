package import Charts

/// A page of sections as one HTML text without anything from elsewhere.
package struct ReportPage {
    package struct Section {
        /// Unique within the page; letters and hyphens.
        package let id: String
        package let title: String
        /// Begins a new page on paper.
        package var isLarge = false
        /// Its body is folded away until a reader asks for it, and left out on paper.
        package var isFolded = false
        /// Sentences that say what the section shows.
        package var lead: [String]
        package var body = Markup()

        package init(_ id: String, _ title: String, lead: [String]) {
            self.id = id
            self.title = title
            self.lead = lead
        }
    }

    package var title: String
    /// Lines below the title.
    package var subtitle: [String]
    package var sections: [Section] = []
    package var foot: [String] = []

    package init(title: String, subtitle: [String]) {
        self.title = title
        self.subtitle = subtitle
    }

    package var html: String {
        var page = Markup()
        page.element("html", ["lang": "en"]) { page in
            page.element("head") { page in
                page.leaf("meta", ["charset": "utf-8"])
                page.leaf(
                    "meta",
                    ["name": "viewport", "content": "width=device-width, initial-scale=1"]
                )
                page.leaf("meta", ["name": "color-scheme", "content": "light dark"])
                page.element("title", text: title)
                page.open("style")
                page.append(markup: ChartStyle.css + PageStyle.css)
                page.close()
            }
            page.breakLine()
            page.element("body") { page in writeBody(&page) }
        }
        return "<!DOCTYPE html>\n" + page.text + "\n"
    }

    private func writeBody(_ page: inout Markup) {
        page.element("a", ["class": "skip", "href": "#main"], text: "Skip to the report")
        page.element("header") { page in
            page.element("h1", text: title)
            for line in subtitle {
                page.element("p", ["class": "subtitle"]) { $0.append(prose: line) }
            }
            page.element("nav", ["aria-label": "Sections"]) { page in
                page.element("ul") { page in
                    for section in sections {
                        page.element("li") { page in
                            page.element("a", ["href": "#\(section.id)"], text: section.title)
                        }
                    }
                }
            }
        }
        page.breakLine()
        page.element("main", ["id": "main"]) { page in
            for section in sections {
                page.element(
                    "section",
                    [
                        "id": section.id, "aria-labelledby": "\(section.id)-h",
                        "class": section.isLarge
                            ? "large" : section.isFolded ? "folded" : "flowing",
                    ]
                ) { page in
                    page.element("h2", ["id": "\(section.id)-h"], text: section.title)
                    if !section.lead.isEmpty {
                        page.element("p", ["class": "lead"]) { page in
                            page.append(prose: section.lead.joined(separator: " "))
                        }
                    }
                    if section.isFolded {
                        page.folded("Show: \(section.title)") {
                            $0.append(markup: section.body.text)
                        }
                    } else {
                        page.append(markup: section.body.text)
                    }
                }
                page.breakLine()
            }
        }
        if !foot.isEmpty {
            page.element("footer") { page in
                for line in foot { page.element("p") { $0.append(prose: line) } }
            }
        }
    }
}

// MARK: What sections are made of

extension Markup {
    package mutating func paragraph(_ sentences: [String]) {
        guard !sentences.isEmpty else { return }
        element("p") { $0.append(prose: sentences.joined(separator: " ")) }
    }

    package mutating func heading(_ text: String, _ level: Int = 3) {
        element("h\(level)", text: text)
    }

    package mutating func list(_ items: [String], _ name: String = "ul") {
        guard !items.isEmpty else { return }
        element(name) { markup in
            for item in items { markup.element("li") { $0.append(prose: item) } }
        }
    }

    /// A part that a reader unfolds by its title.
    package mutating func folded(_ title: String, _ write: (inout Markup) -> Void) {
        element("details") { markup in
            markup.element("summary", text: title)
            write(&markup)
        }
    }

    /// A drawing with its title above it, in a form for wide and one for narrow pages.
    ///
    /// `figures`: The same as a table, folded away.
    package mutating func figure(_ plot: Plot, figures: ReportTable? = nil) {
        let tall = max(Plot.Size.narrow.height, plot.size.height * 0.8)
        figure(
            title: plot.title,
            isHalf: plot.size.width < Plot.Size.wide.width,
            wide: plot.chart,
            narrow: plot.sized(
                Plot.Size(width: Plot.Size.narrow.width, height: tall),
                suffix: "-n"
            ).chart,
            figures: figures
        )
    }

    /// Bars of rows, which are as tall as they have rows.
    package mutating func figure(_ bars: BarRows, figures: ReportTable? = nil) {
        figure(
            title: bars.title,
            isHalf: bars.width < Plot.Size.wide.width,
            wide: bars.chart,
            narrow: bars.sized(width: Plot.Size.narrow.width, suffix: "-n").chart,
            figures: figures
        )
    }

    package mutating func figure(_ rows: StackRows, figures: ReportTable? = nil) {
        figure(
            title: rows.title,
            isHalf: rows.width < Plot.Size.wide.width,
            wide: rows.chart,
            narrow: rows.sized(width: Plot.Size.narrow.width, suffix: "-n").chart,
            figures: figures
        )
    }

    /// Cells, as high on a narrow page as on a wide one.
    package mutating func figure(_ map: HeatMap) {
        let narrow = Plot.Size(width: Plot.Size.narrow.width, height: map.size.height)
        figure(
            title: map.title,
            isHalf: map.size.width < Plot.Size.wide.width,
            wide: map.chart,
            narrow: map.sized(narrow, suffix: "-n").chart
        )
    }

    package mutating func figure(
        title: String,
        isHalf: Bool,
        wide: Chart,
        narrow: Chart,
        figures: ReportTable? = nil
    ) {
        element("figure", ["class": isHalf ? "half" : "full"]) { markup in
            markup.element("figcaption", text: title)
            markup.element("div", ["class": "on-wide"]) { $0.append(markup: wide.svg) }
            markup.element("div", ["class": "on-narrow"]) { $0.append(markup: narrow.svg) }
            guard let figures, !figures.rows.isEmpty else { return }
            markup.folded("The figures of this chart") { $0.table(figures, hasCaption: false) }
        }
        breakLine()
    }

    /// A table whose first column names its rows.
    package mutating func table(_ table: ReportTable, hasCaption: Bool = true) {
        guard !table.rows.isEmpty else { return }
        element(
            "div",
            [
                "class": table.rows.count <= 14 ? "scroll whole" : "scroll", "role": "group",
                "aria-label": table.title, "tabindex": "0",
            ]
        ) { markup in
            markup.element("table") { markup in
                if hasCaption { markup.element("caption", text: table.title) }
                markup.element("thead") { markup in
                    markup.element("tr") { markup in
                        for column in table.columns {
                            markup.element(
                                "th",
                                ["scope": "col", "class": column.look],
                                text: column.title
                            )
                        }
                    }
                }
                markup.element("tbody") { markup in
                    for row in table.rows { markup.row(row, table.columns) }
                }
            }
        }
        breakLine()
    }

    private mutating func row(_ row: [ReportTable.Cell], _ columns: [ReportTable.Column]) {
        element("tr") { markup in
            for (index, cell) in row.enumerated() {
                var name = columns[index].look
                if cell.tone != .plain { name += " \(cell.tone)" }
                if index == 0 {
                    markup.element("th", ["scope": "row", "class": name]) { markup in
                        markup.append(path: cell.text)
                    }
                } else {
                    markup.open("td", ["class": name])
                    markup.linked(cell.text)
                    markup.close()
                }
            }
        }
    }

    /// A text in which an address that begins it is a link.
    private mutating func linked(_ text: String) {
        let address = text.prefix { !$0.isWhitespace }
        guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
            return append(prose: text)
        }
        element("a", ["href": String(address), "rel": "noreferrer"], text: String(address))
        append(String(text.dropFirst(address.count)))
    }
}

extension ReportTable.Column {
    /// The class of its cells in the style sheet.
    fileprivate var look: String { isNumber ? "n" : isShort ? "k" : "t" }
}
