package import Optimization

extension PlanStudies {
    /// How much more than the plan an alternative may cost, relative.
    private static var slack: Double { 0.01 }
    private static var mostProviders: Int { 2 }

    /// Plans that differ as much as they can within 1 % of the cost.
    ///
    /// The capacity of the largest providers and the own capacity, least and most, summed over the
    /// horizon (modeling to generate alternatives, Brill 1979).
    package func alternatives() throws(SolverError) -> [Alternative] {
        let portfolio = PortfolioProgram(scenario, power: planned.cuts)
        let start = portfolio.values(of: planned.choice)
        let most = portfolio.program.objective(of: start)
        var found: [Alternative] = []
        for aim in aims(portfolio) {
            guard !isStopped else { break }
            planner.begins("alternative: \(aim.name)")
            let program = portfolio.program.aiming(
                at: aim.terms,
                costing: most + Self.slack * abs(most)
            )
            var limits = planner.portfolio.limits
            limits.seconds = min(limits.seconds, secondsEach)
            limits.gap = 0.05
            let outcome = try planner.portfolio.solver.solve(
                program,
                within: limits,
                from: start,
                watch: planner.watch
            )
            guard let solution = outcome.solution else { continue }
            let choice = portfolio.choice(of: solution.values)
            let account = PortfolioAccount(scenario, choice)
            let plan = account.plan(status: outcome.word, bound: planned.plan.bound)
            found.append(
                Alternative(
                    name: aim.name,
                    objective: account.objective,
                    sizes: plan.quarters.last?.capacity ?? []
                )
            )
        }
        return found
    }

    private struct Aim {
        var name: String
        /// The columns whose sum is made as small as it can be.
        var terms: [(variable: Program.Variable, coefficient: Double)]
    }

    private func aims(_ portfolio: PortfolioProgram) -> [Aim] {
        var sizes: [String: Double] = [:]
        for contract in planned.plan.contracts where contract.offer.signed == nil {
            sizes[contract.offer.provider, default: 0] += contract.total
        }
        let largest = sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(Self.mostProviders).map(\.key)
        var aims: [Aim] = []
        for provider in largest {
            let terms = portfolio.capacityTerms(of: provider)
            guard !terms.isEmpty else { continue }
            aims.append(Aim(name: "least of \(provider)", terms: terms))
            aims.append(
                Aim(
                    name: "most of \(provider)",
                    terms: terms.map { ($0.variable, -$0.coefficient) }
                )
            )
        }
        let own = portfolio.orderTerms
        if !own.isEmpty {
            aims.append(Aim(name: "least own capacity", terms: own))
            aims.append(
                Aim(name: "most own capacity", terms: own.map { ($0.variable, -$0.coefficient) })
            )
        }
        return aims
    }
}

extension PortfolioProgram {
    /// Megawatt-quarters that contracts with a provider make available.
    fileprivate func capacityTerms(
        of provider: String
    ) -> [(variable: Program.Variable, coefficient: Double)] {
        scenario.offers.enumerated().compactMap { place, offer in
            guard offer.provider == provider, let size = places[.size(offer: place)] else {
                return nil
            }
            let sum = (0..<quarterCount).reduce(0.0) {
                $0 + deliveries[place].share(in: quarter($1))
            }
            return sum > 0 ? (size, sum) : nil
        }
    }

    /// Megawatt-quarters that own blocks make available.
    fileprivate var orderTerms: [(variable: Program.Variable, coefficient: Double)] {
        scenario.builds.enumerated().flatMap { place, build in
            (0..<quarterCount).compactMap { order in
                guard let column = places[.order(build: place, quarter: order)] else { return nil }
                let quarters = service(build, orderedIn: order).count
                return quarters > 0 ? (column, build.block * Double(quarters)) : nil
            }
        }
    }
}

extension Program {
    /// The same rows with another objective, and the old one as a row with a limit.
    fileprivate func aiming(
        at terms: [(variable: Variable, coefficient: Double)],
        costing most: Double
    ) -> Program {
        var program = self
        for column in 0..<columnCount where cost[column] != 0 {
            program.term(cost[column], Variable(index: Int32(column)))
            program.setCost(Variable(index: Int32(column)), 0)
        }
        program.close(program.label("cost_limit"), upper: most - offset)
        program.offset = 0
        for (variable, coefficient) in terms { program.setCost(variable, coefficient) }
        return program
    }
}
