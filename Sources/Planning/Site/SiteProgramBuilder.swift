import Optimization

/// Writes the program of a site, year by year and hour by hour.
///
/// Terms are appended to the rows as they come; nothing is looked up in the loop over the hours.
struct SiteProgramBuilder {
    let site: PowerSite
    let scope: SiteProgram.Scope
    let step: Double
    let labels: SiteLabels
    var program: Program
    var layouts: [SiteYearLayout] = []
    var contracts: [StandingSize] = []
    var members: [String: SiteMember]
    /// The connection's limit in each step of the year in hand; empty without a grid.
    var connectionLimits: [Double] = []
    /// Dollars per megawatt and step of each generator in the year in hand.
    var outputCosts: [Double] = []
    var purchaseCosts: [Double] = []
    /// Of each generator the share of its capacity by which it changes in a step; nil: any.
    let ramps: [Double?]
    /// Of each storage what is kept over a step, and what gets in and out.
    let efficiencies: [(kept: Double, charge: Double, discharge: Double)]
    var islandingWindow: IslandingWindow?

    init(_ site: PowerSite, _ scope: SiteProgram.Scope) {
        self.site = site
        self.scope = scope
        step = site.stepHours
        var program = Program()
        var members: [String: SiteMember] = [:]
        labels = SiteLabels(site, &program, &members)
        self.program = program
        self.members = members
        ramps = site.generators.map { generator in
            generator.ramp.flatMap { $0 * site.stepHours < 1 ? $0 * site.stepHours : nil }
        }
        efficiencies = site.storages.map {
            ($0.kept(overHours: site.stepHours), $0.chargeEfficiency, $0.dischargeEfficiency)
        }
    }

    mutating func build() {
        reserve()
        var years = scope.years.indices.map { layout($0) }
        for position in years.indices { chooseSizes(&years[position], position) }
        chooseContracts(years)
        for position in years.indices {
            if position > 0 { growth(years[position - 1], years[position]) }
            year(&years[position])
        }
        layouts = years
    }

    private mutating func reserve() {
        let steps = scope.window?.steps.count ?? site.profile.count * scope.years.count
        let columns =
            4 + site.generators.count + 4 * site.storages.count + site.agreements.count
        let rows = 4 + 3 * site.generators.count + 3 * site.storages.count + site.agreements.count
        program.reserve(
            columns: steps * columns + 64 * scope.years.count,
            rows: steps * rows,
            nonzeros: steps * 3 * rows
        )
    }

    private func layout(_ position: Int) -> SiteYearLayout {
        let index = scope.years[position]
        let year = site.years[index]
        let calendar = SiteCalendar(
            year: year.year,
            count: site.profile.count,
            stepHours: site.stepHours
        )
        var it = year.it
        if !scope.extra.isEmpty {
            for quarter in 0..<4 { it[quarter] += scope.extra[position][quarter] }
        }
        return SiteYearLayout(
            index: index,
            calendar: calendar,
            steps: scope.window?.steps ?? 0..<calendar.count,
            weight: scope.weights.isEmpty ? 1 : scope.weights[position],
            it: it,
            flexible: year.flexible
        )
    }

    /// Whether costs by the year and rules over a year count.
    var isWholeYear: Bool { scope.window == nil }

    // MARK: Sizes

    private mutating func chooseSizes(_ year: inout SiteYearLayout, _ position: Int) {
        let sizes = scope.sizes.isEmpty ? nil : scope.sizes[position]
        let unbuilt = scope.unbuilt.isEmpty ? [] : scope.unbuilt[position]
        for (place, generator) in site.generators.enumerated() {
            let size = standing(
                existing: generator.existing,
                most: unbuilt.contains(generator.name) ? 0 : generator.most,
                given: sizes?.generators[generator.name],
                from: generator.available,
                cost: generator.capitalCost,
                year,
                labels.built[place]
            )
            year.generators.append(
                .init(
                    generator: generator,
                    size: size,
                    output: StepColumns(year.steps),
                    commitment: commitment(generator, size, year)
                )
            )
        }
        for (place, storage) in site.storages.enumerated() {
            let given = sizes?.storages[storage.name]
            let power = standing(
                existing: storage.existing,
                most: storage.most,
                given: given?.power,
                from: storage.available,
                cost: storage.capitalCost,
                year,
                labels.builtStorage[place]
            )
            var energy: StandingSize?
            if let cost = storage.energyCost {
                energy = standing(
                    existing: storage.existing * storage.hours,
                    most: storage.most > 0 ? .infinity : 0,
                    given: given?.energy,
                    from: storage.available,
                    cost: cost,
                    year,
                    labels.builtEnergy[place]
                )
            }
            let none = StepColumns(year.steps)
            year.storages.append(
                .init(
                    storage: storage,
                    power: power,
                    energy: energy,
                    charge: none,
                    discharge: none,
                    content: none,
                    reserve: none
                )
            )
        }
    }

