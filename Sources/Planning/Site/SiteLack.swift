import Optimization

/// What a site lacks at least, found by serving as much as can be served whatever it costs.
///
/// For programs that are too large to search for a minimal conflict: the hours that go unserved
/// even then say where the trouble is, and the prices say which rules are in the way.
struct SiteLack {
    let built: SiteProgram
    let solution: Solution

    /// The program of the least unserved energy.
    ///
    /// Everything else costs next to nothing, so that sizes have an end and flows no slack; a
    /// megawatt that serves a single hour still costs less than that hour unserved.
    static func program(_ site: PowerSite, _ scope: SiteProgram.Scope) -> SiteProgram {
        var soft = site
        soft.rules.unservedCost = 1
        var built = SiteProgram(soft, scope)
        built.program.offset = 0
        for index in 0..<built.program.columnCount {
            let variable = Program.Variable(index: Int32(index))
            let cost =
                switch built.member(of: variable) {
                case .unserved: 1.0
                case .built, .builtEnergy, .contracted: 1e-4
                default: 1e-3
                }
            built.program.setCost(variable, cost)
        }
        return built
    }

    /// One sentence for each year or quarter that lacks energy; empty when nothing is lacking.
    var sentences: [String] {
        built.layouts.flatMap { year -> [String] in
            let lacking = year.steps.map { year.unserved.value($0, solution) }
            let load = year.steps.reduce(0) { $0 + year.load(at: $1, built.site) }
            guard lacking.reduce(0, +) > 1e-6 * max(1, load) else { return [] }
            let rules = annualRules(year)
            let quarters = Dictionary(grouping: Array(zip(year.steps, lacking))) {
                rules.isEmpty ? year.calendar.quarterIndex(of: $0.0) : 0
            }
            return quarters.sorted { $0.key < $1.key }.compactMap {
                sentence(year, rules, $0.value)
            }
        }
    }

    private func sentence(
        _ year: SiteYearLayout,
        _ rules: [SiteMember],
        _ lacking: [(step: Int, power: Double)]
    ) -> String? {
        guard let worst = lacking.max(by: { $0.power < $1.power }), worst.power > 1e-6 else {
            return nil
        }
        let quarter = year.calendar.quarter(of: worst.step)
        let energy = lacking.reduce(0) { $0 + $1.power } * built.site.stepHours
        let when = rules.isEmpty ? "\(quarter)" : "\(year.calendar.year)"
        let load = SiteReasons.power(year.load(at: worst.step, built.site))
        let head =
            "\(when): the load of \(rules.isEmpty ? "" : "up to ")\(load) cannot be met, "
            + "\(SiteReasons.number(energy)) MWh are lacking at least"
        let reasons =
            rules.map { built.site.words(for: $0) }
            + SiteReasons(site: built.site).reasons(
                in: quarter,
                step: rules.isEmpty ? worst.step : nil
            )
        return reasons.isEmpty ? head : head + ": " + reasons.joined(separator: ", ")
    }

    /// The rules over the year that more could be served without.
    private func annualRules(_ year: SiteYearLayout) -> [SiteMember] {
        guard !solution.duals.isEmpty else { return [] }
        return [(year.carbonCap, SiteMember.carbonCap), (year.matchingTotal, .matchingTotal)]
            .compactMap { row, member in
                row.flatMap { abs(solution[$0]) > 1e-5 ? member : nil }
            }
    }
}
