import Optimization

extension PortfolioProgram {
    // MARK: Volume discounts

    /// What providers give back at the end of the horizon.
    ///
    /// The spend lies in exactly one tier, `from · h ≤ s ≤ to · h`; the tier of nothing is what the
    /// others leave. In a tier the rebate is `rate · s + fixed · h`, and `fixed` makes incremental
    /// tiers meet where they touch. Tight: the rows describe the hull of the tiers.
    mutating func addDiscounts() {
        for (place, provider) in scenario.providers.enumerated() {
            guard let discount = provider.discount, !spend[place].isEmpty else { continue }
            let most = spend[place].most(in: bounded(spend[place]))
            let tiers = discount.pieces(upTo: most / million)
            guard tiers.count > 1 else { continue }
            let total = column(.spend(provider: place))
            var sum = spend[place]
            sum.add(-1, total)
            row(.spend(provider: place), sum, lower: 0, upper: 0)
            addTiers(tiers, of: place, total, most: discount.most)
        }
    }

    private mutating func addTiers(
        _ tiers: [VolumeDiscount.Piece],
        of place: Int,
        _ total: Program.Variable,
        most: Double?
    ) {
        let worth = discounts[quarterCount - 1]
        var parts = Terms()
        var choice = Terms()
        var rebate = Terms()
        for (number, tier) in tiers.enumerated() {
            let isCosted = most == nil
            let part = column(
                .tierSpend(provider: place, tier: number),
                cost: isCosted ? -tier.rate * worth : 0
            )
            let chosen = column(
                .tier(provider: place, tier: number),
                cost: isCosted ? -tier.fixed * million * worth : 0,
                upper: 1,
                isInteger: true
            )
            parts.add(1, part)
            choice.add(1, chosen)
            rebate.add(tier.rate, part)
            rebate.add(tier.fixed * million, chosen)
            var from = Terms()
            from.add(1, part)
            from.add(-tier.from * million, chosen)
            if tier.from > 0 { row(.tierFrom(provider: place, tier: number), from, lower: 0) }
            var to = Terms()
            to.add(1, part)
            to.add(-tier.to * million, chosen)
            row(.tierTo(provider: place, tier: number), to, upper: 0)
        }
        parts.add(-1, total)
        row(.tierSum(provider: place), parts, lower: 0, upper: 0)
        row(.oneTier(provider: place), choice, lower: 1, upper: 1)
        guard let most else { return }
        let given = column(.rebate(provider: place), cost: -worth, upper: most * million)
        rebate.add(-1, given)
        row(.rebate(provider: place), rebate, lower: 0)
    }

    /// The program with the largest use of each contract as a bound, for the largest spend.
    private func bounded(_ terms: Terms) -> Program {
        var bounded = program
        for (variable, _) in terms.merged {
            let largest: Double
            switch columns[Int(variable.index)] {
            case .billed(let place, let quarter):
                let share = deliveries[place].share(in: self.quarter(quarter))
                let offer = scenario.offers[place]
                largest = (1 - rates[place].free) * share * (offer.signed ?? offer.most)
            case .trueUp(let place, let year): largest = largestTrueUp(of: place, year: year)
            default: continue
            }
            bounded.setBounds(variable, lower: 0, upper: largest)
        }
        return bounded
    }

    private func largestTrueUp(of place: Int, year: Int) -> Double {
        let offer = scenario.offers[place]
        let rates = rates[place]
        return (0..<quarterCount).reduce(0) { sum, number in
            let quarter = quarter(number)
            let share = rates.delivery.share(in: quarter)
            guard share > 0, quarter.distance(from: offer.starts) / 4 == year else { return sum }
            let price = offer.price(in: quarter) * million
            return sum + price * rates.trueUp * share * (offer.signed ?? offer.most)
        }
    }

    // MARK: Cash

    /// Payments of each quarter within their limits, the balance above its floor, the covenant.
    mutating func addMoneyRules() {
        let finance = scenario.finance
        addCovenant()
        guard finance.cash != nil || !finance.spendingLimits.isEmpty else { return }
        var before: Program.Variable?
        for quarter in 0..<quarterCount {
            let limit =
                finance.spendingLimits.indices.contains(quarter)
                ? finance.spendingLimits[quarter] * million : Double.infinity
            // Below zero where sites sell more than all else costs.
            let paid = column(.payments(quarter: quarter), lower: -.infinity, upper: limit)
            var terms = payments[quarter]
            terms.add(-1, paid)
            row(.payments(quarter: quarter), terms, lower: 0, upper: 0)
            guard let cash = finance.cash else { continue }
            // balance = balance before + what comes in − what is paid
            let balance = column(.balance(quarter: quarter), lower: finance.floor * million)
            var change = Terms()
            change.add(1, balance)
            change.add(-1, before)
            change.add(1, paid)
            if quarter == quarterCount - 1 { change.add(rebates, times: -1) }
            let income = finance.income(in: quarter) + (quarter == 0 ? cash : 0)
            let side = income * million
            row(.balance(quarter: quarter), change, lower: side, upper: side)
            before = balance
        }
    }

