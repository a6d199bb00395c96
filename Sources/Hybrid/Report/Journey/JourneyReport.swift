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
    /// Who does not get there as it is asked for, and what helps.
    package let failures: [String]
    /// Of the vehicles.
    private let names: [String]
    /// In a few lines; empty for one vehicle.
    package let verdict: [String]
    /// What follows from the comparison, by question.
    package let answers: JourneyAnswers
    /// The same vehicles without the trailer.
    package let unladen: [JourneyResult]
    /// The same with no charge to spend, of series hybrids.
    package let sustained: [JourneyResult]
    /// Other sizes of the choice; nothing where there are none.
    let sizes: JourneySizes?
    /// Over the years, in the order of the vehicles; empty where it was not asked for.
    package let ownership: [OwnershipOutlook]
    /// Why ordinary days are not those of all vehicles.
    package let faults: [String]
    /// How sure a comparison is; nothing for one without samples.
    let spread: JourneySpread?
    /// What is published of the vehicles; nothing for one vehicle.
    let published: PublishedChecks?
    /// Whether one maker may have chosen between the vehicles.
    let isOneMaker: Bool
    package let economy: Economy
    package let context: DriveContext

    /// Of one vehicle, or of several without what follows from them.
    package init(
        route: Route,
        journeys: [JourneyResult],
        economy: Economy,
        context: DriveContext = DriveContext()
    ) {
        precondition(!journeys.isEmpty, "a vehicle at least")
        self.route = route
        self.journeys = journeys
        failures = journeys.compactMap(JourneyGap.sentence)
        names = journeys.map(\.name)
        verdict = []
        answers = JourneyAnswers([], choice: nil)
        unladen = []
        sustained = []
        sizes = nil
        ownership = []
        faults = []
        spread = nil
        published = nil
        isOneMaker = false
        self.economy = economy
        self.context = context
    }

    /// Of a comparison: with what follows from it, and with the years.
    package init(_ comparison: JourneyComparison, context: DriveContext = DriveContext()) {
        route = comparison.route
        journeys = comparison.shown
        failures = comparison.failures.map(\.text)
        names = comparison.entries.map(\.journey.name)
        verdict = comparison.verdict
        answers = JourneyAnswers(
            comparison.findings.filter { !comparison.failures.contains($0) },
            choice: comparison.choice
        )
        unladen = comparison.entries.compactMap(\.unladen)
        sustained = comparison.entries.compactMap(\.sustained)
        sizes = comparison.sizes
        ownership = comparison.entries.compactMap(\.ownership)
        faults = comparison.ordinary?.faults ?? []
        spread = comparison.spread
        published = PublishedChecks(comparison)
        isOneMaker = comparison.isOneMaker
        economy = comparison.economy
        self.context = context
    }

    package var html: String {
        var page = context.page(title, subtitle)
        page.sections = [
            summary, sureness, worth, why, time, stops, money, years, otherSizes, way, charge,
            climbs,
            lostSpeed,
            otherwise,
            power, energy, bound, check, assumptions, sources, words,
        ].compactMap(\.self)
        return page.html
    }

    private var title: String {
        names.count == 1
            ? "\(names[0]) on \(route.name)"
            : "\(route.name): \(names.joined(separator: "; "))"
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

    var tables: JourneyTables { JourneyTables(journeys, sustained: sustained) }

    var hasBattery: Bool { journeys.contains { $0.charge != nil } }

    var hasGenerator: Bool { journeys.contains { $0.kind == .series } }

    var hasFuel: Bool { journeys.contains { $0.kind != .electric } }

    // MARK: What it comes to

    private var summary: ReportPage.Section {
        var section = ReportPage.Section(
            "summary",
            "What it comes to",
            lead: verdict.isEmpty ? leadSentences : [verdict[0]]
        )
        for line in verdict.dropFirst() { section.body.paragraph([line]) }
        section.body.table(tables.totals)
        if !failures.isEmpty {
            section.body.element("div", ["class": "risks"]) { markup in
                markup.heading("Not as it is asked for")
                markup.list(failures)
            }
        }
        let warnings = Set(journeys.flatMap(\.warnings)).sorted()
        if !warnings.isEmpty {
            section.body.element("div", ["class": "risks calm"]) { markup in
                markup.heading("Beyond what it is built for")
                markup.list(warnings.map { Prose.capitalized($0) + "." })
            }
        }
        return section
    }

    var leadSentences: [String] {
        drawing.compared.map { one in
            "\(JourneyDrawing.called(one)) takes \(Prose.time(one.times.total)) with \(Prose.count(one.stops.count, "stop")), \(Prose.money(one.money.energy)) of energy and \(Prose.mass(one.carbon.total)) of CO2."
        }
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
        var section = ReportPage.Section("stops", "Stops", lead: [])
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
        section.isFolded = true
        for plot in plots { section.body.figure(plot) }
        return section
    }

    private var sources: ReportPage.Section? {
        var section = context.section
        section?.isFolded = true
        return section
    }
}

extension JourneyResult {
    /// Whether the whole of a route, so many m long, was driven, with the reserve kept or without.
    func isComplete(_ length: Double) -> Bool { isArrived || distance > length - Self.nearEnd }

    /// In m: what stays so near the end has driven the route.
    private static let nearEnd = 100.0
}
