package import Pages

/// One vehicle on one route: what `busbar drive route --json` prints.
package struct JourneyDocument: Sendable, Hashable, Encodable {
    package var vehicle: String
    package var route: String
    package var trailer: JSONNullable<String>
    package var temperature: JSONNumber
    /// Of the generator; null without one.
    package var control: JSONNullable<String>
    package var arrives: Bool
    /// Why it does not; null where it does.
    package var gap: JSONNullable<Gap>
    package var distance: JSONNumber
    package var hours: Hours
    package var money: Money
    package var carbon: Carbon
    package var fuel: JSONNumber
    package var fuelBought: JSONNumber
    package var metered: JSONNumber
    package var socStart: JSONNumber
    package var socEnd: JSONNumber
    package var socLowest: JSONNumber
    package var isReserveKept: JSONNullable<Bool>
    package var lowerBound: JSONNumber
    package var boundGap: JSONNumber
    package var starts: Int
    /// Null where the speeds of the road were driven.
    package var missedTrace: JSONNullable<MissedTrace>
    package var stops: [Stop]
    package var climbs: [Climb]
    package var slow: [Slow]
    package var plan: Plan
    package var ledger: LedgerDocument
    /// Beyond what the vehicle is built for.
    package var warnings: [String]

    enum CodingKeys: String, CodingKey {
        case vehicle, route, trailer, control, arrives, hours, starts, stops, climbs, slow, plan,
            ledger
        case warnings
        case gap = "missing"
        case temperature = "temperature_c"
        case distance = "distance_km"
        case money = "cost"
        case carbon = "co2"
        case fuel = "fuel_l"
        case fuelBought = "fuel_bought_l"
        case metered = "charged_kwh"
        case socStart = "soc_start"
        case socEnd = "soc_end"
        case socLowest = "soc_lowest"
        case isReserveKept = "is_reserve_kept"
        case lowerBound = "fuel_lower_bound_l"
        case boundGap = "gap"
        case missedTrace = "missed_trace"
    }

    package struct Gap: Sendable, Hashable, Encodable {
        package var from: String
        package var to: String
        package var energy: JSONNumber
        package var fuel: JSONNumber
        package var strandedAt: JSONNumber
        /// Of the whole charge; null where it does not get to the next place.
        package var socArriving: JSONNumber

        enum CodingKeys: String, CodingKey {
            case from, to
            case energy = "energy_kwh"
            case fuel = "fuel_l"
            case strandedAt = "stranded_at_km"
            case socArriving = "soc_arriving"
        }
    }

    package struct Hours: Sendable, Hashable, Encodable {
        package var total: JSONNumber
        package var driving: JSONNumber
        package var charging: JSONNumber
        package var waiting: JSONNumber
        package var refueling: JSONNumber

        enum CodingKeys: String, CodingKey {
            case total = "total_h"
            case driving = "driving_h"
            case charging = "charging_h"
            case waiting = "waiting_h"
            case refueling = "refueling_h"
        }
    }

    package struct Money: Sendable, Hashable, Encodable {
        package var energy: JSONNumber
        package var charging: JSONNumber
        package var fuel: JSONNumber
        package var chargeReplaced: JSONNumber
        package var fuelReplaced: JSONNumber
        package var time: JSONNumber
        package var total: JSONNumber

        enum CodingKeys: String, CodingKey {
            case energy = "energy_usd"
            case charging = "charging_usd"
            case fuel = "fuel_usd"
            case chargeReplaced = "charge_replaced_usd"
            case fuelReplaced = "fuel_replaced_usd"
            case time = "time_usd"
            case total = "total_usd"
        }
    }

    package struct Carbon: Sendable, Hashable, Encodable {
        package var total: JSONNumber
        package var tailpipe: JSONNumber
        package var fuelUpstream: JSONNumber
        package var grid: JSONNumber
        package var gridUpstream: JSONNumber

        enum CodingKeys: String, CodingKey {
            case total = "total_kg"
            case tailpipe = "tailpipe_kg"
            case fuelUpstream = "fuel_upstream_kg"
            case grid = "grid_kg"
            case gridUpstream = "grid_upstream_kg"
        }
    }
}
