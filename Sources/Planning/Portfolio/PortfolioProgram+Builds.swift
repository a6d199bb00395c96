import Optimization

extension PortfolioProgram {
    /// Blocks by the quarter of their order, with all that they cost.
    ///
    /// Orders whose first work would be before the chip or the campus's power is there, or after
    /// the horizon, are left out: a later order of the same block does as much for less.
    mutating func addBuilds() {
        for (place, build) in scenario.builds.enumerated() {
            var blocks = Terms()
            for order in 0..<quarterCount where isSensible(order, of: build) {
                let variable = column(
                    .order(build: place, quarter: order),
                    upper: Double(build.mostBlocks),
                    isInteger: true
                )
                blocks.add(1, variable)
                addPayments(of: build, order, variable)
            }
            guard !blocks.isEmpty else { continue }
            row(.blocks(build: place), blocks, upper: Double(build.mostBlocks))
        }
    }

    /// Whether a block that is ordered in a quarter is ready in time and not too early.
    ///
    /// An order that stands has to be paid, whatever becomes of it.
    func isSensible(_ order: Int, of build: OwnBuild) -> Bool {
        if scenario.standingOrders[build.name]?[order] != nil { return true }
        let first = quarter(order + build.leadQuarters)
        let work = quarter(scenario.firstWork(of: build, orderedIn: order))
        if let earliest = build.earliestOrder, quarter(order) < earliest { return false }
        if let date = scenario.chip(build.chip)?.available, first < date { return false }
        if let campus = scenario.campuses.first(where: { $0.name == build.campus }),
            campus.limit(in: work) <= 0
        {
            return false
        }
        return first <= scenario.horizon.last
    }

    /// The quarters of the horizon in which a block works.
    func service(_ build: OwnBuild, orderedIn order: Int) -> Range<Int> {
        let first = scenario.firstWork(of: build, orderedIn: order)
        return first..<max(first, min(quarterCount, first + build.lifeQuarters))
    }

    private mutating func addPayments(
        of build: OwnBuild,
        _ order: Int,
        _ variable: Program.Variable
    ) {
        let capex = build.capex * build.block * million
        var cost = capex * discounts[order]
        pay(capex, variable, in: order)
        var running = build.opex * build.block * million
        var carbon = 0.0
        if build.site == nil {
            let energy = build.block * build.pue * hoursPerQuarter
            running += build.powerPrice * energy * million
            carbon = scenario.rules.carbonPrice * build.powerCarbon * energy * million
        }
        for quarter in service(build, orderedIn: order) {
            cost += (running + carbon) * discounts[quarter]
            pay(running, variable, in: quarter)
        }
        let age = max(0, quarterCount - scenario.delivery(of: build, orderedIn: order))
        if age < build.lifeQuarters {
            cost -= capex * yearly(build.residualPerYear, quarters: age) * discounts[quarterCount]
        }
        program.setCost(variable, cost)
    }

    /// Compute without a contract, up to what each market has.
    mutating func addSpots() {
        for (place, market) in scenario.spots.enumerated() where market.limit > 0 {
            let price = market.price * million
            for quarter in 0..<quarterCount {
                let spot = column(
                    .spot(market: place, quarter: quarter),
                    cost: price * discounts[quarter],
                    upper: market.limit
                )
                pay(price, spot, in: quarter)
            }
        }
    }

    /// Contracts and blocks on a campus take no more than its power; in megawatts of its own chips.
    mutating func addCampuses() {
        for (place, campus) in scenario.campuses.enumerated() {
            for quarter in 0..<quarterCount {
                let limit = campus.limit(in: self.quarter(quarter))
                var terms = Terms()
                var signed = 0.0
                for (number, offer) in scenario.offers.enumerated()
                where offer.campus == campus.name {
                    let share = deliveries[number].share(in: self.quarter(quarter))
                    if let size = offer.signed {
                        signed += share * size
                    } else {
                        terms.add(share, places[.size(offer: number)])
                    }
                }
                for (number, build) in scenario.builds.enumerated()
                where build.campus == campus.name {
                    for order in 0..<quarterCount
                    where service(build, orderedIn: order).contains(quarter) {
                        terms.add(build.block, places[.order(build: number, quarter: order)])
                    }
                }
                let left = max(0, limit - signed)
                guard terms.most(in: program) > left else { continue }
                row(.campus(place, quarter: quarter), terms, upper: left)
            }
        }
    }
}

/// A quarter of a year of 8,760 hours.
let hoursPerQuarter = 2_190.0
