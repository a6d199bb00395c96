/// What the looks of a drawing mean, in lines above it.
struct Legend {
    enum Sample {
        case area(Swatch), line(Swatch), band(Swatch), dot(Swatch), level
        /// A step of the ramp from little to much.
        case ramp(Int)
        case alarm
    }

    struct Entry {
        let sample: Sample
        let name: String

        init(_ sample: Sample, _ name: String) {
            self.sample = sample
            self.name = name
        }
    }

    private static let line = 21.0
    private static let sample = 24.0
    private static let gap = 18.0

    private let places: [(x: Double, y: Double, sample: Sample, lines: [String])]
    /// Pixels that it takes from the top.
    let height: Double

    init(entries: [Entry], width: Double) {
        var places: [(Double, Double, Sample, [String])] = []
        var (x, y) = (2.0, 0.0)
        for entry in entries {
            let room = Self.sample + 6 + Lettering.width(entry.name)
            if x > 2, x + room > width { (x, y) = (2, y + Self.line) }
            let lines = Lettering.lines(entry.name, in: width - Self.sample - 10)
            places.append((x, y, entry.sample, lines))
            y += Self.line * Double(lines.count - 1)
            x += room + Self.gap
        }
        self.places = places
        height = entries.isEmpty ? 0 : y + Self.line + 2
    }

    func draw(in id: String, _ markup: inout Markup) {
        for (x, y, sample, lines) in places {
            draw(sample, x, y + 3, in: id, &markup)
            for (number, line) in lines.enumerated() {
                let baseline = y + 14 + Self.line * Double(number)
                markup.element(
                    "text",
                    ["x": coordinate(x + Self.sample + 6), "y": coordinate(baseline)],
                    text: line
                )
            }
        }
    }

    private func draw(
        _ sample: Sample,
        _ x: Double,
        _ y: Double,
        in id: String,
        _ markup: inout Markup
    ) {
        let stroke = "M\(coordinate(x)) \(coordinate(y + 7))h\(coordinate(Self.sample))"
        switch sample {
        case .area(let swatch): box(x, y, swatch.fill(in: id), &markup)
        case .band(let swatch):
            markup.leaf(
                "rect",
                [
                    "class": "chart-band", "x": coordinate(x), "y": coordinate(y),
                    "width": coordinate(Self.sample), "height": "14",
                    "fill": swatch.colorVariable,
                ]
            )
        case .line(let swatch):
            markup.leaf(
                "path",
                [
                    "class": "chart-line", "stroke": swatch.colorVariable,
                    "stroke-dasharray": swatch.dash.isEmpty ? "none" : swatch.dash, "d": stroke,
                ]
            )
        case .dot(let swatch):
            swatch.drawDot(x + Self.sample / 2, y + 7, radius: 5, &markup)
        case .level: markup.leaf("path", ["class": "chart-level", "d": stroke])
        case .ramp(let step): box(x, y, "var(--chart-ramp-\(step))", &markup)
        case .alarm: Cell.drawAlarm(x, y, Self.sample, 14, &markup)
        }
    }

    private func box(
        _ x: Double,
        _ y: Double,
        _ fill: String,
        _ markup: inout Markup
    ) {
        markup.leaf(
            "rect",
            [
                "x": coordinate(x), "y": coordinate(y), "width": coordinate(Self.sample),
                "height": "14", "fill": fill,
            ]
        )
    }
}
