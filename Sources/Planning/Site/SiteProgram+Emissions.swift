package import Optimization

extension SiteProgram {
    /// Dollars for a tonne beyond what is granted.
    ///
    /// Far above what any tonne costs to avoid (tens to thousands of dollars): who would have to pay
    /// more cannot avoid it. It has to be finite for the solver, and for the answer to say how many
    /// tonnes are lacking.
    package static let mostPerTonne = 1e8
    /// What share of the tonnes solvers keep the row to.
    private static let tolerance = 1e-6

    /// Tonnes beyond what is granted to each year of the scope; 0 where it is enough.
    package func excess(_ solution: Solution) -> [Double] {
        layouts.map { year in
            guard let column = year.carbonExcess, let tonnes = year.tonnes else { return 0 }
            let excess = solution[column]
            return excess > Self.tolerance * max(1, tonnes + excess) ? excess : 0
        }
    }

    /// The same rows with the tonnes beyond what is granted as all that is minimized.
    var leastExcess: Program {
        var least = program.withoutObjective
        for year in layouts {
            if let column = year.carbonExcess { least.setCost(column, 1) }
        }
        return least
    }

    /// What one tonne more that is granted to a year changes the cost by; not positive.
    func tonnePrice(_ year: SiteYearLayout, _ solution: Solution) -> Double {
        year.carbonGrant.map { min(0, solution[$0]) } ?? 0
    }

    /// One for each year of the scope that cannot do with what is granted to it.
    func sentences(ofExcess solution: Solution) -> [String] {
        zip(layouts, excess(solution)).compactMap { year, excess in
            guard excess > 0, let tonnes = year.tonnes else { return nil }
            let name = CarbonShortage.Site(name: site.name, tonnes: tonnes + excess)
            return CarbonShortage(year: year.calendar.year, allowed: tonnes, sites: [name])
                .description
        }
    }
}

/// A year whose carbon budget is below what the sites emit at the least.
package struct CarbonShortage: Sendable, Equatable, CustomStringConvertible {
    package struct Site: Sendable, Equatable {
        package var name: String
        /// What it emits at the least.
        package var tonnes: Double
    }

    package var year: Int
    package var allowed: Double
    /// Those that emit something.
    package var sites: [Site]

    /// `2029: 12,000 t of CO2 are allowed, the sites need at least 31,000 t: a 20,000 t, b 11,000 t`.
    package var description: String {
        func tonnes(_ value: Double) -> String {
            // Rounded away from each other, so that the two never read alike.
            SiteReasons.number(value >= 100 ? value.rounded(.up) : value) + " t"
        }
        let least = sites.reduce(0) { $0 + $1.tonnes }
        let head = "\(year): \(SiteReasons.number(allowed)) t of CO2 are allowed, "
        guard sites.count != 1 else {
            return head + "\(sites[0].name) emits at least \(tonnes(least))"
        }
        let parts = sites.map { "\($0.name) \(tonnes($0.tonnes))" }
        return head + "the sites emit at least \(tonnes(least)): " + parts.joined(separator: ", ")
    }
}
