/// The least cost of a stretch with so many units when a J of the store is worth so much.
///
/// Grid, units, store and what stays unserved meet the load where one more W costs the same from each
/// of them. For any price μ the sum
///
///     μ p + min (c - μ) g + min (cost(P, n) - μ P) + min (λ C(b) - μ b)
///
/// over what each of them can do by itself is a lower bound (weak duality), so that the price need
/// not be exact.
struct SitePrice {
    let plant: SitePlant
    /// λ in USD/J.
    var worth: Double

    /// What a stretch costs at least, in USD/s, and what leaves the store then, in W.
    struct Value {
        var cost: Double
        var drain: Double
    }

    @inline(__always)
    func value(_ block: SiteBlock, _ units: Int) -> Value {
        let need = block.mean
        let price = min(max(block.price, 0), plant.unservedCost)
        let atPrice = supply(price, units)
        let best: Double
        if need >= atPrice, need <= atPrice + block.limit, block.price >= 0 {
            best = price
        } else if need > atPrice + block.limit {
            best = balance(need - block.limit, units, price, plant.unservedCost)
        } else {
            best = balance(need, units, 0, price)
        }
        return value(block, units, at: best)
    }

    @inline(__always)
    private func value(_ block: SiteBlock, _ units: Int, at price: Double) -> Value {
        let power = units > 0 ? plant.fleet.power(at: price, units) : 0
        let running = units > 0 ? plant.fleet.cost(power, units) - price * power : 0
        let store = store(price)
        let drain = plant.store.drain(store)
        let grid = min(0, (block.price - price) * block.limit)
        return Value(
            cost: price * block.mean + grid + running + worth * drain - price * store,
            drain: drain
        )
    }

    /// Of units and store at a price, in W.
    @inline(__always) private func supply(_ price: Double, _ units: Int) -> Double {
        (units > 0 ? plant.fleet.power(at: price, units) : 0) + store(price)
    }

    /// Of the store at a price: λ C'(b) = μ, so that b = (1 - (λ / μ)²) / 4 κ.
    @inline(__always) private func store(_ price: Double) -> Double {
        let store = plant.store
        guard store.capacity > 0 else { return 0 }
        if store.loss == 0 || price <= 0 {
            return price > worth ? store.discharge : (price < worth ? -store.charge : 0)
        }
        let share = worth / price
        return min(max((1 - share * share) / (4 * store.loss), -store.charge), store.discharge)
    }

    /// The price at which units and store give so much.
    ///
    /// In closed form where the units are at one of their limits, and else sought between those.
    @inline(__always)
    private func balance(_ need: Double, _ units: Int, _ low: Double, _ high: Double) -> Double {
        guard units > 0 else { return min(max(storePrice(need), low), high) }
        let fleet = plant.fleet
        let least = Double(units) * fleet.unit.minimum
        let most = Double(units) * fleet.unit.maximum
        let begins = fleet.marginalCost(least, units)
        let ends = fleet.marginalCost(most, units)
        let above = storePrice(need - least)
        if above <= begins { return min(max(above, low), high) }
        let below = storePrice(need - most)
        if below >= ends { return min(max(below, low), high) }
        let inner = between(need, units, max(begins, below), min(ends, above))
        return min(max(inner, low), high)
    }

    /// Where the units are between their limits; the supply grows with the price.
    private func between(_ need: Double, _ units: Int, _ low: Double, _ high: Double) -> Double {
        var low = low
        var high = high
        while high - low > 1e-7 * high {
            let middle = 0.5 * (low + high)
            if supply(middle, units) < need { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// The price at which the store gives so much, μ = λ C'(b); no end beyond what it can do.
    @inline(__always) private func storePrice(_ power: Double) -> Double {
        let store = plant.store
        if power >= store.discharge { return .infinity }
        if power <= -store.charge { return 0 }
        return worth / (1 - 4 * store.loss * power).squareRoot()
    }
}
