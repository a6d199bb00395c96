package import Optimization

extension SiteProgram {
    /// What a solution says of each year, checked and reckoned anew.
    ///
    /// `status`: The word of the outcome.
    /// - Throws: `failed` when the power of an hour does not balance to 1e-6 of its load, or when
    ///   our own sum of the costs is not the program's objective.
    package func plans(
        _ solution: Solution,
        status: String
    ) throws(SolverError) -> [SiteYearPlan] {
        var plans: [SiteYearPlan] = []
        var sum = 0.0
        let missing = max(0, solution.objective - solution.bound) / Double(layouts.count)
        for year in layouts {
            var plan = read(year, solution, status)
            try checkBalance(plan)
            sum += year.weight * plan.objective
            if let excess = year.carbonExcess {
                sum += year.weight * Self.mostPerTonne * solution[excess]
            }
            plan.bound = plan.objective - (year.weight > 0 ? missing / year.weight : 0)
            plans.append(plan)
        }
        let distance = abs(sum - solution.objective)
        guard distance <= 1e-6 * max(1, abs(sum), abs(solution.objective)) else {
            throw .failed(
                "\(site.name): the costs add up to \(sum) dollars, the program's objective is "
                    + "\(solution.objective)"
            )
        }
        return plans
    }

    /// What is newly built in each year.
    package func sizes(_ solution: Solution) -> [SiteSizes] {
        layouts.map { year in
            var sizes = SiteSizes()
            for part in year.generators {
                sizes.generators[part.generator.name] = max(0, part.size.built(solution))
            }
            for part in year.storages {
                sizes.storages[part.storage.name] = .init(
                    power: max(0, part.power.built(solution)),
                    energy: part.energy.map { max(0, $0.built(solution)) }
                )
            }
            for part in year.purchases {
                let size = contracts[part.place]
                sizes.purchases[part.purchase.name] = max(0, size.built(solution))
            }
            return sizes
        }
    }

    // MARK: One year

    func read(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ status: String
    ) -> SiteYearPlan {
        var plan = SiteYearPlan(year: year.calendar.year, status: status, objective: 0, bound: 0)
        plan.effort = solution.effort
        plan.stepHours = site.stepHours
        plan.yearLengths = site.yearLengths
        readGenerators(year, solution, &plan)
        readStorages(year, solution, &plan)
        readPurchases(year, solution, &plan)
        readGrid(year, solution, &plan)
        readLoad(year, solution, &plan)
        if !solution.duals.isEmpty {
            plan.price = year.steps.map {
                year.balance.dual($0, solution) / (year.weight * site.stepHours)
            }
            plan.carbonPrice = year.carbonCap.map { max(0, -solution[$0] / year.weight) }
            plan.grantPrice = year.carbonGrant.map { max(0, -solution[$0] / year.weight) }
        }
        plan.granted = year.tonnes
        readEmissions(year, solution, &plan)
        plan.dropNoise()
        guard scope.window == nil else { return plan }
        if !solution.duals.isEmpty { plan.pricesOfRules = rulePrices(year, solution) }
        plan.autonomy = autonomy(year, solution)
        return plan
    }

    private func readGenerators(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ plan: inout SiteYearPlan
    ) {
        for part in year.generators {
            let built = max(0, part.size.built(solution))
            let fixed = part.generator.capitalCost * share(year, part.size.from) * built
            let output = year.steps.map { max(0, part.output.value($0, solution)) }
            plan.capacities.append(
                .init(
                    name: part.generator.name,
                    carrier: part.generator.carrier,
                    power: part.generator.existing + built,
                    built: built,
                    fixedCost: fixed
                )
            )
            plan.flows.append(
                .init(name: part.generator.name, carrier: part.generator.carrier, power: output)
            )
            let unit = part.generator.marginalCost * site.stepHours
            plan.objective += fixed + unit * output.reduce(0, +)
            if let starts = part.commitment?.starts {
                plan.objective += year.steps.reduce(0) {
                    $0 + part.generator.startCost * starts.value($1, solution)
                }
            }
        }
    }

    private func readStorages(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ plan: inout SiteYearPlan
    ) {
        for part in year.storages {
            let storage = part.storage
            let built = max(0, part.power.built(solution))
            let share = share(year, part.power.from)
            let chosen = part.energy.map { max(0, $0.built(solution)) }
            let energy = storage.hours * storage.existing + (chosen ?? storage.hours * built)
            let fixed =
                share * (storage.capitalCost * built + (storage.energyCost ?? 0) * (chosen ?? 0))
            plan.capacities.append(
                .init(
                    name: storage.name,
                    carrier: storage.carrier,
                    power: storage.existing + built,
                    built: built,
                    energy: energy,
                    fixedCost: fixed
                )
            )
            let discharge = year.steps.map { max(0, part.discharge.value($0, solution)) }
            let charge = year.steps.map { max(0, part.charge.value($0, solution)) }
            plan.flows.append(
                .init(
                    name: storage.name,
                    carrier: storage.carrier,
                    power: zip(discharge, charge).map { $0 - $1 }
                )
            )
            plan.stored.append(
                .init(
                    name: storage.name,
                    carrier: storage.carrier,
                    power: year.steps.map { max(0, part.content.value($0, solution)) }
                )
            )
            let unit = storage.marginalCost * site.stepHours
            plan.objective += fixed + unit * discharge.reduce(0, +)
        }
    }

