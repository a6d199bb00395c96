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

/// The sizes that a sweep tries.
package struct DesignGrid: Sendable, Hashable {
    /// In J, each above zero.
    package let batteries: [Double]
    /// In W, each zero or more.
    package let generators: [Double]

    package init(batteries: [Double], generators: [Double]) {
        self.batteries = batteries
        self.generators = generators
    }

    /// So many of each, from the lowest to the highest; and without a generator if that is asked for.
    package init(
        batteries: ClosedRange<Double>,
        count batteryCount: Int,
        generators: ClosedRange<Double>,
        count generatorCount: Int,
        withNone: Bool = true
    ) {
        let powers = Self.spaced(generators, generatorCount - (withNone ? 1 : 0))
        self.init(
            batteries: Self.spaced(batteries, batteryCount),
            generators: (withNone ? [0] : []) + powers.filter { !withNone || $0 > 0 }
        )
    }

    /// Every battery with every generator.
    package var designs: [Design] {
        batteries.flatMap { battery in
            generators.map { Design(battery: battery, generator: $0) }
        }
    }

    private static func spaced(_ range: ClosedRange<Double>, _ count: Int) -> [Double] {
        guard count > 1 else { return count == 1 ? [range.upperBound] : [] }
        return (0..<count).map { index in
            let place = Double(index) / Double(count - 1)
            return range.lowerBound + place * (range.upperBound - range.lowerBound)
        }
    }
}
