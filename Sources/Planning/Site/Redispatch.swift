package import Optimization

/// Runs a site whose sizes are given over a rolling horizon: some days are looked at, one is kept.
///
/// What a year's program knows ahead (the weather of next month, the whole carbon budget) this does
/// not: it sees its window, and what rules over the year are worth comes in as a price of carbon.
/// Load may go unserved at a price, so that a window always has an answer.
package struct Redispatch: Sendable {
    /// What is known at the beginning of a window.
    package struct State: Sendable, Equatable {
        /// The step at which it begins.
        package var step: Int
        /// Megawatt-hours in each storage, in the order of the site.
        package var stored: [Double]
        /// Megawatts of each generator in the step before; empty: unknown.
        package var outputs: [Double] = []
        /// Megawatt-hours of flexible load that its window has had.
        package var trained = 0.0
        /// Units of each generator that run in the step before; −1: unknown.
        package var units: [Int] = []

        package init(step: Int, stored: [Double]) {
            self.step = step
            self.stored = stored
        }
    }

    /// One window: what is kept of it, and where it leads.
    package struct Move: Sendable {
        /// The kept steps, with the costs that vary.
        package let plan: SiteYearPlan
        package let next: State
        /// Whether the energy for islanding could be held all the time.
        package let keepsIslanding: Bool
        /// How the units of the kept steps ran; empty where units are not committed.
        package let units: [UnitUse]
    }

    /// The gap of a window's program at which it counts as solved, as a share of its cost.
    ///
    /// A tenth of a percent is less than what a forecast of two days is worth.
    package static let gap = 1e-3

    /// Dollars per megawatt-hour that is not served, where the site wants everything served.
    package static let unservedCost = 10_000.0

    package let site: PowerSite
    /// The position in ``PowerSite/years``.
    package let year: Int
    package let sizes: SiteSizes
    /// Megawatts of IT on top, by quarter.
    package let extra: [Double]
    package private(set) var solving: SiteSolving
    /// Steps that are looked at and that are kept of them.
    package var looked = 48
    package var kept = 24
    /// Whether units are switched on and off one by one, by integers, where they have a least load
    /// or cost something to start.
    package var commitsUnits = false
    private let carbonPrice: Double
    private let rolling: PowerSite

    /// `carbonPrice`: Dollars per tonne that rules over the year are worth, on top of the site's own
    /// price: the ``SiteYearPlan/tonnePrice`` of the year's plan.
    package init(
        _ site: PowerSite,
        year: Int,
        sizes: SiteSizes,
        extra: [Double] = [0, 0, 0, 0],
        carbonPrice: Double = 0,
        solving: SiteSolving
    ) {
        self.site = site
        self.year = year
        self.sizes = sizes
        self.extra = extra
        self.carbonPrice = carbonPrice
        self.solving = solving
        // Why a window cannot hold something is not asked; it is run without it.
        self.solving.limits.explains = false
        self.solving.limits.usesHeuristics = false
        var rolling = site
        rolling.rules.carbonCap = nil
        rolling.rules.cleanMatching = nil
        rolling.rules.carbonPrice += carbonPrice
        if site.rules.unservedCost == .infinity { rolling.rules.unservedCost = Self.unservedCost }
        self.rolling = rolling
    }

    /// The best of one window, and the part of it that is kept.
    ///
    /// About 0.4 ms for 48 steps without integers, 12 ms with them.
    package func move(from state: State) throws(SolverError) -> Move {
        guard let move = try move(from: state, watch: nil) else {
            throw .failed("\(site.name): the window from step \(state.step) on was broken off")
        }
        return move
    }

    /// The same; nil when `watch` ended it before anything was found.
    private func move(from state: State, watch: Watch?) throws(SolverError) -> Move? {
        let end = min(state.step + looked, site.profile.count)
        precondition(state.step < end, "a window begins within the year")
        var scope = SiteProgram.Scope(years: [year])
        scope.extra = [extra]
        scope.sizes = [sizes]
        var window = SiteProgram.Window(steps: state.step..<end, stored: state.stored)
        window.outputs = state.outputs
        window.trained = state.trained
        if commitsUnits {
            let unknown = site.generators.map { _ in -1 }
            window.units = state.units.isEmpty ? unknown : state.units
        }
        scope.window = window
        switch try attempt(SiteProgram(rolling, scope), state, keepsIslanding: true, watch) {
        case .moved(let move): return move
        case .stopped: return nil
        case .impossible: break
        }
        // With what is stored the rule cannot be kept; what is left is to serve the load.
        var without = rolling
        without.rules.islandingHours = nil
        without.rules.spinningReserve = nil
        switch try attempt(SiteProgram(without, scope), state, keepsIslanding: false, watch) {
        case .moved(let move): return move
        case .stopped: return nil
        case .impossible:
            throw .failed("\(site.name): the window from step \(state.step) on has no solution")
        }
    }

    private enum Attempt {
        case moved(Move), impossible, stopped
    }

    private func attempt(
        _ built: SiteProgram,
        _ state: State,
        keepsIslanding: Bool,
        _ watch: Watch?
    ) throws(SolverError) -> Attempt {
        let outcome = try solving.outcome(of: built.program, watch: watch)
        guard let solution = outcome.solution else {
            if case .infeasible = outcome { return .impossible }
            if case .exhausted(.interrupted, bound: _) = outcome { return .stopped }
            throw .failed("\(site.name): the window from step \(state.step) on is \(outcome.word)")
        }
        // The whole window is checked, and then its first part is read.
        _ = try built.plans(solution, status: outcome.word)
        let layout = built.layouts[0]
        var part = layout
        part.steps = state.step..<min(state.step + kept, layout.steps.upperBound)
        var plan = built.read(part, solution, outcome.word)
        plan.objective -= carbonPrice * plan.emissions
        plan.bound = plan.objective
        let next = next(after: part, of: layout, state, solution)
        let units = part.generators.enumerated().compactMap { place, generator in
            UnitUse(
                generator,
                in: part.steps,
                stepHours: site.stepHours,
                before: state.units.isEmpty ? -1 : state.units[place],
                solution
            )
        }
        return .moved(Move(plan: plan, next: next, keepsIslanding: keepsIslanding, units: units))
    }

    private func next(
        after part: SiteYearLayout,
        of layout: SiteYearLayout,
        _ state: State,
        _ solution: Solution
    ) -> State {
        let last = part.steps.upperBound - 1
        var next = State(
            step: last + 1,
            stored: layout.storages.map { max(0, $0.content.value(last, solution)) }
        )
        next.outputs = layout.generators.map { max(0, $0.output.value(last, solution)) }
        next.units = layout.generators.map { part in
            part.commitment.map { Int($0.running.value(last, solution).rounded()) } ?? -1
        }
        guard let flexible = layout.flexible, next.step < layout.calendar.count else { return next }
        let first = flexible.windowStart(of: next.step, layout.calendar)
        let begin = max(first, part.steps.lowerBound)
        if begin < next.step {
            next.trained = (begin..<next.step).reduce(0) {
                $0 + site.stepHours * layout.training.value($1, solution)
            }
            if first < part.steps.lowerBound { next.trained += state.trained }
        }
        return next
    }

    /// The whole year, window by window, from a state on.
    ///
    /// The plan's costs are those of the year, by which it compares with the plan that knew
    /// everything. `watch` is asked after every window; nil when it stopped the run.
    package func year(
        from state: State,
        watch: Watch? = nil
    ) throws(SolverError) -> RollingYear? {
        var state = state
        var moves: [Move] = []
        while state.step < site.profile.count {
            // Costs of a window would mean nothing to who follows the year.
            let progress = SolveProgress(incumbent: nil, bound: nil, iterations: moves.count + 1)
            if let watch, watch(progress) == .stop { return nil }
            let told = watch.map { watch -> Watch in { _ in watch(progress) } }
            guard let move = try move(from: state, watch: told) else { return nil }
            moves.append(move)
            state = move.next
        }
        return RollingYear(moves, of: self)
    }
}

