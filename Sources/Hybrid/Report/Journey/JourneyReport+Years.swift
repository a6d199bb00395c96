import Charts
import Pages

/// What the vehicles cost and emit over the years that they are kept.
extension JourneyReport {
    var years: ReportPage.Section? {
        guard let first = ownership.first else { return nil }
        let drawing = YearsDrawing(ownership: ownership)
        var section = ReportPage.Section("years", "Over the years", lead: [])
        section.body.element("div", ["class": "pair"]) { markup in
            markup.figure(drawing.cost, figures: drawing.costTable)
            markup.figure(drawing.carbon, figures: drawing.carbonTable)
        }
        section.body.table(drawing.bands)
        section.body.folded("By the share of the distance on charge") { markup in
            markup.element("div", ["class": "pair"]) { markup in
                if let cost = drawing.costByShare { markup.figure(cost) }
                if let carbon = drawing.carbonByShare { markup.figure(carbon) }
            }
        }
        section.body.folded("The ordinary days, mission by mission") { markup in
            markup.table(drawing.days, hasCaption: false)
        }
        section.body.element("p", ["class": "note"]) { markup in
            markup.append(
                prose: "Kept for \(Prose.number(first.years)) years and "
                    + "\(Prose.distance(first.distance)). Ordinary days are the missions "
                    + "\(first.missions), and not this way. " + drawing.rangeOfShares
                    + "What is paid later is discounted. A vehicle whose price nobody has named is "
                    + "without its loss of value."
            )
        }
        if !faults.isEmpty {
            section.body.paragraph(["But: \(Prose.list(faults)). It is counted all the same."])
        }
        return section
    }
}

/// The drawings of ownership, one bar for each vehicle.
struct YearsDrawing {
    let ownership: [OwnershipOutlook]

    var sentences: [String] {
        var sentences = ownership.map { one in
            let share = one.central.electricShare
            let charge =
                share > 0 ? " with \(Prose.percent(share)) of the distance on charge from home" : ""
            return
                "\(Prose.capitalized(one.name)) costs \(Prose.cost(one.central.cost.total)) and emits "
                + "\(Prose.carbon(one.central.carbon.total)) of CO2 per km\(charge)."
        }
        if let open = ownership.first(where: { $0.price == nil }) {
            sentences.append(
                "No price is known of \(open.name): its cost is not to be set against the others."
            )
        }
        return sentences
    }

    private func rows(
        _ id: String,
        _ title: String,
        _ measure: Measure,
        _ note: (OwnershipOutlook) -> String,
        _ parts: [Part]
    ) -> StackRows {
        var rows = StackRows(
            id: id,
            title: title,
            summary: ownership.map { "\($0.name): \(note($0))." }.joined(separator: " "),
            measure: measure,
            parts: parts.enumerated().map { .init($1.0, Swatch($0)) },
            rows: ownership.map { one in
                .init(
                    Prose.capitalized(one.name),
                    values: parts.map { $0.1(one.central) },
                    note: note(one)
                )
            }
        )
        rows.width = Plot.Size.half.width
        return rows
    }

    private typealias Part = (String, @Sendable (OwnershipOutlook.Case) -> Double)

    private static let costs: [Part] = [
        ("electricity", { $0.cost.electricity * 1e3 }), ("fuel", { $0.cost.fuel * 1e3 }),
        ("time at chargers and pumps", { $0.cost.time * 1e3 }),
        ("maintenance", { $0.cost.maintenance * 1e3 }),
        ("loss of value", { $0.cost.depreciation * 1e3 }),
        ("new battery", { $0.cost.replacement * 1e3 }),
    ]

    private static let carbons: [Part] = [
        ("exhaust", { $0.carbon.tailpipe * 1e6 }),
        ("fuel upstream", { $0.carbon.fuelUpstream * 1e6 }),
        ("grid", { $0.carbon.grid * 1e6 }), ("grid upstream", { $0.carbon.gridUpstream * 1e6 }),
        ("manufacturing", { $0.carbon.manufacturing * 1e6 }),
    ]

    var cost: StackRows {
        rows(
            "years-cost",
            "Cost of ownership, $ per km",
            .plain(before: "$", ""),
            { Prose.cost($0.central.cost.total) },
            Self.costs
        )
    }

    var carbon: StackRows {
        rows(
            "years-carbon",
            "CO2 with manufacturing, g per km",
            .plain("g"),
            { Prose.carbon($0.central.carbon.total) },
            Self.carbons
        )
    }

    private func table(
        _ title: String,
        _ parts: [Part]
    ) -> ReportTable {
        var table = ReportTable(
            title,
            [.init("Vehicle")] + parts.map { .number(Prose.capitalized($0.0)) }
                + [.number("In all")]
        )
        for one in ownership {
            let values = parts.map { $0.1(one.central) }
            table.append(
                [.init(one.name)] + values.map { .init($0 == 0 ? "" : Prose.number($0)) }
                    + [.init(Prose.number(values.reduce(0, +)))]
            )
        }
        return table.compact
    }

    var costTable: ReportTable { table("Dollars per km", Self.costs) }

    var carbonTable: ReportTable { table("Grams of CO2 per km", Self.carbons) }

