import Charts
import Pages

/// How well machines, inverters and gears turn electricity into motion, by speed and force.
struct DriveDrawing {
    let id: String
    let run: ElectricRun
    let cycle: Cycle
    let steps: [StepRecord]

    private static let columns = 18
    private static let rows = 10
    /// Efficiencies between the classes of the map, and those between the classes of use.
    private static let edges = [0.7, 0.8, 0.86, 0.9, 0.93, 0.95]
    private static let shares = [0.002, 0.01, 0.02, 0.04, 0.08, 0.16]

    /// A force at the wheels of a step, with its speed; only where the drive pulls.
    private struct Pull {
        /// In m/s.
        let speed: Double
        /// In N.
        let force: Double
        /// In J at the wheels.
        let energy: Double
    }

    private var pulls: [Pull] {
        guard !cycle.moments.isEmpty else { return [] }
        var before = cycle.moments[0].start
        return steps.enumerated().compactMap { index, step in
            let given = cycle.moments[index % cycle.moments.count]
            // A cycle that is repeated begins anew.
            let isFirst = index % cycle.moments.count == 0
            let start = isFirst && abs(given.start - before) < 1 ? given.start : before
            let driven = Moments(
                from: start,
                to: step.speed,
                duration: step.duration,
                sine: given.sine
            )
            before = step.speed
            let power = run.body.wheel(driven).power
            guard driven.speed > 0, power > 0 else { return nil }
            return Pull(
                speed: driven.speed,
                force: power / driven.speed,
                energy: power * step.duration
            )
        }
    }

    /// Speed in m/s and force in N that the maps reach to.
    private func reach(_ pulls: [Pull]) -> (speed: Double, force: Double) {
        let speed = (pulls.map(\.speed).max() ?? 0) * 1.02
        let force = pulls.map(\.force).max() ?? 0
        return (max(speed, 30), max(force * 1.05, 1))
    }

    private func efficiency(_ force: Double, _ speed: Double) -> Double? {
        guard force <= run.drive.force(atPace: 1 / speed) else { return nil }
        let work = force * speed
        return work / (work + run.drive.loss(force, speed))
    }

    /// The share of the work at the wheels that the drive's loss comes on top of, and the mean.
    private func mean(_ pulls: [Pull]) -> Double? {
        let work = pulls.reduce(0) { $0 + $1.energy }
        let loss = pulls.reduce(0) { sum, pull in
            sum + run.drive.loss(pull.force, pull.speed) * pull.energy / (pull.force * pull.speed)
        }
        return work > 0 ? work / (work + loss) : nil
    }

    var sentences: [String] {
        let pulls = pulls
        guard let mean = mean(pulls) else { return [] }
        return [
            "While it pulls, the drive turns \(Prose.percent(mean)) of the electricity into work at "
                + "the wheels, by energy."
        ]
    }

    /// The map of efficiency, and where on it the run was.
    var maps: (efficiency: HeatMap, use: HeatMap)? {
        let pulls = pulls
        guard !pulls.isEmpty else { return nil }
        let reach = reach(pulls)
        let width = reach.speed / Double(Self.columns)
        let height = reach.force / Double(Self.rows)
        var energy = Array(
            repeating: Array(repeating: 0.0, count: Self.columns),
            count: Self.rows
        )
        for pull in pulls {
            let column = min(Self.columns - 1, Int(pull.speed / width))
            let row = min(Self.rows - 1, Int(pull.force / height))
            energy[Self.rows - 1 - row][column] += pull.energy
        }
        let whole = energy.joined().reduce(0, +)
        let cells = (0..<Self.rows).map { row in
            (0..<Self.columns).map { column -> Int? in
                let force = (Double(Self.rows - 1 - row) + 0.5) * height
                let speed = (Double(column) + 0.5) * width
                return efficiency(force, speed).map { Self.place(of: $0, in: Self.edges) }
            }
        }
        let uses = energy.map { row in
            row.map { $0 > 0 ? Self.place(of: $0 / whole, in: Self.shares) : nil }
        }
        return (
            map("map", "Efficiency of the drive", Self.edges, cells, width, height),
            map("use", "Where the work was done", Self.shares, uses, width, height)
        )
    }

    private static func place(of value: Double, in edges: [Double]) -> Int {
        edges.firstIndex { value < $0 } ?? edges.count
    }

    private func map(
        _ name: String,
        _ title: String,
        _ edges: [Double],
        _ cells: [[Int?]],
        _ width: Double,
        _ height: Double
    ) -> HeatMap {
        let texts = edges.map { Prose.percent($0) }
        let names =
            ["below \(texts[0])"]
            + zip(texts, texts.dropFirst()).map { "\($0.dropLast(2)) to \($1)" }
            + ["\(texts[texts.count - 1]) and more"]
        let rows = (0..<Self.rows).map { row -> String in
            guard row % 3 == 0 else { return "" }
            return
                "\(Prose.number(((Double(Self.rows - row) - 0.5) * height / 10).rounded() / 100)) kN"
        }
        let columns = (0..<Self.columns).map { column in
            "\(Measure.decimal((Double(column) + 0.5) * width * 3.6))"
        }
        return HeatMap(
            id: "\(id)-\(name)",
            title: "\(title), over speed in km/h and force at the wheels",
            summary: sentences.joined(separator: " "),
            columns: Steps(columns),
            rows: rows,
            classes: names.enumerated().map { HeatMap.Class($1, .ramp($0)) },
            cells: cells,
            size: Plot.Size(width: Plot.Size.half.width, height: 300)
        )
    }
}
