/// A table as values, for the page and for the terminal.
package struct ReportTable: Sendable, Equatable {
    package enum Tone: Sendable, Equatable { case plain, good, warning, bad, faint, strong }

    package struct Column: Sendable, Equatable {
        package var title: String
        package var isNumber: Bool
        /// Quarters and dates, which are not broken into lines.
        package var isShort: Bool

        package init(_ title: String, isNumber: Bool = false, isShort: Bool = false) {
            self.title = title
            self.isNumber = isNumber
            self.isShort = isShort
        }

        package static func number(_ title: String) -> Column { Column(title, isNumber: true) }
        package static func short(_ title: String) -> Column { Column(title, isShort: true) }
    }

    package struct Cell: Sendable, Equatable, ExpressibleByStringInterpolation {
        package var text: String
        package var tone: Tone

        package init(_ text: String, _ tone: Tone = .plain) {
            self.text = text
            self.tone = tone
        }

        package init(stringLiteral text: String) { self.init(text) }
    }

    package var title: String
    package var columns: [Column]
    /// One cell per column.
    package private(set) var rows: [[Cell]] = []

    package init(_ title: String, _ columns: [Column]) {
        precondition(!columns.isEmpty, "a table has columns")
        self.title = title
        self.columns = columns
    }

    package mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count, "one cell per column")
        rows.append(row)
    }

    /// Without the columns in which no row says anything.
    package var compact: ReportTable {
        let used = columns.indices.filter { column in
            column == 0
                || rows.contains { !["", "–"].contains($0[column].text) }
        }
        var table = ReportTable(title, used.map { columns[$0] })
        for row in rows { table.append(used.map { row[$0] }) }
        return table
    }
}
