import Bus

extension Ranking {
    /// Sets the scores that a preference compares.
    mutating func score(_ preference: Policy.Preference) {
        switch preference {
        case .order: setScore { Double($0.place) }
        // Not known to be cheap: behind every price, however high.
        case .cost: setScore { $0.cost ?? .infinity }
        case .latency:
            let waits = Waits(field)
            setScore { waits.figure(of: $0) }
        case .weights(let weights): score(weights)
        }
    }

    /// A sum of relative figures: 1 is the best of those in service, 2 twice as much.
    private mutating func score(_ weights: Policy.Weights) {
        let field = field
        let waits = Waits(field)
        let cost = Scale(field.map(\.cost))
        let latency = Scale(field.map { waits.figure(of: $0) })
        let kinds = Set(field.compactMap { $0.carbon?.kind })
        carbonIsMixed = weights.carbon > 0 && kinds.count > 1
        let kind = kinds.count == 1 ? kinds.first : nil
        func grams(_ candidate: Candidate) -> Double? {
            guard let carbon = candidate.carbon, carbon.kind == kind else { return nil }
            return carbon.grams
        }
        let carbon = Scale(field.map { grams($0) })
        setScore { candidate in
            weights.cost * cost.part(candidate.cost)
                + weights.latency * latency.part(waits.figure(of: candidate))
                + weights.carbon * carbon.part(grams(candidate))
        }
    }

    /// Expected first-token times, with the load that stands before them.
    private struct Waits {
        private let fastest: Double

        init(_ field: [Candidate]) { fastest = field.compactMap(\.firstToken).min() ?? 1 }

        /// Seconds times the requests that would be there.
        ///
        /// A supply without history is tried at once when nothing is in flight there; until its
        /// first answer it counts as fast as the fastest, so that its load keeps others away.
        func figure(of candidate: Candidate) -> Double {
            let load = Double(candidate.inFlight + 1)
            if let seconds = candidate.firstToken { return seconds * load }
            return candidate.inFlight == 0 ? 0 : fastest * load
        }
    }

    /// Makes figures of one kind comparable with figures of another.
    private struct Scale {
        /// The lowest that is not 0; nil when there is none.
        private let lowest: Double?
        private let highest: Double

        init(_ figures: [Double?]) {
            let known = figures.compactMap { $0 }
            lowest = known.filter { $0 > 0 }.min()
            highest = known.max() ?? 0
        }

        /// A figure as a multiple of the lowest; what is not known counts as the worst that is
        /// known, so that not telling is never worth while.
        func part(_ figure: Double?) -> Double {
            guard let lowest else { return 0 }
            return (figure ?? highest) / lowest
        }
    }
}
