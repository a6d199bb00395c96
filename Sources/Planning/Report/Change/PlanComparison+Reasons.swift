import Pages

extension PlanComparison {
    /// Changes of the input first, then the rules that they made bind or let go.
    func reasons(_ effects: [ChangeEffect]) -> [String] {
        let alone = [Self.sentence(of: effects), rest(beside: effects)].compactMap(\.self)
        return overrideReasons + figureReasons + alone + ruleReasons
    }

    private var overrideReasons: [String] {
        let known = Dictionary(last.assumptions.map { ($0.path, $0.value.value) }) { first, _ in
            first
        }
        let before = Dictionary(last.overrides.map { ($0.path, $0.value) }) { $1 }
        let set = now.overrides.filter { before[$0.path] != $0.value }.map { one in
            var text = "\(one.path) is set to \(one.value)"
            if let old = before[one.path] {
                text += "; it was set to \(old)"
            } else if let old = last.input(at: one.path) {
                text += "; it was \(old)"
            } else if let old = known[one.path] ?? nil {
                text += "; it was \(Prose.figure(old, at: one.path))"
            }
            return text + "." + effect(of: one.path)
        }
        let paths = Set(now.overrides.map(\.path))
        let gone = last.overrides.filter { !paths.contains($0.path) }
            .map { "\($0.path) is not set to \($0.value) any more." }
        return set + gone
    }

    /// Values that differ and were not set on the command line.
    private var figureReasons: [String] {
        let changed = last.edits(in: now).map { edit in
            "\(edit.path): \(edit.before ?? "none") → \(edit.after ?? "none")"
        }
        guard !changed.isEmpty else { return [] }
        return ["Changed in the scenario: \(Prose.list(changed, most: 6))."]
            + last.edits(in: now).compactMap { edit in
                let effect = effect(of: edit.path)
                return effect.isEmpty ? nil : "\(edit.path):\(effect)"
            }
            .prefix(4)
    }

    /// What the two plans show of the thing that was set: a share, or what stands at a place.
    private func effect(of path: String) -> String {
        let parts = path.split(separator: ".").map(String.init)
        guard parts.count > 1 else { return "" }
        switch parts[0] {
        case "concentration":
            guard let before = largestShare(of: parts[1], in: last),
                let after = largestShare(of: parts[1], in: now)
            else { return "" }
            return " The largest share of \(parts[1]) was \(Prose.percent(before)) and is "
                + "\(Prose.percent(after))."
        case "power":
            let (before, after) = (users(of: parts[1], in: last), users(of: parts[1], in: now))
            if before.isEmpty, after.isEmpty { return " Neither plan uses \(parts[1])." }
            if before == after { return " Both plans use it for \(Prose.list(before))." }
            return
                " The last plan used it for \(before.isEmpty ? "nothing" : Prose.list(before)), this "
                + "one for \(after.isEmpty ? "nothing" : Prose.list(after))."
        default: return ""
        }
    }

    /// Of a source in all capacity of a quarter; nil when it is no source.
    private func largestShare(of source: String, in plan: PlanDocument) -> Double? {
        plan.quarters.compactMap { quarter in
            let total = quarter.capacity.values.compactMap(\.value).reduce(0, +)
            guard let power = quarter.capacity[source]?.value, total > 0 else { return nil }
            return power / total
        }
        .max()
    }

    /// What a plan has at a campus.
    private func users(of campus: String, in plan: PlanDocument) -> [String] {
        plan.contracts.filter { $0.campus == campus && ($0.quantity.value ?? 0) > 0 }.map(\.name)
            + plan.builds.filter { $0.campus == campus && ($0.size.value ?? 0) > 0 }.map(\.name)
    }

    /// A rule without a price in a plan that has others of the method is taken for one that is free.
    private var ruleReasons: [String] {
        let before = prices(of: last)
        let after = prices(of: now)
        let binding = now.pricesOfRules.compactMap { rule -> String? in
            guard let price = after[key(rule)], price > 0, (before[key(rule)] ?? 0) <= 0,
                last.pricesOfRules.contains(where: { $0.method == rule.method })
            else { return nil }
            return "\(rule.rule) (\(Prose.money(price)) \(Prose.per(rule.per)))"
        }
        let free = last.pricesOfRules.compactMap { rule -> String? in
            guard let price = before[key(rule)], price > 0, (after[key(rule)] ?? 0) <= 0,
                now.pricesOfRules.contains(where: { $0.method == rule.method })
            else { return nil }
            return "\(rule.rule) (it cost \(Prose.money(price)) \(Prose.per(rule.per)))"
        }
        let moved = now.pricesOfRules.compactMap { rule -> String? in
            guard let new = after[key(rule)], let old = before[key(rule)], new > 0, old > 0,
                abs(new - old) > 0.05 * max(new, old)
            else { return nil }
            return "\(rule.rule): \(Prose.money(old)) → \(Prose.money(new)) \(Prose.per(rule.per))"
        }
        // Duals are those of a plan in which blocks come in parts, and may bind where this one does not.
        let isRelaxed = now.pricesOfRules.allSatisfy { $0.method.hasPrefix("dual") }
        let condition = isRelaxed ? ", were offers and blocks to be had in parts" : ""
        var reasons: [String] = []
        if !binding.isEmpty {
            reasons.append("Binds now and did not before\(condition): \(Prose.list(binding)).")
        }
        if !free.isEmpty {
            reasons.append("Does not bind any more\(condition): \(Prose.list(free)).")
        }
        if !moved.isEmpty {
            reasons.append("The price of keeping a rule changed: \(Prose.list(moved, most: 5)).")
        }
        return reasons
    }

    /// By rule and step; what is within its own uncertainty counts as no price.
    private func prices(of plan: PlanDocument) -> [String: Double] {
        var prices: [String: Double] = [:]
        for rule in plan.pricesOfRules {
            guard let value = rule.value.value else { continue }
            let size = abs(value)
            prices[key(rule)] = size > max(rule.uncertainty.value ?? 0, 1e-6) ? size : 0
        }
        return prices
    }

    /// The rule without its level, so that `≤ 60 %` and `≤ 40 %` are the same rule.
    private func key(_ rule: PlanDocument.RuleEntry) -> String {
        let words = rule.rule.split(separator: " ").filter { word in
            !word.allSatisfy { $0.isNumber || ".,%≤≥".contains($0) }
        }
        return (words + [rule.per[...]]).joined(separator: " ")
    }
}
