import Optimization

extension SiteProgram {
    /// What the rules of a year cost, from the duals: what one step less of each would save.
    ///
    /// In dollars of the year. A rule that does not bind has the price 0 and is told as well.
    func rulePrices(_ year: SiteYearLayout, _ solution: Solution) -> [RulePrice] {
        var prices: [RulePrice] = []
        func add(_ rule: String, _ value: Double, _ per: String) {
            let isNothing = abs(value) < 1e-6 * max(1, abs(solution.objective)) * 1e-3
            prices.append(
                RulePrice(
                    rule: rule,
                    value: isNothing ? 0 : value / year.weight,
                    per: per,
                    method: "dual"
                )
            )
        }
        if let row = year.carbonCap, let cap = site.rules.carbonCap {
            add("carbon cap of \(Self.text(cap)) t/MWh", max(0, -solution[row]), "per tonne")
        }
        if let row = year.matchingTotal, let share = site.rules.cleanMatching {
            let point = 0.01 * site.load(year)
            let rule = "clean matching of \(Self.text(100 * share)) %"
            add(rule, max(0, -solution[row]) * point, "per percentage point")
        }
        if let share = site.rules.survivesLargestUnit {
            let price = year.largestUnit.reduce(0) { $0 + solution[$1.row] }
            add("largest unit out, \(Self.text(100 * share)) % of the load", price, "per MW")
        }
        if let hours = site.rules.islandingHours {
            let rule =
                "\(hours) h of islanding, \(Self.text(100 * site.rules.criticalShare)) % of the load"
            add(rule, islandingPrice(year, solution, hours), "per percentage point")
        }
        if site.rules.spinningReserve != nil { addSpinning(year, solution, add) }
        addConnection(year, solution, add)
        addCeilings(year, solution, add)
        return prices
    }

    /// What one percent of the load less would save.
    private func islandingPrice(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ hours: Int
    ) -> Double {
        let window = IslandingWindow(site, year, hours: hours)
        let share = max(1e-12, site.rules.criticalShare)
        var price = year.islandingPower.reduce(0) { $0 + solution[$1.row] * 0.01 * $1.load }
        for rows in year.islanding {
            for h in year.steps {
                price += rows.dual(h, solution) * window.load(from: h) / share * 0.01
            }
        }
        return price
    }

    /// What one percentage point of spinning reserve less would save.
    private func addSpinning(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ add: (String, Double, String) -> Void
    ) {
        guard let share = site.rules.spinningReserve else { return }
        var less = site
        less.rules.spinningReserve = max(0, share - 0.01)
        let other = SiteProgram(less, scope)
        let price = -other.program.change(from: program, solution)
        add("spinning reserve of \(Self.text(100 * share)) %", price, "per percentage point")
    }

    /// One megawatt more of the connection, of the called hours' limit, of the region's share.
    private func addConnection(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ add: (String, Double, String) -> Void
    ) {
        guard let grid = site.grid else { return }
        var values: [ConnectionLimit.Reason: Double] = [:]
        var share = 0.0
        for (h, limit) in zip(year.steps, grid.limits(year.calendar, year.steps)) {
            let value = connectionPrice(year, h, grid, limit, solution)
            values[limit.reason, default: 0] += value
            if limit.reason == .regionalShare { share += 0.01 * grid.regionalLoad[h] * value }
        }
        let charge = year.weight * grid.capacityCharge * year.calendar.share()
        if year.steps.contains(where: { year.imports[$0] != nil }) {
            add("1 MW more grid", values[.connection, default: 0] - charge, "per MW")
        }
        if !grid.curtailedHours.isEmpty {
            add("called hours of the grid", values[.curtailed, default: 0], "per MW")
        }
        if let part = grid.regionalShare {
            add("\(Self.text(100 * part)) % of the region's load", share, "per percentage point")
        }
    }

    /// What one megawatt more through the connection would save in one hour; not negative.
    private func connectionPrice(
        _ year: SiteYearLayout,
        _ h: Int,
        _ grid: GridConnection,
        _ limit: ConnectionLimit,
        _ solution: Solution
    ) -> Double {
        // The limit stands at the imports and, where agreements share it, in a row as well.
        let shared = -year.connection.dual(h, solution)
        if let column = year.imports[h] {
            return max(0, shared) + max(0, -solution.reducedCosts[Int(column.index)])
        }
        // Where nothing at all may be drawn there is no column: what one would earn is reckoned.
        guard limit.reason != .connection else { return max(0, shared) }
        let kind = site.rules.carbonKind
        let cost = grid.price[h] + site.rules.carbonPrice * grid.carbon(kind, h)
        let capped = year.carbonCap.map { solution[$0] * grid.carbon(kind, h) } ?? 0
        let unit = year.weight * site.stepHours
        return max(0, year.balance.dual(h, solution) - unit * cost + site.stepHours * capped)
    }

    /// One megawatt more of what may be built at most.
    private func addCeilings(
        _ year: SiteYearLayout,
        _ solution: Solution,
        _ add: (String, Double, String) -> Void
    ) {
        func ceiling(_ name: String, _ most: Double, _ column: Program.Variable?) {
            guard most.isFinite, let column else { return }
            let value = max(0, -solution.reducedCosts[Int(column.index)])
            add("at most \(Self.text(most)) MW of \(name)", value, "per MW")
        }
        for part in year.generators {
            ceiling(part.generator.name, part.generator.most, part.size.column)
        }
        for part in year.storages {
            ceiling(part.storage.name, part.storage.most, part.power.column)
        }
        for part in year.purchases where part.from < year.calendar.count {
            ceiling(part.purchase.name, part.purchase.most, contracts[part.place].column)
        }
    }

    /// A number as people write it: no more than three digits behind the point.
    static func text(_ value: Double) -> String {
        let rounded = (value * 1_000).rounded() / 1_000
        guard abs(rounded) < 1e15 else { return "\(rounded)" }
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
