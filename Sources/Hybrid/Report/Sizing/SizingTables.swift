import Charts
package import Pages

/// The tables of a sweep over sizes, for the page and for the terminal.
package struct SizingTables: Sendable {
    package let result: SizingResult

    package init(result: SizingResult) { self.result = result }

    static func cost(_ one: SizedDesign) -> String { Prose.cost(one.use.cost.total) }

    private static let quantities: [Quantity<SizedDesign>] = [
        .weight, .cost, .carbon, .electricRange, .totalRange, .onCharge, .fuel, .stops,
        .newBatteries, .missed,
    ]

    private static var columns: [ReportTable.Column] { quantities.map { .number($0.heading) } }

    /// Zero is a dash, and what keeps a design from the missions is warned of.
    private static func cells(_ one: SizedDesign) -> [ReportTable.Cell] {
        quantities.map { quantity in
            guard let value = quantity.value(of: one), value > 0 else { return .init(Measure.none) }
            let isWrong =
                quantity.key == Quantity<SizedDesign>.missed.key
                || quantity.key == Quantity<SizedDesign>.newBatteries.key
                || quantity.key == Quantity<SizedDesign>.weight.key && one.overweight > 0
            return .init(quantity.cell(value).text, isWrong ? .warning : .plain)
        }
    }

    /// The ends of the front, and the vehicle as it is if the grid has it.
    package var choices: ReportTable {
        var table = ReportTable("Choices", [.init("Choice"), .init("Design")] + Self.columns)
        func append(_ name: String, _ one: SizedDesign?) {
            guard let one else { return }
            table.append([.init(name), .init(one.design.words)] + Self.cells(one))
        }
        append("cheapest", result.best(by: \.use.cost.total))
        let cheapest = result.best(by: \.use.cost.total)?.design
        if result.cheapestElectric?.design != cheapest {
            append("cheapest, battery alone", result.cheapestElectric)
        }
        if result.cheapestSeries?.design != cheapest {
            append("cheapest, with a generator", result.cheapestSeries)
        }
        append("least CO2", result.best(by: \.use.wholeCarbon))
        append("lightest", result.best(by: \.curbMass))
        append("farthest", result.best(by: { -$0.use.totalRange }))
        append("nearest to what it has now", nearest)
        return table
    }

    /// Of those that were looked at, the one whose sizes are nearest to those of the vehicle.
    private var nearest: SizedDesign? {
        let present = result.present
        func distance(_ one: SizedDesign) -> Double {
            let battery = one.design.battery / max(present.battery, 1) - 1
            let generator = (one.design.generator - present.generator) / 100e3
            return battery * battery + generator * generator
        }
        guard present.battery > 0 else { return nil }
        return result.known.min { distance($0) < distance($1) }
    }

    /// Why the cheapest is not cheaper, and whether there is one at all.
    package var notes: [String] {
        guard result.isFeasible else {
            return ["No design of this grid does all that the missions ask for."]
        }
        var notes: [String] = []
        if let cheaper = result.cheapestThatFails {
            notes.append(
                "Cheaper would be \(cheaper.design.words), \(Self.cost(cheaper)) per km, but it "
                    + "\(Self.failure(cheaper))."
            )
        }
        let now = result.baseline
        if !now.isFeasible, now.design != result.cheapestThatFails?.design {
            notes.append(
                "What it has now, \(now.design.words), costs \(Self.cost(now)) per km and "
                    + "\(Self.failure(now))."
            )
        }
        return notes
    }

    /// In what a design falls short of the missions.
    private static func failure(_ one: SizedDesign) -> String {
        var failures: [String] = []
        if one.use.infeasibleSeconds > 0 {
            let short = one.use.parts.filter { $0.figures.infeasibleSeconds > 0 }
                .map { "“\($0.mission)”" }
            failures.append(
                "lacks power for \(Prose.time(one.use.infeasibleSeconds)) of \(Prose.list(short))"
            )
        }
        if one.overweight > 0 {
            failures.append(
                "weighs \(Prose.mass(one.overweight)) more with the heaviest trailer than both may"
            )
        }
        return Prose.list(failures)
    }

    /// All of the front, the cheapest first.
    package var front: ReportTable {
        var table = ReportTable("The front", [.init("Design")] + Self.columns)
        let designs = result.front.map { result.stepped[$0] }
            .sorted { $0.use.cost.total < $1.use.cost.total }
        for one in designs { table.append([.init(one.design.words)] + Self.cells(one)) }
        return table
    }

    /// The missions of one design.
    static func missions(_ one: SizedDesign) -> ReportTable {
        var table = ReportTable(
            "Missions of \(one.design.words)",
            [
                .init("Mission"), .number("Of the distance"), .number("Battery range, km"),
                .number("Range in all, km"), .number("On charge"), .number("Stops a year"),
                .number("Missed, s a lap"),
            ]
        )
        let stops = DriverUnit.timesPerYear
        for part in one.use.parts {
            let missed = part.figures.infeasibleSeconds
            table.append([
                .init(part.mission), .init(Prose.percent(part.share)),
                .init(Prose.number(part.electricRange / 1e3)),
                .init(Prose.number(part.totalRange / 1e3)),
                .init(Prose.percent(part.utilityFactor)),
                .init(part.stopsPerYear > 0 ? stops.number(part.stopsPerYear) : Measure.none),
                .init(Prose.number(missed), missed > 0 ? .warning : .plain),
            ])
        }
        return table
    }
}
