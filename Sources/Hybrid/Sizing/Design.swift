/// A size of battery and generator.
package struct Design: Sendable, Hashable {
    /// Stored in the whole battery, not only its window, at 20 °C, in J.
    package var battery: Double
    /// In W; zero is a vehicle on its battery alone.
    package var generator: Double

    package init(battery: Double, generator: Double) {
        self.battery = battery
        self.generator = generator
    }

    package var hasGenerator: Bool { generator > 0 }
}
