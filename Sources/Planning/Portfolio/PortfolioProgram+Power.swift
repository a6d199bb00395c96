import Optimization

extension PortfolioProgram {
    /// The sites and years whose power own builds may need, or whose emissions count.
    package var siteYears: [SiteYear] {
        columns.compactMap { column in
            guard case .sitePower(let site, let year) = column else { return nil }
            return SiteYear(site: site, year: year)
        }
    }

    /// The calendar years of the horizon.
    var years: [Int] { Set((0..<quarterCount).map { quarter($0).year }).sorted() }

    /// What the power of each site costs in each year of the horizon, from below by cuts.
    ///
    /// Not below zero as long as no cut is known; then below it as well, as a site may sell more than
    /// it pays. A quarter bears a fourth of its year. Sites that nothing is built for are there as
    /// well where a carbon budget is split between all of them.
    mutating func addSitePower() {
        var places = Set<SiteYear>()
        for site in scenario.builds.compactMap(\.site) {
            for year in years { places.insert(SiteYear(site: site, year: year)) }
        }
        if scenario.rules.carbonBudget != nil {
            for site in scenario.sites {
                for year in site.years.map(\.year) where years.contains(year) {
                    places.insert(SiteYear(site: site.name, year: year))
                }
            }
        }
        for place in places.sorted() {
            let quarters = (0..<quarterCount).filter { quarter($0).year == place.year }
            let power = column(
                .sitePower(site: place.site, year: place.year),
                cost: quarters.reduce(0) { $0 + discounts[$1] / 4 }
            )
            for quarter in quarters { pay(0.25, power, in: quarter) }
        }
    }

    /// What the sites are granted and the builds without a site emit is within the year's budget.
    ///
    /// `Σ granted[site, year] + Σ emissions of builds ≤ budget[year]`, in tonnes.
    mutating func addCarbonBudget() {
        guard let budget = scenario.rules.carbonBudget else { return }
        for year in years {
            guard let tonnes = budget.tonnes(in: year) else { continue }
            var terms = Terms()
            for place in siteYears where place.year == year {
                terms.add(1, column(.granted(site: place.site, year: year)))
            }
            for (place, build) in scenario.builds.enumerated() where build.site == nil {
                for order in 0..<quarterCount {
                    let quarters = service(build, orderedIn: order).count {
                        quarter($0).year == year
                    }
                    terms.add(
                        build.blockEmissions * Double(quarters),
                        places[.order(build: place, quarter: order)]
                    )
                }
            }
            guard !terms.isEmpty else { continue }
            row(.carbonBudget(year: year), terms, upper: tonnes)
        }
    }

    /// Adds what a site's program said: its year costs at least so much, or takes no more than that.
    package mutating func add(_ cut: SiteCut) {
        precondition(
            places[.sitePower(site: cut.site, year: cut.year)] != nil,
            "a cut for a site and a year of the portfolio"
        )
        let granted = places[.granted(site: cut.site, year: cut.year)]
        let slope = cut.tonnes?.slope ?? 0
        // Where any amount is granted, what holds for some tonnes says nothing.
        guard slope == 0 || granted != nil else { return }
        cuts.append(cut)
        let scale = cut.kind == .cost ? million : 1
        var terms = Terms()
        var constant = cut.value * scale
        if let tonnes = cut.tonnes {
            constant -= slope * scale * tonnes.at
            terms.add(slope * scale, granted)
        }
        for number in 1...4 {
            let place = scenario.horizon.index(of: Quarter(year: cut.year, number: number))
            let slope = cut.slopes[number - 1] * scale
            constant -= slope * cut.at[number - 1]
            guard slope != 0 else { continue }
            for (number, build) in scenario.builds.enumerated() where build.site == cut.site {
                for order in 0..<quarterCount {
                    let first = scenario.firstWork(of: build, orderedIn: order)
                    guard place >= first, place < first + build.lifeQuarters else { continue }
                    terms.add(
                        slope * build.block,
                        places[.order(build: number, quarter: order)]
                    )
                }
            }
        }
        switch cut.kind {
        case .cost:
            if let cost = places[.sitePower(site: cut.site, year: cut.year)] {
                // From here on the line bounds it: orders and tonnes are bounded themselves.
                program.setBounds(cost, lower: -.infinity, upper: .infinity)
                terms.add(-1, cost)
            }
            row(.siteCost(site: cut.site, year: cut.year), terms, upper: -constant)
        case .limit where slope != 0:
            row(.siteEmissions(site: cut.site, year: cut.year), terms, upper: -constant)
        case .limit:
            row(.siteLimit(site: cut.site, year: cut.year), terms, upper: -constant)
        }
    }

