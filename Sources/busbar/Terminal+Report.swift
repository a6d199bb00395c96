import Pages

/// Parts of reports on a terminal.
extension Terminal {
    /// Shows a table below an empty line and its title.
    func show(_ table: ReportTable) {
        write("\n\(styled(table.title, .strong))")
        let compact = table.compact
        var view = Table(compact.columns.map { .init($0.title, $0.isNumber ? .right : .left) })
        for row in compact.rows { view.append(row.map { .init($0.text, $0.tone.style) }) }
        for line in view.lines(on: self) { write(line) }
    }

    /// Shows tables, and below them what deserves a second look.
    func show(_ tables: [ReportTable], _ notes: [String]) {
        for table in tables { show(table) }
        guard !notes.isEmpty else { return }
        write("")
        show(notes, .warning)
    }

    /// Writes sentences, each on lines of its own.
    func show(_ sentences: [String], _ style: Style? = nil) {
        for sentence in sentences {
            for part in wrapped(sentence, width ?? .max) { write(styled(part, style)) }
        }
    }
}

extension ReportTable.Tone {
    fileprivate var style: Terminal.Style? {
        switch self {
        case .plain: nil
        case .good: .good
        case .warning: .warning
        case .bad: .bad
        case .faint: .faint
        case .strong: .strong
        }
    }
}
