import Optimization

/// What a contract asks for per megawatt, quarter by quarter.
///
/// Whatever is due or prepaid may be used without paying more: that is a share `free` of what is
/// available, and only what is used beyond it is a decision of the quarter.
struct ContractRates {
    let delivery: OfferDelivery
    /// The share of the available capacity that costs no more when it is used.
    let free: Double
    /// The share of the full price that is due in a quarter, less what was prepaid.
    let due: Double
    /// The share of the full price that a contract year has to reach beyond what was prepaid.
    let trueUp: Double
    /// Dollars per megawatt when the contract begins, and what of that is left after the horizon.
    let prepaid: (quarter: Int, amount: Double)?
    let left: Double

    init(_ offer: ComputeOffer, _ delivery: OfferDelivery, over horizon: Horizon) {
        self.delivery = delivery
        let credit = offer.prepayment
        switch offer.commitmentModel {
        case .continuous:
            free = max(offer.takeOrPay, credit)
            due = free - credit
            trueUp = 0
        case .discontinuous:
            free = credit
            due = 0
            trueUp = max(0, offer.takeOrPay - credit)
        }
        var amount = 0.0
        var left = 0.0
        for age in delivery.promised.indices {
            let quarter = offer.starts.advanced(by: age)
            amount += credit * delivery.promised[age] * offer.price(in: quarter)
            if quarter > horizon.last {
                left += credit * delivery.shares[age] * offer.price(in: quarter)
            }
        }
        self.left = left
        prepaid = delivery.begins.flatMap { begins in
            guard credit > 0, horizon.contains(begins),
                offer.failsFrom.map({ begins < $0 }) ?? true
            else { return nil }
            return (horizon.index(of: begins), amount)
        }
    }
}

extension PortfolioProgram {
    mutating func addOffers() {
        for place in scenario.offers.indices {
            addSize(of: place)
            addPayments(of: place)
        }
        addGroups()
        addDeliveryLimits()
    }

    /// The place of an offer's provider among the providers.
    func provider(of offer: Int) -> Int? {
        scenario.providers.firstIndex { $0.name == scenario.offers[offer].provider }
    }

    /// `least · y ≤ z ≤ most · y`; a signed contract is a constant.
    private mutating func addSize(of place: Int) {
        let offer = scenario.offers[place]
        if let signed = offer.signed {
            column(.size(offer: place), lower: signed, upper: signed)
            return
        }
        let size = column(.size(offer: place), upper: offer.most)
        let isExtended = scenario.offers.contains { $0.extends == offer.name }
        guard
            offer.least > 0 || offer.premium > 0 || offer.group != nil || offer.extends != nil
                || isExtended
        else { return }
        let premium = offer.premium * million
        let due = scenario.premiumQuarter(of: offer)
        let sign = column(
            .signed(offer: place),
            cost: premium * discounts[due],
            upper: 1,
            isInteger: true
        )
        pay(premium, sign, in: due)
        if let provider = provider(of: place) { spend[provider].add(premium, sign) }
        var largest = Terms()
        largest.add(1, size)
        largest.add(-offer.most, sign)
        row(.largest(offer: place), largest, upper: 0)
        guard offer.least > 0 else { return }
        var smallest = Terms()
        smallest.add(1, size)
        smallest.add(-offer.least, sign)
        row(.smallest(offer: place), smallest, lower: 0)
    }

