import Charts
import Pages

/// The power of a site as a page: how long it lasts, what it costs, and which sizes are right.
package struct SitePowerReport: Sendable {
    private let answer: SiteAnswer
    private let spread: SiteSpread?
    private let context: DriveContext

    package init(
        _ answer: SiteAnswer,
        spread: SiteSpread? = nil,
        context: DriveContext = DriveContext()
    ) {
        self.answer = answer
        self.spread = spread
        self.context = context
    }

    package var html: String {
        let site = answer.site
        var page = context.page("Power of \(site.name)", [standing])
        page.sections = [
            summary, worst, controls, months, sizing, sureness, context.section, words,
        ].compactMap(\.self)
        return page.html
    }

    /// What stands there.
    private var standing: String {
        let plant = answer.site.plant
        let limit = answer.site.series.blocks.reduce(0) { max($0, $1.limit) }
        var parts = ["load up to \(SiteFigure.power(answer.site.series.peak)) MW"]
        parts.append(limit > 0 ? "grid of \(SiteFigure.power(limit)) MW" : "no grid")
        if plant.store.capacity > 0 {
            parts.append(
                "battery of \(SiteFigure.energy(plant.store.capacity)) MWh and "
                    + "\(SiteFigure.power(plant.store.discharge)) MW"
            )
        }
        if plant.fleet.count > 0 {
            parts.append(
                "\(Prose.count(plant.fleet.count, "unit")) of "
                    + "\(SiteFigure.power(plant.fleet.unit.maximum)) MW"
            )
        }
        return Prose.capitalized(parts.joined(separator: ", "))
    }

    // MARK: Sections

    private var summary: ReportPage.Section {
        var section = ReportPage.Section("summary", "Is it served, and for how long", lead: [])
        section.body.keys(keys)
        section.body.list(answer.service)
        return section
    }

    private var keys: [PageKey] {
        let account = answer.main.account
        let endurance = answer.endurance
        func time(_ time: Double) -> String {
            time >= endurance.horizon
                ? "over \(SiteFigure.hours(endurance.horizon)) h" : SiteFigure.time(time)
        }
        let isServed = account.unserved <= 3600
        var keys = [
            PageKey(
                "Not served",
                isServed ? "none" : "\(SiteFigure.energy(account.unserved)) MWh",
                "of \(SiteFigure.energy(account.load)) MWh"
                    + (isServed ? "" : ", in \(SiteFigure.time(account.unservedTime))")
            ),
            PageKey(
                "Without grid",
                time(endurance.worst),
                "in the worst case, \(time(endurance.percentile(0.5))) in half of all"
            ),
        ]
        if let unit = answer.contingencies.first(where: { $0.loss == .unit }) {
            keys.append(
                PageKey("One unit out", unit.isServed ? "served" : "not served", "N-1, at worst")
            )
        }
        let length = SiteFigure.hours(answer.site.series.duration)
        keys.append(
            PageKey("Operation", Prose.money(answer.main.total), "in \(length) hours, under merit")
        )
        if let best = answer.sizing?.best, let total = best.total {
            keys.append(
                PageKey("Least cost a year\(answer.scaling)", Prose.money(total), best.size.words)
            )
        }
        return keys
    }

    private var worst: ReportPage.Section {
        var section = ReportPage.Section("week", "The worst week", lead: [weekWords])
        section.isLarge = true
        section.body.figure(sources)
        section.body.element("div", ["class": "pair"]) { markup in
            if answer.site.plant.store.capacity > 0 { markup.figure(stored) }
            markup.figure(lasting)
        }
        return section
    }

    private var controls: ReportPage.Section {
        var section = ReportPage.Section("controls", "What it costs to run", lead: answer.costs)
        for table in answer.controlTables { section.body.table(table.compact) }
        section.body.paragraph(answer.proof)
        return section
    }

    /// What the demand charge asks for each month.
    private var months: ReportPage.Section? {
        guard let table = answer.monthTable else { return nil }
        var section = ReportPage.Section(
            "months",
            "The highest import of each month",
            lead: ["Each month is charged for the highest mean of a block."]
        )
        section.body.table(table)
        return section
    }

    private var sizing: ReportPage.Section? {
        guard let table = answer.sizeTable else { return nil }
        var section = ReportPage.Section("sizes", "Which size", lead: answer.sizes)
        section.body.table(table.compact)
        if let sizes { section.body.figure(sizes) }
        section.body.paragraph(answer.searched)
        return section
    }

    /// What the ranges of the file's figures mean.
    private var sureness: ReportPage.Section? {
        guard let spread else { return nil }
        let tables = SiteSpreadTables(spread)
        var section = ReportPage.Section("spread", "How sure that is", lead: tables.sentences)
        section.body.table(tables.table.compact)
        if let bars = tables.bars { section.body.figure(bars, figures: tables.alone) }
        return section
    }

    private var words: ReportPage.Section {
        var section = ReportPage.Section("words", "Words", lead: [])
        section.body.words(answer.glossary)
        return section
    }

    // MARK: The worst week

    /// A week around what is worst: what is not served, or else the longest outage, or the peak.
    private var week: Range<Int> {
        let step = answer.site.series.step
        let count = answer.steps.count
        let length = min(count, max(1, Int((7 * 86_400 / step).rounded())))
        let longest = answer.site.series.outages.max { $0.count < $1.count }
        let peak = answer.steps.indices.max {
            answer.steps[$0].block.mean < answer.steps[$1].block.mean
        }
        let middle = answer.main.account.worstBlock ?? longest?.lowerBound ?? peak ?? 0
        let begin = min(max(0, middle - length / 2), count - length)
        return begin..<begin + length
    }

    private var weekWords: String {
        let step = answer.site.series.step
        let week = week
        let steps = answer.steps[week]
        let out = Double(steps.count { $0.block.isOut }) * step / 3600
        let begin = Prose.number(Double(week.lowerBound) * step / 3600)
        let end = Prose.number(Double(week.upperBound) * step / 3600)
        return "From hour \(begin) to \(end), with \(Prose.number(out)) hours without grid."
    }

    private var axis: Steps {
        let step = answer.site.series.step
        let names = week.map { "hour \(Prose.number(Double($0) * step / 3600))" }
        let labels = week.map { "day \(Int(Double($0) * step / 86_400) + 1)" }
        return Steps(names: names, labels: labels)
    }

    private func values(_ value: (SiteStep) -> Double) -> [Double] {
        answer.steps[week].map { value($0) / 1e6 }
    }

    private var sources: Plot {
        let all: [(String, [Double])] = [
            ("grid", values(\.grid)), ("generators", values(\.generators)),
            ("battery out", values { max(0, $0.store) }),
            ("sun and wind", values { max(0, $0.block.load - max(0, $0.block.mean)) }),
            ("not served", values(\.unserved)), ("battery in", values { min(0, $0.store) }),
        ]
        let stack = all.enumerated().compactMap { index, one in
            one.1.contains { $0 != 0 } ? Series(one.0, one.1, Swatch(index)) : nil
        }
        return Plot(
            id: "site-week",
            title: "Power by source in the worst week",
            summary: weekWords,
            horizontal: .steps(axis),
            measure: .megawatts,
            marks: [
                .stack(stack, .areas), .line(Series("load", values(\.block.load), .ink(0)), .steps),
            ]
        )
    }

    private var stored: Plot {
        let energies = answer.steps[week].map { $0.stored / 3.6e9 }
        var marks: [Mark] = [.line(Series("stored", energies, Swatch(2)), .straight)]
        marks.append(.level(answer.site.plant.store.capacity / 3.6e9, "full"))
        return Plot(
            id: "site-store",
            title: "Energy in the battery",
            summary: "At least \(Prose.number(energies.min() ?? 0)) MWh are held in that week.",
            horizontal: .steps(axis),
            measure: .megawattHours,
            marks: marks
        ).sized(.half)
    }

    // MARK: Without grid

    /// How long it lasts, against the share of hours from which it lasts no longer.
    private var lasting: Plot {
        let shares = stride(from: 0.0, through: 1, by: 0.02)
        let points = shares.map {
            Mark.Point($0 * 100, answer.endurance.percentile($0) / 3600)
        }
        return Plot(
            id: "site-lasting",
            title: "How long it lasts without grid, by share of the hours",
            summary: "No longer than this from so many of the hours at which an outage may begin.",
            horizontal: .span(0...100, .plain("%")),
            measure: .plain("h"),
            marks: [.curve("hours without grid", points, Swatch(1))]
        ).sized(.half)
    }

    // MARK: Sizes

    /// Total cost against capital, one place for each size that meets the needs.
    private var sizes: Plot? {
        guard let sizing = answer.sizing else { return nil }
        let served = sizing.tried.filter { $0.total != nil }
        guard let most = served.map(\.capital).max(), let least = served.map(\.capital).min(),
            let best = sizing.best, let cost = best.total
        else { return nil }
        let dots = served.map { choice in
            Mark.Dot(
                choice.capital / 1e6,
                ((choice.total ?? 0) - cost) / 1e6,
                size: choice.size == best.size ? 0.8 : 0.25,
                name: choice.size.words
            )
        }
        let room = max(0.05 * (most - least), 0.01 * most, 1)
        return Plot(
            id: "site-sizes",
            title: "What sizes cost a year above the least, by capital a year",
            summary: "The least is \(Prose.money(cost)) a year, for \(best.size.words).",
            horizontal: .span(
                (least - room) / 1e6...(most + room) / 1e6,
                .plain(before: "$", "M")
            ),
            measure: .plain(before: "$", "M"),
            marks: [.dots("sizes that meet the needs", dots, Swatch(0))]
        )
    }
}