    // MARK: What a choice means for the sites

    /// Megawatts of IT that orders bring to a site in the four quarters of a year.
    package func power(at site: String, in year: Int, of choice: PortfolioChoice) -> [Double] {
        (1...4).map { number in
            let place = scenario.horizon.index(of: Quarter(year: year, number: number))
            return scenario.builds.reduce(0) { sum, build in
                guard build.site == site, let orders = choice.orders[build.name] else { return sum }
                return orders.indices.reduce(sum) { sum, order in
                    let first = scenario.firstWork(of: build, orderedIn: order)
                    let works = place >= first && place < first + build.lifeQuarters
                    return works ? sum + Double(orders[order]) * build.block : sum
                }
            }
        }
    }

    /// The least that the cuts allow.
    func sitePower(of choice: PortfolioChoice) -> [SiteYear: Double] {
        var least: [SiteYear: Double] = [:]
        for case .sitePower(let site, let year) in columns {
            let power = power(at: site, in: year, of: choice)
            let lines = cuts.filter { $0.kind == .cost && $0.site == site && $0.year == year }
            let place = SiteYear(site: site, year: year)
            let costs = lines.compactMap { $0.value(at: power, tonnes: choice.granted[place]) }
            least[place] = costs.max() ?? 0
        }
        return least
    }

    /// The tonnes of each site and year, with what the solver left over.
    ///
    /// More tonnes cost a site nothing, so what is left goes to all in proportion: a budget that
    /// does not bind leaves every site what it wants.
    func granted(_ choice: PortfolioChoice, _ values: [Double]) -> [SiteYear: Double] {
        guard let budget = scenario.rules.carbonBudget else { return [:] }
        var granted: [SiteYear: Double] = [:]
        for year in years {
            guard let tonnes = budget.tonnes(in: year) else { continue }
            let places = siteYears.filter { $0.year == year }
            let known = places.map { place in
                self.places[.granted(site: place.site, year: year)].map {
                    max(0, values[Int($0.index)])
                } ?? 0
            }
            let left = max(0, tonnes - buildEmissions(of: choice, in: year))
            let sum = known.reduce(0, +)
            for (place, share) in zip(places, known) {
                granted[place] =
                    sum > 0 ? left * (share / sum) : left / Double(max(1, places.count))
            }
        }
        return granted
    }

    /// Tonnes that builds without a site emit in a year of the horizon.
    func buildEmissions(of choice: PortfolioChoice, in year: Int) -> Double {
        scenario.builds.reduce(0) { sum, build in
            guard build.blockEmissions != 0, let orders = choice.orders[build.name] else {
                return sum
            }
            return orders.enumerated().reduce(sum) { sum, order in
                let quarters = service(build, orderedIn: order.offset).count {
                    quarter($0).year == year
                }
                return sum + Double(order.element * quarters) * build.blockEmissions
            }
        }
    }
}

extension OwnBuild {
    /// Tonnes of CO2 that the power of a block without a site emits in a quarter.
    var blockEmissions: Double { site == nil ? powerCarbon * block * pue * hoursPerQuarter : 0 }
}
