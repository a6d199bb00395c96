/// A drawing over one horizontal axis: stacks, lines, bands and levels, one upon the other.
///
/// Values that are not finite are gaps. The text is the same for the same values.
package struct Plot: Sendable, Equatable {
    package enum Horizontal: Sendable, Equatable {
        case steps(Steps)
        /// From one number to another, for curves.
        case span(ClosedRange<Double>, Measure)
        /// Slots of equal width, so many over a span whose numbers stand below them.
        case slots(Int, ClosedRange<Double>, Measure)
    }

    /// Pixels.
    package struct Size: Sendable, Hashable {
        package let width: Double
        package let height: Double

        package init(width: Double, height: Double) {
            self.width = width
            self.height = height
        }

        /// Across a page, half of it, one of several small ones, and a telephone.
        package static let wide = Size(width: 960, height: 320)
        package static let half = Size(width: 470, height: 270)
        package static let small = Size(width: 310, height: 170)
        package static let narrow = Size(width: 340, height: 280)
    }

    /// Unique within the page.
    package var id: String
    /// What is drawn, in a few words.
    package var title: String
    /// What the drawing shows, in sentences, for who cannot see it.
    package var summary: String
    package var horizontal: Horizontal
    package var measure: Measure
    package var marks: [Mark]
    package var size = Size.wide
    package var hasLegend = true
    /// Values that the vertical axis covers whatever the marks need.
    package var covers: [Double] = [0]

    package init(
        id: String,
        title: String,
        summary: String,
        horizontal: Horizontal,
        measure: Measure,
        marks: [Mark]
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.horizontal = horizontal
        self.measure = measure
        self.marks = marks
    }

    /// The same drawing in another size; `suffix` keeps its names unique within the page.
    package func sized(_ size: Size, suffix: String = "") -> Plot {
        var plot = self
        plot.size = size
        plot.id += suffix
        return plot
    }

    package var chart: Chart {
        let legend = Legend(entries: hasLegend ? marks.flatMap(\.entries) : [], width: size.width)
        let (range, ticks) = vertical
        let labels = measure.texts(ofTicks: ticks)
        let left = (labels.map(Lettering.width).max() ?? 0) + 10
        let frame = Frame(
            left: left,
            right: size.width - 14,
            top: legend.height + 12,
            bottom: size.height - 26,
            horizontal: domain,
            vertical: range
        )
        let swatches = marks.flatMap(\.swatches)
        return Chart(
            id: id,
            title: title,
            summary: summary,
            width: size.width,
            height: size.height,
            swatches: swatches
        ) { markup in
            legend.draw(in: id, &markup)
            draw(ticks, labels, in: frame, &markup)
            drawHorizontal(in: frame, &markup)
            if marks.allSatisfy(\.isEmpty) {
                markup.element(
                    "text",
                    [
                        "class": "chart-faint", "text-anchor": "middle",
                        "x": coordinate((frame.left + frame.right) / 2),
                        "y": coordinate((frame.top + frame.bottom) / 2),
                    ],
                    text: "no data"
                )
            }
            for mark in marks { mark.draw(self, in: frame, &markup) }
            drawBaseline(in: frame, &markup)
        }
    }

    /// The legend alone, for several small drawings of the same looks.
    package func key(width: Double) -> Chart {
        let legend = Legend(entries: marks.flatMap(\.entries), width: width)
        return Chart(
            id: id + "-key",
            title: "Legend",
            summary: marks.flatMap(\.entries).map(\.name).joined(separator: ", "),
            width: width,
            height: max(1, legend.height),
            swatches: marks.flatMap(\.swatches)
        ) { legend.draw(in: id + "-key", &$0) }
    }

    // MARK: Axes

    /// From 0 to the number of slots, or the span.
    private var domain: ClosedRange<Double> {
        switch horizontal {
        case .steps(let steps): 0...Double(max(1, steps.count))
        case .span(let range, _):
            range.upperBound > range.lowerBound
                ? range : range.lowerBound...(range.lowerBound + 1)
        case .slots(let count, _, _): 0...Double(max(1, count))
        }
    }

    /// What the vertical axis covers, a little more than the values, and the ticks in it.
    private var vertical: (range: ClosedRange<Double>, ticks: [Double]) {
        let values = (marks.flatMap(\.extremes) + covers).filter(\.isFinite)
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let ticks = Ticks(covering: low...high, count: max(3, Int(size.height / 60)))
        let edge = (high - low) * 0.04
        let range = (low == 0 ? 0 : low - edge)...(high == 0 ? 0 : high + edge)
        let inside = ticks.values.filter { range.contains($0) }
        return inside.count > 1 ? (range, inside) : (ticks.range, ticks.values)
    }

    private func draw(
        _ ticks: [Double],
        _ labels: [String],
        in frame: Frame,
        _ markup: inout Markup
    ) {
        var grid = ""
        for (tick, label) in zip(ticks, labels) {
            let y = frame.y(tick)
            grid += "M\(coordinate(frame.left)) \(coordinate(y))H\(coordinate(frame.right))"
            markup.element(
                "text",
                [
                    "class": "chart-faint", "text-anchor": "end",
                    "x": coordinate(frame.left - 6), "y": coordinate(y + 4.5),
                ],
                text: label
            )
        }
        markup.leaf("path", ["class": "chart-grid", "d": grid])
    }

    private func drawHorizontal(in frame: Frame, _ markup: inout Markup) {
        switch horizontal {
        case .steps(let steps): steps.draw(in: frame, hasLines: steps.count > 1, &markup)
        case .span(let range, let measure), .slots(_, let range, let measure):
            let width = range.upperBound - range.lowerBound
            let ticks = Ticks(covering: range, count: max(2, Int(size.width / 120))).values
                .filter { $0 >= range.lowerBound - 1e-9 && $0 <= range.upperBound + 1e-9 }
            for (tick, label) in zip(ticks, measure.texts(ofTicks: ticks)) {
                let share = width > 0 ? (tick - range.lowerBound) / width : 0
                let x = frame.left + share * (frame.right - frame.left)
                let isLast = x + Lettering.width(label) / 2 > size.width
                markup.element(
                    "text",
                    [
                        "class": "chart-faint", "text-anchor": isLast ? "end" : "middle",
                        "x": coordinate(isLast ? size.width - 2 : x),
                        "y": coordinate(frame.bottom + 19),
                    ],
                    text: label
                )
            }
        }
    }

    private func drawBaseline(in frame: Frame, _ markup: inout Markup) {
        let zero = min(max(0, frame.vertical.lowerBound), frame.vertical.upperBound)
        let path = "M\(coordinate(frame.left)) \(coordinate(frame.y(zero)))"
        markup.leaf("path", ["class": "chart-axis", "d": path + "H\(coordinate(frame.right))"])
    }
}

