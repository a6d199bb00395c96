/// One contract quarter by quarter, as an accountant would keep it.
///
/// The second way to the money: nothing here comes from the program's coefficients, so that the two
/// check each other. Dollars; megawatts at the contract's own chip.
struct ContractLedger: Sendable {
    let offer: ComputeOffer
    let size: Double
    /// By quarter of the horizon.
    private(set) var available: [Double]
    /// What may be used without another dollar: due, prepaid, or billed.
    private(set) var paidFor: [Double]
    private(set) var cash: [Double]
    private(set) var trueUps: [Double]
    /// Dollars for the option, in which quarter.
    private(set) var premium: (quarter: Int, amount: Double)
    /// What was prepaid and is still to be used after the horizon.
    private(set) var prepaidLeft = 0.0
    /// What is due in the horizon whatever is used.
    private(set) var commitment = 0.0
    /// By quarter of the horizon: the present value of what is due later, and its plain sum.
    private(set) var liability: [Double]
    private(set) var obligations: [Double]
    /// P&L: what is due over the term in a straight line over what it delivers, the rest as it comes.
    private(set) var expense: [Double]

    private let horizon: Horizon
    private let delivery: OfferDelivery

    init(
        _ offer: ComputeOffer,
        _ delivery: OfferDelivery,
        size: Double,
        billed: [Double],
        in scenario: Scenario
    ) {
        self.offer = offer
        self.size = size
        self.delivery = delivery
        horizon = scenario.horizon
        let none = Array(repeating: 0.0, count: horizon.count)
        (available, paidFor, cash, trueUps) = (none, none, none, none)
        (liability, obligations, expense) = (none, none, none)
        let price = offer.signed == nil ? offer.premium : 0
        premium = (scenario.premiumQuarter(of: offer), size > 0 ? price : 0)
        invoice(billed)
        prepay()
        oblige(borrowingRate: scenario.finance.borrowingRate)
        spread(billed)
    }

    /// The share of what is available that is due or prepaid in any case.
    private var share: Double { max(offer.takeOrPay, offer.prepayment) }

    private func price(_ place: Int) -> Double {
        offer.price(in: horizon.first.advanced(by: place))
    }

    /// What each quarter asks for, with the minimum purchase of each contract year at its end.
    private mutating func invoice(_ billed: [Double]) {
        var year: (number: Int, minimum: Double, used: Double, last: Int)?
        for place in 0..<horizon.count {
            let quarter = horizon.first.advanced(by: place)
            let power = size * delivery.share(in: quarter)
            guard power > 0 else { continue }
            available[place] = power
            commitment += price(place) * share * power
            let prepaid = offer.prepayment * power
            switch offer.commitmentModel {
            case .continuous:
                paidFor[place] = share * power + billed[place]
                cash[place] += price(place) * (paidFor[place] - prepaid)
            case .discontinuous:
                paidFor[place] = prepaid + billed[place]
                cash[place] += price(place) * billed[place]
                let number = quarter.distance(from: offer.starts) / 4
                if let ended = year, ended.number != number { trueUp(ended) }
                if year?.number != number { year = (number, 0, 0, place) }
                year?.minimum += price(place) * offer.takeOrPay * power
                year?.used += price(place) * paidFor[place]
                year?.last = place
            }
        }
        if let year { trueUp(year) }
    }

    private mutating func trueUp(
        _ year: (number: Int, minimum: Double, used: Double, last: Int)
    ) {
        let short = max(0, year.minimum - year.used)
        trueUps[year.last] += short
        cash[year.last] += short
    }

    private mutating func prepay() {
        var amount = 0.0
        for age in delivery.promised.indices {
            let quarter = offer.starts.advanced(by: age)
            let price = offer.price(in: quarter) * offer.prepayment * size
            amount += price * delivery.promised[age]
            if quarter > horizon.last { prepaidLeft += price * delivery.shares[age] }
        }
        guard let begins = delivery.begins, horizon.contains(begins) else { return }
        if let fails = offer.failsFrom, fails <= begins { return }
        cash[horizon.index(of: begins)] += amount
    }

    /// Dollars that are due in a quarter of the term whatever is used, beyond what was prepaid.
    private func due(_ age: Int) -> Double {
        offer.price(in: offer.starts.advanced(by: age)) * (share - offer.prepayment)
            * delivery.shares[age] * size
    }

    private mutating func oblige(borrowingRate: Double) {
        for place in 0..<horizon.count {
            let now = horizon.first.advanced(by: place)
            for age in delivery.shares.indices {
                let wait = offer.starts.advanced(by: age).distance(from: now)
                guard wait > 0 else { continue }
                if offer.starts <= now || offer.signed != nil { obligations[place] += due(age) }
                guard offer.starts <= now else { continue }
                liability[place] += due(age) / yearly(1 + borrowingRate, quarters: wait)
            }
        }
    }

    private mutating func spread(_ billed: [Double]) {
        var delivered = 0.0
        var fixed = premium.amount
        for age in delivery.shares.indices {
            delivered += delivery.shares[age] * size
            let price = offer.price(in: offer.starts.advanced(by: age)) * offer.prepayment
            fixed += due(age) + price * delivery.promised[age] * size
        }
        guard delivered > 0 else { return }
        for place in available.indices where available[place] > 0 {
            expense[place] = fixed * available[place] / delivered + price(place) * billed[place]
            guard offer.commitmentModel == .discontinuous else { continue }
            let due = price(place) * (share - offer.prepayment) * available[place]
            expense[place] += trueUps[place] - due
        }
    }
}
