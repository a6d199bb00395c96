import Charts
import Pages

/// The drawings of a run over time: power, charge and speed.
struct TripDrawing {
    /// Of the drawings, each page of them its own.
    let id: String
    let steps: [StepRecord]
    let battery: Battery?
    let hasGenerator: Bool

    /// More slots than a page has room for show nothing more.
    private static let mostSlots = 420

    private var count: Int { min(Self.mostSlots, max(1, steps.count)) }

    /// How long a slot is, where it is longer than a step.
    private var slotText: String {
        let slot = end / Double(count)
        return steps.count > count ? ", means of \(Prose.time(slot))" : ""
    }

    private var end: Double { steps.last.map { $0.time + $0.duration } ?? 0 }

    /// Minutes, or hours for a long run.
    private var axis: Plot.Horizontal {
        end > 4 * 3600
            ? .slots(count, 0...(end / 3600), .plain("h"))
            : .slots(count, 0...max(end / 60, 1e-9), .plain("min"))
    }

    private func means(_ value: (StepRecord) -> Double) -> [Double] {
        Bins.overTime(steps, count: count, value)
    }

    private func plot(
        _ name: String,
        _ title: String,
        _ summary: String,
        _ measure: Measure,
        _ marks: [Mark],
        height: Double
    ) -> Plot {
        var plot = Plot(
            id: "\(id)-\(name)",
            title: title,
            summary: summary,
            horizontal: axis,
            measure: measure,
            marks: marks
        )
        plot.size = Plot.Size(width: Plot.Size.wide.width, height: height)
        return plot
    }

    // MARK: Power

    /// By source, with what is needed as a line; what is given back or stored lies below zero.
    var power: Plot? {
        guard battery != nil else { return nil }
        let demand = means { $0.demand / 1e3 }
        let battery = means { $0.battery / 1e3 }
        var stack: [Series] = []
        if hasGenerator {
            stack.append(Series("generator", means { $0.generator / 1e3 }, Swatch(1)))
        }
        stack.append(Series("battery; below zero it is charged", battery, Swatch(0)))
        return plot(
            "power",
            "Power by source, kW\(slotText)",
            powerSentences.joined(separator: " "),
            .plain("kW"),
            [
                .stack(stack, .areas),
                .line(Series("needed by drive and auxiliaries", demand, .ink(0)), .steps),
            ],
            height: 300
        )
    }

    /// At the wheels, and in the fuel, of a vehicle whose engine turns them.
    var wheelPower: Plot? {
        guard battery == nil else { return nil }
        return plot(
            "power",
            "Power in the fuel and at the wheels, kW\(slotText)",
            powerSentences.joined(separator: " "),
            .plain("kW"),
            [
                .stack([Series("in the fuel", means { $0.fuel / 1e3 }, Swatch(1))], .areas),
                .line(Series("at the wheels", means { $0.demand / 1e3 }, .ink(0)), .steps),
            ],
            height: 300
        )
    }

    private func energy(_ value: (StepRecord) -> Double) -> Double {
        steps.reduce(0) { $0 + value($1) * $1.duration }
    }

    var powerSentences: [String] {
        guard let most = steps.map(\.demand).max(), let least = steps.map(\.demand).min() else {
            return []
        }
        let place = battery == nil ? "at the wheels" : "at the bus"
        var sentences = ["The most that is needed is \(Prose.kilowatts(most)) \(place)."]
        guard battery != nil else { return sentences }
        let given = energy { max(0, $0.demand) }
        let back = energy { max(0, -$0.demand) }
        if given > 0, back > 0 {
            sentences.append(
                "Braking gives back up to \(Prose.kilowatts(-least)), in all "
                    + "\(Prose.percent(back / given)) of what the run takes."
            )
        }
        let generated = energy(\.generator)
        if hasGenerator, generated > 0, given > 0 {
            let running = steps.reduce(0) { $0 + ($1.generator > 0 ? $1.duration : 0) }
            let peak = steps.map(\.generator).max() ?? 0
            sentences.append(
                "The generator runs for \(Prose.time(running)), gives \(Prose.energy(generated)) and "
                    + "at most \(Prose.kilowatts(peak))."
            )
        } else if hasGenerator {
            sentences.append("The generator does not run.")
        }
        return sentences
    }

    // MARK: Charge

    var charge: Plot? {
        guard let battery, !steps.isEmpty else { return nil }
        var plot = plot(
            "soc",
            "State of charge",
            chargeSentence ?? "",
            .percent,
            [
                .line(Series("state of charge", means(\.soc), Swatch(0)), .straight),
                .level(battery.window.lowerBound, "ends of the window that is used"),
                .level(battery.window.upperBound, ""),
            ],
            height: 220
        )
        plot.covers = [battery.window.lowerBound, battery.window.upperBound]
        return plot
    }

    private var chargeSentence: String? {
        guard let battery, let first = steps.first else { return nil }
        let low = steps.map(\.soc).min() ?? first.soc
        let high = steps.map(\.soc).max() ?? first.soc
        return "The state of charge lies between \(Prose.percent(low)) and \(Prose.percent(high)), "
            + "in a window from \(Prose.percent(battery.window.lowerBound)) to "
            + "\(Prose.percent(battery.window.upperBound))."
    }

    // MARK: Speed

    var speed: Plot? {
        guard let most = steps.map(\.speed).max(), most > 0 else { return nil }
        return plot(
            "speed",
            "Speed",
            "The speed reaches \(Prose.speed(most)).",
            .plain("km/h"),
            [.line(Series("speed driven", means { $0.speed * 3.6 }, Swatch(0)), .straight)],
            height: 180
        )
    }
}
