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

    /// Every battery with every generator.
    package var designs: [Design] {
        batteries.flatMap { battery in
            generators.map { Design(battery: battery, generator: $0) }
        }
    }
}
