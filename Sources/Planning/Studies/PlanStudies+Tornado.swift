package import Optimization

extension PlanStudies {
    /// Figures that are planned again; the others move less.
    private static var mostBars: Int { 12 }

    /// How the least cost moves over the range of each figure that matters most.
    ///
    /// Which figures those are is seen by the relaxation at both ends, in which offers and blocks come
    /// in parts: a hundredth of a second each. The largest are planned again.
    package func tornado(_ ranges: [Range]) throws(SolverError) -> [TornadoBar] {
        planner.begins("which ranges matter")
        var kept: [(range: Range, low: Scenario?, high: Scenario?, swing: Double)] = []
        for range in ranges where !isStopped {
            let (low, high) = (range.low(), range.high())
            let swing = try abs(relaxed(high) - relaxed(low))
            kept.append((range, low, high, swing.isNaN ? 0 : swing))
        }
        kept.sort { $0.swing > $1.swing }
        kept = Array(kept.prefix(Self.mostBars))
        var bars: [TornadoBar] = []
        for (range, low, high, _) in kept {
            guard !isStopped, let ends = range.figure.range else { break }
            planner.begins("range of \(range.figure.path)")
            let atLow = try low.map { (scenario) throws(SolverError) in try cost(of: scenario) }
            let atHigh = try high.map { (scenario) throws(SolverError) in try cost(of: scenario) }
            // What took too long is not said to be impossible.
            guard atLow?.isUnsolved != true, atHigh?.isUnsolved != true else { continue }
            bars.append(
                TornadoBar(
                    path: range.figure.path,
                    range: ends,
                    atLow: atLow?.value?.objective,
                    atHigh: atHigh?.value?.objective
                )
            )
        }
        return bars.sorted { $0.swing > $1.swing }
    }

    /// The least cost of a changed scenario with offers and blocks in parts; infinite without any.
    ///
    /// Power of sites that differ is not planned again: what keeping the plan would cost tells.
    private func relaxed(_ changed: Scenario?) throws(SolverError) -> Double {
        guard let changed else { return .infinity }
        guard changed.sites == scenario.sites else {
            return PortfolioAccount(changed, planned.choice).objective
        }
        let program = PortfolioProgram(changed, power: planned.cuts).program.relaxed
        let outcome = try planner.portfolio.solver.solve(
            program,
            within: quick.limits,
            from: nil,
            watch: planner.watch
        )
        return outcome.solution.map { $0.objective / million } ?? .infinity
    }
}

extension TornadoBar {
    fileprivate var swing: Double {
        guard let atLow, let atHigh else { return .infinity }
        return abs(atHigh - atLow)
    }
}
