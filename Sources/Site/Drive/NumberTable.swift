import Bus

/// The columns of a CSV file that hold numbers, with all that is wrong with them.
struct NumberTable {
    let table: Table
    private var complaints: Complaints
    /// Of columns, which have no line.
    private var missing: [SiteMistakes.Mistake] = []

    init(_ text: String, path: String) {
        var complaints = Complaints()
        table = Table(text, path: path, &complaints)
        self.complaints = complaints
    }

    /// Whether one of these columns is there.
    func has(_ spellings: [UnitKey]) -> Bool {
        spellings.contains { table.columns.contains($0.name) }
    }

    /// The numbers of the first of these columns that is there, in the unit of the program.
    ///
    /// A cell that is no number is complained about and stands as NaN. `bounds`: What they may be.
    mutating func column(_ spellings: [UnitKey], _ bounds: Bounds) -> [Double]? {
        let present = spellings.filter { table.columns.contains($0.name) }
        for other in present.dropFirst() {
            miss(
                "\(other.name)",
                "stands beside the column \(present[0].name); keep one of the two"
            )
        }
        guard let spelling = present.first,
            let index = table.columns.firstIndex(of: spelling.name)
        else { return nil }
        return (0..<table.count).map { row in
            let cell = table[row, index]
            guard let value = Double(cell), value.isFinite else {
                complaints.add(
                    table.lines[row],
                    "\(spelling.name): not a number: \(quoted(cell))"
                )
                return .nan
            }
            if !bounds.holds(value) {
                complaints.add(
                    table.lines[row],
                    "\(spelling.name): \(cell) is out of bounds; it has to be \(bounds.words)"
                )
            }
            return value * spelling.factor
        }
    }

    /// The same for a column that has to be there.
    mutating func required(_ spellings: [UnitKey], _ bounds: Bounds, _ what: String) -> [Double]? {
        if has(spellings) { return column(spellings, bounds) }
        let columns = table.columns
        let near = spellings.compactMap { nearNames(to: $0.name, among: columns, most: 1).first }
            .first
        let names = spellings.map(\.name).joined(separator: ", ")
        let hint = near.map { "; is \(quoted($0)) meant to be it?" } ?? ""
        if !table.columns.isEmpty {
            miss("", "has no column for \(what): one of \(names)\(hint)")
        }
        return nil
    }

    mutating func miss(_ path: String, _ message: String) {
        missing.append(.init(path: path, line: nil, message: message))
    }

    mutating func complain(row: Int?, _ message: String) {
        complaints.add(row.map { table.lines[$0] }, message)
    }

    /// Throws all mistakes, if there are any.
    func check(as name: String) throws(SiteMistakes) {
        var mistakes = missing
        mistakes += complaints.shown.map { .init(path: "", line: $0.line, message: $0.message) }
        if complaints.rest > 0 {
            let more = "\(complaints.rest) more lines are wrong"
            mistakes.append(.init(path: "", line: nil, message: more))
        }
        guard mistakes.isEmpty else { throw SiteMistakes(file: name, mistakes: mistakes) }
    }
}
