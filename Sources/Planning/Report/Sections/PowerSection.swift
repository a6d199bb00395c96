import Pages
import Charts

/// Where a site's power comes from: over the years, in a week, in order of size.
extension PlanReport {
    func power(of site: PlannedSite, number: Int) -> ReportPage.Section? {
        guard let year = site.years.last else { return nil }
        let model = scenario.sites.first { $0.name == site.name }
        let facts = PowerFacts(site)
        let name = plan.sites.count == 1 ? "Power" : "Power at \(site.name)"
        let drawing = PowerDrawing(facts: facts, model: model, year: year, id: "site-\(number)")
        var section = ReportPage.Section("site-\(number)", name, lead: drawing.lead)
        section.isLarge = true
        section.body.table(drawing.capacityTable)
        if site.years.count > 1 {
            section.body.element("div", ["class": "pair"]) { markup in
                markup.figure(drawing.energyByYear)
                markup.figure(drawing.capacityByYear)
            }
        }
        let weeks = drawing.weeks
        if !weeks.isEmpty {
            section.body.heading("A typical week of \(drawing.days.span)")
            section.body.paragraph(drawing.weekSentences)
            for plot in weeks { section.body.figure(plot) }
        } else if let plot = drawing.allHours {
            section.body.figure(plot)
        }
        section.body.element("div", ["class": "pair"]) { markup in
            if let plot = drawing.durationCurve { markup.figure(plot) }
            if let plot = drawing.priceCurve { markup.figure(plot) }
        }
        writePrices(drawing, &section.body)
        writeEmissions(drawing, &section.body)
        writeAutonomy(drawing, &section.body)
        if !facts.ruleSentences.isEmpty {
            section.body.heading("What the site's rules cost")
            section.body.paragraph(facts.ruleSentences)
            section.body.table(facts.ruleTable)
        }
        if let source = model?.weatherSource, !source.isEmpty {
            section.body.element("p", ["class": "note"], text: "Hourly series: \(source).")
        }
        return section
    }

    private func writePrices(_ drawing: PowerDrawing, _ body: inout Markup) {
        guard let map = drawing.priceMap else { return }
        body.heading("What one more megawatt-hour costs, hour by hour")
        body.paragraph(drawing.priceSentences)
        body.figure(map)
    }

    private func writeEmissions(_ drawing: PowerDrawing, _ body: inout Markup) {
        let table = drawing.emissionTable
        guard !table.rows.isEmpty else { return }
        body.heading("Emissions")
        body.paragraph(drawing.emissionSentences)
        if let plot = drawing.emissionPlot {
            body.element("div", ["class": "pair"]) { markup in
                markup.figure(plot)
                markup.table(table)
            }
        } else {
            body.table(table)
        }
    }

    private func writeAutonomy(_ drawing: PowerDrawing, _ body: inout Markup) {
        let sentences = drawing.autonomySentences
        guard !sentences.isEmpty else { return }
        body.heading("Without the grid")
        guard let plot = drawing.autonomyCurve else { return body.paragraph(sentences) }
        body.element("div", ["class": "pair"]) { markup in
            markup.figure(plot)
            markup.element("div") { $0.paragraph(sentences) }
        }
    }
}
