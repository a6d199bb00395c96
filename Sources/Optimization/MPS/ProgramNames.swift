/// A name for every row and column of a program: its label and its place in the family, `balance_0`.
///
/// No two rows have the same name and no two columns. Names are ASCII without spaces, as files want it.
package struct ProgramNames: Sendable {
    /// What each label is called in a file.
    private let families: [String]
    private let columnLabels: [UInt16]
    private let rowLabels: [UInt16]
    /// The place of each column and row in its family, from 0.
    private let columnPlaces: [Int32]
    private let rowPlaces: [Int32]

    package init(_ program: Program) {
        families = Self.distinct(program.labels)
        columnLabels = program.columnLabels
        rowLabels = program.rowLabels
        columnPlaces = Self.places(columnLabels, families.count)
        rowPlaces = Self.places(rowLabels, families.count)
    }

    package subscript(row: Program.Row) -> String { name(row: Int(row.index)) }
    package subscript(variable: Program.Variable) -> String { name(column: Int(variable.index)) }

    func name(row: Int) -> String { "\(families[Int(rowLabels[row])])_\(rowPlaces[row])" }
    func name(column: Int) -> String {
        "\(families[Int(columnLabels[column])])_\(columnPlaces[column])"
    }

    private static func places(_ labels: [UInt16], _ count: Int) -> [Int32] {
        var next = [Int32](repeating: 0, count: count)
        return labels.map { label in
            defer { next[Int(label)] += 1 }
            return next[Int(label)]
        }
    }

    /// Labels in visible ASCII without spaces; those that become alike get a number.
    private static func distinct(_ labels: [String]) -> [String] {
        var taken: Set<String> = []
        return labels.map { label in
            let plain = String(
                String.UnicodeScalarView(
                    label.unicodeScalars.map { $0.value > 32 && $0.value < 127 ? $0 : "_" }
                )
            )
            // A name that begins like a number or a comment is read as one.
            let isPlain = plain.unicodeScalars.first.map { $0.properties.isAlphabetic } ?? false
            let first = isPlain ? plain : "x" + plain
            var family = first
            var number = 2
            while !taken.insert(family).inserted {
                family = "\(first).\(number)"
                number += 1
            }
            return family
        }
    }
}
