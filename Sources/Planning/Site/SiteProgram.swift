package import Optimization

/// The power of a site over one or several years as a linear program.
///
/// Power is in megawatts, energy in megawatt-hours, the objective in dollars. Rows stand hour by
/// hour and link an hour only with the one before it, so that `A D Aᵀ` is a band no wider than the
/// rows of an hour; what touches all hours is a few columns (sizes, the stored energy that closes
/// the circle of a year) and a few rows (carbon cap, clean matching).
///
/// The formulas, for hour h of year g, with G the capacity that stands in that hour (what exists,
/// and from its date on what is built), B and E power and energy of a storage (planning.md, D2):
///
///     balance     Σ g + Σ dis − Σ cha + Σ ppa + imp − exp + unserved − training = load
///     limits      g ≤ availability · G ;  g ≥ mustRun · G ;  |g − g[h−1]| ≤ ramp · G
///     storage     s = (1 − loss) s[h−1] + η cha − dis/η ;  s ≤ E ;  cha + dis ≤ B ;  s[−1] = s[last]
///     training    0 ≤ training ≤ most ;  its sum over every window is given
///     connection  imp + Σ ppa (not behind the meter) ≤ limit of the quarter, the called hour, the region
///     largest     Σ availability · G + Σ B − unit ≥ share · load, for every unit of a firm generator
///     islanding   η s[h−1] + Σ firm energy of the window − unit ≥ critical energy of the window
///     spinning    Σ firm (availability · G − g) + Σ r ≥ share · infeed ;  r + dis − cha ≤ min(B, η s[h−1])
///     matching    short ≥ load + training − Σ clean g − Σ clean ppa − Σ dis + Σ cha ;  Σ short ≤ (1 − f) Σ load
///     carbon      Σ carbon · imp + Σ ef · g + Σ ef · ppa ≤ cap · Σ load
///     years       G of a year ≥ G of the year before
///
/// `cha + dis ≤ B` is tighter than two limits of their own. Charging and discharging at once wastes
/// energy, which pays when the price of an hour is below zero; without integers it cannot be
/// forbidden, but so it never exceeds what one direction could do.
///
/// A column that could only be zero (a night's sun, anything before its date) is left out.
package struct SiteProgram: Sendable {
    /// What the program is to cover.
    package struct Scope: Sendable, Equatable {
        /// Positions in ``PowerSite/years``, rising.
        package var years: [Int]
        /// Megawatts of IT on top of the site's own, four quarters for each of `years`; empty: none.
        package var extra: [[Double]] = []
        /// Sizes that are given, for each of `years`; empty: everything is chosen.
        package var sizes: [SiteSizes] = []
        /// What a dollar of each of `years` counts in the objective, above zero; empty: 1.
        package var weights: [Double] = []
        /// Generators of each of `years` that are not built; empty: none.
        ///
        /// Their units do not count as the largest one.
        package var unbuilt: [Set<String>] = []
        /// A part of a year instead of all of it.
        package var window: Window?

        package init(years: [Int]) { self.years = years }
    }

    /// Some steps of one year, with what came before them.
    ///
    /// Costs by the year and rules over a year do not count in it.
    package struct Window: Sendable, Equatable {
        package var steps: Range<Int>
        /// Megawatt-hours that each storage holds at the beginning, in the order of the site.
        package var stored: [Double]
        /// Megawatts that each generator ran at in the step before; empty: unknown.
        package var outputs: [Double] = []
        /// Megawatt-hours of flexible load that its current window has had before `steps`.
        package var trained = 0.0
        /// Units that run in the step before, by generator; nil: units are not committed.
        package var units: [Int]?

        package init(steps: Range<Int>, stored: [Double]) {
            self.steps = steps
            self.stored = stored
        }
    }

    package let site: PowerSite
    package let scope: Scope
    package internal(set) var program = Program()
    /// Where everything of a year stands, one for each year of the scope.
    var layouts: [SiteYearLayout] = []
    /// Sizes of power purchase agreements: one over all years.
    var contracts: [StandingSize] = []
    /// What the labels of `program` mean.
    var members: [String: SiteMember] = [:]

    /// Builds the program.
    ///
    /// `site` has no ``PowerSite/mistakes``. About 5 ms for a year of hours.
    package init(_ site: PowerSite, _ scope: Scope) {
        precondition(!scope.years.isEmpty, "at least one year")
        precondition(scope.window == nil || scope.years.count == 1, "a window lies in one year")
        precondition(scope.weights.allSatisfy { $0 > 0 }, "a dollar of every year counts")
        self.site = site
        self.scope = scope
        var builder = SiteProgramBuilder(site, scope)
        builder.build()
        program = builder.program
        layouts = builder.layouts
        contracts = builder.contracts
        members = builder.members
    }

    /// The program of one year alone.
    package init(_ site: PowerSite, year: Int) { self.init(site, Scope(years: [year])) }

    package func member(of row: Program.Row) -> SiteMember? { members[program.label(of: row)] }
    package func member(of variable: Program.Variable) -> SiteMember? {
        members[program.label(of: variable)]
    }
}