    /// All that providers give back at the end.
    private var rebates: Terms {
        var terms = Terms()
        for (place, provider) in scenario.providers.enumerated() {
            if let given = places[.rebate(provider: place)] {
                terms.add(1, given)
                continue
            }
            guard let discount = provider.discount else { continue }
            for (number, tier) in discount.pieces(upTo: .infinity).enumerated() {
                terms.add(tier.rate, places[.tierSpend(provider: place, tier: number)])
                terms.add(tier.fixed * million, places[.tier(provider: place, tier: number)])
            }
        }
        return terms
    }

    /// What contracts that have begun, or are signed, oblige to later stays within the covenant.
    private mutating func addCovenant() {
        guard let multiple = scenario.finance.covenantMultiple else { return }
        for quarter in 0..<quarterCount {
            var terms = Terms()
            for (place, offer) in scenario.offers.enumerated() {
                let isSigned = offer.signed != nil
                guard isSigned || offer.starts <= self.quarter(quarter) else { continue }
                let rates = rates[place]
                var later = 0.0
                for age in rates.delivery.shares.indices {
                    let then = offer.starts.advanced(by: age)
                    guard then > self.quarter(quarter) else { continue }
                    later += offer.price(in: then) * rates.delivery.shares[age]
                }
                terms.add(later * (rates.due + rates.trueUp) * million, places[.size(offer: place)])
            }
            guard !terms.isEmpty else { continue }
            let revenue = scenario.finance.yearlyRevenue(upTo: quarter)
            row(.covenant(quarter: quarter), terms, upper: multiple * revenue * million)
        }
    }
}

extension Finance {
    /// Dollars that come in in a quarter.
    func income(in quarter: Int) -> Double {
        (funding.indices.contains(quarter) ? funding[quarter] : 0)
            + (revenue.indices.contains(quarter) ? revenue[quarter] : 0)
    }

    /// Dollars of revenue in the four quarters up to one; of fewer, as if they went on for a year.
    func yearlyRevenue(upTo quarter: Int) -> Double {
        let first = max(0, quarter - 3)
        let sum = (first...quarter).reduce(0) {
            $0 + (revenue.indices.contains($1) ? revenue[$1] : 0)
        }
        return sum * 4 / Double(quarter - first + 1)
    }
}

extension VolumeDiscount {
    /// A range of spend in which the rebate is `rate · spend + fixed`; dollars.
    struct Piece: Sendable, Equatable {
        var from: Double
        var to: Double
        var rate: Double
        var fixed: Double
    }

    /// The pieces up to a largest spend, the one without a rebate first.
    func pieces(upTo largest: Double) -> [Piece] {
        var pieces: [Piece] = []
        var from = 0.0
        var rate = 0.0
        var given = 0.0
        for tier in tiers + [Tier(from: largest, rate: 0)] {
            let to = min(tier.from, largest)
            if to > from || pieces.isEmpty {
                let fixed = model == .incremental ? given - rate * from : 0
                pieces.append(Piece(from: from, to: to, rate: rate, fixed: fixed))
            }
            guard tier.from < largest else { break }
            given += rate * (tier.from - from)
            (from, rate) = (tier.from, tier.rate)
        }
        return pieces
    }

    /// How much less than a tier asks for still reaches it, relative: what solvers keep rows to.
    static let tolerance = 1e-6

    /// What is given back on a spend; dollars.
    package func rebate(on spend: Double) -> Double {
        var rebate = 0.0
        switch model {
        case .incremental:
            for (place, tier) in tiers.enumerated() where spend > tier.from {
                let end = place + 1 < tiers.count ? min(spend, tiers[place + 1].from) : spend
                rebate += tier.rate * max(0, end - tier.from)
            }
        case .allUnits:
            rebate = (tiers.last { $0.from <= spend * (1 + Self.tolerance) }?.rate ?? 0) * spend
        }
        return min(rebate, most ?? .infinity)
    }
}
