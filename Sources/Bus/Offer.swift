/// What one supply would give one load right now, and for how much.
///
/// A part turns its own things into offers, asks who should serve, and acts on the answer.
package struct Offer<Unit: UnitOfMeasure>: Sendable, Hashable {
    package let supply: SupplyID
    /// The most that this supply gives at this price; not negative, and may be infinite.
    package let capacity: Quantity<Unit>
    /// Dollars for one `Unit` more; below zero for a supply that pays to be used.
    package let marginalPrice: Double

    /// `marginalPrice`: Dollars for one `Unit` in its base size, so per watt-hour and not per
    /// megawatt-hour; a number.
    package init(from supply: SupplyID, capacity: Quantity<Unit>, at marginalPrice: Double) {
        precondition(capacity >= .zero, "a supply cannot offer less than nothing")
        precondition(!marginalPrice.isNaN, "a price is a number")
        self.supply = supply
        self.capacity = capacity
        self.marginalPrice = marginalPrice
    }
}

extension Sequence {
    /// The offers from the cheapest to the dearest.
    ///
    /// Equal prices go in order of name, and those of one supply in order of size, so that the
    /// answer never depends on the order of the input. O(n log n).
    package func inMeritOrder<Unit>() -> [Offer<Unit>] where Element == Offer<Unit> {
        sorted {
            ($0.marginalPrice, $0.supply, $0.capacity) < ($1.marginalPrice, $1.supply, $1.capacity)
        }
    }

    /// Splits a divisible load over the offers, the cheapest first.
    ///
    /// Steps that depend on each other (storage, ramps, a cap over a year) are beyond it: they are
    /// a linear program. O(n log n).
    package func dispatch<Unit>(_ load: Quantity<Unit>) -> Dispatch<Unit>
    where Element == Offer<Unit> {
        precondition(load >= .zero, "a load is not negative")
        var unserved = load
        var shares: [Dispatch<Unit>.Share] = []
        var places: [SupplyID: Int] = [:]
        for offer in inMeritOrder() where unserved > .zero && offer.capacity > .zero {
            let amount = Swift.min(unserved, offer.capacity)
            // What the last offer takes leaves exactly nothing, whatever rounding did before.
            unserved = offer.capacity >= unserved ? .zero : unserved - amount
            if let place = places[offer.supply] {
                shares[place].amount += amount
            } else {
                places[offer.supply] = shares.count
                shares.append(.init(supply: offer.supply, amount: amount))
            }
        }
        return Dispatch(shares: shares, unserved: unserved)
    }
}
