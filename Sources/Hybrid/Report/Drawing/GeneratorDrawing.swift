import Charts
import Pages

/// How well a generator turns fuel into electricity, and at which powers a run used it.
struct GeneratorDrawing {
    let id: String
    let line: GeneratorLine
    let fuel: Fuel
    let steps: [StepRecord]

    /// A range of powers and what was done in it.
    struct Use: Equatable {
        /// In W.
        let from: Double
        let to: Double
        /// In J at the bus.
        var energy = 0.0
        /// In J.
        var fuel = 0.0
        /// In s.
        var time = 0.0

        var middle: Double { 0.5 * (from + to) }
    }

    private static let count = 20

    /// Ranges of equal width up to the highest power, those that were used.
    var uses: [Use] {
        let most = max(line.maximum, steps.map(\.generator).max() ?? 0)
        guard most > 0 else { return [] }
        let width = most / Double(Self.count)
        var uses = (0..<Self.count).map {
            Use(from: Double($0) * width, to: Double($0 + 1) * width)
        }
        for step in steps where step.generator > 0 {
            let place = min(Self.count - 1, Int(step.generator / width))
            uses[place].energy += step.generator * step.duration
            uses[place].fuel += step.fuel * step.duration
            uses[place].time += step.duration
        }
        return uses.filter { $0.time > 0 }
    }

    var sentences: [String] {
        var sentences = [
            "Warm, the generator does best at \(Prose.kilowatts(line.bestPower)), where "
                + "\(Prose.percent(line.bestEfficiency)) of the fuel becomes electricity, and at its "
                + "full \(Prose.kilowatts(line.maximum)) \(Prose.percent(line.efficiency(line.maximum)))."
        ]
        let energy = uses.reduce(0) { $0 + $1.energy }
        let burned = uses.reduce(0) { $0 + $1.fuel }
        guard energy > 0, burned > 0 else { return sentences }
        sentences.append(
            "On this run it made \(Prose.energy(energy)) of \(Prose.liters(fuel.liters(burned))), "
                + "\(Prose.percent(energy / burned)), starts and warming up included; that is why points lie below the line."
        )
        return sentences
    }

    var plot: Plot? {
        guard line.maximum > 0, line.idle > 0 else { return nil }
        let low = max(line.minimum, 0.04 * line.maximum)
        let points = (0...60).map { index -> Mark.Point in
            let power = low + (line.maximum - low) * Double(index) / 60
            return Mark.Point(power / 1e3, line.efficiency(power))
        }
        let uses = uses
        let most = uses.map(\.energy).max() ?? 0
        let dots = uses.filter { $0.fuel > 0 }.map { use in
            Mark.Dot(
                use.energy / use.time / 1e3,
                use.energy / use.fuel,
                size: most > 0 ? use.energy / most : 0,
                name: "\(Prose.number(use.from / 1e3)) to \(Prose.number(use.to / 1e3)) kW: "
                    + "\(Prose.energy(use.energy)) in \(Prose.time(use.time))"
            )
        }
        var marks: [Mark] = [.curve("warm, at a steady power", points, Swatch(1))]
        if !dots.isEmpty {
            marks.append(.dots("on this run; the area is the energy made there", dots, Swatch(0)))
        }
        var plot = Plot(
            id: "\(id)-generator",
            title: "Efficiency of the generator from fuel to bus, over its power in kW",
            summary: sentences.joined(separator: " "),
            horizontal: .span(0...(line.maximum / 1e3), .plain("kW")),
            measure: .percent,
            marks: marks
        )
        plot.size = .half
        return plot
    }

    var table: ReportTable {
        var table = ReportTable(
            "Use of the generator by power",
            [
                .init("Power"), .number("Time"), .number("Electricity, kWh"),
                .number("Fuel, l"), .number("Efficiency"),
            ]
        )
        for use in uses {
            table.append([
                .init("\(Prose.number(use.from / 1e3)) to \(Prose.number(use.to / 1e3)) kW"),
                .init(Prose.time(use.time)), .init(Prose.number(use.energy / 3.6e6)),
                .init(Prose.number(fuel.liters(use.fuel))),
                .init(use.fuel > 0 ? Prose.percent(use.energy / use.fuel) : Measure.none),
            ])
        }
        return table
    }
}
