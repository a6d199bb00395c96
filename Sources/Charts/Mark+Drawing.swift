extension Mark {
    func draw(_ plot: Plot, in frame: Frame, _ markup: inout Markup) {
        switch self {
        case .stack(let series, .bars): drawBars(series, plot, frame, &markup)
        case .stack(let series, .areas): drawAreas(series, plot, frame, &markup)
        case .line(let series, let form):
            draw(Self.path(of: series.values, form, frame), series.swatch, &markup)
        case .curve(_, let points, let swatch):
            var path = ""
            for point in points where point.x.isFinite && point.y.isFinite {
                path += "\(path.isEmpty ? "M" : "L")\(place(point.x, point.y, frame))"
            }
            draw(path, swatch, &markup)
        case .band(_, let low, let high, let swatch):
            for run in Self.runs(low.count, where: { low[$0].isFinite && high[$0].isFinite }) {
                var path = ""
                for slot in run {
                    path +=
                        "\(path.isEmpty ? "M" : "L")\(place(Double(slot) + 0.5, high[slot], frame))"
                }
                for slot in run.reversed() {
                    path += "L\(place(Double(slot) + 0.5, low[slot], frame))"
                }
                markup.leaf(
                    "path",
                    ["class": "chart-band", "fill": swatch.colorVariable, "d": path + "Z"]
                )
            }
        case .dots(_, let dots, let swatch):
            for dot in dots where dot.x.isFinite && dot.y.isFinite {
                dot.draw(swatch, in: frame, &markup)
            }
        case .level(let value, _):
            guard value.isFinite else { return }
            let path = "M\(coordinate(frame.left)) \(coordinate(frame.y(value)))"
            markup.leaf(
                "path",
                ["class": "chart-level", "d": path + "H\(coordinate(frame.right))"]
            )
        }
    }

    private func place(_ x: Double, _ y: Double, _ frame: Frame) -> String {
        "\(coordinate(frame.x(x))) \(coordinate(frame.y(y)))"
    }

    private func draw(_ path: String, _ swatch: Swatch, _ markup: inout Markup) {
        guard !path.isEmpty else { return }
        if swatch.isInk { markup.leaf("path", ["class": "chart-halo", "d": path]) }
        if swatch.dash.isEmpty {
            markup.leaf(
                "path",
                ["class": "chart-line", "stroke": swatch.colorVariable, "d": path]
            )
        } else {
            markup.leaf(
                "path",
                [
                    "class": "chart-line", "stroke": swatch.colorVariable,
                    "stroke-dasharray": swatch.dash, "d": path,
                ]
            )
        }
    }

    /// Ranges of neighboring slots that all satisfy the condition.
    private static func runs(_ count: Int, where holds: (Int) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for slot in 0..<count where holds(slot) {
            if let last = runs.last, last.upperBound == slot {
                runs[runs.count - 1] = last.lowerBound..<(slot + 1)
            } else {
                runs.append(slot..<(slot + 1))
            }
        }
        return runs
    }

    private static func path(of values: [Double], _ form: LineForm, _ frame: Frame) -> String {
        var path = ""
        for run in runs(values.count, where: { values[$0].isFinite }) {
            for slot in run {
                let y = coordinate(frame.y(values[slot]))
                let isFirst = slot == run.lowerBound
                switch form {
                case .straight:
                    path += "\(isFirst ? "M" : "L")\(coordinate(frame.x(Double(slot) + 0.5))) \(y)"
                    // A single value is no line: a short stroke shows that it is there.
                    if run.count == 1 { path += "h0.1" }
                case .steps:
                    let end = coordinate(frame.x(Double(slot + 1)))
                    let start = "M\(coordinate(frame.x(Double(slot)))) \(y)"
                    path += (isFirst ? start : "V\(y)") + "H\(end)"
                }
            }
        }
        return path
    }

    // MARK: Stacks

    /// Where the part of each series begins and ends in each slot; nothing where it has no height.
    private static func parts(_ series: [Series]) -> [[(from: Double, to: Double)?]] {
        let count = series.map(\.values.count).max() ?? 0
        var up = Array(repeating: 0.0, count: count)
        var down = up
        return series.map { one in
            (0..<count).map { slot in
                guard one.values.indices.contains(slot), one.values[slot].isFinite,
                    one.values[slot] != 0
                else { return nil }
                let value = one.values[slot]
                let from = value > 0 ? up[slot] : down[slot]
                if value > 0 { up[slot] += value } else { down[slot] += value }
                return (from, from + value)
            }
        }
    }

    private func drawBars(
        _ series: [Series],
        _ plot: Plot,
        _ frame: Frame,
        _ markup: inout Markup
    ) {
        let slot = frame.x(1) - frame.x(0)
        let gap = min(6, max(1, slot * 0.16))
        for (one, parts) in zip(series, Self.parts(series))
        where parts.contains(where: { $0 != nil }) {
            markup.element("g", ["fill": one.swatch.fill(in: plot.id)]) { markup in
                for (index, part) in parts.enumerated() {
                    guard let part else { continue }
                    let (high, low) = (max(part.from, part.to), min(part.from, part.to))
                    let height = frame.y(low) - frame.y(high)
                    guard height >= 0.05 else { continue }
                    markup.open(
                        "rect",
                        [
                            "x": coordinate(frame.x(Double(index)) + gap / 2),
                            "y": coordinate(frame.y(high)),
                            "width": coordinate(slot - gap), "height": coordinate(height),
                        ]
                    )
                    if case .steps(let steps) = plot.horizontal, steps.names.indices.contains(index)
                    {
                        let value = plot.measure.text(part.to - part.from)
                        markup.element(
                            "title",
                            text: "\(steps.names[index]), \(one.name): \(value)"
                        )
                    }
                    markup.close()
                }
            }
        }
    }

    private func drawAreas(
        _ series: [Series],
        _ plot: Plot,
        _ frame: Frame,
        _ markup: inout Markup
    ) {
        for (one, parts) in zip(series, Self.parts(series)) {
            var path = ""
            for run in Self.runs(parts.count, where: { parts[$0] != nil }) {
                let edges = run.compactMap { parts[$0] }
                path += "M\(place(Double(run.lowerBound), edges[0].to, frame))"
                for (slot, edge) in zip(run, edges) {
                    if slot > run.lowerBound { path += "V\(coordinate(frame.y(edge.to)))" }
                    path += "H\(coordinate(frame.x(Double(slot + 1))))"
                }
                for (slot, edge) in zip(run, edges).reversed() {
                    path += "V\(coordinate(frame.y(edge.from)))"
                    path += "H\(coordinate(frame.x(Double(slot))))"
                }
                path += "Z"
            }
            guard !path.isEmpty else { continue }
            markup.leaf("path", ["fill": one.swatch.fill(in: plot.id), "d": path])
        }
    }
}