    // MARK: By the share that is charged

    /// A line for each vehicle; level for one that the share does not change.
    ///
    /// From no night that fills the battery to all of them, where the share is the highest.
    private func byShare(
        _ id: String,
        _ title: String,
        _ measure: Measure,
        _ figure: (OwnershipOutlook.Case) -> Double
    ) -> Plot? {
        let lines = ownership.map { one in
            let known = one.byShare
            return known.count > 1
                ? known.map { Mark.Point($0.electricShare, figure($0)) }
                : [0, 1].map { Mark.Point($0, figure(one.central)) }
        }
        guard lines.contains(where: { $0[0].y != $0[1].y }) else { return nil }
        var plot = Plot(
            id: id,
            title: title,
            summary: sentences.joined(separator: " "),
            horizontal: .span(0...1, .percent),
            measure: measure,
            marks: zip(ownership, lines).enumerated().map { index, pair in
                .curve(pair.0.name, pair.1, Swatch.vehicle(index))
            }
        )
        plot.size = .half
        return plot
    }

    var carbonByShare: Plot? {
        byShare(
            "years-carbon-share",
            "CO2 in g/km by the share of the distance on charge",
            .plain("g")
        ) { $0.carbon.total * 1e6 }
    }

    var costByShare: Plot? {
        byShare(
            "years-cost-share",
            "Cost in $/km by the share of the distance on charge",
            .plain(before: "$", "")
        ) { $0.cost.total * 1e3 }
    }

    // MARK: Tables

    /// What the mean is made of: from the fewest days that begin full to all of them.
    var bands: ReportTable {
        var table = ReportTable(
            "By how many days begin with a full battery",
            [
                .init("Vehicle"), .number("Days that begin full"), .number("Distance on charge"),
                .number("$ per km"), .number("CO2, g per km"), .number("l/100 km"),
                .number("kWh/100 km at the meter"), .number("Fast charges a year"),
                .number("Hours of them"),
                .number("Battery left at the end"), .number("New batteries"),
            ]
        )
        for one in ownership {
            for (share, outcome) in zip(one.charged.shares, one.cases) {
                let life = outcome.battery
                table.append([
                    .init(one.name),
                    .init(outcome.wall > 0 ? Prose.percent(share) : Measure.none),
                    .init(outcome.wall > 0 ? Prose.percent(outcome.electricShare) : Measure.none),
                    .init(Prose.cost(outcome.cost.total)),
                    .init(Prose.number(outcome.carbon.total * 1e6)),
                    .init(outcome.fuel > 0 ? Prose.number(outcome.fuel * 1e5) : Measure.none),
                    .init(outcome.wall > 0 ? Prose.number(outcome.wall / 36) : Measure.none),
                    .init(
                        outcome.chargingStops > 0
                            ? Prose.number(outcome.chargingStops) : Measure.none
                    ),
                    .init(
                        outcome.chargingTime > 0
                            ? Prose.number(outcome.chargingTime / 3600) : Measure.none
                    ),
                    .init(life?.leftWords ?? Measure.none),
                    .init(
                        life.map { "\($0.replacements)" } ?? Measure.none,
                        (life?.replacements ?? 0) > 0 ? .warning : .plain
                    ),
                ])
            }
        }
        return table.compact
    }

    /// Where the days that begin full come from, of those that have more than one answer.
    var rangeOfShares: String {
        guard let one = ownership.first(where: { $0.charged.shares.count > 1 }) else { return "" }
        return "Days that begin full: \(one.charged.source). "
    }

    /// What each vehicle takes on each kind of ordinary days.
    var days: ReportTable {
        var table = ReportTable(
            "Ordinary days",
            [
                .init("Vehicle"), .init("Mission"), .number("Of the distance"), .number("Air, °C"),
                .init("Trailer"), .number("On charge, kWh/100 km at the meter"),
                .number("On fuel, l/100 km"), .number("Range on a charge, km"),
                .number("Days beyond it"), .number("Distance on charge from home"),
            ]
        )
        for one in ownership {
            for day in one.days {
                table.append([
                    .init(one.name), .init(day.mission), .init(Prose.percent(day.share)),
                    .init(Prose.number(day.temperature)), .init(day.trailer ?? ""),
                    .init(day.wall.map { Prose.number($0 / 36) } ?? ""),
                    .init(day.fuel.map { Prose.number($0 * 1e5) } ?? ""),
                    .init(day.electricRange.map { Prose.number($0 / 1e3) } ?? ""),
                    .init(day.beyond.map { Prose.percent($0) } ?? ""),
                    .init(day.wall == nil ? "" : Prose.percent(day.electricShare)),
                ])
            }
        }
        return table.compact
    }
}

extension BatteryLife {
    /// `81 % (72 to 87 %)`: of the charge, and how far off that may be.
    fileprivate var leftWords: String {
        let ends =
            "\(Prose.number((leftRange.lowerBound * 100).rounded())) to "
            + Prose.percent(leftRange.upperBound)
        return leftRange.lowerBound < leftRange.upperBound
            ? "\(Prose.percent(left)) (\(ends))" : Prose.percent(left)
    }
}
