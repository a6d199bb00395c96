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
    mutating func set(_ name: String, cell: some StringProtocol) {
        let cell = cell.drop { $0 == " " }
        guard !cell.isEmpty else { return }
        guard cell.first == "[" else {
            set(name, .word(String(cell)))
            return
        }
        let inner = cell.dropFirst().prefix { $0 != "]" }
        let numbers = inner.split { $0 == "," || $0 == " " }.compactMap { Double($0) }
        set(name, .list(numbers))
    }

    func word(_ name: String) -> String? {
        if case .word(let word) = values[name] { word } else { nil }
    }

    func list(_ name: String) -> [Double]? {
        if case .list(let list) = values[name], !list.isEmpty { list } else { nil }
    }

    func number(_ name: String) -> Double? {
        guard let word = word(name), let number = Double(word), number.isFinite else { return nil }
        return number
    }

    func flag(_ name: String) -> Bool { word(name)?.lowercased() == "true" }

    /// A number that has to be there, above zero unless `allowsZero`.
    mutating func required(_ name: String, allowsZero: Bool = false) -> Double {
        guard let number = number(name) else {
            let found = word(name).map { "is not a number: \(quoted($0))" } ?? "is missing"
            mistakes.append(.init(path: name, line: nil, message: found))
            return 1
        }
        if number < 0 || (number == 0 && !allowsZero) {
            let words = allowsZero ? "0 or more" : "above 0"
            mistakes.append(
                .init(path: name, line: nil, message: "is \(short(number)); it has to be \(words)")
            )
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
                set(name, .list(items.compactMap(\.float)))
            } else if let word = value.scalar?.string, !["", "~", "null"].contains(word) {
                set(name, .word(word))
            }
        }
    }
}
