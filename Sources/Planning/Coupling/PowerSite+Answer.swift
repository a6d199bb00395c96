package import Optimization

extension PowerSite {
    /// Solves a year of the site, alone, for what the portfolio would build there.
    ///
    /// Alone means that what one year builds need not stand in the next: the years' costs then add
    /// up to a lower bound of the site's cost. The line is taken at the bound that the duals prove, so
    /// that no inexactness of a solve can make it too high.
    ///
    /// - Throws: `failed` when nothing is possible even without what the portfolio builds, or when
    ///   the solver ends without a proof.
    package func answer(
        _ question: PowerQuestion,
        solve: (Program) throws(SolverError) -> Outcome
    ) throws(SolverError) -> PowerAnswer {
        guard let place = years.firstIndex(where: { $0.year == question.year }) else {
            throw .failed("\(name): the year \(question.year) is not planned")
        }
        var scope = SiteProgram.Scope(years: [place])
        scope.extra = [question.built]
        if let tonnes = question.tonnes { scope.tonnes = [tonnes] }
        let program = SiteProgram(self, scope)
        let outcome = try solve(program.program)
        switch outcome {
        case .optimal(let solution), .feasible(let solution, stopped: _):
            guard !solution.duals.isEmpty, solution.bound.isFinite else {
                throw .failed("\(name), \(question.year): the solver gave no prices")
            }
            let slopes = program.loadPrices(solution)[0]
            let excess = program.excess(solution)[0]
            if excess > 0 {
                guard case .optimal = outcome else {
                    throw .failed("\(name), \(question.year): no answer about its emissions")
                }
                return PowerAnswer(
                    question: question,
                    cut: try least(program, question, solve)
                        ?? limit(excess, slopes.map { $0 / SiteProgram.mostPerTonne }, question),
                    bill: nil
                )
            }
            let tonnes = question.tonnes.map {
                SiteCut.Tonnes(
                    at: $0,
                    slope: program.tonnePrice(program.layouts[0], solution)
                )
            }
            let plan = try program.plans(solution, status: outcome.word)[0]
            return PowerAnswer(
                question: question,
                cut: cut(.cost, solution.bound, slopes, question, tonnes),
                bill: SiteBill(cost: plan.objective, emissions: plan.emissions)
            )
        case .infeasible:
            return try limit(question, program, solve)
        case .unbounded:
            throw .failed("\(name), \(question.year): the cost falls without end")
        case .exhausted(let stop, bound: _):
            throw .failed("\(name), \(question.year): no answer (\(stop.rawValue))")
        }
    }

    /// How many tonnes are lacking, and how that depends on what is built.
    ///
    /// The tonnes alone are minimized: with dollars beside them the line would be too steep by a
    /// dollar's worth of ``SiteProgram/mostPerTonne``, and cut off what is possible. Nil when the
    /// tonnes can be avoided, at more than that price: then the line with the price says so.
    private func least(
        _ program: SiteProgram,
        _ question: PowerQuestion,
        _ solve: (Program) throws(SolverError) -> Outcome
    ) throws(SolverError) -> SiteCut? {
        let emissions = program.leastExcess
        guard let solution = try solve(emissions).solution, !solution.duals.isEmpty,
            solution.bound.isFinite
        else {
            throw .failed("\(name), \(question.year): no answer about its emissions")
        }
        guard program.excess(solution)[0] > 0 else { return nil }
        let slopes = (0..<4).map { quarter in
            var scope = program.scope
            scope.extra[0][quarter] += 1
            return SiteProgram(self, scope).leastExcess.change(from: emissions, solution)
        }
        return limit(solution.bound, slopes, question)
    }

    private func limit(
        _ excess: Double,
        _ slopes: [Double],
        _ question: PowerQuestion
    ) -> SiteCut {
        let tonnes = SiteCut.Tonnes(at: question.tonnes ?? 0, slope: -1)
        return cut(.limit, excess, slopes, question, tonnes)
    }

    /// By how much what is asked for is too much, and how that depends on it.
    private func limit(
        _ question: PowerQuestion,
        _ program: SiteProgram,
        _ solve: (Program) throws(SolverError) -> Outcome
    ) throws(SolverError) -> PowerAnswer {
        var more = program.scope
        more.extra = [question.built.map { $0 + 1 }]
        let rows = program.program.rowsWithOtherSides(than: SiteProgram(self, more).program)
        let elastic = program.program.elastic(rows)
        guard let solution = try solve(elastic).solution, !solution.duals.isEmpty else {
            throw .failed(
                "\(name), \(question.year): its rules cannot be kept, whatever its load is"
            )
        }
        let slopes = (0..<4).map { quarter in
            var scope = program.scope
            scope.extra[0][quarter] += 1
            let next = SiteProgram(self, scope).program.elastic(rows)
            return next.change(from: elastic, solution)
        }
        return PowerAnswer(
            question: question,
            cut: cut(.limit, solution.bound, slopes, question),
            bill: nil
        )
    }

    private func cut(
        _ kind: SiteCut.Kind,
        _ value: Double,
        _ slopes: [Double],
        _ question: PowerQuestion,
        _ tonnes: SiteCut.Tonnes? = nil
    ) -> SiteCut {
        SiteCut(
            site: name,
            year: question.year,
            kind: kind,
            value: value,
            at: question.built,
            slopes: slopes,
            tonnes: tonnes
        )
    }
}
