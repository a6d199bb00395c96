import Optimization

/// The energy that a site has to bring up by itself from any hour on.
struct IslandingWindow: Sendable {
    /// Steps without the grid.
    let length: Int
    /// Running sums of the critical load over the year and what follows it, in megawatt-hours.
    private let critical: [Double]
    /// The same of each firm generator's availability in hours; nil where it is always there.
    private let available: [[Double]?]

    init(_ site: PowerSite, _ year: SiteYearLayout, hours: Int) {
        let step = site.stepHours
        let length = max(1, Int((Double(hours) / step).rounded(.up)))
        self.length = length
        let count = year.calendar.count
        critical = Self.sums(count + length) {
            step * site.rules.criticalShare * year.load(at: $0, site)
        }
        available = site.generators.map { generator in
            guard generator.isFirm, !generator.availability.isEmpty else { return nil }
            return Self.sums(count + length) { step * generator.availability[$0 % count] }
        }
    }

    private static func sums(_ count: Int, _ value: (Int) -> Double) -> [Double] {
        var sums = [0.0]
        sums.reserveCapacity(count + 1)
        for step in 0..<count { sums.append(sums[step] + value(step)) }
        return sums
    }

    /// Megawatt-hours of critical load in the window that begins with a step.
    func load(from step: Int) -> Double { critical[step + length] - critical[step] }

    /// Hours at full power of a generator in the window that begins with a step.
    func hours(of generator: Int, from step: Int, _ stepHours: Double) -> Double {
        guard let sums = available[generator] else { return Double(length) * stepHours }
        return sums[step + length] - sums[step]
    }
}

/// What is lost when the largest unit fails.
enum LargestUnit: Sendable, Equatable {
    /// Nothing that could be lost stands.
    case none
    /// One of a fleet, in megawatts.
    case unit(Double)
    /// All of a firm generator that has no units, by its place.
    case whole(Int)
}

extension SiteProgramBuilder {
    /// The units that may be the largest one in a step: of all fleets the largest, and each machine.
    func losses(_ year: SiteYearLayout, _ h: Int) -> [LargestUnit] {
        var largest = 0.0
        var machines: [LargestUnit] = []
        for place in year.generators.indices where site.generators[place].isFirm {
            guard year.generators[place].size.stands(at: h) else { continue }
            if let unit = site.generators[place].unit {
                largest = max(largest, unit)
            } else {
                machines.append(.whole(place))
            }
        }
        if largest > 0 { machines.append(.unit(largest)) }
        return machines.isEmpty ? [.none] : machines
    }

    // MARK: Capacity

    /// Firm capacity without its largest unit covers the load of every hour.
    ///
    /// Hours with the same capacity need one row, for the largest load among them.
    mutating func adequacy(_ year: inout SiteYearLayout) {
        if let share = site.rules.survivesLargestUnit {
            for (h, load) in tightestSteps(year) {
                for loss in losses(year, h) {
                    let row = adequacy(year, h, loss, share * load, labels.largestUnit)
                    year.largestUnit.append((row, load))
                }
            }
        }
        if site.rules.islandingHours != nil {
            for (h, load) in tightestSteps(year) {
                for loss in losses(year, h) {
                    let need = site.rules.criticalShare * load
                    let row = adequacy(year, h, loss, need, labels.islandingPower)
                    year.islandingPower.append((row, load))
                }
            }
        }
    }

    /// Of the steps with equal firm capacity the one with the largest load.
    private func tightestSteps(_ year: SiteYearLayout) -> [(step: Int, load: Double)] {
        let series = year.generators.filter {
            $0.generator.isFirm && !$0.generator.availability.isEmpty
        }
        let dates = Set(
            year.generators.filter(\.generator.isFirm).map(\.size.from)
                + year.storages.map(\.power.from)
        ).sorted()
        var places: [[Double]: Int] = [:]
        var steps: [(step: Int, load: Double)] = []
        for h in year.steps {
            var key = [Double(dates.count { $0 <= h })]
            for part in series { key.append(part.availability(at: h)) }
            let load = year.load(at: h, site)
            if let place = places[key] {
                if load > steps[place].load { steps[place] = (h, load) }
            } else {
                places[key] = steps.count
                steps.append((h, load))
            }
        }
        return steps
    }

    private mutating func adequacy(
        _ year: SiteYearLayout,
        _ h: Int,
        _ loss: LargestUnit,
        _ need: Double,
        _ label: Program.Label
    ) -> Program.Row {
        var side = need
        for place in year.generators.indices where site.generators[place].isFirm {
            guard loss != .whole(place) else { continue }
            let availability = year.generators[place].availability(at: h)
            side -= add(availability, year.generators[place].size, h)
        }
        for place in year.storages.indices { side -= add(1, year.storages[place].power, h) }
        if case .unit(let power) = loss { side += power }
        return program.close(label, lower: side)
    }

    /// Adds a multiple of what stands to the row in hand; returns its constant part.
    private mutating func add(_ factor: Double, _ size: StandingSize, _ h: Int) -> Double {
        if factor != 0, let column = size.column(at: h) { program.term(factor, column) }
        return factor * size.constant(at: h)
    }

    // MARK: Rules of an hour

