import Charts
package import Pages

/// The power of a site on a page: the worst week by source, the store, and what sizes cost.
package struct SitePowerSection: Sendable {
    private let answer: SiteAnswer
    private let id: String

    /// `id`: letters and hyphens, unique within the page.
    package init(_ answer: SiteAnswer, id: String = "site") {
        self.answer = answer
        self.id = id
    }

    package var section: ReportPage.Section {
        var section = ReportPage.Section(
            id,
            "Power of \(answer.site.name)",
            lead: answer.headlines
        )
        section.isLarge = true
        section.body.heading("The worst week")
        section.body.paragraph([weekWords])
        section.body.figure(sources)
        section.body.element("div", ["class": "pair"]) { markup in
            if answer.site.plant.store.capacity > 0 { markup.figure(stored) }
            markup.figure(lasting)
        }
        for table in answer.tables { section.body.table(table.compact) }
        if let sizes { section.body.figure(sizes) }
        section.body.paragraph(answer.proof)
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
            id: "\(id)-week",
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
            id: "\(id)-store",
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
            id: "\(id)-lasting",
            title: "How long it lasts without grid",
            summary: "By the share of the hours at which an outage may begin.",
            horizontal: .span(0...100, .plain("% of hours")),
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
                (choice.total ?? 0) / 1e6,
                size: choice.size == best.size ? 0.8 : 0.25,
                name: choice.size.words
            )
        }
        let room = max(0.05 * most, 1)
        return Plot(
            id: "\(id)-sizes",
            title: "What sizes cost",
            summary: "The least is \(Prose.money(cost)) a year, for \(best.size.words).",
            horizontal: .span(
                (least - room) / 1e6...(most + room) / 1e6,
                .plain(before: "$", "M capital a year")
            ),
            measure: .plain(before: "$", "M a year"),
            marks: [.dots("sizes that meet the needs", dots, Swatch(0))]
        )
    }
}
