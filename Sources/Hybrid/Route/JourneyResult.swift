/// What became of a journey: driven by simulation, with the stops that were planned for it.
package struct JourneyResult: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable { case electric, series, conventional }

    package enum Outcome: Sendable, Hashable {
        case arrived
        /// No stops help; what was driven ends where it had to.
        case unreachable(JourneyGap)
    }

    /// The id of its sheet.
    package var vehicle: String
    package var name: String
    package var kind: Kind
    package var trailer: String?
    package var route: String
    package var conditions: Conditions
    /// Of the generator; nothing without one.
    package var control: String?
    /// On board beside what the file of the vehicle has, in kg.
    package var payload = 0.0
    /// Beyond what the vehicle is built for, though it is computed.
    package var warnings: [String]
    package var outcome: Outcome
    /// The plan against the drive.
    package var plan: Plan
    package var stops: [JourneyStop]
    /// In m.
    package var distance: Double
    package var times: Times
    package var money: Money
    package var carbon: Carbon
    package var energy: Energy
    /// Nothing without a battery to drive with.
    package var charge: Charge?
    /// All legs together.
    package var ledger: Ledger
    /// Energy in J of heating, lamps and computers that nothing could supply.
    package var unserved: Double
    /// Starts of the engine.
    package var starts: Int
    /// In s that the engine ran.
    package var engineTime: Double
    /// Where the speed of the route was not reached, in order.
    package var slow: [SlowStretch]
    package var climbs: [JourneyClimb]
    /// Nothing without a generator, or where it was not sought.
    package var bound: Bound?
    /// At even distances, and before and after each stop.
    package var samples: [JourneySample]
    /// When they were asked for.
    package var steps: [JourneyStep]

    /// All in s.
    package struct Times: Sendable, Hashable {
        package var driving = 0.0
        package var charging = 0.0
        /// For a plug, and around the charges.
        package var waiting = 0.0
        package var refueling = 0.0

        package var total: Double { driving + charging + waiting + refueling }
    }

    /// All in USD.
    package struct Money: Sendable, Hashable {
        /// At chargers on the way.
        package var charging = 0.0
        /// At pumps on the way.
        package var fuel = 0.0
        /// To fill the battery again as it was at the start, at home; below zero for what is left over.
        package var chargeReplaced = 0.0
        /// To fill the tank again as it was at the start.
        package var fuelReplaced = 0.0
        /// What the hours are worth.
        package var time = 0.0

        package var energy: Double { charging + fuel + chargeReplaced + fuelReplaced }
        package var total: Double { energy + time }
    }

    /// All in kg of CO2, or as much as its equivalent upstream.
    package struct Carbon: Sendable, Hashable {
        /// Tank to wheel.
        package var tailpipe = 0.0
        /// Before the fuel was in the tank.
        package var fuelUpstream = 0.0
        /// Of power stations, charge that is replaced at home included.
        package var grid = 0.0
        package var gridUpstream = 0.0

        package var total: Double { tailpipe + fuelUpstream + grid + gridUpstream }
    }

    package struct Energy: Sendable, Hashable {
        /// Burned, in l.
        package var fuel = 0.0
        /// In l.
        package var fuelBought = 0.0
        /// At the meters of chargers on the way, in J.
        package var metered = 0.0
        /// Into the store at chargers on the way, in J.
        package var charged = 0.0
        /// At the meter at home to fill the battery again as it was, in J.
        package var replaced = 0.0
        /// Of the generator at the bus, in J.
        package var generated = 0.0
        /// Of drive and auxiliaries at the bus, less what came back, in J; zero without a bus.
        package var demand = 0.0
    }

    package struct Charge: Sendable, Hashable {
        package var start: Double
        package var end: Double
        package var lowest: Double
        package var window: ClosedRange<Double>
        /// In the window, in J.
        package var usable: Double
        /// Below it nothing was planned.
        package var reserve: Double
        /// The same as a share of what the window holds.
        package var reserveShare: Double
        /// Whether the drive kept to that at all stops and at the end.
        package var isReserveKept: Bool
        /// Charge that left the battery, in whole charges.
        package var cycles: Double
    }

    package struct Plan: Sendable, Hashable {
        /// In s, with stops.
        package var seconds: Double
        /// Of the battery at the end.
        package var soc: Double?
        /// Burned, in l.
        package var fuel: Double
        /// The largest difference at the end of a leg, drive less plan.
        package var worstSOC: Double
        /// Plans that were driven.
        package var rounds: Int
        /// Ways to be at a place that the last of them was chosen from.
        package var labels: Int
        /// Whether no way was passed over because there were too many; else there may be better stops.
        package var isComplete: Bool
        /// Whether it was accepted: the drive arrives, reserves kept.
        package var isAccepted: Bool
    }

    /// A lower bound on the fuel of any control with the same demands and the same charges.
    package struct Bound: Sendable, Hashable {
        /// In l.
        package var fuel: Double
        /// Burned above it, as a share of it.
        package var gap: Double
        /// J of fuel for a J of the battery.
        package var worth: Double
        package var isReachable: Bool
    }
}

/// Where a journey cannot go on.
package struct JourneyGap: Sendable, Hashable {
    /// Leaving there with all that it can have.
    package var from: String
    /// In m.
    package var fromPlace: Double
    /// The next place with something to take, or the destination.
    package var to: String
    /// In m.
    package var toPlace: Double
    /// In J of the store; nothing where it is fuel.
    package var energy: Double?
    /// In l; nothing where it is charge.
    package var fuel: Double?
    /// Where it would stay, in m from the start of the route, if it went on.
    package var strandedAt: Double?
    /// What the battery would have left at the next place, where it gets there on its reserve.
    package var socArriving: Double?
    /// The same as a share of what the window holds.
    package var shareArriving: Double?
}

/// A stop as it was made.
package struct JourneyStop: Sendable, Hashable {
    package var name: String
    /// In m.
    package var distance: Double
    /// Since the start, in s.
    package var time: Double
    package var socArriving: Double?
    package var socLeaving: Double?
    /// In l.
    package var fuelArriving: Double
    /// In l.
    package var fuelLeaving: Double
    /// At the meter, in J.
    package var metered: Double
    /// Into the store, in J.
    package var charged: Double
    /// In s.
    package var wait: Double
    /// In s, around the charge.
    package var overhead: Double
    /// In s.
    package var charging: Double
    /// In s.
    package var refueling: Double
    /// In USD.
    package var chargeCost: Double
    /// In USD.
    package var fuelCost: Double

    package var seconds: Double { wait + overhead + charging + refueling }
}
