/// Rows and columns of cells whose color says how much: hours over days, or verdicts over quarters.
package struct HeatMap: Sendable, Equatable {
    /// What cells of one look mean.
    package struct Class: Sendable, Equatable {
        package enum Look: Sendable, Equatable {
            /// 0 for the least, 6 for the most.
            case ramp(Int)
            /// Something is wrong; crossed out, so that it is seen without color.
            case alarm
        }

        package var name: String
        package var look: Look

        package init(_ name: String, _ look: Look) {
            self.name = name
            self.look = look
        }
    }

    package var id: String
    package var title: String
    package var summary: String
    package var columns: Steps
    /// One label per row; an empty one is left out.
    package var rows: [String]
    package var classes: [Class]
    /// By row and column the number of the class; nil leaves the cell empty.
    package var cells: [[Int?]]
    package var size: Plot.Size

    package init(
        id: String,
        title: String,
        summary: String,
        columns: Steps,
        rows: [String],
        classes: [Class],
        cells: [[Int?]],
        size: Plot.Size
    ) {
        precondition(rows.count == cells.count, "one label per row")
        self.id = id
        self.title = title
        self.summary = summary
        self.columns = columns
        self.rows = rows
        self.classes = classes
        self.cells = cells
        self.size = size
    }

    package func sized(_ size: Plot.Size, suffix: String = "") -> HeatMap {
        var map = self
        map.size = size
        map.id += suffix
        return map
    }

    package var chart: Chart {
        let entries = classes.map { one -> Legend.Entry in
            switch one.look {
            case .ramp(let step): Legend.Entry(.ramp(step), one.name)
            case .alarm: Legend.Entry(.alarm, one.name)
            }
        }
        let legend = Legend(entries: entries, width: size.width)
        let widest = rows.map(Lettering.width).max() ?? 0
        let left = min(widest + 10, size.width * 0.4)
        let frame = Frame(
            left: left,
            right: size.width - 14,
            top: legend.height + 8,
            bottom: size.height - 26,
            horizontal: 0...Double(max(1, columns.count)),
            vertical: 0...Double(max(1, rows.count))
        )
        return Chart(
            id: id,
            title: title,
            summary: summary,
            width: size.width,
            height: size.height,
            swatches: []
        ) { markup in
            legend.draw(in: id, &markup)
            drawRows(in: frame, &markup)
            drawCells(in: frame, &markup)
            columns.draw(in: frame, hasLines: false, &markup)
        }
    }

    private func drawRows(in frame: Frame, _ markup: inout Markup) {
        let height = (frame.bottom - frame.top) / Double(max(1, rows.count))
        for (row, label) in rows.enumerated() where !label.isEmpty {
            markup.element(
                "text",
                [
                    "text-anchor": "end", "x": coordinate(frame.left - 6),
                    "y": coordinate(frame.top + (Double(row) + 0.5) * height + 4.5),
                ],
                text: Lettering.fitted(label, in: frame.left - 8)
            )
        }
    }

    /// One path per class; neighbors of one class within a column are one rectangle.
    private func drawCells(in frame: Frame, _ markup: inout Markup) {
        let width = (frame.right - frame.left) / Double(max(1, columns.count))
        let height = (frame.bottom - frame.top) / Double(max(1, rows.count))
        // Few cells stand apart; many are a picture without gaps.
        let gap = width > 8 && height > 8 ? 1.5 : 0
        for (number, one) in classes.enumerated() {
            var path = ""
            for column in 0..<columns.count {
                var row = 0
                while row < rows.count {
                    guard cell(row, column) == number else {
                        row += 1
                        continue
                    }
                    var end = row + 1
                    while gap == 0, end < rows.count, cell(end, column) == number { end += 1 }
                    let x = frame.left + Double(column) * width
                    let y = frame.top + Double(row) * height
                    let tall = Double(end - row) * height - gap
                    if one.look == .alarm {
                        Cell.drawAlarm(x, y, width - gap, tall, &markup)
                    } else {
                        path += "M\(coordinate(x)) \(coordinate(y))h\(coordinate(width - gap))"
                        path += "v\(coordinate(tall))h\(coordinate(gap - width))z"
                    }
                    row = end
                }
            }
            guard !path.isEmpty, case .ramp(let step) = one.look else { continue }
            markup.leaf("path", ["fill": "var(--chart-ramp-\(step))", "d": path])
        }
    }

    private func cell(_ row: Int, _ column: Int) -> Int? {
        cells[row].indices.contains(column) ? cells[row][column] : nil
    }
}

/// A field of a heat map.
enum Cell {
    /// A field in the color of alarm with a cross in it.
    static func drawAlarm(
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        _ markup: inout Markup
    ) {
        markup.leaf(
            "rect",
            [
                "class": "chart-alarm", "x": coordinate(x), "y": coordinate(y),
                "width": coordinate(width), "height": coordinate(height),
            ]
        )
        let arm = min(width, height) / 2 - 2
        guard arm > 1 else { return }
        let (left, top) = (coordinate(x + width / 2 - arm), coordinate(y + height / 2 - arm))
        let (long, back) = (coordinate(2 * arm), coordinate(-2 * arm))
        let path = "M\(left) \(top)l\(long) \(long)m\(back) 0l\(long) \(back)"
        markup.leaf("path", ["class": "chart-cross", "d": path])
    }
}
