import Pages

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
    /// The figures that differ in a plan that is made after this one, set figures first.
    package func changes(to now: PlanDocument) -> [FigureChange] {
        var changes: [FigureChange] = []
        for one in now.overrides where !overrides.contains(one) {
            let others = now.overrides.filter { $0.path != one.path }
            let before = overrides.filter { $0.path == one.path }
            changes.append(FigureChange(path: one.path, undone: others + before))
        }
        let set = Set(now.overrides.map(\.path))
        for one in overrides where !set.contains(one.path) {
            changes.append(FigureChange(path: one.path, undone: now.overrides + [one]))
        }
        return changes
            + edits(in: now).map { edit in
                let undo = Override(path: edit.path, value: edit.before ?? "null")
                return FigureChange(path: edit.path, undone: now.overrides + [undo])
            }
    }

    /// What differs in the file itself: values that were not set on the command line.
    func edits(in now: PlanDocument) -> [(path: String, before: String?, after: String?)] {
        let set = (now.overrides + overrides).map(\.path)
        func isSet(_ path: String) -> Bool {
            set.contains { path == $0 || path.hasPrefix("\($0).") || path.hasPrefix("\($0)[") }
        }
        let before = Dictionary(inputs.map { ($0.path, $0.value) }) { first, _ in first }
        let after = Dictionary(now.inputs.map { ($0.path, $0.value) }) { first, _ in first }
        guard !before.isEmpty, !after.isEmpty else { return [] }
        let gone = inputs.filter { after[$0.path] == nil }.map(\.path)
        return (now.inputs.map(\.path) + gone).compactMap { path in
            guard before[path] != after[path], !isSet(path) else { return nil }
            return (path, before[path], after[path])
        }
    }

    /// What stood at a path that is set, as far as it is known: `concentration.oracle` is a share.
    func input(at path: String) -> String? {
        inputs.first { $0.path == path || $0.path == "\(path).share" }?.value
    }
}

extension PlanComparison {
    /// What of the change no figure makes by itself; nil where the gaps could explain it.
    func rest(beside effects: [ChangeEffect]) -> String? {
        let known = effects.compactMap(\.dollars)
        guard effects.count > 1, known.count == effects.count,
            let before = last.objective.value, let after = now.objective.value
        else { return nil }
        let rest = after - before - known.reduce(0, +)
        let doubt = effects.reduce(0) { $0 + $1.uncertainty }
        guard abs(rest) > doubt else { return nil }
        return rest > 0
            ? "Another \(Prose.money(rest)) is what they cost only together."
            : "Together they cost \(Prose.money(-rest)) less than one by one."
    }

    /// What each change does by itself; nil with fewer than two, where the total says it.
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
