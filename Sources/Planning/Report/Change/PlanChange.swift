package import Pages
import Charts

/// What moved from one plan to the next, and why, as far as the two plans say it.
package struct PlanChange: Sendable, Equatable {
    /// What is different, the money first.
    package let findings: [String]
    /// What was changed in the scenario, and which rules bind now that did not.
    package let reasons: [String]
    package let table: ReportTable

    package init(
        from last: PlanDocument,
        to now: PlanDocument,
        effects: [ChangeEffect] = []
    ) {
        let comparison = PlanComparison(last: last, now: now)
        findings = comparison.findings
        reasons = comparison.reasons(effects)
        table = comparison.table
    }

    package var isEmpty: Bool { table.rows.isEmpty && reasons.isEmpty }
}

/// Two plans side by side.
struct PlanComparison {
    let last: PlanDocument
    let now: PlanDocument

    /// Megawatts below which a size is the same.
    private static let tolerance = 0.05

    var findings: [String] {
        let signed = contractFindings + buildFindings
        let isSame = signed.isEmpty && !(now.contracts.isEmpty && now.builds.isEmpty)
        let same =
            isSame && !now.overrides.isEmpty
            ? ["The same contracts and orders, in the same sizes."] : []
        return [money, uncertainty].compactMap(\.self) + signed + same + sourceFindings
            + [cashFinding, unservedFinding].compactMap(\.self) + survivalFindings
    }

    // MARK: Money

    private var money: String? {
        guard let before = last.objective.value, let after = now.objective.value else {
            if last.status == now.status { return nil }
            return "The last plan was \(last.status), this one is \(now.status)."
        }
        let change = after - before
        guard abs(change) > 1e-6 * max(1, abs(before)) else {
            return "The total stays at \(Prose.money(after))."
        }
        let share = before == 0 ? "" : " (\(Prose.percent(abs(change / before))))"
        let verb = change > 0 ? "rises" : "falls"
        return "The total \(verb) by \(Prose.money(abs(change)))\(share), from "
            + "\(Prose.money(before)) to \(Prose.money(after)), discounted."
    }

    /// Whether the gaps of the two plans could explain the change of the total.
    private var uncertainty: String? {
        guard let before = last.objective.value, let after = now.objective.value,
            let floor = last.bound.value, let bound = now.bound.value
        else { return nil }
        let gaps = max(0, before - floor) + max(0, after - bound)
        let change = abs(after - before)
        guard change > 1e-6 * max(1, abs(before)), change < gaps else { return nil }
        return "That is less than the gaps of both plans together (\(Prose.money(gaps))): the best "
            + "possible total may have moved less, or the other way."
    }

    private var cashFinding: String? {
        guard let before = worst(of: last), let after = worst(of: now) else { return nil }
        let change = after.dollars - before.dollars
        guard abs(change) > 1e-4 * max(1, abs(before.dollars)) || before.quarter != after.quarter
        else { return nil }
        return "The most cash in one quarter is \(Prose.money(after.dollars)) in \(after.quarter); "
            + "it was \(Prose.money(before.dollars)) in \(before.quarter)."
    }

    private func worst(of plan: PlanDocument) -> (quarter: String, dollars: Double)? {
        plan.quarters.compactMap { one in one.cash.value.map { (one.quarter, $0) } }
            .max { $0.1 < $1.1 }
    }

    private var unservedFinding: String? {
        let (before, after) = (unserved(in: last), unserved(in: now))
        guard abs(before - after) > Self.tolerance else { return nil }
        if after < Self.tolerance { return "All demand is served now; before, some was not." }
        return "\(Prose.number(after)) MW-quarters of demand are not served; it was "
            + "\(Prose.number(before))."
    }

    private func unserved(in plan: PlanDocument) -> Double {
        plan.quarters.flatMap(\.unserved.values).compactMap(\.value).reduce(0, +)
    }

    // MARK: Contracts

    private var contractFindings: [String] {
        let before = sizes(last)
        let after = sizes(now)
        let added = now.contracts.filter { after[$0.name] != nil && before[$0.name] == nil }
        let dropped = last.contracts.filter { before[$0.name] != nil && after[$0.name] == nil }
        var findings: [String] = []
        if !added.isEmpty {
            let names = added.map {
                "\($0.name) (\($0.provider), \(Prose.power($0.quantity.value ?? 0)) from "
                    + "\($0.periodStart))"
            }
            findings.append("New: \(Prose.list(names)).")
        }
        if !dropped.isEmpty {
            let names = dropped.map {
                "\($0.name) (\($0.provider), \(Prose.power($0.quantity.value ?? 0)))"
            }
            findings.append("No longer signed: \(Prose.list(names)).")
        }
        let resized = now.contracts.compactMap { one -> String? in
            guard let old = before[one.name], let new = after[one.name],
                abs(old - new) > Self.tolerance
            else { return nil }
            return "\(one.name) from \(Prose.power(old)) to \(Prose.power(new))"
        }
        if !resized.isEmpty { findings.append("Resized: \(Prose.list(resized)).") }
        let moved = now.contracts.compactMap { one -> String? in
            guard let other = last.contracts.first(where: { $0.name == one.name }),
                let new = first(one.available, now), let old = first(other.available, last),
                new != old
            else { return nil }
            return "\(one.name) from \(old) to \(new)"
        }
        if !moved.isEmpty {
            findings.append("Capacity begins at another time: \(Prose.list(moved)).")
        }
        return findings
    }

