package import Optimization

extension PlanStudies {
    /// Figures that are planned again; the others are told by what keeping the plan would cost.
    private static var mostBars: Int { 12 }

    /// How the least cost moves over the range of each figure that matters most.
    ///
    /// Which figures those are is seen by what the plan as it is would cost with them, which takes
    /// no solving; the largest are planned again at both ends.
    package func tornado(_ ranges: [Range]) throws(SolverError) -> [TornadoBar] {
        let kept = ranges.compactMap {
            range -> (range: Range, low: Scenario?, high: Scenario?, swing: Double)? in
            let low = range.low()
            let high = range.high()
            let swing = abs(keeping(high) - keeping(low))
            return (range, low, high, swing)
        }
        .sorted { $0.swing > $1.swing }
        .prefix(Self.mostBars)
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

    /// What the plan's own choice costs in a changed scenario; a scenario without sense costs all.
    private func keeping(_ changed: Scenario?) -> Double {
        guard let changed else { return .greatestFiniteMagnitude }
        return PortfolioAccount(changed, planned.choice).objective
    }
}

extension TornadoBar {
    fileprivate var swing: Double {
        guard let atLow, let atHigh else { return .infinity }
        return abs(atHigh - atLow)
    }
}
