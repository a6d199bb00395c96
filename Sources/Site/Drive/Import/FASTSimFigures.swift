import Bus
import Yams

/// The parameters of a vehicle of FASTSim 2 by their names, whatever file they stand in.
struct FASTSimFigures {
    enum Value {
        case word(String)
        case list([Double])
    }

    private(set) var values: [String: Value] = [:]
    /// What is missing, or is no number.
    private(set) var mistakes: [SiteMistakes.Mistake] = []

    mutating func set(_ name: String, _ value: Value) { values[Self.modern(name)] = value }

    /// A cell of a table: a number, a word, or a list in brackets; nothing where it is empty.
    ///
    /// A list with anything in it that is no number stays a word, and is refused where it is needed.
    mutating func set(_ name: String, cell: some StringProtocol) {
        let cell = cell.drop { $0 == " " }
        guard !cell.isEmpty else { return }
        guard cell.first == "[" else {
            set(name, .word(String(cell)))
            return
        }
        let inner = cell.dropFirst().prefix { $0 != "]" }
        let items = inner.split { $0 == "," || $0 == " " }
        let numbers = items.compactMap { Double($0) }
        set(name, numbers.count == items.count ? .list(numbers) : .word(String(cell)))
    }

    func word(_ name: String) -> String? {
        if case .word(let word) = values[name] { word } else { nil }
    }

    /// What stands in the place of a figure that is not known: as nothing at all.
    private static let blanks: Set = ["nan", ".nan", "none", "null", "~"]

    /// nil where there is none, or an empty one.
    mutating func list(_ name: String) -> [Double]? {
        switch values[name] {
        case .list(let list): return list.isEmpty ? nil : list
        case .word(let word):
            guard !Self.blanks.contains(word.lowercased()) else { return nil }
            reject(name, "is not a list of numbers: \(quoted(word)); [0.1, 0.2] is one")
            return nil
        case nil: return nil
        }
    }

    /// nil where nothing stands; what is no number is a mistake.
    mutating func optional(_ name: String) -> Double? {
        switch values[name] {
        case .word(let word):
            guard !Self.blanks.contains(word.lowercased()) else { return nil }
            guard let number = Double(word), number.isFinite else {
                reject(name, "is not a number: \(quoted(word)); write one, or leave it empty")
                return nil
            }
            return number
        case .list:
            reject(name, "is a list; write one number, or leave it empty")
            return nil
        case nil: return nil
        }
    }

    /// The same with what FASTSim takes where nothing stands.
    mutating func optional(_ name: String, or usual: Double) -> Double { optional(name) ?? usual }

    /// False where nothing stands.
    mutating func flag(_ name: String) -> Bool {
        guard let word = word(name)?.lowercased(), !Self.blanks.contains(word) else { return false }
        if ["true", "1", "1.0"].contains(word) { return true }
        if !["false", "0", "0.0"].contains(word) {
            reject(name, "is neither true nor false: \(quoted(word))")
        }
        return false
    }

    /// A number that has to be there, above zero unless `allowsZero`.
    mutating func required(_ name: String, allowsZero: Bool = false) -> Double {
        let before = mistakes.count
        guard let number = optional(name) else {
            if mistakes.count == before { reject(name, "is missing") }
            return 1
        }
        if number < 0 || (number == 0 && !allowsZero) {
            let words = allowsZero ? "0 or more" : "above 0"
            reject(name, "is \(short(number)); it has to be \(words)")
            return 1
        }
        return number
    }

    mutating func reject(_ name: String, _ message: String) {
        mistakes.append(.init(path: name, line: nil, message: message))
    }

    /// Names of before FASTSim 2.1, which its single files still have: `maxEssKwh`, `ess_max_kwh`.
    private static let renamed = [
        "max_fuel_stor_kw": "fs_max_kw", "fuel_stor_kwh": "fs_kwh",
        "fuel_stor_kwh_per_kg": "fs_kwh_per_kg", "max_fuel_conv_kw": "fc_max_kw",
        "fuel_conv_base_kg": "fc_base_kg", "fuel_conv_kw_per_kg": "fc_kw_per_kg",
        "max_motor_kw": "mc_max_kw", "max_ess_kw": "ess_max_kw", "max_ess_kwh": "ess_max_kwh",
    ]

    static func modern(_ name: String) -> String {
        let plain = name.contains(" ") ? name.replacing(" ", with: "_") : name
        var snake = ""
        for character in plain {
            if character.isUppercase {
                if !snake.isEmpty, snake.last != "_" { snake += "_" }
                snake += character.lowercased()
            } else {
                snake.append(character)
            }
        }
        // A number after a unit is not apart from it: `wheel_inertia_kg_m2`.
        return renamed[snake] ?? snake
    }
}

extension FASTSimFigures {
    /// A row of the table of vehicles.
    init(row: Int, of table: Table) {
        self.init()
        for (index, column) in table.columns.enumerated() {
            set(column, cell: table[row, index])
        }
    }

    /// The YAML of one vehicle; a list is `{ v, dim, data }`.
    init(_ root: Node) {
        self.init()
        for (key, value) in root.mapping ?? [:] {
            guard let name = key.string else { continue }
            let items = value.mapping.flatMap { mapping in
                mapping.first { $0.key.string == "data" }?.value.sequence
            }
            if let items = items ?? value.sequence {
                let numbers = items.compactMap(\.float)
                let words = items.map { $0.scalar?.string ?? "…" }.joined(separator: ", ")
                set(name, numbers.count == items.count ? .list(numbers) : .word("[\(words)]"))
            } else if let word = value.scalar?.string, !["", "~", "null"].contains(word) {
                set(name, .word(word))
            }
        }
    }
}
