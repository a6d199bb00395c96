/// A broken promise with the smallest run that was found to break it.
package struct Failure: Error, Sendable, Hashable {
    package let violation: Violation
    /// Breaks the promise when it is run again.
    package let extent: Extent
    /// What happened in it to the request that it was broken for, or to all for the run as a whole.
    package let trace: [TraceLine]

    /// Looks for the smallest part of a run that breaks the same promise: fewer requests before the
    /// one for which it was broken, and without each trouble that is not needed.
    ///
    /// Each request meets the same luck whatever is left out around it, so a few replays are enough.
    package static func smallest(of extent: Extent, _ setup: Setup, _ violation: Violation) -> Self
    {
        var search = Search(setup: setup, extent: extent, violation: violation)
        search.leaveOutRequests()
        search.leaveOutTroubles()
        search.leaveOutRequests()
        var replay = Simulator(setup, search.extent, tracing: true)
        replay.run()
        let number = search.violation.request
        let lines = (replay.trace ?? []).filter {
            number < 0 || $0.request == number || $0.request < 0
        }
        return Failure(violation: search.violation, extent: search.extent, trace: lines)
    }

    private struct Search {
        let setup: Setup
        var extent: Extent
        var violation: Violation

        /// Takes the smaller extent if it breaks the same promise.
        mutating func attempt(_ smaller: Extent) -> Bool {
            var run = Simulator(setup, smaller)
            run.run()
            guard let found = run.violation, found.promise == violation.promise else {
                return false
            }
            (extent, violation) = (smaller, found)
            return true
        }

        mutating func leaveOutRequests() {
            // Those behind it have nothing to do with it.
            if violation.request >= 0 {
                var smaller = extent
                smaller.count = violation.request + 1 - extent.first
                if smaller.count < extent.count { _ = attempt(smaller) }
            }
            let end = extent.first + extent.count
            var kept = 1
            while kept < extent.count {
                var smaller = extent
                smaller.first = end - kept
                smaller.count = kept
                if attempt(smaller) { return }
                kept *= 2
            }
        }

        mutating func leaveOutTroubles() {
            for trouble in Trouble.all where !extent.without.contains(trouble) {
                var smaller = extent
                smaller.without.insert(trouble)
                _ = attempt(smaller)
            }
            // Leaving out what there is none of proves nothing: only what is there is named.
            let scenario = setup.scenario
            extent.without = extent.without.filter { scenario.has($0) }
        }
    }
}
