import Glibc

/// What a vehicle costs and emits over the years that it is kept, by the share that is driven on charge.
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
    }

    package struct Case: Sendable, Hashable {
        /// Of the distance, on charge from outside.
        package var electricShare: Double
        package var cost: Cost
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

    /// All in USD/m.
    package struct Cost: Sendable, Hashable {
        package var electricity = 0.0
        package var fuel = 0.0
        /// Of the driver, at fast chargers and for fuel.
        package var time = 0.0
        package var maintenance = 0.0
        /// What the price loses.
        package var depreciation = 0.0
        /// A new battery, where the first does not last.
        package var replacement = 0.0

        package var energy: Double { electricity + fuel }
        package var total: Double { energy + time + maintenance + depreciation + replacement }
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

    package struct BatteryLife: Sendable, Hashable {
        /// Of the charge, after the years.
        package var left: Double
        /// The same at both ends of the band of ageing.
        package var leftRange: ClosedRange<Double>
        /// Until ``OwnershipOptions/replacedAt`` is left.
        package var years: Double
        package var yearsRange: ClosedRange<Double>
        /// Batteries that are bought.
        package var replacements: Int
    }

    /// Discounted to the day of purchase, in USD: a cost in USD/m over all the distance.
    package func present(_ cost: Double, economy: Economy) -> Double {
        cost * economy.distancePerYear * economy.annuity
    }
}

/// What is assumed of owners and batteries when nothing else is said.
package struct OwnershipOptions: Sendable, Hashable {
    /// Of the charge: a battery with less is replaced.
    package var replacedAt: Double
    /// In USD/J of what the window holds: 140 USD/kWh for a pack, assumed.
    package var batteryPrice: Double
    /// In kg/J of what the window holds: 65 kg/kWh of cells, of the size of GREET's.
    package var batteryCarbon: Double
    /// Of the battery over the year, in °C.
    package var temperature: Double
    /// Of a vehicle with a plug and an engine; ``ChargedDays/usual(homeAccess:)`` when absent.
    package var charged: ChargedDays?

    package init(
        replacedAt: Double = 0.7,
        batteryPrice: Double = 140 / 3.6e6,
        batteryCarbon: Double = 65 / 3.6e6,
        temperature: Double = 15,
        charged: ChargedDays? = nil
    ) {
        self.replacedAt = replacedAt
        self.batteryPrice = batteryPrice
        self.batteryCarbon = batteryCarbon
        self.temperature = temperature
        self.charged = charged
    }
}

extension Economy {
    /// What a dollar a year is worth on the day of purchase: (1 - (1 + r)^-n) / r.
    package var annuity: Double {
        guard discountRate > 0 else { return years }
        return (1 - present(in: years)) / discountRate
    }

    /// What a dollar in so many years is worth today.
    package func present(in years: Double) -> Double { pow(1 + discountRate, -years) }
}
