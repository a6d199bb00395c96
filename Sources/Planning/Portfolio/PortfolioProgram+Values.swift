import Optimization

extension PortfolioProgram {
    /// What the values of a solution decide, cleared of the solver's small change.
    package func choice(of values: [Double]) -> PortfolioChoice {
        precondition(values.count == columns.count, "one value per column")
        var choice = PortfolioChoice()
        choice.spots = scenario.spots.map { _ in none }
        for (place, offer) in scenario.offers.enumerated() {
            let size = size(of: place, in: values)
            guard size > 0 else { continue }
            choice.sizes[offer.name] = size
            choice.billed[offer.name] = none
        }
        for (column, value) in zip(columns, values) { take(value, of: column, into: &choice) }
        for (place, build) in scenario.builds.enumerated() {
            choice.orders[build.name] = (0..<quarterCount).map { quarter in
                places[.order(build: place, quarter: quarter)].map {
                    Int(values[Int($0.index)].rounded())
                } ?? 0
            }
        }
        choice.sitePower = sitePower(of: choice)
        return choice
    }

    private var none: [Double] { Array(repeating: 0, count: quarterCount) }

    private func size(of place: Int, in values: [Double]) -> Double {
        let offer = scenario.offers[place]
        guard offer.signed == nil else { return offer.signed ?? 0 }
        guard let column = places[.size(offer: place)] else { return 0 }
        let size = values[Int(column.index)]
        let isSigned =
            places[.signed(offer: place)].map { values[Int($0.index)] > 0.5 } ?? (size > 1e-6)
        return isSigned && size > 1e-6 ? min(max(size, offer.least), offer.most) : 0
    }

    private func take(
        _ value: Double,
        of column: PortfolioColumn,
        into choice: inout PortfolioChoice
    ) {
        switch column {
        case .billed(let place, let quarter):
            let offer = scenario.offers[place]
            guard let size = choice.sizes[offer.name] else { return }
            let share = deliveries[place].share(in: self.quarter(quarter))
            let most = (1 - rates[place].free) * share * size
            choice.billed[offer.name]?[quarter] = min(max(0, value), most)
        case .spot(let place, let quarter):
            choice.spots[place][quarter] = min(max(0, value), scenario.spots[place].limit)
        case .unserved(let place, let quarter):
            let demand = scenario.demands[place]
            let power = min(max(0, value), max(0, demand.power[quarter]))
            choice.unserved[demand.name, default: none][quarter] = power
        default: return
        }
    }

    /// Megawatts of IT that orders bring to a site in the four quarters of a year.
    package func power(at site: String, in year: Int, of choice: PortfolioChoice) -> [Double] {
        (1...4).map { number in
            let place = scenario.horizon.index(of: Quarter(year: year, number: number))
            return scenario.builds.reduce(0) { sum, build in
                guard build.site == site, let orders = choice.orders[build.name] else { return sum }
                return orders.indices.reduce(sum) { sum, order in
                    let first = order + build.leadQuarters
                    let works = place >= first && place < first + build.lifeQuarters
                    return works ? sum + Double(orders[order]) * build.block : sum
                }
            }
        }
    }

    /// The least that the cuts allow.
    private func sitePower(of choice: PortfolioChoice) -> [SiteYear: Double] {
        var least: [SiteYear: Double] = [:]
        for case .sitePower(let site, let year) in columns {
            let power = power(at: site, in: year, of: choice)
            let lines = cuts.filter { $0.kind == .cost && $0.site == site && $0.year == year }
            least[SiteYear(site: site, year: year)] = lines.reduce(0) {
                max($0, $1.value(at: power))
            }
        }
        return least
    }

    // MARK: From a choice back to values

    /// The value of every column for a choice: what follows from it is worked out.
    ///
    /// Also for a choice of another scenario: what is not there any more is left out, so the values
    /// may violate rows. Then they are a start for the solver, not a solution.
    package func values(of choice: PortfolioChoice) -> [Double] {
        var values = Array(repeating: 0.0, count: columns.count)
        for (place, column) in columns.enumerated() {
            values[place] = min(
                max(decided(column, by: choice), program.lower[place]),
                program.upper[place]
            )
        }
        for (place, meaning) in rows.enumerated() {
            let row = Program.Row(index: Int32(place))
            switch meaning {
            case .capacity, .regionCapacity, .totalCapacity, .supplied, .payments:
                define(at: row, in: &values)
            case .spend(let provider):
                define(at: row, in: &values)
                setTiers(of: provider, in: &values)
            case .trueUp(let offer, let year):
                guard let column = places[.trueUp(offer: offer, year: year)] else { continue }
                values[Int(column.index)] = max(0, sum(of: row, without: column, in: values))
            case .rebate(let provider):
                guard let column = places[.rebate(provider: provider)] else { continue }
                let most = program.upper[Int(column.index)]
                values[Int(column.index)] = min(most, sum(of: row, without: column, in: values))
            case .balance(let quarter):
                guard let column = places[.balance(quarter: quarter)] else { continue }
                let side = program.rowLower[place]
                values[Int(column.index)] = side - sum(of: row, without: column, in: values)
            default: continue
            }
        }
        setFlows(in: &values)
        return values
    }