    /// `η s[h−1] + Σ firm energy of the window − unit ≥ critical energy of the window`.
    mutating func islanding(_ year: inout SiteYearLayout, _ h: Int) {
        guard let window = islandingWindow else { return }
        // The first step of a part of a year holds what it was given.
        if h == year.steps.lowerBound, scope.window != nil { return }
        let before = h == year.steps.lowerBound ? year.steps.upperBound - 1 : h - 1
        for (number, loss) in losses(year, h).enumerated() {
            var side = window.load(from: h)
            for place in year.storages.indices {
                term(efficiencies[place].discharge, year.storages[place].content[before])
            }
            for place in year.generators.indices where site.generators[place].isFirm {
                guard loss != .whole(place) else { continue }
                let hours = window.hours(of: place, from: h, step)
                side -= add(hours, year.generators[place].size, h)
            }
            if case .unit(let power) = loss { side += Double(window.length) * step * power }
            if year.islanding.count <= number { year.islanding.append(StepRows(year.steps)) }
            year.islanding[number][h] = program.close(labels.islanding, lower: side)
        }
    }

    /// `short ≥ load + training − Σ clean − Σ dis + Σ cha`.
    mutating func matching(_ year: inout SiteYearLayout, _ h: Int) {
        guard site.rules.cleanMatching != nil, isWholeYear else { return }
        let short = program.variable(labels.unmatched)
        year.unmatched[h] = short
        program.term(1, short)
        for place in year.generators.indices where site.generators[place].isClean {
            term(1, year.generators[place].output[h])
        }
        for place in year.purchases.indices where site.agreements[place].isClean {
            term(1, year.purchases[place].used[h])
        }
        for place in year.storages.indices {
            term(1, year.storages[place].discharge[h])
            term(-1, year.storages[place].charge[h])
        }
        term(-1, year.training[h])
        program.close(labels.matching, lower: year.load(at: h, site))
    }

    /// `r + dis − cha ≤ B` and `r + dis − cha ≤ η s[h−1]`.
    ///
    /// What a storage can give on top of what it gives, for an hour from the beginning of the step
    /// on; charging can be broken off.
    mutating func reserveRows(_ year: SiteYearLayout, _ h: Int) {
        for place in year.storages.indices {
            guard let reserve = year.storages[place].reserve[h] else { continue }
            let power = year.storages[place].power
            let efficiency = efficiencies[place].discharge
            for isEnergy in [false, true] {
                program.term(1, reserve)
                term(1, year.storages[place].discharge[h])
                term(-1, year.storages[place].charge[h])
                var side = power.constant(at: h)
                if !isEnergy {
                    term(-1, power.column(at: h))
                } else if h == year.steps.lowerBound, let window = scope.window {
                    side = efficiency * window.stored[place]
                } else {
                    let first = h == year.steps.lowerBound
                    let before = first ? year.steps.upperBound - 1 : h - 1
                    term(-efficiency, year.storages[place].content[before])
                    side = 0
                }
                program.close(labels.reserve[place], upper: side)
            }
        }
    }

    /// `Σ firm (availability · G − g) + Σ r ≥ share · infeed`, for every single infeed.
    mutating func spinning(_ year: SiteYearLayout, _ h: Int) {
        guard let share = site.rules.spinningReserve else { return }
        for loss in losses(year, h) where loss != .none {
            headroom(year, h, share, loss)
        }
        guard year.imports[h] != nil || year.connection[h] != nil else { return }
        headroom(year, h, share, .none)
    }

    /// One row of it; the infeed of `.none` is the connection.
    private mutating func headroom(
        _ year: SiteYearLayout,
        _ h: Int,
        _ share: Double,
        _ infeed: LargestUnit
    ) {
        var side = 0.0
        for place in year.generators.indices where site.generators[place].isFirm {
            if infeed == .whole(place) {
                term(-share, year.generators[place].output[h])
                continue
            }
            let availability = year.generators[place].availability(at: h)
            if let unit = year.generators[place].commitment?.unit {
                // Only units that run can give more at once.
                term(availability * unit, year.generators[place].commitment?.running[h])
            } else {
                side -= add(availability, year.generators[place].size, h)
            }
            term(-1, year.generators[place].output[h])
        }
        for place in year.storages.indices {
            term(1, year.storages[place].reserve[h])
        }
        switch infeed {
        case .unit(let power): side += share * power
        case .whole: break
        case .none:
            term(-share, year.imports[h])
            for place in year.purchases.indices
            where !site.agreements[place].isBehindTheMeter {
                term(-share, year.purchases[place].used[h])
            }
        }
        program.close(labels.spinning, lower: side)
    }

    // MARK: Rules of a year

    mutating func annualRows(_ year: inout SiteYearLayout) {
        let load = site.load(year)
        if let share = site.rules.cleanMatching {
            for h in year.steps { term(step, year.unmatched[h]) }
            year.matchingTotal = program.close(labels.matchingTotal, upper: (1 - share) * load)
        }
        guard let cap = site.rules.carbonCap else { return }
        for place in year.generators.indices where site.generators[place].carbon != 0 {
            let carbon = site.generators[place].carbon
            for h in year.steps { term(step * carbon, year.generators[place].output[h]) }
        }
        for place in year.purchases.indices where site.agreements[place].carbon != 0 {
            let carbon = site.agreements[place].carbon
            for h in year.steps { term(step * carbon, year.purchases[place].used[h]) }
        }
        if let grid = site.grid {
            for h in year.steps {
                let carbon = grid.carbon(site.rules.carbonKind, h)
                if carbon != 0 { term(step * carbon, year.imports[h]) }
            }
        }
        year.carbonCap = program.close(labels.carbonCap, upper: cap * load)
    }
}

extension PowerSite {
    /// Megawatt-hours of a year's load, with its flexible part.
    func load(_ year: SiteYearLayout) -> Double {
        var sum = year.flexible?.energy(year.calendar) ?? 0
        for h in 0..<year.calendar.count { sum += stepHours * year.load(at: h, self) }
        return sum
    }
}
