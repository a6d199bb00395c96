package import Pages

extension JourneyDocument {
    package struct Stop: Sendable, Hashable, Encodable {
        package var name: String
        package var distance: JSONNumber
        package var after: JSONNumber
        package var socArriving: JSONNumber
        package var socLeaving: JSONNumber
        package var metered: JSONNumber
        package var fuelBought: JSONNumber
        package var minutes: JSONNumber
        package var waiting: JSONNumber
        package var cost: JSONNumber

        enum CodingKeys: String, CodingKey {
            case name
            case distance = "at_km"
            case after = "after_h"
            case socArriving = "soc_arriving"
            case socLeaving = "soc_leaving"
            case metered = "charged_kwh"
            case fuelBought = "fuel_bought_l"
            case minutes = "total_min"
            case waiting = "waiting_min"
            case cost = "cost_usd"
        }

        init(_ stop: JourneyStop) {
            name = stop.name
            distance = JSONNumber(stop.distance / 1e3)
            after = JSONNumber(stop.time / 3600)
            socArriving = JSONNumber(stop.socArriving)
            socLeaving = JSONNumber(stop.socLeaving)
            metered = JSONNumber(stop.metered / 3.6e6)
            fuelBought = JSONNumber(stop.fuelLeaving - stop.fuelArriving)
            minutes = JSONNumber(stop.seconds / 60)
            waiting = JSONNumber((stop.wait + stop.overhead) / 60)
            cost = JSONNumber(stop.chargeCost + stop.fuelCost)
        }
    }

    package struct Climb: Sendable, Hashable, Encodable {
        package var from: JSONNumber
        package var to: JSONNumber
        package var rise: JSONNumber
        package var grade: JSONNumber
        package var steepest: JSONNumber
        package var meanPower: JSONNumber
        package var peakPower: JSONNumber
        package var meanAtWheels: JSONNumber
        package var peakAtWheels: JSONNumber
        package var enginePower: JSONNumber
        package var ratedPower: JSONNumber
        package var peakSpeed: JSONNumber
        package var needed: JSONNumber
        package var held: JSONNumber
        package var lost: JSONNumber
        package var slowest: JSONNumber

        enum CodingKeys: String, CodingKey {
            case from = "from_km"
            case to = "to_km"
            case rise = "rise_m"
            case grade = "grade_percent"
            case steepest = "steepest_percent"
            case meanPower = "mean_kw"
            case peakPower = "peak_kw"
            case meanAtWheels = "wheel_mean_kw"
            case peakAtWheels = "wheel_peak_kw"
            case enginePower = "engine_kw"
            case ratedPower = "engine_rated_kw"
            case peakSpeed = "peak_speed_kmh"
            case needed = "reserve_needed_kwh"
            case held = "reserve_held_kwh"
            case lost = "lost_s"
            case slowest = "slowest_kmh"
        }

        init(_ climb: JourneyClimb) {
            from = JSONNumber(climb.from / 1e3)
            to = JSONNumber(climb.to / 1e3)
            rise = JSONNumber(climb.rise)
            grade = JSONNumber(climb.grade * 100)
            steepest = JSONNumber(climb.steepest * 100)
            meanPower = JSONNumber(climb.need.mean / 1e3)
            peakPower = JSONNumber(climb.need.peak / 1e3)
            meanAtWheels = JSONNumber(climb.wheels.mean / 1e3)
            peakAtWheels = JSONNumber(climb.wheels.peak / 1e3)
            enginePower = JSONNumber(climb.enginePower / 1e3)
            ratedPower = JSONNumber(climb.ratedPower / 1e3)
            peakSpeed = JSONNumber(climb.peakSpeed / SI.kmh)
            needed = JSONNumber(climb.needed.map { $0 / 3.6e6 })
            held = JSONNumber(climb.held.map { $0 / 3.6e6 })
            lost = JSONNumber(climb.lost)
            slowest = JSONNumber(climb.slowest * 3.6)
        }
    }

    package struct Slow: Sendable, Hashable, Encodable {
        package var from: JSONNumber
        package var to: JSONNumber
        package var asked: JSONNumber
        package var slowest: JSONNumber
        package var seconds: JSONNumber
        package var lost: JSONNumber
        package var grade: JSONNumber

        enum CodingKeys: String, CodingKey {
            case from = "from_km"
            case to = "to_km"
            case asked = "asked_kmh"
            case slowest = "slowest_kmh"
            case seconds = "slow_s"
            case lost = "lost_s"
            case grade = "grade_percent"
        }

        init(_ stretch: SlowStretch) {
            from = JSONNumber(stretch.from / 1e3)
            to = JSONNumber(stretch.to / 1e3)
            asked = JSONNumber(stretch.asked * 3.6)
            slowest = JSONNumber(stretch.slowest * 3.6)
            seconds = JSONNumber(stretch.seconds)
            lost = JSONNumber(stretch.lost)
            grade = JSONNumber(stretch.grade * 100)
        }
    }

