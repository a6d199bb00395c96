/// A figure that differs between two plans of a scenario.
package struct FigureChange: Sendable, Equatable {
    package var path: String
    /// What to set so that this figure alone is as it was.
    package var undone: [Override]

    package init(path: String, undone: [Override]) {
        self.path = path
        self.undone = undone
    }
}

extension PlanDocument {
    /// The figures that differ in a scenario that is planned after this one, set figures first.
    package func changes(to scenario: Scenario, overrides: [Override]) -> [FigureChange] {
        var changes: [FigureChange] = []
        for one in overrides where !self.overrides.contains(one) {
            let others = overrides.filter { $0.path != one.path }
            let before = self.overrides.filter { $0.path == one.path }
            changes.append(FigureChange(path: one.path, undone: others + before))
        }
        let set = Set(overrides.map(\.path))
        for one in self.overrides where !set.contains(one.path) {
            changes.append(FigureChange(path: one.path, undone: overrides + [one]))
        }
        let known = set.union(self.overrides.map(\.path))
        let before = Dictionary(assumptions.map { ($0.path, $0.value.value) }) { first, _ in first }
        for figure in scenario.figures where !known.contains(figure.path) {
            guard let old = before[figure.path] ?? nil, old != figure.value else { continue }
            let undo = Override(path: figure.path, value: figure.text(old))
            changes.append(FigureChange(path: figure.path, undone: overrides + [undo]))
        }
        return changes
    }
}

extension PlanComparison {
    /// What each change does by itself; empty with fewer than two, where the total says it.
    static func sentence(of effects: [ChangeEffect]) -> String? {
        guard effects.count > 1 else { return nil }
        let parts = effects.map { one in
            guard let dollars = one.dollars else {
                return "without \(one.path) there is no plan"
            }
            if abs(dollars) <= one.uncertainty {
                return "without \(one.path) the total is the same within "
                    + Prose.money(one.uncertainty)
            }
            return "without \(one.path) the total is \(Prose.money(abs(dollars))) "
                + (dollars > 0 ? "less" : "more")
        }
        return "Taken back one at a time: \(parts.joined(separator: "; "))."
    }
}
