/// The scale above rows of bars: its figures, the lines that they draw down through the rows, and the
/// base line.
struct RowScale {
    let frame: Frame
    let ticks: [Double]

    /// `values`: what the bars reach to, the base among them.
    init(
        _ values: ClosedRange<Double>,
        isNarrow: Bool,
        left: Double,
        right: Double,
        top: Double,
        bottom: Double
    ) {
        let ticks = Ticks(covering: values, count: isNarrow ? 3 : 6)
        self.ticks = ticks.values
        frame = Frame(
            left: left,
            right: right,
            top: top,
            bottom: bottom,
            horizontal: ticks.range,
            vertical: 0...1
        )
    }

    /// Above the rows, for the figures.
    static let height = 26.0

    /// Figures that would run into the one before them are left out, their lines are not.
    func drawTicks(_ measure: Measure, _ markup: inout Markup) {
        var grid = ""
        var free = -Double.infinity
        for (tick, text) in zip(ticks, measure.texts(ofTicks: ticks)) {
            let x = frame.x(tick)
            grid += "M\(coordinate(x)) \(coordinate(frame.top - 4))V\(coordinate(frame.bottom))"
            let half = Lettering.width(text) / 2
            // One that would stick out on the left begins at the edge.
            let isFirst = x - half < 0
            guard isFirst || x - half > free else { continue }
            free = (isFirst ? half : x) + half + 6
            markup.element(
                "text",
                [
                    "class": "chart-faint", "text-anchor": isFirst ? "start" : "middle",
                    "x": coordinate(isFirst ? 0 : x), "y": coordinate(frame.top - 9),
                ],
                text: text
            )
        }
        markup.leaf("path", ["class": "chart-grid", "d": grid])
    }

    func drawBase(at value: Double, _ markup: inout Markup) {
        let x = coordinate(frame.x(value))
        let line = "M\(x) \(coordinate(frame.top - 4))V\(coordinate(frame.bottom))"
        markup.leaf("path", ["class": "chart-axis", "d": line])
    }
}
