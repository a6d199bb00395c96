/// One run of the banded method on a program: presolve, interior point, postsolve.
struct BandedAttempt {
    /// How it ended.
    enum Ending: Sendable, Equatable {
        case converged, stopped(Stop)
        /// Presolve met a row that cannot hold.
        case contradiction
    }

    let ending: Ending
    /// One value per column within its bounds; none after a contradiction.
    private(set) var values: [Double] = []
    /// One dual per row; after a contradiction the prices that prove it (``FarkasProof``).
    let duals: [Double]
    let iterations: Int
    /// Whether any solution can be improved without end by a column that no row holds.
    let isEndless: Bool

    /// Runs until it converges or stops.
    init(
        _ program: Program,
        within limits: SolveLimits,
        watch: Watch?
    ) throws(SolverError) {
        let presolve = Presolve(program)
        let postsolve = Postsolve(presolve: presolve)
        isEndless = presolve.endlessColumn != nil
        if let contradiction = presolve.contradiction {
            var ray = [Double](repeating: 0, count: program.rowCount)
            ray[contradiction.row] = contradiction.dual
            ending = .contradiction
            duals = postsolve.ray(ray)
            iterations = 0
            return
        }
        let pattern = Pattern(presolve)
        let arrow = try Arrow(pattern)
        var method = InteriorPoint(StandardForm(presolve, pattern, arrow), arrow)
        switch method.run(within: limits, watch: watch) {
        case .converged: ending = .converged
        case .stopped(let stop): ending = .stopped(stop)
        }
        var values = [Double](repeating: 0, count: program.columnCount)
        method.form.values(of: method.point.x.view, into: &values)
        values = postsolve.values(values)
        self.values = values.indices.map {
            min(max(values[$0], program.lower[$0]), program.upper[$0])
        }
        duals = postsolve.duals(
            method.form.duals(of: method.point.y.view, count: program.rowCount)
        )
        iterations = method.iterations
    }
}
