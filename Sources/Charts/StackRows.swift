/// Horizontal bars made of parts, one to a row: what several things come to, and of what.
///
/// Parts below zero go to the left of the base line. What a row comes to stands behind it.
package struct StackRows: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        package var label: String
        /// One per part; zero, or no number, where the row has nothing of it.
        package var values: [Double]
        /// Stands behind the bar.
        package var note: String

        package init(_ label: String, values: [Double], note: String) {
            self.label = label
            self.values = values
            self.note = note
        }
    }

    package var id: String
    package var title: String
    package var summary: String
    package var measure: Measure
    package var parts: [BarRows.Look]
    package var rows: [Row]
    package var width = Plot.Size.wide.width

    package init(
        id: String,
        title: String,
        summary: String,
        measure: Measure,
        parts: [BarRows.Look],
        rows: [Row]
    ) {
        precondition(rows.allSatisfy { $0.values.count == parts.count }, "a value for each part")
        self.id = id
        self.title = title
        self.summary = summary
        self.measure = measure
        self.parts = parts
        self.rows = rows
    }

    package func sized(width: Double, suffix: String = "") -> StackRows {
        var rows = self
        rows.width = width
        rows.id += suffix
        return rows
    }

    private static let thickness = 24.0
    private static let label = 19.0
    private static let gap = 9.0

    package var chart: Chart {
        let used = parts.indices.filter { part in rows.contains { $0.values[part] != 0 } }
        let legend = Legend(
            entries: used.map { Legend.Entry(.area(parts[$0].swatch), parts[$0].name) },
            width: width
        )
        let pitch = Self.label + Self.thickness + Self.gap
        let top = legend.height + RowScale.height
        let bottom = top + Double(rows.count) * pitch
        let reach = rows.map(Self.reach)
        let notes = rows.map { Lettering.width($0.note) + 8 }.max() ?? 0
        let scale = RowScale(
            (reach.map(\.low).min() ?? 0)...(reach.map(\.high).max() ?? 0),
            isNarrow: width < 600,
            left: 8,
            right: width - min(max(20, notes), width * 0.4),
            top: top,
            bottom: bottom
        )
        return Chart(
            id: id,
            title: title,
            summary: summary,
            width: width,
            height: bottom + 4,
            swatches: used.map { parts[$0].swatch }
        ) { markup in
            legend.draw(in: id, &markup)
            scale.drawTicks(measure, &markup)
            for (index, row) in rows.enumerated() {
                draw(row, top + Double(index) * pitch, in: scale.frame, &markup)
            }
            scale.drawBase(at: 0, &markup)
        }
    }

    /// Where the parts of a row reach to, either way.
    private static func reach(_ row: Row) -> (low: Double, high: Double) {
        let values = row.values.filter(\.isFinite)
        return (
            values.filter { $0 < 0 }.reduce(0, +), values.filter { $0 > 0 }.reduce(0, +)
        )
    }

    private func draw(_ row: Row, _ y: Double, in frame: Frame, _ markup: inout Markup) {
        markup.element(
            "text",
            ["class": "chart-label", "x": coordinate(frame.left + 4), "y": coordinate(y + 13.5)],
            text: Lettering.fitted(row.label, in: width - 16)
        )
        var up = 0.0
        var down = 0.0
        for (part, value) in zip(parts, row.values) where value.isFinite && value != 0 {
            let from = value > 0 ? up : down
            if value > 0 { up += value } else { down += value }
            let left = frame.x(min(from, from + value))
            let right = frame.x(max(from, from + value))
            markup.open(
                "rect",
                [
                    "x": coordinate(left), "y": coordinate(y + Self.label),
                    "width": coordinate(right - left), "height": coordinate(Self.thickness - 2),
                    "fill": part.swatch.fill(in: id),
                ]
            )
            markup.element("title", text: "\(row.label), \(part.name): \(measure.text(value))")
            markup.close()
        }
        guard !row.note.isEmpty else { return }
        markup.element(
            "text",
            [
                "class": "chart-faint chart-label", "x": coordinate(frame.x(up) + 6),
                "y": coordinate(y + Self.label + 15.5),
            ],
            text: row.note
        )
    }
}
