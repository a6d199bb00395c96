/// What a series hybrid takes less on the way than another vehicle.
///
/// Above zero where the hybrid takes less. Known where both are driven over the whole way.
struct JourneyDifference: Sendable, Hashable {
    enum Quantity: String, Sendable, Hashable, CaseIterable {
        /// Burned, in l.
        case fuel = "fuel_l"
        /// Money for energy, in USD.
        case energy = "energy_usd"
        /// In s, with stops.
        case time = "time_s"
        /// The same with the charge of the hybrid sustained.
        case sustainedFuel = "charge_sustained_fuel_l"
        case sustainedEnergy = "charge_sustained_energy_usd"
        case sustainedTime = "charge_sustained_time_s"
        /// Of both without the trailer: money in USD, carbon in kg.
        case unladenEnergy = "unladen_energy_usd"
        case unladenCarbon = "unladen_co2_kg"
    }

    var quantity: Quantity
    /// The id of the vehicle that it is set against.
    var other: String

    /// In the unit of the quantity; nothing where one of them was not driven.
    func value(of hybrid: JourneyComparison.Entry, against other: JourneyComparison.Entry)
        -> Double?
    {
        switch quantity {
        case .fuel: Self.between(hybrid.whole, other.whole, \.energy.fuel)
        case .energy: Self.between(hybrid.whole, other.whole, \.money.energy)
        case .time: Self.between(hybrid.whole, other.whole, \.times.total)
        case .sustainedFuel: Self.between(hybrid.alone, other.whole, \.balancedFuel)
        case .sustainedEnergy: Self.between(hybrid.alone, other.whole, \.money.energy)
        case .sustainedTime: Self.between(hybrid.alone, other.whole, \.times.total)
        case .unladenEnergy: Self.between(hybrid.light, other.light, \.money.energy)
        case .unladenCarbon: Self.between(hybrid.light, other.light, \.carbon.total)
        }
    }

    private static func between(
        _ ours: JourneyResult?,
        _ theirs: JourneyResult?,
        _ figure: (JourneyResult) -> Double
    ) -> Double? {
        guard let ours, let theirs else { return nil }
        return figure(theirs) - figure(ours)
    }
}

extension JourneyDifference {
    /// How it is over the samples of a spread.
    struct Sampled: Sendable, Hashable {
        var spread: Spread
        /// Samples in which the hybrid takes less.
        var less: Int
        /// Samples in which it is known.
        var count: Int

        /// Nothing without values.
        init?(_ values: [Double]) {
            guard let spread = Spread(values) else { return nil }
            self.spread = spread
            less = values.count { $0 > 0 }
            count = values.count
        }
    }

    /// Of the only hybrid among some vehicles against all that burn fuel.
    static func all(_ entries: [JourneyComparison.Entry]) -> [JourneyDifference: Double] {
        let hybrids = entries.filter { $0.journey.kind == .series }
        guard hybrids.count == 1, let hybrid = hybrids.first else { return [:] }
        var all: [JourneyDifference: Double] = [:]
        for other in entries where other.journey.kind == .conventional {
            for quantity in Quantity.allCases {
                let key = JourneyDifference(quantity: quantity, other: other.journey.vehicle)
                all[key] = key.value(of: hybrid, against: other)
            }
        }
        return all
    }
}
