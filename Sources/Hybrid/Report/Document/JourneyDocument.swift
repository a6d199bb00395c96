package import Pages

/// One vehicle on one route: what `busbar drive route --json` prints.
package struct JourneyDocument: Sendable, Hashable, Encodable {
    package var vehicle: String
    package var route: String
    package var trailer: String?
    package var temperature: JSONNumber
    package var distance: JSONNumber
    /// Whether the destination is reached.
    package var arrives: Bool
    /// Why not; null where it arrives.
    package var gap: Gap?
    package var hours: Hours
    package var money: Money
    package var carbon: Carbon
    package var fuel: JSONNumber
    package var metered: JSONNumber
    package var socStart: JSONNumber
    package var socEnd: JSONNumber
    package var socLowest: JSONNumber
    package var stops: [Stop]
    package var climbs: [Climb]
    package var slow: [Slow]
    package var lowerBound: JSONNumber
    package var boundGap: JSONNumber
    /// The plan, before it was driven.
    package var plannedHours: JSONNumber

    enum CodingKeys: String, CodingKey {
        case vehicle, route, trailer, arrives, gap, hours, money, carbon, stops, climbs
        case temperature = "temperature_c"
        case distance = "distance_km"
        case fuel = "fuel_l"
        case metered = "charged_kwh"
        case socStart = "soc_start"
        case socEnd = "soc_end"
        case socLowest = "soc_lowest"
        case slow = "below_route_speed"
        case lowerBound = "fuel_lower_bound_l"
        case boundGap = "fuel_gap"
        case plannedHours = "planned_hours"
    }

    package init(_ journey: JourneyResult) {
        vehicle = journey.vehicle
        route = journey.route
        trailer = journey.trailer
        temperature = JSONNumber(journey.conditions.temperature)
        distance = JSONNumber(journey.distance / 1e3)
        switch journey.outcome {
        case .arrived:
            arrives = true
            gap = nil
        case .unreachable(let missing):
            arrives = false
            gap = Gap(missing)
        }
        hours = Hours(journey.times)
        money = Money(journey.money)
        carbon = Carbon(journey.carbon)
        fuel = JSONNumber(journey.energy.fuel)
        metered = JSONNumber(journey.energy.metered / 3.6e6)
        socStart = JSONNumber(journey.charge?.start)
        socEnd = JSONNumber(journey.charge?.end)
        socLowest = JSONNumber(journey.charge?.lowest)
        stops = journey.stops.map(Stop.init)
        climbs = journey.climbs.map(Climb.init)
        slow = journey.slow.map(Slow.init)
        lowerBound = JSONNumber(journey.bound?.fuel)
        boundGap = JSONNumber(journey.bound?.gap)
        plannedHours = JSONNumber(journey.plan.seconds / 3600)
    }
}

extension JourneyDocument {
    package struct Gap: Sendable, Hashable, Encodable {
        package var from: String
        package var to: String
        package var energy: JSONNumber
        package var fuel: JSONNumber
        package var stranded: JSONNumber

        enum CodingKeys: String, CodingKey {
            case from, to
            case energy = "missing_kwh"
            case fuel = "missing_fuel_l"
            case stranded = "stranded_at_km"
        }

        init(_ gap: JourneyGap) {
            from = gap.from
            to = gap.to
            energy = JSONNumber(gap.energy.map { $0 / 3.6e6 })
            fuel = JSONNumber(gap.fuel)
            stranded = JSONNumber(gap.strandedAt.map { $0 / 1e3 })
        }
    }

    package struct Hours: Sendable, Hashable, Encodable {
        package var total: JSONNumber
        package var driving: JSONNumber
        package var charging: JSONNumber
        package var waiting: JSONNumber
        package var refueling: JSONNumber

        init(_ times: JourneyResult.Times) {
            total = JSONNumber(times.total / 3600)
            driving = JSONNumber(times.driving / 3600)
            charging = JSONNumber(times.charging / 3600)
            waiting = JSONNumber(times.waiting / 3600)
            refueling = JSONNumber(times.refueling / 3600)
        }
    }

    package struct Money: Sendable, Hashable, Encodable {
        package var energy: JSONNumber
        package var time: JSONNumber
        package var total: JSONNumber

        enum CodingKeys: String, CodingKey {
            case energy = "energy_usd"
            case time = "time_usd"
            case total = "total_usd"
        }

        init(_ money: JourneyResult.Money) {
            energy = JSONNumber(money.energy)
            time = JSONNumber(money.time)
            total = JSONNumber(money.total)
        }
    }

