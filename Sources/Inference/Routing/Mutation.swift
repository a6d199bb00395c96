#if BUSBAR_MUTATIONS
    /// A bug that the tests plant to see whether the simulator finds it.
    ///
    /// Compiled only with `BUSBAR_MUTATIONS=1`; no other build has a trace of it. One at a time is
    /// kept by the ``Switchboard``, which every decision that they spoil has at hand.
    package enum Mutation: String, Sendable, Hashable, CaseIterable {
        /// The attempts that lost are not given up when another one answers.
        case loseCancel
        /// The end of a stream without a finish reason counts as its whole.
        case cutIsComplete
        /// A hedge goes to any supply of the model, whatever the law.
        case hedgeAbroad
        /// A whole answer is taken off what is in flight twice.
        case settleTwice
        /// A 429 closes the supply's breaker.
        case limitResetsBreaker
    }
#endif
