/// What share of its size a contract delivers in each quarter of its term.
///
/// The least of what the ramp says, what its chip's date allows, and what its campus has power for:
/// none before the campus's date, and then its power as a share of the contract's size, so that a
/// contract grows with its campus. Where signed contracts together ask for more than their campus
/// has, each gets the same part of it. A contract that fails delivers nothing from then on.
package struct OfferDelivery: Sendable, Equatable {
    package let starts: Quarter
    /// By quarter of the term, from 0 to 1.
    package private(set) var shares: [Double]
    /// The same if the contract did not fail: what a prepayment is reckoned from.
    package private(set) var promised: [Double]

    /// The share in a quarter; 0 outside of the term.
    package func share(in quarter: Quarter) -> Double {
        let age = quarter.distance(from: starts)
        return shares.indices.contains(age) ? shares[age] : 0
    }

    /// The first quarter in which something was promised, when the contract begins in fact.
    package var begins: Quarter? {
        promised.firstIndex { $0 > 0 }.map { starts.advanced(by: $0) }
    }

    /// One for each offer of the scenario, in its order.
    package static func all(of scenario: Scenario) -> [OfferDelivery] {
        let peaks = scenario.campuses.map { campus in
            campus.power.reduce(0) { max($0, $1.limit) }
        }
        var deliveries = scenario.offers.map { offer in
            OfferDelivery(offer, in: scenario, peaks: peaks)
        }
        for campus in scenario.campuses { share(campus, in: scenario, over: &deliveries) }
        for place in deliveries.indices {
            let promised = deliveries[place].shares
            deliveries[place].promised = promised
            guard let fails = scenario.offers[place].failsFrom else { continue }
            let age = fails.distance(from: deliveries[place].starts)
            for later in promised.indices where later >= age { deliveries[place].shares[later] = 0 }
        }
        return deliveries
    }

    private init(_ offer: ComputeOffer, in scenario: Scenario, peaks: [Double]) {
        starts = offer.starts
        let campus = scenario.campuses.firstIndex { $0.name == offer.campus }
        let date = scenario.chip(offer.chip)?.available
        shares = (0..<max(0, offer.termQuarters)).map { age in
            let quarter = offer.starts.advanced(by: age)
            if let date, quarter < date { return 0 }
            let share = offer.availability(in: quarter)
            guard let campus else { return share }
            let power = scenario.campuses[campus].limit(in: quarter)
            let size = min(offer.signed ?? offer.most, peaks[campus])
            return power <= 0 || size <= 0 ? 0 : min(share, power / size)
        }
        promised = shares
    }

    /// Gives signed contracts of a campus that ask for more than its power equal parts of it.
    private static func share(
        _ campus: Campus,
        in scenario: Scenario,
        over deliveries: inout [OfferDelivery]
    ) {
        let signed = scenario.offers.indices.filter {
            scenario.offers[$0].campus == campus.name && scenario.offers[$0].signed != nil
        }
        guard let first = signed.map({ deliveries[$0].starts }).min(),
            let end = signed.map({ scenario.offers[$0].ends }).max(), first <= end
        else { return }
        for ordinal in first.ordinal...end.ordinal {
            let quarter = Quarter(ordinal: ordinal)
            let asked = signed.reduce(0) {
                $0 + deliveries[$1].share(in: quarter) * (scenario.offers[$1].signed ?? 0)
            }
            let power = campus.limit(in: quarter)
            guard asked > power, asked > 0 else { continue }
            for place in signed {
                let age = quarter.distance(from: deliveries[place].starts)
                guard deliveries[place].shares.indices.contains(age) else { continue }
                deliveries[place].shares[age] *= power / asked
            }
        }
    }
}
