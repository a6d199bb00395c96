/// What the bus needs in a step of an electric vehicle, and where it goes.
struct ElectricPull {
    var moments: Moments
    var wheel: Body.Wheel
    var draw: DriveLine.Draw
    /// In W.
    var auxiliaries: Double
}
