import Bus
import Foundation

/// A CSV file whose first line names its columns.
///
/// Cells are separated by commas and may stand in double quotes; lines that begin with `#` are
/// comments. A cell is the file's own text: nothing is copied.
struct Table: Sendable {
    let path: String
    let columns: [String]
    /// Row by row, ``width`` of them each.
    private let cells: [Substring]
    /// Of each row, from 1.
    let lines: [Int]

    var count: Int { lines.count }
    /// The last part of the path, for mistakes.
    var name: String { URL(fileURLWithPath: path).lastPathComponent }

    subscript(row: Int, column: Int) -> Substring { cells[row * columns.count + column] }

    /// Reads the text of a file; rows of another width than the header's are complained about.
    ///
    /// `preface`: Lines that stand before the header; `names`: the columns of a file without one.
    init(
        _ text: String,
        path: String,
        preface: Int = 0,
        names: [String] = [],
        _ complaints: inout Complaints
    ) {
        self.path = path
        var columns = names
        var cells: [Substring] = []
        var lines: [Int] = []
        var number = 0
        var blank: Int?
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            if number <= preface { continue }
            var line = line
            if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
            if line.last == 0x0D { line = line.dropLast() }
            if line.first == UInt8(ascii: "#") { continue }
            guard !line.isEmpty else {
                blank = blank ?? number
                continue
            }
            if let empty = blank, !columns.isEmpty { complaints.add(empty, "is empty") }
            blank = nil
            let parts = Self.parts(of: line)
            if columns.isEmpty, parts.count == 1, let separator = Self.separator(of: line) {
                complaints.add(
                    number,
                    "its cells are separated by \(separator); write commas, and points in numbers"
                )
                (self.columns, self.cells, self.lines) = ([], [], [])
                return
            }
            if columns.isEmpty {
                columns = parts.map(String.init)
                cells.reserveCapacity(8_784 * columns.count)
                lines.reserveCapacity(8_784)
            } else if parts.count == columns.count {
                cells += parts
                lines.append(number)
            } else {
                complaints.add(number, "has \(parts.count) of the header's \(columns.count) cells")
            }
        }
        if columns.isEmpty { complaints.add(nil, "has no header") }
        self.columns = columns
        self.cells = cells
        self.lines = lines
    }

    /// What stands where commas should, in a line of one cell.
    private static func separator(of line: Substring.UTF8View) -> String? {
        if line.contains(UInt8(ascii: ";")) { return "semicolons" }
        return line.contains(UInt8(ascii: "\t")) ? "tabs" : nil
    }

    private static func parts(of line: Substring.UTF8View) -> [Substring] {
        let comma = UInt8(ascii: ",")
        let quote = UInt8(ascii: "\"")
        guard line.contains(quote) else {
            return line.split(separator: comma, omittingEmptySubsequences: false).map(trimmed)
        }
        var parts: [Substring] = []
        var start = line.startIndex
        var isQuoted = false
        for index in line.indices {
            if line[index] == quote { isQuoted.toggle() }
            if line[index] == comma, !isQuoted {
                parts.append(trimmed(line[start..<index]))
                start = line.index(after: index)
            }
        }
        parts.append(trimmed(line[start...]))
        return parts.map { part in
            part.count >= 2 && part.first == "\"" && part.last == "\""
                ? part.dropFirst().dropLast() : part
        }
    }

    private static func trimmed(_ part: Substring.UTF8View) -> Substring {
        var part = part
        let space = UInt8(ascii: " ")
        while part.first == space { part = part.dropFirst() }
        while part.last == space { part = part.dropLast() }
        return Substring(part)
    }
}

/// What is wrong with the lines of a file: the first twenty, and how many more there are.
struct Complaints: Sendable {
    static let most = 20
    private(set) var shown: [(line: Int?, message: String)] = []
    private(set) var rest = 0

    var isEmpty: Bool { shown.isEmpty }

    mutating func add(_ line: Int?, _ message: @autoclosure () -> String) {
        if shown.count < Self.most { shown.append((line, message())) } else { rest += 1 }
    }
}

extension SiteReader {
    /// The CSV file that a field names, read once; nil after a mistake.
    mutating func table(_ field: Field) -> Table? {
        guard let path = path(field) else { return nil }
        if let table = plan.tables[path] { return table }
        guard let (content, _) = content(field) else { return nil }
        var complaints = Complaints()
        let table = Table(content, path: path, &complaints)
        plan.tables[path] = table
        guard complaints.isEmpty else {
            reject(complaints, of: table, field)
            return nil
        }
        return table
    }

    /// The text of the file that a field names, and its whole path; nil after a mistake.
    mutating func content(_ field: Field) -> (text: String, path: String)? {
        guard let path = path(field) else { return nil }
        do {
            let hint = "a path is relative to this file's folder"
            return (try TextFile.read(path, orElse: hint), path)
        } catch {
            let reason = error.mistakes.first?.message ?? ""
            reject(field, "\(text(field)?.written ?? path) \(reason)")
            return nil
        }
    }

    /// A path is relative to the scenario's folder, or to where the command runs when it was set on
    /// the command line.
    private mutating func path(_ field: Field) -> String? {
        guard let text = text(field) else { return nil }
        let isSet = plan.overridden.contains(field.path)
        let folder = URL(fileURLWithPath: isSet ? "." : plan.folder, isDirectory: true)
        return URL(fileURLWithPath: text.value, relativeTo: folder).path
    }

    /// The place of a column in a file.
    mutating func column(of table: Table, _ name: String, _ field: Field) -> Int? {
        if let index = table.columns.firstIndex(of: name) { return index }
        let near = nearNames(to: name, among: table.columns).first
        let all = table.columns.prefix(12).joined(separator: ", ")
        let hint = near.map { "did you mean \($0)?" } ?? "there are \(all)"
        reject(field, "\(table.name) has no column \(quoted(name)); \(hint)")
        return nil
    }

    mutating func reject(_ complaints: Complaints, of table: Table, _ field: Field) {
        for (line, message) in complaints.shown {
            let place = line.map { "\(table.name):\($0)" } ?? table.name
            reject(field, "\(place): \(message)")
        }
        if complaints.rest > 0 {
            reject(field, "\(table.name): \(complaints.rest) more lines are wrong")
        }
    }
}