    /// What is prepaid, due and used; and what a year falls short of.
    private mutating func addPayments(of place: Int) {
        let offer = scenario.offers[place]
        let rates = rates[place]
        guard let size = places[.size(offer: place)] else { return }
        var cost = -rates.left * million * discounts[quarterCount]
        if let prepaid = rates.prepaid {
            let amount = prepaid.amount * million
            cost += amount * discounts[prepaid.quarter]
            pay(amount, size, in: prepaid.quarter)
            spend(amount - rates.left * million, size, at: place)
        }
        var years: [Int: (terms: Terms, last: Int)] = [:]
        for quarter in 0..<quarterCount {
            let share = rates.delivery.share(in: self.quarter(quarter))
            guard share > 0 else { continue }
            let price = offer.price(in: self.quarter(quarter)) * million
            let due = price * rates.due * share
            cost += due * discounts[quarter]
            pay(due, size, in: quarter)
            spend(due, size, at: place)
            let billed = addBilled(place, quarter, price: price, share: (1 - rates.free) * share)
            guard rates.trueUp > 0 else { continue }
            let year = self.quarter(quarter).distance(from: offer.starts) / 4
            var short = years[year]?.terms ?? Terms()
            short.add(price * rates.trueUp * share, size)
            short.add(-price, billed)
            years[year] = (short, quarter)
        }
        program.setCost(size, cost)
        for (year, short) in years.sorted(by: { $0.key < $1.key }) {
            // short = minimum purchase − use ≤ what is trued up
            let trueUp = column(
                .trueUp(offer: place, year: year),
                cost: discounts[short.last]
            )
            pay(1, trueUp, in: short.last)
            spend(1, trueUp, at: place)
            var terms = short.terms
            terms.add(-1, trueUp)
            row(.trueUp(offer: place, year: year), terms, upper: 0)
        }
    }

    /// What is used and paid beyond the free share: `x ≤ (1 − free) · share · z`.
    private mutating func addBilled(
        _ place: Int,
        _ quarter: Int,
        price: Double,
        share: Double
    ) -> Program.Variable? {
        guard share > 0, let size = places[.size(offer: place)] else { return nil }
        let billed = column(
            .billed(offer: place, quarter: quarter),
            cost: price * discounts[quarter]
        )
        pay(price, billed, in: quarter)
        spend(price, billed, at: place)
        var terms = Terms()
        terms.add(1, billed)
        terms.add(-share, size)
        row(.flexible(offer: place, quarter: quarter), terms, upper: 0)
        return billed
    }

    /// Adds to what a provider is paid over the horizon.
    private mutating func spend(_ amount: Double, _ variable: Program.Variable, at offer: Int) {
        if let provider = provider(of: offer) { spend[provider].add(amount, variable) }
    }

    /// At most one of a group, and no extension without what it extends.
    private mutating func addGroups() {
        for name in Set(scenario.offers.compactMap(\.group)).sorted() {
            let members = scenario.offers.indices.filter { scenario.offers[$0].group == name }
            var terms = Terms()
            for place in members { terms.add(1, places[.signed(offer: place)]) }
            let isTaken = members.contains { scenario.offers[$0].signed != nil }
            guard !terms.isEmpty else { continue }
            row(.oneOf(group: name), terms, upper: isTaken ? 0 : 1)
        }
        for (place, offer) in scenario.offers.enumerated() {
            guard let base = offer.extends, let sign = places[.signed(offer: place)],
                let parent = scenario.offers.firstIndex(where: { $0.name == base }),
                scenario.offers[parent].signed == nil
            else { continue }
            var terms = Terms()
            terms.add(1, sign)
            terms.add(-1, places[.signed(offer: parent)])
            row(.extends(offer: place), terms, upper: 0)
        }
    }

    /// What a provider newly brings into service in a quarter, less what it has promised already.
    private mutating func addDeliveryLimits() {
        for (place, provider) in scenario.providers.enumerated() {
            guard let limit = provider.deliveryLimit else { continue }
            for quarter in 0..<quarterCount {
                var terms = Terms()
                var promised = 0.0
                for (number, offer) in scenario.offers.enumerated()
                where offer.provider == provider.name {
                    let before = deliveries[number].share(in: self.quarter(quarter - 1))
                    let new = deliveries[number].share(in: self.quarter(quarter)) - before
                    guard new > 0 else { continue }
                    if let signed = offer.signed {
                        promised += new * signed
                    } else {
                        terms.add(new, places[.size(offer: number)])
                    }
                }
                let left = max(0, limit - promised)
                guard terms.most(in: program) > left else { continue }
                row(.delivery(provider: place, quarter: quarter), terms, upper: left)
            }
        }
    }
}

extension Scenario {
    /// When the premium of an offer falls due: when the contract that it extends begins, else its own.
    func premiumQuarter(of offer: ComputeOffer) -> Int {
        let base = offer.extends.flatMap { name in offers.first { $0.name == name } } ?? offer
        return min(max(0, horizon.index(of: base.starts)), horizon.count - 1)
    }
}

/// Dollars to millions of dollars.
let million = 1e-6
