/// What a vehicle pulls.
package struct Trailer: Sendable, Hashable {
    package var name: String
    /// In kg, loaded.
    package var mass: Double
    /// What it adds to the drag area of the vehicle in front, in m².
    package var dragArea: Double
    package var rollingCoefficient: Double
    /// How far off its figures may be.
    package var bands: [Band]

    package init(
        name: String,
        mass: Double,
        dragArea: Double,
        rollingCoefficient: Double,
        bands: [Band] = []
    ) {
        self.name = name
        self.mass = mass
        self.dragArea = dragArea
        self.rollingCoefficient = rollingCoefficient
        self.bands = bands
    }
}
