extension SizingTables {
    /// Every design that was driven step by step, a line each, for programs.
    package var csv: String {
        let quantities = Quantity<SizedDesign>.all
        let front = Set(result.front)
        let lines = result.stepped.enumerated().map { index, one in
            let values = quantities.map { quantity in
                quantity.shown(of: one).flatMap { $0.isFinite ? "\($0)" : nil } ?? ""
            }
            return (values + [front.contains(index) ? "1" : "0"]).joined(separator: ",")
        }
        let columns = (quantities.map(\.key) + ["on_front"]).joined(separator: ",")
        return ([columns] + lines).joined(separator: "\n") + "\n"
    }
}
