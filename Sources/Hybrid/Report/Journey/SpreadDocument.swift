package import Pages

/// How sure the answers for one vehicle are: what `bands` of `busbar drive compare --json` holds.
package struct SpreadDocument: Sendable, Hashable, Encodable {
    package var vehicle: String
    /// Of the samples, those in which it arrives with its reserves, not asked to be slower.
    package var arriving: JSONNumber
    /// Of the samples, those in which it keeps the speeds of the road, too.
    package var keeping: JSONNumber
    /// The same, slower where it has to.
    package var reaching: JSONNumber
    /// Below it the speeds are kept; null where no drag area of the band turns that.
    package var turn: JSONNumber
    package var time: JSONNullable<Percentiles>
    package var fuel: JSONNullable<Percentiles>
    package var energy: JSONNullable<Percentiles>
    package var carbon: JSONNullable<Percentiles>
    package var ownedCost: JSONNullable<Percentiles>
    package var ownedCarbon: JSONNullable<Percentiles>

    enum CodingKeys: String, CodingKey {
        case vehicle
        case arriving = "arrives_share"
        case keeping = "keeps_speeds_share"
        case reaching = "arrives_slower_share"
        case turn = "arrives_below_trailer_drag_area_m2"
        case time = "total_h"
        case fuel = "fuel_l"
        case energy = "energy_usd"
        case carbon = "co2_kg"
        case ownedCost = "cost_usd_per_km"
        case ownedCarbon = "whole_co2_g_per_km"
    }

    static func all(_ spread: JourneySpread) -> [SpreadDocument] {
        spread.vehicles.map { SpreadDocument($0, of: Double(spread.count)) }
    }

    private init(_ one: JourneySpread.Vehicle, of count: Double) {
        func ends(_ spread: Spread?, _ unit: Double) -> JSONNullable<Percentiles> {
            JSONNullable(spread.map { Percentiles($0, times: unit) })
        }
        vehicle = one.vehicle
        arriving = JSONNumber(Double(one.arriving) / count)
        keeping = JSONNumber(Double(one.keeping) / count)
        reaching = JSONNumber(Double(one.reaching) / count)
        turn = JSONNumber(one.turn?.area)
        time = ends(one.time, 1 / 3600)
        fuel = ends(one.fuel, 1)
        energy = ends(one.energy, 1)
        carbon = ends(one.carbon, 1)
        ownedCost = ends(one.ownedCost, 1e3)
        ownedCarbon = ends(one.ownedCarbon, 1e6)
    }
}

/// A clause of the verdict, and in how many samples it is true.
package struct HeldClaim: Sendable, Hashable, Encodable {
    package var claim: String
    /// That the choice is set against.
    package var against: String
    package var text: String
    package var holds: JSONNumber

    enum CodingKeys: String, CodingKey {
        case claim, against, text
        case holds = "holds_share"
    }

    static func all(
        _ clauses: [JourneyVerdict.Clause],
        _ spread: JourneySpread
    ) -> [HeldClaim] {
        clauses.filter(\.isSampled).map { clause in
            HeldClaim(
                claim: clause.key.claim.rawValue,
                against: clause.key.other,
                text: clause.text,
                holds: JSONNumber(Double(spread.held(clause)) / Double(spread.count))
            )
        }
    }
}

/// What the choice takes less on the way than another vehicle, in the unit that its quantity names.
package struct DifferenceDocument: Sendable, Hashable, Encodable {
    package var quantity: String
    package var against: String
    /// Above zero where the choice takes less.
    package var less: JSONNumber
    package var samples: JSONNullable<Percentiles>
    /// Of the samples in which it is known, those in which the choice takes less.
    package var lessShare: JSONNumber

    enum CodingKeys: String, CodingKey {
        case quantity, against, less, samples
        case lessShare = "less_share"
    }

    static func all(_ comparison: JourneyComparison) -> [DifferenceDocument] {
        comparison.entries.flatMap { other in
            JourneyDifference.Quantity.allCases.compactMap { quantity in
                let key = JourneyDifference(quantity: quantity, other: other.journey.vehicle)
                return comparison.differences[key].map {
                    DifferenceDocument(key, $0, comparison.spread?.differences[key])
                }
            }
        }
    }

    private init(
        _ key: JourneyDifference,
        _ less: Double,
        _ sampled: JourneyDifference.Sampled?
    ) {
        quantity = key.quantity.rawValue
        against = key.other
        self.less = JSONNumber(less)
        samples = JSONNullable(sampled.map { Percentiles($0.spread) })
        lessShare = JSONNumber(sampled.map { Double($0.less) / Double($0.count) })
    }
}