    package struct Plan: Sendable, Hashable, Encodable {
        package var isAccepted: Bool
        package var rounds: Int
        package var hours: JSONNumber
        package var fuel: JSONNumber
        package var worstSOC: JSONNumber
        package var isComplete: Bool

        enum CodingKeys: String, CodingKey {
            case rounds
            case isAccepted = "is_accepted"
            case isComplete = "is_complete"
            case hours = "total_h"
            case fuel = "fuel_l"
            case worstSOC = "worst_soc_difference"
        }

        init(_ plan: JourneyResult.Plan) {
            isAccepted = plan.isAccepted
            rounds = plan.rounds
            hours = JSONNumber(plan.seconds / 3600)
            fuel = JSONNumber(plan.fuel)
            worstSOC = JSONNumber(plan.worstSOC)
            isComplete = plan.isComplete
        }
    }
}

extension JourneyDocument {
    package init(_ result: JourneyResult) {
        vehicle = result.vehicle
        route = result.route
        trailer = JSONNullable(result.trailer)
        temperature = JSONNumber(result.conditions.temperature)
        control = JSONNullable(result.control)
        arrives = result.isArrived
        gap = JSONNullable(Gap(result.outcome))
        distance = JSONNumber(result.distance / 1e3)
        hours = Hours(result.times)
        money = Money(result.money)
        carbon = Carbon(result.carbon)
        fuel = JSONNumber(result.energy.fuel)
        fuelBought = JSONNumber(result.energy.fuelBought)
        metered = JSONNumber(result.energy.metered / 3.6e6)
        socStart = JSONNumber(result.charge?.start)
        socEnd = JSONNumber(result.charge?.end)
        socLowest = JSONNumber(result.charge?.lowest)
        isReserveKept = JSONNullable(result.charge?.isReserveKept)
        lowerBound = JSONNumber(result.bound?.fuel)
        boundGap = JSONNumber(result.bound?.gap)
        starts = result.starts
        missedTrace = JSONNullable(
            MissedTrace(result.shortfall, lost: result.slow.reduce(0) { $0 + $1.lost })
        )
        stops = result.stops.map(Stop.init)
        climbs = result.climbs.map(Climb.init)
        slow = result.slow.map(Slow.init)
        plan = Plan(result.plan)
        ledger = LedgerDocument(result.ledger)
        warnings = result.warnings
    }
}

extension JourneyDocument.Gap {
    /// Nothing for one that arrives.
    init?(_ outcome: JourneyResult.Outcome) {
        guard case .unreachable(let gap) = outcome else { return nil }
        from = gap.from
        to = gap.to
        energy = JSONNumber(gap.energy.map { $0 / 3.6e6 })
        fuel = JSONNumber(gap.fuel)
        strandedAt = JSONNumber(gap.strandedAt.map { $0 / 1e3 })
        socArriving = JSONNumber(gap.socArriving)
    }
}

extension JourneyDocument.Hours {
    init(_ times: JourneyResult.Times) {
        total = JSONNumber(times.total / 3600)
        driving = JSONNumber(times.driving / 3600)
        charging = JSONNumber(times.charging / 3600)
        waiting = JSONNumber(times.waiting / 3600)
        refueling = JSONNumber(times.refueling / 3600)
    }
}

extension JourneyDocument.Money {
    init(_ money: JourneyResult.Money) {
        energy = JSONNumber(money.energy)
        charging = JSONNumber(money.charging)
        fuel = JSONNumber(money.fuel)
        chargeReplaced = JSONNumber(money.chargeReplaced)
        fuelReplaced = JSONNumber(money.fuelReplaced)
        time = JSONNumber(money.time)
        total = JSONNumber(money.total)
    }
}

extension JourneyDocument.Carbon {
    init(_ carbon: JourneyResult.Carbon) {
        total = JSONNumber(carbon.total)
        tailpipe = JSONNumber(carbon.tailpipe)
        fuelUpstream = JSONNumber(carbon.fuelUpstream)
        grid = JSONNumber(carbon.grid)
        gridUpstream = JSONNumber(carbon.gridUpstream)
    }
}
