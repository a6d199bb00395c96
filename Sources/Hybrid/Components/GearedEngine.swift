/// An engine and its gears, each by its own figures.
package struct GearedEngine: Sendable, Hashable {
    package var engine: Engine
    package var gears: Gears

    package init(engine: Engine, gears: Gears) {
        self.engine = engine
        self.gears = gears
    }
}
