/// A vehicle with what its physics does not need: how it charges, what it costs, what is said of it.
package struct VehicleSheet: Sendable, Hashable {
    /// The name that it is chosen by: `ram-1500-rev`.
    package var id: String
    package var vehicle: Vehicle
    /// Nothing for a vehicle without a plug.
    package var plug: Plug?
    /// Nothing where the ageing of its battery is not known.
    package var ageing: BatteryAgeing?
    /// Without driver and load, in kg; the mass of `vehicle` is that as driven.
    package var curbMass: Double
    /// The most that vehicle, load and trailer may weigh together, in kg (GCWR).
    package var grossCombinedMass: Double?
    /// The heaviest trailer, in kg.
    package var towRating: Double?
    package var ownership: Ownership
    /// What its maker, or a test, says it does.
    package var published: [PublishedFigure]
    /// How far off the figures of the vehicle may be.
    package var bands: [Band]

    package init(
        id: String,
        vehicle: Vehicle,
        plug: Plug? = nil,
        ageing: BatteryAgeing? = nil,
        curbMass: Double,
        grossCombinedMass: Double? = nil,
        towRating: Double? = nil,
        ownership: Ownership = Ownership(),
        published: [PublishedFigure] = [],
        bands: [Band] = []
    ) {
        self.id = id
        self.vehicle = vehicle
        self.plug = plug
        self.ageing = ageing
        self.curbMass = curbMass
        self.grossCombinedMass = grossCombinedMass
        self.towRating = towRating
        self.ownership = ownership
        self.published = published
        self.bands = bands
    }

    /// The state of charge that it begins with when nothing else is said; nothing without a battery.
    ///
    /// Full with a plug, in the middle of its window without one.
    package var standardStart: Double? {
        guard let window = vehicle.battery?.window else { return nil }
        return plug == nil ? window.middle : window.upperBound
    }
}

/// How a vehicle takes energy from outside.
package struct Plug: Sendable, Hashable {
    /// Of alternating current, in W at the wall.
    package var home: Double
    /// From the wall to the terminals of the battery, from 0 to 1.
    package var homeEfficiency: Double
    /// Direct current in W at the terminals of the battery, by state of charge.
    package var fast: Curve
    /// From the meter of a fast charger to the terminals of the battery, from 0 to 1.
    package var fastEfficiency: Double
    /// The share of `fast` that is left, by temperature of the battery in °C.
    package var byTemperature: Curve

    package init(
        home: Double,
        homeEfficiency: Double = 0.88,
        fast: Curve,
        fastEfficiency: Double = 0.95,
        byTemperature: Curve = .constant(1)
    ) {
        self.home = home
        self.homeEfficiency = homeEfficiency
        self.fast = fast
        self.fastEfficiency = fastEfficiency
        self.byTemperature = byTemperature
    }
}

/// What a vehicle costs besides energy.
package struct Ownership: Sendable, Hashable {
    /// In USD; nothing where nobody has named it.
    package var price: Double?
    /// In USD/m.
    package var maintenance: Double
    /// The share of the price that is left after so many years, by year.
    package var residual: Curve
    /// Emitted to build it, in kg of CO2; nothing where it is not known.
    package var carbon: Double?

    package init(
        price: Double? = nil,
        maintenance: Double = 0,
        residual: Curve = .constant(0),
        carbon: Double? = nil
    ) {
        self.price = price
        self.maintenance = maintenance
        self.residual = residual
        self.carbon = carbon
    }
}

/// A figure that somebody else gives for a vehicle, to be compared with ours.
package struct PublishedFigure: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, CaseIterable {
        /// Of the maker, before any test.
        case target
        /// On the label, by the rules of a certification.
        case certified
        /// By a test of somebody else.
        case measured
        /// Computed from other published figures.
        case derived
    }

    /// What it is: `electric_range_km`, `fuel_l_per_100km`, `battery_kwh_per_100km`.
    package var quantity: String
    package var value: Double
    package var status: Status
    package var source: String

    package init(quantity: String, value: Double, status: Status, source: String) {
        self.quantity = quantity
        self.value = value
        self.status = status
        self.source = source
    }
}

/// A figure that is not known exactly, as factors on what is assumed.
package struct Band: Sendable, Hashable {
    /// What may be otherwise.
    package enum Figure: String, Sendable, Hashable, CaseIterable {
        case rolling, drag, mass
        /// Of the losses of machines.
        case drive
        /// Without heating and cooling.
        case auxiliaries
        /// Of what heating and cooling draw.
        case climate
        /// Of the charge that it holds.
        case battery
        /// Of the fuel of an engine, whether it turns a generator or the wheels.
        case generator
        case trailerDrag = "trailer_drag"
        case trailerMass = "trailer_mass"
        case fuelPrice = "fuel_price"
        case electricityPrice = "electricity_price"
        case vehiclePrice = "vehicle_price"
        /// What a kWh emits, with what comes before the power stations.
        case gridCarbon = "grid_co2"
    }

    package var figure: Figure
    /// Lowest and highest, as shares of the value that is used; around 1.
    package var factors: ClosedRange<Double>
    package var source: String

    package init(figure: Figure, factors: ClosedRange<Double>, source: String) {
        self.figure = figure
        self.factors = factors
        self.source = source
    }
}