    package struct Carbon: Sendable, Hashable, Encodable {
        package var tailpipe: JSONNumber
        package var fuelUpstream: JSONNumber
        package var grid: JSONNumber
        package var gridUpstream: JSONNumber
        package var total: JSONNumber

        enum CodingKeys: String, CodingKey {
            case tailpipe = "tank_to_wheel_kg"
            case fuelUpstream = "fuel_upstream_kg"
            case grid = "grid_kg"
            case gridUpstream = "grid_upstream_kg"
            case total = "total_kg"
        }

        init(_ carbon: JourneyResult.Carbon) {
            tailpipe = JSONNumber(carbon.tailpipe)
            fuelUpstream = JSONNumber(carbon.fuelUpstream)
            grid = JSONNumber(carbon.grid)
            gridUpstream = JSONNumber(carbon.gridUpstream)
            total = JSONNumber(carbon.total)
        }
    }

    package struct Stop: Sendable, Hashable, Encodable {
        package var name: String
        package var distance: JSONNumber
        package var time: JSONNumber
        package var minutes: JSONNumber
        package var socArriving: JSONNumber
        package var socLeaving: JSONNumber
        package var metered: JSONNumber
        package var fuel: JSONNumber
        package var cost: JSONNumber

        enum CodingKeys: String, CodingKey {
            case name, minutes
            case distance = "at_km"
            case time = "at_hours"
            case socArriving = "soc_arriving"
            case socLeaving = "soc_leaving"
            case metered = "charged_kwh"
            case fuel = "fuel_l"
            case cost = "cost_usd"
        }

        init(_ stop: JourneyStop) {
            name = stop.name
            distance = JSONNumber(stop.distance / 1e3)
            time = JSONNumber(stop.time / 3600)
            minutes = JSONNumber(stop.seconds / 60)
            socArriving = JSONNumber(stop.socArriving)
            socLeaving = JSONNumber(stop.socLeaving)
            metered = JSONNumber(stop.metered / 3.6e6)
            fuel = JSONNumber(stop.fuelLeaving - stop.fuelArriving)
            cost = JSONNumber(stop.chargeCost + stop.fuelCost)
        }
    }

    package struct Climb: Sendable, Hashable, Encodable {
        package var from: JSONNumber
        package var to: JSONNumber
        package var rise: JSONNumber
        package var grade: JSONNumber
        package var reserve: JSONNumber
        package var reserveFrom: JSONNumber
        package var held: JSONNumber
        package var lost: JSONNumber
        package var slowest: JSONNumber

        enum CodingKeys: String, CodingKey {
            case from = "from_km"
            case to = "to_km"
            case rise = "rise_m"
            case grade = "grade_percent"
            case reserve = "reserve_kwh"
            case reserveFrom = "reserve_from_km"
            case held = "held_kwh"
            case lost = "lost_minutes"
            case slowest = "slowest_kmh"
        }

        init(_ climb: JourneyClimb) {
            from = JSONNumber(climb.from / 1e3)
            to = JSONNumber(climb.to / 1e3)
            rise = JSONNumber(climb.rise)
            grade = JSONNumber(climb.grade * 100)
            reserve = JSONNumber(climb.needed.map { $0 / 3.6e6 })
            reserveFrom = JSONNumber(climb.reserveFrom.map { $0 / 1e3 })
            held = JSONNumber(climb.held.map { $0 / 3.6e6 })
            lost = JSONNumber(climb.lost / 60)
            slowest = JSONNumber(climb.slowest * 3.6)
        }
    }

    package struct Slow: Sendable, Hashable, Encodable {
        package var from: JSONNumber
        package var to: JSONNumber
        package var seconds: JSONNumber
        package var lost: JSONNumber
        package var slowest: JSONNumber
        package var asked: JSONNumber

        enum CodingKeys: String, CodingKey {
            case seconds
            case from = "from_km"
            case to = "to_km"
            case lost = "lost_minutes"
            case slowest = "slowest_kmh"
            case asked = "asked_kmh"
        }

        init(_ stretch: SlowStretch) {
            from = JSONNumber(stretch.from / 1e3)
            to = JSONNumber(stretch.to / 1e3)
            seconds = JSONNumber(stretch.seconds)
            lost = JSONNumber(stretch.lost / 60)
            slowest = JSONNumber(stretch.slowest * 3.6)
            asked = JSONNumber(stretch.asked * 3.6)
        }
    }
}
