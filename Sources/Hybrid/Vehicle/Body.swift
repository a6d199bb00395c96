/// A vehicle on its way: what pushes against the wheels, under the conditions of a run.
package struct Body: Sendable, Hashable {
    package let resistance: Resistance
    /// With the trailer, in kg.
    package let mass: Double
    /// With what turns, in kg.
    package let inertia: Double
    /// In W.
    package var auxiliaries: Double

    package init(_ vehicle: Vehicle, trailer: Trailer? = nil, conditions: Conditions) {
        resistance = vehicle.roadLoad.resistance(
            mass: vehicle.mass,
            trailer: trailer,
            conditions: conditions
        )
        mass = vehicle.mass + (trailer?.mass ?? 0)
        // The wheels of a trailer turn too, but are a much smaller part of it than a drive is.
        inertia = vehicle.mass * (1 + vehicle.rotating) + (trailer?.mass ?? 0)
        auxiliaries = vehicle.auxiliaries.power(at: conditions.temperature)
    }

    /// Where the power at the wheels goes, all in W, means over a step.
    package struct Wheel: Sendable {
        package var rolling: Double
        package var air: Double
        package var climb: Double
        package var acceleration: Double

        @inline(__always) package var power: Double { rolling + air + climb + acceleration }
    }

    @inline(__always) package func wheel(_ moments: Moments) -> Wheel {
        Wheel(
            rolling: resistance.rollingPower(moments),
            air: resistance.airPower(moments),
            climb: mass * SI.gravity * moments.rise,
            acceleration: inertia * moments.kinetic
        )
    }
}
