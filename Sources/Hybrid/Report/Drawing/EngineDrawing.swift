import Charts
import Pages

/// How well an engine that turns the wheels turns fuel into work, and at which powers a run used it.
struct EngineDrawing {
    let id: String
    let run: CombustionRun
    let steps: [StepRecord]

    private static let count = 20

    private struct Use {
        /// In J at the wheels.
        var work = 0.0
        /// In J.
        var fuel = 0.0
        /// In s.
        var time = 0.0
    }

    private var most: Double { steps.map(\.demand).max() ?? 0 }

    private var uses: [Use] {
        guard most > 0 else { return [] }
        var uses = Array(repeating: Use(), count: Self.count)
        for step in steps where step.demand > 0 {
            let place = min(Self.count - 1, Int(step.demand / most * Double(Self.count)))
            uses[place].work += step.demand * step.duration
            uses[place].fuel += step.fuel * step.duration
            uses[place].time += step.duration
        }
        return uses.filter { $0.time > 0 && $0.fuel > 0 }
    }

    var sentences: [String] {
        let work = uses.reduce(0) { $0 + $1.work }
        let pulled = uses.reduce(0) { $0 + $1.fuel }
        let all = steps.reduce(0) { $0 + $1.fuel * $1.duration }
        guard pulled > 0, all > 0 else { return [] }
        return [
            "While it pulls, \(Prose.percent(work / pulled)) of the fuel becomes work at the wheels; "
                + "\(Prose.percent(1 - pulled / all)) of the fuel burns while it does not pull."
        ]
    }

    var plot: Plot? {
        guard most > 0 else { return nil }
        let curves = [50.0, 90, 120].enumerated().map { index, speed -> Mark in
            let mps = speed / 3.6
            let highest = min(most, run.force(at: mps) * mps)
            let points = (1...60).map { step -> Mark.Point in
                let power = highest * Double(step) / 60
                let fuel = run.fuel(
                    power,
                    speed: mps,
                    pace: 1 / mps,
                    electric: run.body.auxiliaries
                )
                return Mark.Point(power / 1e3, power / fuel)
            }
            return .curve("at \(Measure.decimal(speed)) km/h", points, Swatch(index + 1))
        }
        let energies = uses.map(\.work)
        let largest = energies.max() ?? 1
        let dots = uses.map { use in
            Mark.Dot(use.work / use.time / 1e3, use.work / use.fuel, size: use.work / largest)
        }
        var plot = Plot(
            id: "\(id)-engine",
            title: "Efficiency from fuel to wheels, over the power at the wheels in kW",
            summary: sentences.joined(separator: " "),
            horizontal: .span(0...(most / 1e3), .plain("kW")),
            measure: .percent,
            marks: curves + [.dots("on this run; the area is the work done", dots, Swatch(0))]
        )
        plot.size = .half
        return plot
    }
}