    private func readPurchases(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ plan: inout SiteYearPlan
    ) {
        for part in year.purchases {
            let isThere = part.from < year.steps.upperBound
            let size = isThere ? max(0, contracts[part.place].built(solution)) : 0
            let first = max(part.from, year.steps.lowerBound)
            let produced = isThere ? part.purchase.profile[first..<year.steps.upperBound] : []
            let cost = part.purchase.price * size * site.stepHours * produced.reduce(0, +)
            plan.capacities.append(
                .init(
                    name: part.purchase.name,
                    carrier: part.purchase.carrier,
                    power: size,
                    built: size,
                    fixedCost: cost
                )
            )
            plan.flows.append(
                .init(
                    name: part.purchase.name,
                    carrier: part.purchase.carrier,
                    power: year.steps.map { max(0, part.used.value($0, solution)) }
                )
            )
            plan.objective += cost
        }
    }

    private func readGrid(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ plan: inout SiteYearPlan
    ) {
        guard let grid = site.grid else { return }
        var power: [Double] = []
        var cost = 0.0
        for h in year.steps {
            let drawn = max(0, year.imports.value(h, solution))
            let fed = max(0, year.exports.value(h, solution))
            power.append(drawn - fed)
            cost += grid.price[h] * drawn - grid.exportPrice(at: h) * fed
        }
        let charge = scope.window == nil ? grid.charge(year.calendar) : 0
        plan.capacities.append(
            .init(
                name: Self.grid,
                carrier: Self.grid,
                power: grid.connection(in: year.calendar.quarter(of: year.steps.upperBound - 1)),
                built: 0,
                fixedCost: charge
            )
        )
        plan.flows.append(.init(name: Self.grid, carrier: Self.grid, power: power))
        plan.objective += charge + cost * site.stepHours
    }

    private func readLoad(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ plan: inout SiteYearPlan
    ) {
        if site.rules.unservedCost.isFinite {
            let power = year.steps.map { max(0, year.unserved.value($0, solution)) }
            plan.flows.append(.init(name: Self.unserved, carrier: Self.unserved, power: power))
            plan.objective += site.rules.unservedCost * site.stepHours * power.reduce(0, +)
        }
        let load = year.steps.map { year.load(at: $0, site) + year.training.value($0, solution) }
        plan.flows.append(.init(name: Self.load, carrier: Self.load, power: load))
    }

    /// Names of the flows that are no asset.
    package static let grid = "grid"
    package static let unserved = "unserved"
    package static let load = "load"

    /// Yearly costs count for the part of the year from a step on; not at all in a window.
    private func share(_ year: SiteYearLayout, _ from: Int) -> Double {
        guard scope.window == nil, from < year.calendar.count else { return 0 }
        return year.calendar.share(from: from)
    }

    private func readEmissions(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ plan: inout SiteYearPlan
    ) {
        var own = 0.0
        for part in year.generators where part.generator.carbon != 0 {
            own += part.generator.carbon * sum(part.output, year, solution)
        }
        for part in year.purchases where part.purchase.carbon != 0 {
            own += part.purchase.carbon * sum(part.used, year, solution)
        }
        func total(_ kind: SiteRules.CarbonKind, _ series: [Double]?) -> Double? {
            guard let grid = site.grid else { return own }
            guard let series, !series.isEmpty else { return nil }
            return year.steps.reduce(own) {
                $0 + site.stepHours * grid.carbon(kind, $1)
                    * max(0, year.imports.value($1, solution))
            }
        }
        plan.averageEmissions = total(.average, site.grid?.averageCarbon)
        plan.marginalEmissions = total(.marginal, site.grid?.marginalCarbon)
        let (first, second) =
            site.rules.carbonKind == .average
            ? (plan.averageEmissions, plan.marginalEmissions)
            : (plan.marginalEmissions, plan.averageEmissions)
        plan.emissions = first ?? second ?? own
        plan.objective += site.rules.carbonPrice * (first ?? own)
    }

    private func sum(_ columns: StepColumns, _ year: SiteYearLayout, _ solution: Solution) -> Double
    {
        year.steps.reduce(0) { $0 + site.stepHours * max(0, columns.value($1, solution)) }
    }

    /// Sources and storages give what the load takes, in every hour.
    private func checkBalance(_ plan: SiteYearPlan) throws(SolverError) {
        guard let load = plan.flows.last?.power else { return }
        for place in load.indices {
            let given = plan.flows.dropLast().reduce(0) { $0 + $1.power[place] }
            guard abs(given - load[place]) <= 1e-6 * max(1, abs(load[place])) else {
                throw .failed(
                    "\(site.name) \(plan.year): step \(place) takes \(load[place]) MW and is "
                        + "given \(given) MW"
                )
            }
        }
    }
}