    /// The units of a generator in a window that commits units; nil where nothing hangs on them.
    private func commitment(
        _ generator: Generator,
        _ size: StandingSize,
        _ year: SiteYearLayout
    ) -> SiteYearLayout.Commitment? {
        guard scope.window?.units != nil, let unit = generator.unit, generator.mustRun == 0,
            generator.minimumLoad > 0 || generator.startCost > 0
        else { return nil }
        let power = size.constant(at: year.steps.lowerBound)
        let count = Int((power / unit).rounded())
        guard count > 0 else { return nil }
        let none = StepColumns(year.steps)
        return .init(unit: power / Double(count), count: count, running: none, starts: none)
    }

    /// What stands of something in a year, with a column where it is chosen.
    private mutating func standing(
        existing: Double,
        most: Double,
        given: Double?,
        from date: Quarter?,
        cost: Double,
        _ year: SiteYearLayout,
        _ label: Program.Label
    ) -> StandingSize {
        let from = year.calendar.firstStep(from: date)
        guard from < year.calendar.count else {
            return StandingSize(existing: existing, fixed: 0, column: nil, from: from)
        }
        let yearly = isWholeYear ? year.weight * cost * year.calendar.share(from: from) : 0
        if let given {
            program.offset += yearly * given
            return StandingSize(existing: existing, fixed: given, column: nil, from: from)
        }
        guard most > 0, isWholeYear else {
            return StandingSize(existing: existing, fixed: 0, column: nil, from: from)
        }
        let column = program.variable(label, cost: yearly, upper: most)
        return StandingSize(existing: existing, fixed: 0, column: column, from: from)
    }

    /// The size of an agreement is the same in all years; what it produces is paid for.
    private mutating func chooseContracts(_ years: [SiteYearLayout]) {
        for (place, purchase) in site.agreements.enumerated() {
            var produced = 0.0
            for year in years {
                let from = max(
                    year.calendar.firstStep(from: purchase.available),
                    year.steps.lowerBound
                )
                guard from < year.steps.upperBound else { continue }
                let share = purchase.profile[from..<year.steps.upperBound].reduce(0, +)
                produced += year.weight * step * purchase.price * share
            }
            let given = scope.sizes.first { $0.purchases[purchase.name] != nil }
            let isThere = years.contains {
                $0.calendar.firstStep(from: purchase.available) < $0.steps.upperBound
            }
            if !isThere {
                contracts.append(.none)
            } else if let size = given?.purchases[purchase.name] {
                program.offset += produced * size
                contracts.append(StandingSize(existing: 0, fixed: size, column: nil, from: 0))
            } else {
                let column = program.variable(
                    labels.contracted[place],
                    cost: produced,
                    lower: purchase.least,
                    upper: purchase.most
                )
                contracts.append(StandingSize(existing: 0, fixed: 0, column: column, from: 0))
            }
        }
    }

    /// `built[year] ≥ built[year before]`: what is built stands in all later years.
    private mutating func growth(_ before: SiteYearLayout, _ year: SiteYearLayout) {
        for place in year.generators.indices {
            growth(before.generators[place].size, year.generators[place].size, labels.growth[place])
        }
        for place in year.storages.indices {
            let label = labels.growthStorage[place]
            growth(before.storages[place].power, year.storages[place].power, label)
            if let first = before.storages[place].energy, let second = year.storages[place].energy {
                growth(first, second, label)
            }
        }
    }

    private mutating func growth(
        _ before: StandingSize,
        _ size: StandingSize,
        _ label: Program.Label
    ) {
        guard before.column != nil || size.column != nil else { return }
        if let column = size.column { program.term(1, column) }
        if let column = before.column { program.term(-1, column) }
        program.close(label, lower: before.fixed - size.fixed)
    }
}
