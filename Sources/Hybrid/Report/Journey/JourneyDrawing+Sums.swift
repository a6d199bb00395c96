import Charts
import Pages

/// Bars for each vehicle, and power along the way.
extension JourneyDrawing {
    /// A bar for each vehicle that gets there: the others have not done the same.
    private func bars(
        _ id: String,
        _ title: String,
        _ measure: Measure,
        _ note: (JourneyResult) -> String,
        _ parts: [(String, (JourneyResult) -> Double)]
    ) -> StackRows {
        var rows = StackRows(
            id: id,
            title: title,
            summary: compared.map { "\(Self.called($0)): \(note($0))." }.joined(separator: " "),
            measure: measure,
            parts: parts.enumerated().map { .init($1.0, Swatch($0)) },
            rows: compared.map { one in
                .init(Self.called(one), values: parts.map { $0.1(one) }, note: note(one))
            }
        )
        rows.width = Plot.Size.half.width
        return rows
    }

    /// Those that get there, or all where none does.
    var compared: [JourneyResult] {
        let arrived = journeys.filter { $0.isComplete(route.length) }
        return arrived.isEmpty ? journeys : arrived
    }

    /// A vehicle at the beginning of a sentence.
    static func called(_ one: JourneyResult) -> String { Prose.capitalized(one.name) }

    var hours: StackRows {
        bars(
            "hours",
            "Hours by what they are spent on",
            .plain("h"),
            { Prose.time($0.times.total) },
            [
                ("driving", { $0.times.driving / 3600 }),
                ("charging", { $0.times.charging / 3600 }),
                ("waiting, and around charges", { $0.times.waiting / 3600 }),
                ("refueling", { $0.times.refueling / 3600 }),
            ]
        )
    }

    var money: StackRows {
        bars(
            "dollars",
            "Dollars by what they are paid for",
            .dollars,
            { Prose.money($0.money.total) },
            [
                ("chargers", { $0.money.charging }), ("pumps", { $0.money.fuel }),
                ("charge replaced", { $0.money.chargeReplaced }),
                ("fuel replaced", { $0.money.fuelReplaced }), ("time", { $0.money.time }),
            ]
        )
    }

    var carbon: StackRows {
        bars(
            "carbon",
            "CO2 by where it is emitted, kg",
            .plain("kg"),
            { Prose.mass($0.carbon.total) },
            [
                ("exhaust", { $0.carbon.tailpipe }),
                ("fuel upstream", { $0.carbon.fuelUpstream }), ("grid", { $0.carbon.grid }),
                ("grid upstream", { $0.carbon.gridUpstream }),
            ]
        )
    }

    /// Where the energy of each went, kWh per 100 km.
    var energyBars: BarRows {
        let rows = Ledger.Item.outputs.compactMap { item -> BarRows.Row? in
            let values = journeys.map { one -> Double? in
                guard one.distance > 0 else { return nil }
                // What is a part in a thousand shows nothing.
                let value = one.ledger[item]
                return abs(value) > 1e-3 * one.ledger.input ? value / one.distance / 36 : nil
            }
            guard values.contains(where: { $0 != nil }) else { return nil }
            return BarRows.Row(
                item.words,
                values: values,
                notes: values.map { $0.map(Prose.number) ?? "" }
            )
        }
        return BarRows(
            id: "energy-bars",
            title: "Where the energy went, kWh per 100 km",
            summary: "Losses and work of each vehicle over the whole way.",
            measure: .plain(""),
            looks: journeys.enumerated().map { .init($1.name, Swatch.vehicle($0)) },
            rows: rows,
            areOverlaid: false
        )
    }

    // MARK: Power

    /// Of each vehicle with a battery, over distance.
    var power: [Plot] {
        journeys.enumerated().compactMap { index, one in
            guard one.charge != nil, one.samples.count > 2 else { return nil }
            let range = start...max(end, start + 1)
            let count = min(Self.slots, one.samples.count)
            func means(_ value: (JourneySample) -> Double) -> [Double] {
                var bins = Bins(range, count: count)
                for (before, sample) in zip(one.samples, one.samples.dropFirst()) {
                    bins.add(value(sample) / 1e3, from: before.distance, to: sample.distance)
                }
                return bins.means
            }
            var stack: [Series] = []
            if one.kind == .series {
                stack.append(Series("generator", means(\.generator), Swatch(1)))
            }
            stack.append(
                Series("battery; below zero it is charged", means(\.battery), Swatch(0))
            )
            var plot = Plot(
                id: "power-\(index)",
                title: "\(one.name): power by source, kW",
                summary: chargeSentences.joined(separator: " "),
                horizontal: .slots(count, start / 1e3...end / 1e3, .plain("km")),
                measure: .plain("kW"),
                marks: [
                    .stack(stack, .areas),
                    .line(
                        Series("needed by drive and auxiliaries", means(\.demand), .ink(0)),
                        .steps
                    ),
                ]
            )
            plot.size = Plot.Size(width: Plot.Size.wide.width, height: 270)
            return plot
        }
    }
}
