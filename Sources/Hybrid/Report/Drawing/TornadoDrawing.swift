import Charts
import Pages

/// What a result becomes over the band of each figure, the widest first.
struct TornadoDrawing {
    struct Row {
        let name: String
        let low: Double
        let high: Double
        /// The ends of the band, as factors.
        let factors: ClosedRange<Double>
        let source: String

        /// A figure with what it does to a result.
        ///
        /// `low`, `high`: the result at the ends of the band. `scale`: from the result's unit to that
        /// of the drawing.
        init(_ band: Band, low: Double, high: Double, scale: Double = 1) {
            name = band.figure.words
            self.low = low * scale
            self.high = high * scale
            factors = band.factors
            source = band.source
        }

        var width: Double { abs(high - low) }
    }

    let id: String
    let title: String
    let rows: [Row]
    let base: Double
    let measure: Measure

    private var shown: [Row] {
        rows.filter { $0.width > 1e-4 * abs(base) }.sorted { $0.width > $1.width }
    }

    var isWorthDrawing: Bool { !shown.isEmpty && base.isFinite }

    var sentences: [String] {
        guard let first = shown.first else { return [] }
        var sentences = [
            "\(Prose.capitalized(first.name)) matters most: over its band the result goes from "
                + "\(measure.text(min(first.low, first.high))) to "
                + "\(measure.text(max(first.low, first.high))), around \(measure.text(base))."
        ]
        let rest = shown.dropFirst().prefix(2).map(\.name)
        if !rest.isEmpty { sentences.append("Then come \(Prose.list(rest)).") }
        return sentences
    }

    var bars: BarRows {
        BarRows(
            id: id,
            title: title,
            summary: sentences.joined(separator: " "),
            measure: measure,
            looks: [
                .init("at the low end of its band", Swatch(0)), .init("at the high end", Swatch(1)),
            ],
            rows: shown.prefix(14).map { row in
                .init(
                    row.name,
                    values: [row.low, row.high],
                    notes: [
                        "× \(Prose.number(row.factors.lowerBound))",
                        "× \(Prose.number(row.factors.upperBound))",
                    ]
                )
            },
            base: base,
            areOverlaid: true
        )
    }

    var table: ReportTable {
        var table = ReportTable(
            title,
            [
                .init("Figure"), .number("Band"), .number("At the low end"),
                .number("At the high end"), .init("Source of the band"),
            ]
        )
        for row in shown {
            let band =
                "\(Prose.number(row.factors.lowerBound)) to \(Prose.number(row.factors.upperBound))"
            table.append([
                .init(row.name), .init(band), .init(measure.text(row.low)),
                .init(measure.text(row.high)), .init(row.source),
            ])
        }
        return table
    }
}

extension Band.Figure {
    /// In words of a driver.
    package var words: String {
        switch self {
        case .rolling: "rolling resistance"
        case .drag: "air drag"
        case .mass: "mass"
        case .drive: "loss of the drive"
        case .auxiliaries: "auxiliaries"
        case .climate: "heating and cooling"
        case .battery: "charge of the battery"
        case .generator: "fuel of the engine"
        case .trailerDrag: "air drag of the trailer"
        case .trailerMass: "mass of the trailer"
        case .fuelPrice: "price of fuel"
        case .electricityPrice: "price of electricity"
        case .vehiclePrice: "price of the vehicle"
        case .gridCarbon: "CO2 of the grid"
        }
    }
}
