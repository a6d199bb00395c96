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

    struct Part: Equatable {
        let name: String
        /// In J.
        let energy: Double
        let what: String
    }

    var sources: [Part] {
        var parts: [Part] = []
        if hasEngine { parts.append(Part(name: "fuel", energy: ledger.fuel, what: "burned")) }
        if hasBattery {
            let what = ledger.battery < 0 ? "stored in it" : "taken from its store"
            parts.append(Part(name: "battery", energy: ledger.battery, what: what))
        }
        return parts
    }

    /// What has a part in the run, in the order in which it lies between the source and the road.
    var sinks: [Part] {
        let engine = hasBattery ? "engine and generator" : "engine and gears"
        let parts = [
            Part(name: engine, energy: hasEngine ? ledger.engineLoss : 0, what: "heat"),
            Part(
                name: "battery",
                energy: hasBattery ? ledger.batteryLoss : 0,
                what: "heat in its resistance"
            ),
            Part(
                name: "machines, inverters and gears",
                energy: hasBattery ? ledger.driveLoss : 0,
                what: "heat"
            ),
            Part(
                name: "auxiliaries",
                energy: ledger.auxiliaries,
                what: "heating, lamps, computers"
            ),
            Part(
                name: "cabin heat",
                energy: ledger.cabinHeat,
                what: "of the engine, in the place of the heaters"
            ),
            Part(name: "brakes", energy: ledger.brakes, what: "heat that was not taken back"),
            Part(name: "rolling", energy: ledger.rolling, what: "tires and bearings"),
            Part(name: "air", energy: ledger.air, what: "drag"),
            Part(
                name: "climb",
                energy: ledger.climb,
                what: ledger.climb < 0 ? "height given up" : "height gained"
            ),
            Part(
                name: "speed",
                energy: ledger.acceleration,
                what: ledger.acceleration < 0 ? "given up to the end" : "kept at the end"
            ),
        ]
        let least = 1e-4 * ledger.turnover
        return parts.filter { abs($0.energy) > least }
    }

    var sentences: [String] {
        let sorted = sinks.filter { $0.energy > 0 }.sorted { $0.energy > $1.energy }
        let whole = ledger.input
        guard whole > 0, let first = sorted.first else { return [] }
        let shares = sorted.prefix(3).map { "\($0.name) \(Prose.percent($0.energy / whole))" }
        var sentences = [
            "Of the \(Prose.energy(whole)) that went in, most went to \(Prose.list(shares))."
        ]
        if hasEngine, ledger.fuel > 0, first.energy == ledger.engineLoss {
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
            rows: sinks.map { part in
                let share = whole > 0 ? ", \(Prose.percent(part.energy / whole))" : ""
                let value = perHundred(part.energy)
                return .init(part.name, values: [value], notes: [Prose.number(value) + share])
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
        func row(_ part: Part, sign: String) -> [ReportTable.Cell] {
            [
                .init("\(sign) \(part.name)"), .init(part.what),
                .init(Prose.number(part.energy / 3.6e6)),
                .init(Prose.number(perHundred(part.energy))),
                .init(whole > 0 ? Prose.percent(part.energy / whole) : Measure.none),
            ]
        }
        for part in sources { table.append(row(part, sign: "from")) }
        for part in sinks { table.append(row(part, sign: "to")) }
        return table
    }

    func write(_ body: inout Markup) {
        guard !sinks.isEmpty, distance > 0 else { return body.table(table) }
        body.figure(bars, figures: table)
    }
}
