import Bus

/// The columns of a CSV file that hold numbers, with all that is wrong with them.
struct NumberTable {
    let table: Table
    private var complaints: Complaints
    /// Whether every row has the cells of the header; others are left out.
    let isWhole: Bool
    /// Of columns, which have no line.
    private var missing: [SiteMistakes.Mistake] = []

    init(_ text: String, path: String) {
        var complaints = Complaints()
        table = Table(text, path: path, &complaints)
        isWhole = complaints.isEmpty
        self.complaints = complaints
    }

    /// Whether one of these columns is there.
    func has(_ spellings: [UnitKey]) -> Bool {
        spellings.contains { table.columns.contains($0.name) }
    }

    /// The numbers of the first of these columns that is there, in the unit of the program.
    ///
    /// A cell that is no number, or out of bounds, is complained about and stands as NaN. `bounds`: What
    /// they may be.
    mutating func column(_ spellings: [UnitKey], _ bounds: Bounds) -> [Double]? {
        column(spellings) { _ in bounds }
    }

    /// `bounds`: What they may be, in the unit of the column that is there.
    mutating func column(_ spellings: [UnitKey], _ bounds: (UnitKey) -> Bounds) -> [Double]? {
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
        let bounds = bounds(spelling)
        return (0..<table.count).map { row in
            let cell = table[row, index]
            guard let value = Double(cell), value.isFinite else {
                complaints.add(
                    table.lines[row],
                    "\(spelling.name): not a number: \(quoted(cell))"
                )
                return .nan
            }
            guard bounds.holds(value) else {
                complaints.add(
                    table.lines[row],
                    "\(spelling.name): \(cell) is out of bounds; it has to be \(bounds.words)"
                )
                return .nan
            }
            return value * spelling.factor
        }
    }

    /// The same for a column that has to be there.
    mutating func required(_ spellings: [UnitKey], _ bounds: Bounds, _ what: String) -> [Double]? {
        required(spellings, what) { _ in bounds }
    }

    /// `bounds`: What they may be, in the unit of the column that is there.
    mutating func required(
        _ spellings: [UnitKey],
        _ what: String,
        _ bounds: (UnitKey) -> Bounds
    ) -> [Double]? {
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

    /// The same numbers with the last good one in the place of those that are none: what comes after a
    /// mistake is looked at too, and the mistake is told once.
    static func filled(_ values: [Double], first: Double = 0) -> [Double] {
        var last = first
        return values.map { value in
            if value.isFinite { last = value }
            return last
        }
    }

    mutating func miss(_ path: String, _ message: String) {
        missing.append(.init(path: path, line: nil, message: message))
    }

    mutating func complain(row: Int?, _ message: String) {
        complaints.add(row.map { table.lines[$0] }, message)
    }

    /// Throws all mistakes, if a column is missing without which nothing else can be looked at.
    func checkColumns(as name: String) throws(SiteMistakes) {
        guard missing.isEmpty, !table.columns.isEmpty else { return try check(as: name) }
    }

    /// Throws all mistakes, if there are any.
    func check(as name: String) throws(SiteMistakes) {
        try complaints.check(as: name, after: missing)
    }
}

extension Complaints {
    /// Throws them, the first of them each and how many more there are, if there are any.
    func check(
        as name: String,
        after others: [SiteMistakes.Mistake] = []
    ) throws(SiteMistakes) {
        var mistakes = others
        mistakes += shown.map { .init(path: "", line: $0.line, message: $0.message) }
        if rest > 0 {
            mistakes.append(.init(path: "", line: nil, message: "and \(rest) more mistakes"))
        }
        guard mistakes.isEmpty else { throw SiteMistakes(file: name, mistakes: mistakes) }
    }
}
