/// A program as text in free MPS format, which every solver reads.
///
/// Numbers are written so that reading them gives the same bits, and no default of the format is
/// relied on that readers disagree about: integers and columns with a negative upper bound have both
/// bounds written. That the objective is minimized is what every reader supposes. A row without a finite side is written as a free row (`N`), which readers may drop.
package struct MPS: Sendable {
    private let program: Program
    private let names: ProgramNames
    private let title: String

    /// `title`: One word, the name of the program in the file.
    package init(_ program: Program, title: String = "busbar") {
        self.program = program
        names = ProgramNames(program)
        self.title = title
    }

    /// The whole text.
    package var text: String {
        var bytes: [UInt8] = []
        write { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Hands the text over in chunks of about 64 kB, of which the last may be shorter.
    package func write<Failure>(
        _ chunk: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var lines = Lines()
        lines.add("NAME", title)
        try writeRows(&lines, chunk)
        try writeColumns(&lines, chunk)
        try writeSides(&lines, chunk)
        try writeBounds(&lines, chunk)
        lines.add("ENDATA")
        try chunk(lines.bytes)
    }

    /// The text that is not handed over yet.
    private struct Lines {
        static let chunk = 1 << 16
        var bytes: [UInt8] = []

        mutating func add(_ words: String...) {
            for (place, word) in words.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: " ")) }
                bytes += word.utf8
            }
            bytes.append(UInt8(ascii: "\n"))
        }

        mutating func flush<Failure>(
            _ chunk: ([UInt8]) throws(Failure) -> Void
        ) throws(Failure) {
            guard bytes.count >= Self.chunk else { return }
            try chunk(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
    }

    /// The name of the objective; no row's name is without a number at its end.
    private static let objective = "COST"

    // MARK: Rows

    /// How a row is written.
    private enum Kind: String {
        case free = "N"
        case equal = "E"
        case atLeast = "G"
        case atMost = "L"
    }

    private func kind(of row: Int) -> Kind {
        let (lower, upper) = (program.rowLower[row], program.rowUpper[row])
        if lower == upper { return .equal }
        if lower > -.infinity { return .atLeast }
        return upper < .infinity ? .atMost : .free
    }

    private func writeRows<Failure>(
        _ lines: inout Lines,
        _ chunk: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        lines.add("ROWS")
        lines.add(" N", Self.objective)
        for row in 0..<program.rowCount {
            lines.add(" " + kind(of: row).rawValue, names.name(row: row))
            try lines.flush(chunk)
        }
    }

    /// Sides, then the second side of rows that have two; the offset stands with its sign changed.
    private func writeSides<Failure>(
        _ lines: inout Lines,
        _ chunk: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        lines.add("RHS")
        if program.offset != 0 { lines.add(" RHS", Self.objective, Self.number(-program.offset)) }
        var ranges: [Int] = []
        for row in 0..<program.rowCount {
            let kind = kind(of: row)
            let side = kind == .atMost ? program.rowUpper[row] : program.rowLower[row]
            if kind == .atLeast, program.rowUpper[row] < .infinity { ranges.append(row) }
            guard kind != .free, side != 0 else { continue }
            lines.add(" RHS", names.name(row: row), Self.number(side))
            try lines.flush(chunk)
        }
        guard !ranges.isEmpty else { return }
        lines.add("RANGES")
        for row in ranges {
            let range = program.rowUpper[row] - program.rowLower[row]
            lines.add(" RNG", names.name(row: row), Self.number(range))
            try lines.flush(chunk)
        }
    }

    // MARK: Columns

    private func writeColumns<Failure>(
        _ lines: inout Lines,
        _ chunk: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let matrix = Columns(program)
        let rowNames = (0..<program.rowCount).map { names.name(row: $0) }
        var marker = 0
        lines.add("COLUMNS")
        for column in 0..<program.columnCount {
            let isInteger = program.integrality[column] == 1
            if isInteger != (marker % 2 == 1) { addMarker(&marker, &lines) }
            let name = names.name(column: column)
            let entries = matrix.entries(of: column)
            // A column in no row has to stand somewhere.
            if program.cost[column] != 0 || entries.isEmpty {
                lines.add(" " + name, Self.objective, Self.number(program.cost[column]))
            }
            for entry in entries {
                lines.add(
                    " " + name,
                    rowNames[Int(matrix.rows[entry])],
                    Self.number(matrix.values[entry])
                )
            }
            try lines.flush(chunk)
        }
        if marker % 2 == 1 { addMarker(&marker, &lines) }
    }

    /// Integers stand between two markers.
    private func addMarker(_ marker: inout Int, _ lines: inout Lines) {
        lines.add(" MARKER\(marker)", "'MARKER'", marker % 2 == 0 ? "'INTORG'" : "'INTEND'")
        marker += 1
    }

    private func writeBounds<Failure>(
        _ lines: inout Lines,
        _ chunk: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        lines.add("BOUNDS")
        for column in 0..<program.columnCount {
            let (lower, upper) = (program.lower[column], program.upper[column])
            let isInteger = program.integrality[column] == 1
            let isUsual = lower == 0 && upper == .infinity
            guard isInteger || !isUsual else { continue }
            let name = names.name(column: column)
            if lower == upper {
                lines.add(" FX BND", name, Self.number(lower))
            } else if lower == -.infinity, upper == .infinity {
                lines.add(" FR BND", name)
            } else {
                if lower == -.infinity {
                    lines.add(" MI BND", name)
                } else if isInteger || lower != 0 || upper <= 0 {
                    lines.add(" LO BND", name, Self.number(lower))
                }
                if upper < .infinity {
                    lines.add(" UP BND", name, Self.number(upper))
                } else if isInteger {
                    lines.add(" PL BND", name)
                }
            }
            try lines.flush(chunk)
        }
    }

    /// The shortest text that is read as the same number.
    private static func number(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

/// The coefficients of a program column by column.
private struct Columns {
    var starts: [Int]
    var rows: [Int32]
    var values: [Double]

    init(_ program: Program) {
        starts = Array(repeating: 0, count: program.columnCount + 1)
        rows = Array(repeating: 0, count: program.nonzeroCount)
        values = Array(repeating: 0, count: program.nonzeroCount)
        for column in program.columns { starts[Int(column) + 1] += 1 }
        for column in 0..<program.columnCount { starts[column + 1] += starts[column] }
        var next = starts
        for row in 0..<program.rowCount {
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                let column = Int(program.columns[place])
                rows[next[column]] = Int32(row)
                values[next[column]] = program.values[place]
                next[column] += 1
            }
        }
    }

    func entries(of column: Int) -> Range<Int> { starts[column]..<starts[column + 1] }
}