    private var buildFindings: [String] {
        now.builds.compactMap { one in
            let before = last.builds.first { $0.name == one.name }
            let blocks = before?.blocks ?? []
            guard blocks != one.blocks, !(blocks.isEmpty && one.blocks.allSatisfy { $0 == 0 })
            else {
                return nil
            }
            let orders = orders(one, now)
            let old = before.map { self.orders($0, last) } ?? "nothing"
            guard old != orders else { return nil }
            return "Own build \(one.name): \(orders); it was \(old)."
        }
            + last.builds.filter { one in
                !now.builds.contains { $0.name == one.name } && one.blocks.contains { $0 > 0 }
            }
            .map { "Own build \($0.name) is not ordered any more; it was \(orders($0, last))." }
    }

    /// `2 blocks in 2027-Q1 and 1 block in 2028-Q3`.
    private func orders(_ build: PlanDocument.BuildEntry, _ plan: PlanDocument) -> String {
        let orders = zip(plan.quarters, build.blocks).filter { $0.1 > 0 }
            .map { "\(Prose.count($0.1, "block")) in \($0.0.quarter)" }
        return orders.isEmpty ? "nothing" : Prose.list(orders, most: 4)
    }

    private func sizes(_ plan: PlanDocument) -> [String: Double] {
        var sizes: [String: Double] = [:]
        for one in plan.contracts {
            if let size = one.quantity.value, size > Self.tolerance { sizes[one.name] = size }
        }
        return sizes
    }

    /// The first quarter with capacity.
    private func first(_ available: [JSONNumber], _ plan: PlanDocument) -> String? {
        zip(plan.quarters, available).first { ($0.1.value ?? 0) > Self.tolerance }?.0.quarter
    }

    private var sourceFindings: [String] {
        let moved = sources.filter { abs($0.after - $0.before) > max(1, 0.01 * $0.before) }
            .map { "\($0.name) \(Prose.power($0.before)) → \(Prose.power($0.after))" }
        guard !moved.isEmpty, let quarter = now.quarters.last?.quarter else { return [] }
        return ["Capacity in \(quarter): \(Prose.list(moved))."]
    }

    /// Megawatts in the last quarter of this plan.
    private var sources: [(name: String, before: Double, after: Double)] {
        guard let end = now.quarters.last,
            let old = last.quarters.first(where: { $0.quarter == end.quarter })?.capacity
        else { return [] }
        let new = end.capacity
        return Set(old.keys).union(new.keys).sorted().map { name in
            (name, old[name]?.value ?? 0, new[name]?.value ?? 0)
        }
    }

    private var survivalFindings: [String] {
        now.contingencies.compactMap { one in
            guard let old = last.contingencies.first(where: { $0.name == one.name }),
                old.isSurvived != one.isSurvived
            else { return nil }
            return one.isSurvived
                ? "A failure of \(one.name) is survived now; before, it was not."
                : "A failure of \(one.name) is not survived any more (worst in \(one.worst))."
        }
    }

    // MARK: The table

    var table: ReportTable {
        var table = ReportTable(
            "Before and now",
            [.init("What"), .number("Last plan"), .number("This plan"), .number("Change")]
        )
        add("Total, discounted", last.objective.value, now.objective.value, .dollars, to: &table)
        add(
            "Most cash in a quarter",
            worst(of: last)?.dollars,
            worst(of: now)?.dollars,
            .dollars,
            to: &table
        )
        add("Lowest balance", balance(last), balance(now), .dollars, to: &table)
        add("Committed", commitment(last), commitment(now), .dollars, to: &table)
        add("Not served, MW-quarters", unserved(in: last), unserved(in: now), .number, to: &table)
        if let quarter = now.quarters.last?.quarter {
            for one in sources {
                add("\(one.name) in \(quarter)", one.before, one.after, .megawatts, to: &table)
            }
        }
        let (before, after) = (sizes(last), sizes(now))
        for name in Set(before.keys).union(after.keys).sorted() {
            add("Contract \(name)", before[name] ?? 0, after[name] ?? 0, .megawatts, to: &table)
        }
        return table
    }

    private func balance(_ plan: PlanDocument) -> Double? {
        plan.quarters.compactMap(\.balance.value).min()
    }

    private func commitment(_ plan: PlanDocument) -> Double {
        plan.contracts.compactMap(\.commitment.value).reduce(0, +)
    }

    /// Adds a row when the two differ.
    private func add(
        _ what: String,
        _ before: Double?,
        _ after: Double?,
        _ measure: Measure,
        to table: inout ReportTable
    ) {
        guard let before, let after else { return }
        let change = after - before
        guard abs(change) > 1e-6 * max(1, abs(before)) else { return }
        func text(_ value: Double) -> String {
            measure == .megawatts ? Prose.power(value) : measure.text(value)
        }
        let sign = change > 0 ? "+" : ""
        table.append([
            .init(what), .init(text(before)), .init(text(after)), .init(sign + text(change)),
        ])
    }
}
