import Bus

/// A text to import from, and which of its vehicles.
struct ImportSource {
    enum Kind {
        /// A row for each vehicle.
        case fastSimTable
        /// One vehicle, a line for each parameter.
        case fastSimParameters
        /// One vehicle, YAML.
        case fastSim2
        case fastSim3
        case testCars
    }

    let text: String
    /// Of the file, for mistakes.
    let name: String
    let row: Int?
    let vehicle: String?
    /// nil for a text that is none of them.
    let kind: Kind?

    init(_ text: String, name: String, row: Int?, vehicle: String?) {
        self.text = text
        self.name = name
        self.row = row
        self.vehicle = vehicle
        kind = Self.kind(of: text)
    }

    private static func kind(of text: String) -> Kind? {
        let head = text.prefix(20_000)
        let first = head.prefix { !$0.isNewline }
        if first.contains("Target Coef A (lbf)") { return .testCars }
        if first.contains("Param Name"), first.contains("Param Value") { return .fastSimParameters }
        if first.contains("veh_pt_type"), first.contains(",") { return .fastSimTable }
        if head.contains("\npt_type:") || head.hasPrefix("pt_type:") { return .fastSim3 }
        if head.contains("veh_pt_type:") { return .fastSim2 }
        return nil
    }

    func mistake(_ message: String, path: String = "", line: Int? = nil) -> SiteMistakes {
        SiteMistakes(file: name, mistakes: [.init(path: path, line: line, message: message)])
    }

    /// The row of a table that is meant, from 0.
    ///
    /// `names`: of the vehicles, row by row; `numbers`: by which they are chosen.
    func row(names: [String], numbers: [Int]) throws(SiteMistakes) -> Int {
        if let row {
            guard let index = numbers.firstIndex(of: row) else {
                let least = numbers.min() ?? 0
                let most = numbers.max() ?? 0
                throw mistake("has no row \(row); its rows are \(least) to \(most)")
            }
            return index
        }
        guard let vehicle else {
            if names.count == 1 { return 0 }
            let some = zip(numbers, names).prefix(5).map { "\($0) \($1)" }.joined(separator: ", ")
            throw mistake("has \(names.count) vehicles; say which by --row or --name: \(some), …")
        }
        let wanted = vehicle.lowercased()
        if let exact = names.firstIndex(where: { $0.lowercased() == wanted }) { return exact }
        let found = names.indices.filter { names[$0].lowercased().contains(wanted) }
        if found.count == 1 { return found[0] }
        guard !found.isEmpty else {
            let near = nearNames(to: vehicle, among: names, most: 1).first
            let hint = near.map { "; did you mean \($0)?" } ?? ""
            throw mistake("has no vehicle called \(quoted(vehicle))\(hint)")
        }
        let some = found.prefix(6).map { "\(numbers[$0]) \(names[$0])" }.joined(separator: ", ")
        throw mistake(
            "has \(found.count) vehicles called \(quoted(vehicle)); say which by --row: \(some)"
        )
    }
}
