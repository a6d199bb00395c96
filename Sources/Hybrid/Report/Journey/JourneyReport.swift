import Charts
import Pages

/// The page of vehicles on one route, side by side: hours, money, carbon, and where each fell short.
///
/// One vehicle is a page too. Sections that none of the vehicles has anything for are left out, and
/// every sentence is made from figures.
package struct JourneyReport: Sendable {
    package let route: Route
    /// At least one; their order is that of the page.
    package let journeys: [JourneyResult]
    /// What follows from the comparison; the most telling first.
    package let findings: [JourneyFinding]
    /// Beside those of the page: without the trailer, or slower.
    package let others: [Other]
    /// Over the years, in the order of the vehicles; empty where it was not asked for.
    package let ownership: [OwnershipOutlook]
    package let economy: Economy
    package let context: DriveContext

    package init(
        route: Route,
        journeys: [JourneyResult],
        findings: [JourneyFinding] = [],
        others: [Other] = [],
        ownership: [OwnershipOutlook] = [],
        economy: Economy,
        context: DriveContext = DriveContext()
    ) {
        precondition(!journeys.isEmpty, "a vehicle at least")
        self.route = route
        self.journeys = journeys
        self.findings = findings
        self.others = others
        self.ownership = ownership
        self.economy = economy
        self.context = context
    }

    package var html: String {
        var page = context.page(title, subtitle)
        page.sections = [
            summary, why, way, charge, time, stops, power, climbs, lostSpeed, otherwise, money,
            years, energy,
            bound,
            check, assumptions, context.section, words,
        ].compactMap(\.self)
        return page.html
    }

    private var title: String {
        journeys.count == 1
            ? "\(journeys[0].name) on \(route.name)"
            : "\(route.name): \(Prose.list(journeys.map(\.name)))"
    }

    private var subtitle: [String] {
        let first = journeys[0]
        var parts = [
            Prose.distanceInMiles(route.length),
            "\(Prose.temperature(first.conditions.temperature)) at the start",
        ]
        if let low = route.points.map(\.altitude).min(),
            let high = route.points.map(\.altitude).max()
        {
            parts.append("\(Prose.number(low)) to \(Prose.number(high)) m above the sea")
        }
        if let trailer = first.trailer { parts.append("towing “\(trailer)”") }
        return [parts.joined(separator: ", ")]
    }

    // MARK: Shared by sections

    var drawing: JourneyDrawing { JourneyDrawing(route: route, journeys: journeys) }

    var tables: JourneyTables { JourneyTables(journeys: journeys, length: route.length) }

    var hasBattery: Bool { journeys.contains { $0.charge != nil } }

    var hasGenerator: Bool { journeys.contains { $0.kind == .series } }

    var hasFuel: Bool { journeys.contains { $0.kind != .electric } }

    // MARK: What it comes to

    private var summary: ReportPage.Section {
        var section = ReportPage.Section("summary", "What it comes to", lead: leadSentences)
        section.body.table(tables.totals)
        let failures = journeys.flatMap(failureSentences)
        if !failures.isEmpty {
            section.body.element("div", ["class": "risks"]) { markup in
                markup.heading("What went wrong")
                markup.list(failures)
            }
        }
        return section
    }

    var leadSentences: [String] {
        var sentences = drawing.compared.map { one in
            "\(JourneyDrawing.called(one)) takes \(Prose.time(one.times.total)) with \(Prose.count(one.stops.count, "stop"))."
        }
        // Only who keeps its reserve can be the best.
        let arrived = journeys.filter(\.isArrived)
        guard arrived.count > 1 else { return sentences }
        let them = arrived.count < journeys.count ? "Of those that arrive, least" : "Least"
        let first = arrived.count < journeys.count ? "Of those that arrive, fastest" : "Fastest"
        func least(_ figure: (JourneyResult) -> Double, _ text: (Double, String) -> String) {
            let sorted = arrived.sorted { figure($0) < figure($1) }
            guard figure(sorted[1]) > figure(sorted[0]) else { return }
            sentences.append(text(figure(sorted[0]), sorted[0].name))
        }
        least({ $0.times.total }) { "\(first) is \($1) (\(Prose.time($0)))." }
        least({ $0.money.energy }) { "\(them) is paid for energy with \($1) (\(Prose.money($0)))." }
        least({ $0.carbon.total }) {
            "\(them) CO2 is emitted by \($1) (\(Prose.mass($0)), with grid and upstream)."
        }
        return sentences
    }

    private func failureSentences(_ one: JourneyResult) -> [String] {
        var sentences: [String] = []
        if case .unreachable(let gap) = one.outcome {
            let isBelow = one.isComplete(route.length)
            let missing = [
                gap.energy.map { Prose.energy($0) }, gap.fuel.map { Prose.liters($0) },
            ].compactMap(\.self)
            var text =
                "\(JourneyDrawing.called(one)) \(isBelow ? "does not get there with its reserve" : "does not arrive"): between \(gap.from) (\(Prose.distance(gap.fromPlace))) "
                + "and \(gap.to) (\(Prose.distance(gap.toPlace)))"
            text += missing.isEmpty ? " it cannot go on." : " \(Prose.list(missing)) are missing."
            if let place = gap.strandedAt { text += " It would stay at \(Prose.distance(place))." }
            sentences.append(text)
        }
        let lost = one.lostSeconds
        if let worst = one.lostStretches.max(by: { $0.lost < $1.lost }), lost >= 1 {
            sentences.append(
                "\(JourneyDrawing.called(one)) is slower than the road allows on \(Prose.count(one.lostStretches.count, "stretch", "stretches")) "
                    + "and loses \(Prose.time(lost)), most after \(Prose.distance(worst.from)), where it falls "
                    + "to \(Prose.speed(worst.slowest)) of \(Prose.speed(worst.asked)) on a grade of "
                    + "\(Prose.percent(worst.grade))."
            )
        }
        if let charge = one.charge, one.isArrived, !charge.isReserveKept {
            sentences.append(
                "\(JourneyDrawing.called(one)) falls below the reserve of \(Prose.percent(charge.reserve)): its lowest "
                    + "state of charge is \(Prose.percent(charge.lowest))."
            )
        }
        return sentences
    }

    // MARK: The way

    private var way: ReportPage.Section {
        var section = ReportPage.Section("way", "The way", lead: drawing.waySentences)
        section.body.figure(drawing.profile)
        return section
    }

    private var charge: ReportPage.Section? {
        let plots = [drawing.charge, drawing.fuel].compactMap(\.self)
        guard !plots.isEmpty else { return nil }
        let name =
            hasBattery
            ? (hasFuel ? "Charge and fuel on the way" : "Charge on the way")
            : "Fuel on the way"
        var section = ReportPage.Section("charge", name, lead: drawing.chargeSentences)
        for plot in plots { section.body.figure(plot) }
        return section
    }

    private var time: ReportPage.Section? {
        guard journeys.contains(where: { !$0.stops.isEmpty }) || journeys.count > 1 else {
            return nil
        }
        var section = ReportPage.Section("time", "Where the hours go", lead: drawing.timeSentences)
        section.body.element("div", ["class": "pair"]) { markup in
            markup.figure(drawing.clock)
            markup.figure(drawing.hours, figures: tables.hours)
        }
        return section
    }

    private var stops: ReportPage.Section? {
        let table = tables.stops
        guard !table.rows.isEmpty else { return nil }
        var section = ReportPage.Section("stops", "Stops", lead: drawing.stopSentences)
        section.body.table(table)
        return section
    }

    private var power: ReportPage.Section? {
        let plots = drawing.power
        guard !plots.isEmpty else { return nil }
        var section = ReportPage.Section(
            "power",
            "Power by source along the way",
            lead: [
                hasGenerator
                    ? "Means over each stretch; what is given back, or charged by the generator, lies "
                        + "below zero."
                    : "Means over each stretch; what is given back lies below zero."
            ]
        )
        section.isLarge = true
        for plot in plots { section.body.figure(plot) }
        return section
    }
}

extension JourneyResult {
    /// Whether the whole of a route, so many m long, was driven, with the reserve kept or without.
    func isComplete(_ length: Double) -> Bool { isArrived || distance > length - 100 }

    var isArrived: Bool { outcome == .arrived }

    /// Where speed was lost for lack of power, but for where it stayed for lack of energy.
    var lostStretches: [SlowStretch] {
        var end = Double.infinity
        if case .unreachable(let gap) = outcome, let place = gap.strandedAt { end = place - 5e3 }
        return slow.filter { $0.lost >= 1 && $0.to < end }
    }

    /// In s.
    var lostSeconds: Double { lostStretches.reduce(0) { $0 + $1.lost } }
}