/// Where values lie in a drawing.
struct Frame {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let horizontal: ClosedRange<Double>
    let vertical: ClosedRange<Double>

    func x(_ value: Double) -> Double {
        let share =
            (value - horizontal.lowerBound) / (horizontal.upperBound - horizontal.lowerBound)
        return left + share * (right - left)
    }

    func y(_ value: Double) -> Double {
        let share = (value - vertical.lowerBound) / (vertical.upperBound - vertical.lowerBound)
        return bottom - share * (bottom - top)
    }
}

extension Steps {
    /// Draws a line between groups and as many of their labels as fit.
    func draw(in frame: Frame, hasLines: Bool, _ markup: inout Markup) {
        guard count > 0 else { return }
        let slot = (frame.right - frame.left) / Double(count)
        let widest = groups.map { Lettering.width($0.label) }.max() ?? 0
        let least = groups.dropFirst().dropLast().map(\.count).min() ?? groups[0].count
        // Labels of groups that are too narrow are thinned out evenly.
        let stride = max(1, Int(((widest + 8) / (Double(least) * slot)).rounded(.up)))
        var start = 0
        var lines = ""
        for (index, group) in groups.enumerated() {
            let from = frame.left + Double(start) * slot
            let to = from + Double(group.count) * slot
            if index > 0, hasLines, to - from > 6 {
                lines += "M\(coordinate(from)) \(coordinate(frame.top))V\(coordinate(frame.bottom))"
            }
            let fits = Lettering.width(group.label) < to - from + 8 || stride > 1
            if index % stride == 0, fits {
                let half = Lettering.width(group.label) / 2
                let center = min(max((from + to) / 2, half), frame.right + 12 - half)
                markup.element(
                    "text",
                    [
                        "class": "chart-faint", "text-anchor": "middle",
                        "x": coordinate(center), "y": coordinate(frame.bottom + 19),
                    ],
                    text: group.label
                )
            }
            start += group.count
        }
        if !lines.isEmpty { markup.leaf("path", ["class": "chart-grid", "d": lines]) }
    }
}
