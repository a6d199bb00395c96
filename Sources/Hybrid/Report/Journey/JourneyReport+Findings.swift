import Charts
import Pages

extension JourneyReport {
    /// Of a comparison: with what follows from it, and with the years.
    package init(_ comparison: JourneyComparison, context: DriveContext = DriveContext()) {
        self.init(
            route: comparison.route,
            journeys: comparison.entries.map(\.journey),
            findings: comparison.findings,
            others: comparison.entries.flatMap(Self.others),
            ownership: comparison.entries.compactMap(\.ownership),
            economy: comparison.economy,
            context: context
        )
    }

    /// A journey that was looked at beside that of the page.
    package struct Other: Sendable {
        package var name: String
        /// `without the trailer`.
        package var how: String
        package var journey: JourneyResult
    }

    private static func others(_ entry: JourneyComparison.Entry) -> [Other] {
        var others: [Other] = []
        let name = entry.journey.name
        if let unladen = entry.unladen {
            others.append(Other(name: name, how: "without the trailer", journey: unladen))
        }
        if let eased = entry.eased {
            let how =
                "at \(Prose.percent(eased.share)) of the speeds, \(Prose.speed(eased.topSpeed)) at most"
            others.append(Other(name: name, how: how, journey: eased.journey))
        }
        return others
    }

    // MARK: Sections

    var why: ReportPage.Section? {
        guard !findings.isEmpty else { return nil }
        let hybrids = journeys.filter { $0.kind == .series }
        guard journeys.count > 1, hybrids.count == 1, let hybrid = hybrids.first else {
            return plain
        }
        var section = ReportPage.Section(
            "findings",
            "Why the maker chose as it did, and where it was wrong",
            lead: ["Each of these follows from figures of this page."]
        )
        // What speaks against the others speaks for the choice.
        let favorable = findings.filter { one in
            one.vehicle == hybrid.vehicle ? one.kind == .strength : one.kind == .weakness
        }
        let ownStrengths = Set(favorable.filter { $0.kind == .strength }.map(\.topic))
        let adverse = findings.filter { one in
            guard one.vehicle != hybrid.vehicle else { return one.kind == .weakness }
            // That another keeps its speed too says nothing against it.
            let isShared = one.topic == .speed && ownStrengths.contains(.speed)
            return one.kind == .strength && !isShared
        }
        let name = JourneyDrawing.called(hybrid)
        Self.write(favorable, "For it: \(name)", &section.body)
        Self.write(adverse, "Against it", &section.body)
        Self.write(findings.filter { $0.kind == .fact }, "Besides", &section.body)
        return section
    }

    private var plain: ReportPage.Section {
        var section = ReportPage.Section(
            "findings",
            "What follows",
            lead: ["Each of these follows from figures of this page."]
        )
        section.body.list(findings.map(\.text))
        return section
    }

    private static func write(
        _ findings: [JourneyFinding],
        _ title: String,
        _ body: inout Markup
    ) {
        guard !findings.isEmpty else { return }
        body.heading(title)
        body.list(findings.map { Prose.capitalized($0.text) })
    }

    /// The same vehicles without the trailer, or slower.
    var otherwise: ReportPage.Section? {
        guard !others.isEmpty else { return nil }
        var table = ReportTable(
            "The same way, otherwise",
            [
                .init("Vehicle"), .init("How"), .init("Arrives"), .number("Time"),
                .number("Stops"), .number("At stops"), .number("Fuel, l"),
                .number("Charged, kWh"), .number("Energy"), .number("CO2"),
            ]
        )
        for other in others {
            let one = other.journey
            let halts = one.times.total - one.times.driving
            table.append([
                .init(other.name), .init(other.how),
                one.isArrived ? .init("yes", .good) : .init("no", .bad),
                .init(Prose.time(one.times.total)), .init("\(one.stops.count)"),
                .init(halts > 0 ? Prose.time(halts) : Measure.none),
                .init(one.kind == .electric ? Measure.none : Prose.number(one.energy.fuel)),
                .init(
                    one.energy.charged > 0
                        ? Prose.number(one.energy.charged / 3.6e6) : Measure.none
                ),
                .init(Prose.money(one.money.energy)), .init(Prose.mass(one.carbon.total)),
            ])
        }
        var section = ReportPage.Section(
            "otherwise",
            "If it were otherwise",
            lead: ["The same way with one thing changed."]
        )
        section.body.table(table.compact)
        return section
    }
}
