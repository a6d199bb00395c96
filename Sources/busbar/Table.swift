/// Rows in columns that line up, for people.
///
/// On a terminal the last column is broken into lines so that the table fits; elsewhere every row
/// is one line, so that `grep` and `cut` see all of it.
struct Table {
    enum Alignment: Sendable { case left, right }

    struct Column: Sendable {
        let title: String
        let alignment: Alignment

        init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    struct Cell: Sendable, ExpressibleByStringInterpolation {
        let text: String
        let style: Terminal.Style?

        init(_ text: String, _ style: Terminal.Style? = nil) {
            self.text = text
            self.style = style
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    /// The last column is not made narrower than this.
    private static let leastLast = 24
    private static let gap = "  "

    private let columns: [Column]
    private var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        precondition(!columns.isEmpty)
        self.columns = columns
    }

    mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count)
        rows.append(row)
    }

    /// The table for a terminal; a column without any text is left out.
    func lines(on terminal: Terminal) -> [String] {
        lines(width: terminal.width) { terminal.styled($0, $1) }
    }

    /// The table in so many columns, nil for no end; `style` puts a style around a text.
    func lines(width: Int?, style: (String, Terminal.Style?) -> String) -> [String] {
        let used = columns.indices.filter { column in
            rows.contains { !$0[column].text.isEmpty } || rows.isEmpty
        }
        var widths = used.map { column in
            (rows.map { $0[column].text } + [columns[column].title]).map(displayWidth).max() ?? 0
        }
        guard let last = widths.indices.last else { return [] }
        let before = widths.dropLast().reduce(0) { $0 + $1 + Self.gap.count }
        if let width { widths[last] = min(widths[last], max(Self.leastLast, width - before)) }

        let titles = used.map { Cell(columns[$0].title.uppercased(), .faint) }
        let all = [titles] + rows.map { row in used.map { row[$0] } }
        return all.flatMap { cells -> [String] in
            let parts = width == nil ? [cells[last].text] : wrapped(cells[last].text, widths[last])
            return parts.enumerated().map { index, part in
                var line = ""
                for place in cells.indices {
                    let text = place == last ? part : index == 0 ? cells[place].text : ""
                    let padding = String(
                        repeating: " ",
                        count: max(0, widths[place] - displayWidth(text))
                    )
                    let styledText = style(text, cells[place].style)
                    switch columns[used[place]].alignment {
                    case .left: line += styledText + (place == last ? "" : padding)
                    case .right: line += padding + styledText
                    }
                    if place != last { line += Self.gap }
                }
                return trimmed(line)
            }
        }
    }

    private func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}

/// A text in lines of at most `width` columns, broken between words where that is possible.
func wrapped(_ text: String, _ width: Int) -> [String] {
    guard displayWidth(text) > width, width > 0 else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        var word = String(word)
        if !line.isEmpty, displayWidth(line) + 1 + displayWidth(word) > width {
            lines.append(line)
            line = ""
        }
        while displayWidth(word) > width {
            let head = String(word.prefix(width))
            lines.append(head)
            word = String(word.dropFirst(head.count))
        }
        line += line.isEmpty ? word : " \(word)"
    }
    if !line.isEmpty { lines.append(line) }
    return lines
}

/// The columns that a text takes on a terminal: East Asian wide characters and emoji take two.
func displayWidth(_ text: String) -> Int {
    text.reduce(0) { sum, character in
        guard let scalar = character.unicodeScalars.first, scalar.value >= 0x1100 else {
            return sum + 1
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return sum + 2
        default: return sum + 1
        }
    }
}
