package import Optimization

/// Why a site's program has no solution, in the site's own words.
///
/// From the rows that contradict each other: which quarter, which load, which rules, and what each
/// source lacks there.
struct SiteConflict {
    private let built: SiteProgram
    /// What takes part, by year of the scope: the steps of balances, and every rule.
    private var balances: [[Int]]
    private var rules: [[SiteMember: Int]]

    init(_ conflict: Conflict, of built: SiteProgram) {
        self.built = built
        balances = built.layouts.map { _ in [] }
        rules = built.layouts.map { _ in [:] }
        for member in conflict.members {
            switch member {
            case .atLeast(let row), .atMost(let row): add(row)
            case .floor, .ceiling: continue
            }
        }
    }

    private mutating func add(_ row: Program.Row) {
        guard let member = built.member(of: row), let place = built.place(of: row) else { return }
        let step = built.layouts[place.year].steps.lowerBound + place.step
        if member == .balance {
            balances[place.year].append(step)
        } else if member.isRule {
            rules[place.year][member] = min(rules[place.year][member] ?? step, step)
        }
    }

    /// One for each year that takes part; at least one.
    var sentences: [String] {
        let found = built.layouts.indices.compactMap { sentence($0) }
        return found.isEmpty ? ["\(built.site.name): its rules and limits cannot all hold"] : found
    }

    private func sentence(_ position: Int) -> String? {
        let year = built.layouts[position]
        let rules = rules[position].sorted { "\($0.key)" < "\($1.key)" }
        guard !balances[position].isEmpty || !rules.isEmpty else { return nil }
        let reasoning = SiteReasons(site: built.site)
        let names = rules.map { built.site.words(for: $0.key) }
        // A rule over the year names the year; everything else the quarter of its hour.
        let isAnnual = rules.contains { $0.key == .carbonCap || $0.key == .matchingTotal }
        let steps = isAnnual ? Array(year.steps) : balances[position]
        let step = steps.max { load(year, $0) < load(year, $1) } ?? rules.first?.value ?? 0
        let quarter = year.calendar.quarter(of: min(step, year.calendar.count - 1))
        let when = isAnnual ? "\(year.calendar.year)" : "\(quarter)"
        let power = (isAnnual ? "up to " : "") + SiteReasons.power(load(year, step))
        let head =
            balances[position].isEmpty
            ? "\(when): at a load of \(power) this cannot hold"
            : "\(when): the load of \(power) cannot be met"
        let reasons = names + reasoning.reasons(in: quarter, step: isAnnual ? nil : step)
        return reasons.isEmpty ? head : head + ": " + reasons.joined(separator: ", ")
    }

    private func load(_ year: SiteYearLayout, _ step: Int) -> Double {
        year.load(at: step, built.site)
    }
}

extension SiteProgram {
    /// Why the program has no solution, a sentence for each year that takes part.
    package func sentences(for conflict: Conflict) -> [String] {
        SiteConflict(conflict, of: self).sentences
    }

    /// The year of the scope that a row belongs to, and the step counted from the year's first one.
    ///
    /// Rows before the hours of a year count for its first step, rows behind them for its last.
    func place(of row: Program.Row) -> (year: Int, step: Int)? {
        guard
            let year = layouts.lastIndex(where: {
                $0.firstRow <= row.index
            })
        else { return nil }
        let rows = layouts[year].firstRows
        var low = 0
        var high = rows.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if rows[middle] <= row.index { low = middle } else { high = middle - 1 }
        }
        return (year, min(low, layouts[year].steps.count - 1))
    }
}

extension SiteMember {
    /// Something that was asked for, unlike how a source works.
    fileprivate var isRule: Bool {
        switch self {
        case .carbonCap, .matchingTotal, .largestUnit, .islandingPower, .islanding, .spinning,
            .flexible, .ramp, .mustRun:
            true
        default: false
        }
    }
}

extension PowerSite {
    /// What a rule asks for, as a clause.
    func words(for member: SiteMember) -> String {
        func percent(_ share: Double?) -> String { SiteReasons.number(100 * (share ?? 0)) + " %" }
        switch member {
        case .carbonCap:
            return "the carbon cap is \(SiteReasons.number(rules.carbonCap ?? 0)) t/MWh"
        case .matchingTotal:
            return "clean power of the same hour has to match \(percent(rules.cleanMatching))"
        case .largestUnit:
            return
                "firm capacity has to cover \(percent(rules.survivesLargestUnit)) with its largest "
                + "unit out"
        case .islandingPower, .islanding:
            return
                "\(percent(rules.criticalShare)) has to run \(rules.islandingHours ?? 0) h without "
                + "the grid"
        case .spinning:
            return "\(percent(rules.spinningReserve)) of the largest infeed has to be in reserve"
        case .flexible: return "the flexible load has to have its energy in its window"
        case .ramp(let name):
            let ramp = generators.first { $0.name == name }?.ramp
            return "\(name) changes by at most \(percent(ramp)) in an hour"
        case .mustRun(let name):
            let share = generators.first { $0.name == name }?.mustRun
            return "\(name) cannot run below \(percent(share))"
        default: return "\(member)"
        }
    }
}
