/// What a vehicle costs and emits over the years that it is kept, by the share that is driven on charge from
/// where it sleeps.
///
/// Costs are levelized: all that is paid, discounted to the day of purchase, over the distance
/// discounted in the same way. So energy and maintenance come out as they are paid for each meter, and
/// what the price loses is spread over the years.
package struct OwnershipOutlook: Sendable, Hashable {
    /// The id of its sheet.
    package var vehicle: String
    package var name: String
    /// What its ordinary days are, in words.
    package var missions: String
    /// One for each mission.
    package var days: [Day]
    package var charged: ChargedDays
    /// One for each share of the days.
    package var cases: [Case]
    /// With nights that never fill the battery: where the cases begin.
    package var uncharged: Case
    /// With the share that is reckoned with: what every sentence and sum is about.
    package var central: Case
    /// Kept for so many years.
    package var years: Double
    /// In m.
    package var distance: Double
    /// In USD; nothing where nobody has named it, and the costs are without its loss.
    package var price: Double?

    /// What the vehicle takes on a kind of ordinary days.
    package struct Day: Sendable, Hashable {
        package var mission: String
        package var trailer: String?
        /// Of the air, in °C.
        package var temperature: Double
        /// Of the distance of a year.
        package var share: Double
        /// On the battery, in J/m at the meter at home; nothing without a plug.
        package var wall: Double?
        /// With the charge held, in l/m; nothing where nothing is burned.
        package var fuel: Double?
        /// In m; nothing without a battery that is charged.
        package var electricRange: Double?
        /// Of its distance, on charge from home.
        package var electricShare: Double
        /// Of its days, those that are longer than a full battery lasts; nothing without one.
        package var beyond: Double?
        /// At fast chargers, in a year.
        package var chargingStops: Double
        /// There and on the way to them, in s a year.
        package var chargingTime: Double
    }

    package struct Case: Sendable, Hashable {
        /// Of the distance, on charge from where it sleeps.
        package var electricShare: Double
        package var cost: UseOutcome.Cost
        package var carbon: Carbon
        /// In l/m.
        package var fuel: Double
        /// At the meters of home and fast chargers, in J/m.
        package var wall: Double
        /// At fast chargers, the way there and waiting included, in s a year.
        package var chargingTime: Double
        /// At fast chargers, in a year.
        package var chargingStops: Double
        /// Nothing where ageing is not known.
        package var battery: BatteryLife?
    }

    /// All in kg/m of CO2, or as much as its equivalent.
    package struct Carbon: Sendable, Hashable {
        /// Tank to wheel.
        package var tailpipe = 0.0
        package var fuelUpstream = 0.0
        package var grid = 0.0
        package var gridUpstream = 0.0
        /// A line of its own: emitted before the first day, spread over all the distance.
        package var manufacturing = 0.0

        package var driving: Double { tailpipe + fuelUpstream + grid + gridUpstream }
        package var total: Double { driving + manufacturing }
    }

    /// Discounted to the day of purchase, in USD: a cost in USD/m over all the distance.
    package func present(_ cost: Double, economy: Economy) -> Double {
        cost * economy.distancePerYear * economy.annuity
    }
}
