import Charts
import Pages

/// Where the energy of a run came from and where it went.
struct EnergyDrawing {
    let id: String
    let ledger: Ledger
    /// In m.
    let distance: Double
    let hasBattery: Bool
    let hasEngine: Bool

    var sources: [Ledger.Item] {
        Ledger.Item.inputs.filter { $0 == .fuel ? hasEngine : hasBattery }
    }

    /// What has a part in the run, in the order in which it lies between the source and the road.
    var sinks: [Ledger.Item] {
        let least = 1e-4 * ledger.turnover
        return Ledger.Item.outputs.filter { abs(ledger[$0]) > least }
    }

    var sentences: [String] {
        let sorted = sinks.filter { ledger[$0] > 0 }.sorted { ledger[$0] > ledger[$1] }
        let whole = ledger.input
        guard whole > 0, let first = sorted.first else { return [] }
        let shares = sorted.prefix(3).map { "\($0.words) \(Prose.percent(ledger[$0] / whole))" }
        var sentences = [
            "Of the \(Prose.energy(whole)) that went in, most went to \(Prose.list(shares))."
        ]
        if hasEngine, ledger.fuel > 0, first == .engineLoss {
            let kept = 1 - (ledger.engineLoss + ledger.cabinHeat) / ledger.fuel
            let end = hasBattery ? "as electricity" : "as work"
            sentences.append(
                "Of the fuel, \(Prose.percent(kept)) arrived behind the engine \(end)."
            )
        }
        return sentences
    }

    private func perHundred(_ joules: Double) -> Double {
        distance > 0 ? joules / 3.6e6 / (distance / 1e5) : .nan
    }

    var bars: BarRows {
        let whole = ledger.input
        return BarRows(
            id: "\(id)-energy",
            title: "Where the energy went, kWh per 100 km",
            summary: sentences.joined(separator: " "),
            measure: .plain(""),
            looks: [.init("kWh per 100 km, and its share of what went in", Swatch(0))],
            rows: sinks.map { sink in
                let share = whole > 0 ? ", \(Prose.percent(ledger[sink] / whole))" : ""
                let value = perHundred(ledger[sink])
                return .init(sink.words, values: [value], notes: [Prose.number(value) + share])
            },
            areOverlaid: false
        )
    }

    var table: ReportTable {
        var table = ReportTable(
            "Where the energy came from and where it went",
            [
                .init("Part"), .init("What"), .number("kWh"), .number("kWh per 100 km"),
                .number("Share"),
            ]
        )
        let whole = ledger.input
        func append(_ item: Ledger.Item, _ side: String) {
            let energy = ledger[item]
            table.append([
                .init("\(side) \(item.words)"), .init(item.meaning(isGiven: energy < 0)),
                .init(Prose.number(energy / 3.6e6)), .init(Prose.number(perHundred(energy))),
                .init(whole > 0 ? Prose.percent(energy / whole) : Measure.none),
            ])
        }
        for item in sources { append(item, "from") }
        for item in sinks { append(item, "to") }
        return table
    }

    func write(_ body: inout Markup) {
        guard !sinks.isEmpty, distance > 0 else { return body.table(table) }
        body.figure(bars, figures: table)
    }
}
