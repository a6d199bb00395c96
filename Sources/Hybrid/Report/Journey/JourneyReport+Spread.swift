import Charts
package import Pages

/// How sure a comparison is, in words and as a table.
extension JourneySpread {
    /// Who keeps the speeds in how many samples, and the drag of the trailer at which that turns.
    ///
    /// `hasClaims`: whether lines of the verdict say in how many samples they are true.
    func part(hasClaims: Bool) -> VerdictPart {
        let keeping = vehicles.map { "\($0.name) in \($0.keeping)" }
        let turns = vehicles.compactMap { one in
            one.turn.map { turn in
                "\(one.name) keeps them with a trailer of up to \(Self.area(turn.area)); "
                    + "\(Self.area(turn.assumed)) are assumed, \(Self.area(turn.range.lowerBound)) to "
                    + "\(Self.area(turn.range.upperBound)) are possible"
            }
        }
        return VerdictPart(
            title: "How sure, in \(count) samples of what is not known",
            items: ["the speeds of the road are kept by \(Prose.list(keeping))"] + turns
                + (hasClaims
                    ? [
                        "“so in” counts the samples in which the same is true, and the median is that of "
                            + "all"
                    ] : [])
        )
    }

    /// `1.9 m²`: a drag area.
    private static func area(_ squareMeters: Double) -> String {
        "\(Measure.decimal(squareMeters, places: 2)) m²"
    }

    /// P10 to P90 of each vehicle.
    package var table: ReportTable {
        var table = ReportTable(
            "How sure: from P10 to P90",
            [
                .init("Vehicle"), .number("At the speeds of the road"), .number("Time"),
                .number("Fuel, l"), .number("Energy"), .number("CO2, kg"),
                .number("Over the years, $/km"), .number("g of CO2/km"),
            ]
        )
        func cell(_ spread: Spread?, _ text: (Double) -> String) -> ReportTable.Cell {
            guard let spread else { return .init("") }
            let (low, high) = (text(spread.low), text(spread.high))
            return .init(low == high ? low : "\(low) to \(high)")
        }
        for one in vehicles {
            let some = one.reaching < count ? " (of the \(one.reaching) that arrive)" : ""
            table.append([
                .init(one.name + some),
                .init(
                    "\(one.keeping) of \(count)",
                    one.keeping == count ? .good : one.keeping == 0 ? .bad : .warning
                ),
                cell(one.time, Prose.time), cell(one.fuel, Prose.number),
                cell(one.energy, Prose.money), cell(one.carbon, Prose.number),
                cell(one.ownedCost) { Measure.decimal($0 * 1e3, places: 2) },
                cell(one.ownedCarbon) { Prose.number($0 * 1e6) },
            ])
        }
        return table.compact
    }
}

extension JourneyReport {
    var sureness: ReportPage.Section? {
        guard let spread else { return nil }
        var section = ReportPage.Section("sure", "How sure", lead: [])
        section.body.table(spread.table)
        section.body.element("p", ["class": "note"]) { markup in
            markup.append(
                prose:
                    "Every journey and the ordinary days again in \(spread.count) samples (a Latin "
                    + "hypercube) of \(Prose.list(spread.figures.map(\.words))), from triangles "
                    + "between the ends of their bands. A sample has the same trailer, load, tires, "
                    + "heating, prices and grid for all vehicles, and the same air: up to "
                    + "\(Prose.number(JourneySpread.warmer)) K warmer or colder than asked for, and up "
                    + "to \(Prose.speed(JourneySpread.windier)) of wind from ahead or behind all the "
                    + "way, both assumed. What is a vehicle's own differs. Traffic is as asked for, and "
                    + "a way without it, in calm air and on a dry road, is a best case: labels leave "
                    + "more for these than the samples do. One that cannot keep the speeds of the road "
                    + "counts as its fastest slower run."
            )
        }
        return section
    }
}
