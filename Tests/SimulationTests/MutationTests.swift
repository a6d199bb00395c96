#if BUSBAR_MUTATIONS
    import Inference
    import Simulation
    import Testing

    /// The simulator is worth something only if it finds bugs.
    ///
    /// Each of these is planted in the relay and has to be found; `scripts/mutations` compiles them
    /// in for this suite alone.
    @Suite struct MutationTests {
        /// The promises that a bug may be found by.
        private static func promises(_ mutation: Mutation) -> Set<Violation.Promise> {
            switch mutation {
            case .loseCancel: [.cancels]
            case .cutIsComplete: [.wholeAnswer]
            case .hedgeAbroad: [.residency]
            case .settleTwice: [.inFlight]
            case .limitResetsBreaker: [.limitIsNoSickness]
            }
        }

        private static func found(_ mutation: Mutation?, seed: Int) -> (Setup, Extent, Violation)? {
            var setup = Setup.benchmark(hasTroubles: true)
            setup.mutation = mutation
            let extent = Extent(seed: seed, count: 8_000)
            var simulator = Simulator(setup, extent)
            simulator.run()
            return simulator.violation.map { (setup, extent, $0) }
        }

        @Test(arguments: Mutation.allCases)
        func `a planted bug is found by every seed, and made small`(mutation: Mutation) throws {
            for seed in 0..<3 {
                let (setup, extent, violation) = try #require(Self.found(mutation, seed: seed))
                #expect(Self.promises(mutation).contains(violation.promise), "\(violation)")
                let failure = Failure.smallest(of: extent, setup, violation)
                #expect(failure.extent.count <= 512, "\(failure.extent.options)")
                #expect(failure.trace.last?.text.hasPrefix("BROKEN") == true)
                var again = Simulator(setup, failure.extent)
                again.run()
                #expect(again.violation == failure.violation)
            }
        }

        @Test func `without a bug nothing is found`() {
            for seed in 0..<2 { #expect(Self.found(nil, seed: seed) == nil) }
        }
    }
#endif
