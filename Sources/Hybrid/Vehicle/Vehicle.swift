/// A vehicle as a value: what it is made of.
///
/// Every bare number in this room is in SI units (W, J, s, m, kg, N, A, V, ohm, C for charge),
/// temperatures are in °C and states of charge are fractions; anything else says so. Power is
/// positive towards the load.
package struct Vehicle: Sendable, Hashable {
    package var name: String
    /// As driven: curb, driver and load, in kg.
    package var mass: Double
    /// What turns counts as more mass: this share of the mass.
    package var rotating: Double
    /// In m.
    package var wheelRadius: Double
    package var roadLoad: RoadLoad
    package var auxiliaries: Auxiliaries
    package var powertrain: Powertrain

    package enum Powertrain: Sendable, Hashable {
        case electric(Drive, Battery)
        case series(Drive, Battery, Generator)
        case conventional(CombustionDrive)
    }

    package init(
        name: String,
        mass: Double,
        rotating: Double = 0.03,
        wheelRadius: Double,
        roadLoad: RoadLoad,
        auxiliaries: Auxiliaries,
        powertrain: Powertrain
    ) {
        self.name = name
        self.mass = mass
        self.rotating = rotating
        self.wheelRadius = wheelRadius
        self.roadLoad = roadLoad
        self.auxiliaries = auxiliaries
        self.powertrain = powertrain
    }
}
