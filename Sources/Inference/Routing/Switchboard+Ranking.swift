package import Bus

extension Switchboard {
    /// The order in which a request asks the supplies of `set`, before any draw.
    ///
    /// `inDetail`: With the figures of every supply even where the order does not need them.
    package func ranking(
        _ ask: Ask,
        on route: Route,
        among set: SupplySet,
        inDetail: Bool = false,
        at now: Instant
    ) -> Ranking {
        guard inDetail || route.compares(ask) else { return Ranking(count: route.count) }
        let expectation = expectation(of: ask, on: route)
        var candidates: [Ranking.Candidate] = []
        candidates.reserveCapacity(set.count)
        for place in 0..<route.count where set.contains(place) {
            candidates.append(
                candidate(place, for: ask, on: route, expecting: expectation, at: now)
            )
        }
        return Ranking(candidates, for: ask, on: route.policy)
    }

    /// The tokens that a request is expected to use.
    func expectation(of ask: Ask, on route: Route) -> (input: Double, output: Double) {
        let mean = Expectation.meanOutput(of: route.rows.lazy.map { rows[$0].expectation })
        let each = min(mean, ask.outputTokens.map { Double($0) } ?? .infinity)
        return (Double(ask.inputTokens), each * Double(max(1, ask.choices)))
    }

    /// The figures of one supply.
    func candidate(
        _ place: Int,
        for ask: Ask,
        on route: Route,
        expecting tokens: (input: Double, output: Double),
        at now: Instant
    ) -> Ranking.Candidate {
        let supply = route.model.supplies[place]
        let row = route.rows[place]
        let isInService =
            switch admission(row: row, credential: route.credentials[place], at: now) {
            case .pass, .probe: true
            case .open, .held, .locked: false
            }
        let expectation = rows[row].expectation
        return Ranking.Candidate(
            place: place,
            isInService: isInService,
            inFlight: rows[row].inFlight,
            cost: route.unitPrices[place].cost(input: tokens.input, output: tokens.output),
            firstToken: expectation.firstToken(streamed: ask.streams, at: now),
            carbon: supply.carbon(tokens: tokens.input + tokens.output),
            exceededWindow: supply.context.flatMap { ask.mostTokens > $0 ? $0 : nil },
            draw: ask.affinity.map { Session.draw($0, supply: route.hashes[place]) } ?? 0
        )
    }
}

extension Route {
    /// Whether the order of the site file is not all there is to know.
    fileprivate func compares(_ ask: Ask) -> Bool {
        if policy.affinity == .prompt, ask.affinity != nil { return true }
        if ask.mostTokens > smallestWindow { return true }
        return switch policy.prefer {
        case .order: false
        case .cost, .latency, .weights: true
        }
    }
}

extension Ask {
    /// Tokens that the request and its longest answer may have together.
    var mostTokens: Int { inputTokens + (outputTokens ?? 0) }
}
