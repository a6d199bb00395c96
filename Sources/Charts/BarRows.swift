/// Horizontal bars from a base line, one or more to a row: what moves a figure, and by how much.
///
/// With two bars to a row that go to either side of the base, and rows in order of their width, it
/// is a tornado.
package struct BarRows: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        package var label: String
        /// One per look; nil where there is no value.
        package var values: [Double?]
        /// Stands in the place of a bar that has no value; one per look.
        package var notes: [String]

        package init(_ label: String, values: [Double?], notes: [String]) {
            precondition(values.count == notes.count, "a note for each value")
            self.label = label
            self.values = values
            self.notes = notes
        }
    }

    package struct Look: Sendable, Equatable {
        package var name: String
        package var swatch: Swatch

        package init(_ name: String, _ swatch: Swatch) {
            self.name = name
            self.swatch = swatch
        }
    }

    package var id: String
    package var title: String
    package var summary: String
    package var measure: Measure
    package var looks: [Look]
    package var rows: [Row]
    /// What the bars begin at.
    package var base: Double
    /// Whether the bars of a row lie one upon the other, as those of a tornado, or below each other.
    package var areOverlaid: Bool
    package var width = Plot.Size.wide.width

    package init(
        id: String,
        title: String,
        summary: String,
        measure: Measure,
        looks: [Look],
        rows: [Row],
        base: Double = 0,
        areOverlaid: Bool
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.measure = measure
        self.looks = looks
        self.rows = rows
        self.base = base
        self.areOverlaid = areOverlaid
    }

    package func sized(width: Double, suffix: String = "") -> BarRows {
        var bars = self
        bars.width = width
        bars.id += suffix
        return bars
    }

    private static let thickness = 15.0
    private static let gap = 10.0

    package var chart: Chart {
        let legend = Legend(
            entries: looks.map { Legend.Entry(.area($0.swatch), $0.name) },
            width: width
        )
        // Labels stand beside the bars where there is room, and above them on a narrow drawing.
        let isNarrow = width < 600
        let widest = rows.map { Lettering.width($0.label) }.max() ?? 0
        let left = isNarrow ? 8 : min(widest + 12, width * 0.36)
        let label = isNarrow ? 18.0 : 0
        let bars = areOverlaid ? 1 : Double(looks.count)
        let pitch = label + bars * Self.thickness + Self.gap
        let top = legend.height + RowScale.height
        let bottom = top + Double(rows.count) * pitch
        let values = rows.flatMap(\.values).compactMap(\.self).filter(\.isFinite) + [base]
        // Room at either end for the figures that stand behind the bars.
        let notes = rows.flatMap(\.notes).map { Lettering.width($0) + 8 }.max() ?? 0
        let room = min(max(64, notes), width * 0.3)
        // Bars that all go to the right leave nothing on the left.
        let isOneSided = !areOverlaid && values.allSatisfy { $0 >= base }
        let scale = RowScale(
            (values.min() ?? 0)...(values.max() ?? 0),
            isNarrow: isNarrow,
            left: left + (isOneSided ? 8 : room),
            right: width - room,
            top: top,
            bottom: bottom
        )
        return Chart(
            id: id,
            title: title,
            summary: summary,
            width: width,
            height: bottom + 8,
            swatches: looks.map(\.swatch)
        ) { markup in
            legend.draw(in: id, &markup)
            scale.drawTicks(measure, &markup)
            scale.drawBase(at: base, &markup)
            for (index, row) in rows.enumerated() {
                let y = top + Double(index) * pitch
                drawLabel(row.label, left: left, y, isNarrow, bars: bars, &markup)
                draw(row, y + label, in: scale.frame, &markup)
            }
        }
    }

    private func drawLabel(
        _ label: String,
        left: Double,
        _ y: Double,
        _ isNarrow: Bool,
        bars: Double,
        _ markup: inout Markup
    ) {
        let middle = y + bars * Self.thickness / 2 + 4.5
        markup.element(
            "text",
            [
                "class": "chart-label", "text-anchor": isNarrow ? "start" : "end",
                "x": coordinate(isNarrow ? 2 : left - 6),
                "y": coordinate(isNarrow ? y + 12 : middle),
            ],
            text: Lettering.fitted(label, in: isNarrow ? width - 6 : left - 8)
        )
    }

    private func draw(_ row: Row, _ y: Double, in frame: Frame, _ markup: inout Markup) {
        let values = looks.indices.map { index in
            row.values.indices.contains(index) ? row.values[index].flatMap(Self.finite) : nil
        }
        // Of bars that are overlaid the longer one is drawn first.
        let order =
            areOverlaid
            ? looks.indices.sorted { reach(values[$0]) > reach(values[$1]) } : Array(looks.indices)
        for index in order {
            let note = row.notes.indices.contains(index) ? row.notes[index] : ""
            let place = areOverlaid ? y : y + Double(index) * Self.thickness
            let end = frame.x(values[index] ?? base)
            if values[index] != nil {
                markup.leaf(
                    "rect",
                    [
                        "x": coordinate(min(end, frame.x(base))), "y": coordinate(place),
                        "width": coordinate(abs(end - frame.x(base))),
                        "height": coordinate(Self.thickness - 2),
                        "fill": looks[index].swatch.fill(in: id),
                    ]
                )
            }
            guard !note.isEmpty else { continue }
            let isLeft = isNoteLeft(index, values)
            // A note on the side where its bar does not go stands at the base.
            let isBeside = values[index].map { ($0 < base) == isLeft } ?? false
            let edge = isBeside ? end : frame.x(base)
            markup.element(
                "text",
                [
                    "class": "chart-faint chart-label", "text-anchor": isLeft ? "end" : "start",
                    "x": coordinate(isLeft ? edge - 5 : edge + 5), "y": coordinate(place + 11.5),
                ],
                text: note
            )
        }
    }

    private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

    private func reach(_ value: Double?) -> Double { value.map { abs($0 - base) } ?? 0 }

    /// Whether the note of a bar stands on its left: where the bar goes, unless a longer one does.
    private func isNoteLeft(_ index: Int, _ values: [Double?]) -> Bool {
        let goesLeft = values[index].map { $0 < base } ?? false
        guard areOverlaid else { return goesLeft }
        let longer = values.indices.first { other in
            other != index
                && (reach(values[other]), index) > (reach(values[index]), other)
        }
        guard let longer, let value = values[longer] else { return goesLeft }
        if values[index] == nil { return value >= base }
        return goesLeft == (value < base) ? !goesLeft : goesLeft
    }
}