    private func decided(_ column: PortfolioColumn, by choice: PortfolioChoice) -> Double {
        switch column {
        case .size(let place): choice.sizes[scenario.offers[place].name] ?? 0
        case .signed(let place): isSigned(scenario.offers[place], by: choice) ? 1 : 0
        case .billed(let place, let quarter):
            value(choice.billed[scenario.offers[place].name], quarter)
        case .order(let place, let quarter):
            choice.orders[scenario.builds[place].name].map {
                $0.indices.contains(quarter) ? Double($0[quarter]) : 0
            } ?? 0
        case .spot(let place, let quarter):
            choice.spots.indices.contains(place) ? value(choice.spots[place], quarter) : 0
        case .unserved(let place, let quarter):
            value(choice.unserved[scenario.demands[place].name], quarter)
        case .sitePower(let site, let year):
            (choice.sitePower[SiteYear(site: site, year: year)] ?? 0) * million
        default: 0
        }
    }

    private func value(_ series: [Double]?, _ quarter: Int) -> Double {
        series.flatMap { $0.indices.contains(quarter) ? $0[quarter] : nil } ?? 0
    }

    /// A contract counts as signed for its own size or for that of one that extends it.
    private func isSigned(_ offer: ComputeOffer, by choice: PortfolioChoice) -> Bool {
        if choice.sizes[offer.name] ?? 0 > 0 { return true }
        var open = [offer.name]
        var seen = Set(open)
        while let base = open.popLast() {
            for other in scenario.offers
            where other.extends == base && seen.insert(other.name).inserted {
                if choice.sizes[other.name] ?? 0 > 0 { return true }
                open.append(other.name)
            }
        }
        return false
    }

    private func sum(
        of row: Program.Row,
        without column: Program.Variable,
        in values: [Double]
    ) -> Double {
        program.terms(of: row).reduce(0) { sum, term in
            term.variable == column
                ? sum : sum + term.coefficient * values[Int(term.variable.index)]
        }
    }

    /// Sets the column that a row defines, which is the one with −1 that was made last.
    private func define(at row: Program.Row, in values: inout [Double]) {
        guard let last = program.terms(of: row).last else { return }
        precondition(last.coefficient == -1, "a definition ends with what it defines")
        values[Int(last.variable.index)] = sum(of: row, without: last.variable, in: values)
    }

    private func setTiers(of provider: Int, in values: inout [Double]) {
        guard let total = places[.spend(provider: provider)],
            let discount = scenario.providers[provider].discount
        else { return }
        let spend = values[Int(total.index)]
        let pieces = discount.pieces(upTo: .infinity)
        let chosen =
            pieces.lastIndex {
                $0.from * million <= spend * (1 + VolumeDiscount.tolerance)
            } ?? 0
        for number in pieces.indices {
            guard let part = places[.tierSpend(provider: provider, tier: number)],
                let tier = places[.tier(provider: provider, tier: number)]
            else { continue }
            values[Int(part.index)] = number == chosen ? spend : 0
            values[Int(tier.index)] = number == chosen ? 1 : 0
        }
    }

    /// Flows of demands, where the program has them.
    private func setFlows(in values: inout [Double]) {
        var done: Set<[Int]> = []
        for case .flow(_, _, let quarter, let contingency) in columns
        where done.insert([quarter, contingency ?? -1]).inserted {
            setFlows(in: quarter, contingency: contingency, in: &values)
        }
    }

    private func setFlows(in quarter: Int, contingency: Int?, in values: inout [Double]) {
        let service = servicePlaces
        let needs = scenario.demands.indices.map { place in
            let demand = scenario.demands[place]
            let open = places[.unserved(demand: place, quarter: quarter)].map {
                values[Int($0.index)]
            }
            let power =
                contingency == nil
                ? demand.power[quarter] - (open ?? 0)
                : demand.survivalShare * demand.power[quarter]
            return RegionDispatch.Need(power: power, places: service[place])
        }
        var supplies = Array(repeating: 0.0, count: regions.count)
        for (place, meaning) in rows.enumerated() {
            guard case .flow(let region, quarter, contingency) = meaning else { continue }
            for term in program.terms(of: Program.Row(index: Int32(place))) {
                if case .flow = columns[Int(term.variable.index)] { continue }
                supplies[region] -= term.coefficient * values[Int(term.variable.index)]
            }
        }
        let dispatch = RegionDispatch(needs, over: supplies)
        for demand in needs.indices {
            for region in regions.indices {
                let meaning = PortfolioColumn.flow(
                    demand: demand,
                    region: region,
                    quarter: quarter,
                    contingency: contingency
                )
                if let column = places[meaning] {
                    values[Int(column.index)] = dispatch.flows[demand][region]
                }
            }
        }
    }
}