/// A year as it was run, window by window.
package struct RollingYear: Sendable, Equatable {
    /// Flows and contents of the whole year, with the year's costs as ``SiteYearPlan`` has them.
    package let plan: SiteYearPlan
    package let windows: Int
    /// Windows in which the energy for islanding could not be held.
    package let withoutIslanding: Int
    /// Megawatt-hours that were not served.
    package let unserved: Double
    /// How the units of each generator ran; empty where units are not committed.
    package let units: [UnitUse]

    /// What the run costs more than a plan, as a share of the plan.
    package func increase(over plan: SiteYearPlan) -> Double {
        (self.plan.objective - plan.objective) / max(1e-9, abs(plan.objective))
    }

    init(_ moves: [Redispatch.Move], of redispatch: Redispatch) {
        var plan = moves[0].plan
        for move in moves.dropFirst() {
            plan.objective += move.plan.objective
            plan.emissions += move.plan.emissions
            plan.averageEmissions = Self.sum(plan.averageEmissions, move.plan.averageEmissions)
            plan.marginalEmissions = Self.sum(plan.marginalEmissions, move.plan.marginalEmissions)
            plan.price += move.plan.price
            for place in plan.flows.indices {
                plan.flows[place].power += move.plan.flows[place].power
            }
            for place in plan.stored.indices {
                plan.stored[place].power += move.plan.stored[place].power
            }
        }
        // Costs by the year, which no window has: those of the sizes and of the connection.
        let fixed = Self.fixedCosts(redispatch)
        plan.objective += fixed
        plan.bound = plan.objective
        self.plan = plan
        var units = moves[0].units
        for use in moves.dropFirst().flatMap(\.units) {
            if let place = units.firstIndex(where: { $0.name == use.name }) {
                units[place].add(use)
            } else {
                units.append(use)
            }
        }
        self.units = units
        windows = moves.count
        withoutIslanding = moves.count { !$0.keepsIslanding }
        let series = plan.flows.first { $0.name == SiteProgram.unserved }?.power ?? []
        unserved = series.reduce(0, +) * redispatch.site.stepHours
    }

    private static func sum(_ first: Double?, _ second: Double?) -> Double? {
        guard let first, let second else { return nil }
        return first + second
    }

    private static func fixedCosts(_ redispatch: Redispatch) -> Double {
        let site = redispatch.site
        let calendar = site.calendar(of: redispatch.year)
        func share(_ date: Quarter?) -> Double {
            calendar.share(from: calendar.firstStep(from: date))
        }
        var sum = site.grid?.charge(calendar) ?? 0
        for generator in site.generators {
            let size = redispatch.sizes.generators[generator.name] ?? 0
            sum += generator.capitalCost * share(generator.available) * size
        }
        for storage in site.storages {
            guard let size = redispatch.sizes.storages[storage.name] else { continue }
            let energy = (storage.energyCost ?? 0) * (size.energy ?? 0)
            sum += share(storage.available) * (storage.capitalCost * size.power + energy)
        }
        return sum
    }
}

extension SitePlanning {
    /// Where each year of the plan ends, and so begins: what its storages hold.
    package var closing: [Redispatch.State] {
        built.layouts.map { year in
            Redispatch.State(
                step: 0,
                stored: year.storages.map {
                    max(0, $0.content.value(year.steps.upperBound - 1, solution))
                }
            )
        }
    }
}
