extension Demo {
    /// What the command line asks for.
    package struct Options: Sendable, Equatable {
        /// Return after the tour instead of serving on.
        package var once = false
        /// Kill suppliers at random while clients keep asking, instead of the tour.
        package var chaos = false
        /// For the gateway; 0 picks one.
        package var port = 8080
        /// For the gateway's console; 0 picks one.
        package var consolePort = 8081
        /// How long the chaos lasts; nil is until cancelled, or 20 s with ``once``.
        package var chaosDuration: Duration?
        /// Decides who is killed when.
        package var seed: UInt64 = 1
        /// How the user calls this program.
        package var program = "busbar"

        package init() {}
    }
}
