package import Bus

extension Switchboard {
    /// What a request for a model would meet now: the same ranking that the request would get.
    ///
    /// `question`: The kind of request.
    /// `allowed`: The supplies that the law leaves.
    /// `wall`: Turns an instant into seconds since 1970.
    package func explain(
        _ route: Route,
        _ question: Question = Question(),
        allowed: SupplySet,
        at now: Instant,
        wall: (Instant) -> Double
    ) -> Explanation {
        let ask = question.ask
        let able = route.able(ask, among: allowed)
        let ranking = ranking(ask, on: route, among: able, inDetail: true, at: now)
        let tokens = expectation(of: ask, on: route)
        var view = View(ranking, ask, route.policy)
        for place in 0..<route.count {
            let row = route.rows[place]
            let admission = admission(row: row, credential: route.credentials[place], at: now)
            view.add(
                candidate(place, for: ask, on: route, expecting: tokens, at: now),
                isAllowed: allowed.contains(place),
                on: route,
                admission: admission,
                at: now
            )
        }
        let chosen = view.chosen
        let candidates = (0..<route.count).map { place in
            Explanation.Candidate(
                supply: status(of: route, place: place, at: now, wall: wall),
                chosen: place == chosen,
                reason: view.reason(place),
                score: view.scores[place]
            )
        }
        return Explanation(
            model: route.model.name,
            candidates: candidates,
            live: true,
            criterion: ranking.criterion.rawValue,
            request: Explanation.Request(
                inputTokens: ask.inputTokens,
                outputTokens: Int(tokens.output.rounded()),
                needs: ask.needs.names
            ),
            notes: view.notes
        )
    }
}

/// A ranking put in words, supply by supply.
private struct View {
    private let ranking: Ranking
    private let ask: Ask
    private let policy: Policy
    private(set) var scores: [Explanation.Score] = []
    private var reasons: [String] = []
    /// Until when the breakers of places are open.
    private var closed: [Int: Instant] = [:]
    /// The places that take a request now, with the share of theirs that they take.
    private var choosable: [Int: Double] = [:]

    init(_ ranking: Ranking, _ ask: Ask, _ policy: Policy) {
        self.ranking = ranking
        self.ask = ask
        self.policy = policy
    }

    /// Takes in the next place.
    mutating func add(
        _ figures: Ranking.Candidate,
        isAllowed: Bool,
        on route: Route,
        admission: Switchboard.Admission,
        at now: Instant
    ) {
        let place = figures.place
        let supply = route.model.supplies[place]
        let index = ranking.candidates.firstIndex { $0.place == place }
        let ranked = index.map { ranking.candidates[$0] }
        let lacks = supply.lacks.intersection(ask.needs).names
        let isHome = ranking.criterion == .affinity && index == 0
        scores.append(
            Explanation.Score(
                rank: index.map { $0 + 1 },
                score: ranked.flatMap { $0.score.isFinite ? $0.score : nil },
                costUSD: figures.cost,
                firstTokenSeconds: figures.firstToken,
                carbonGrams: figures.carbon?.grams,
                carbonKind: figures.carbon?.kind.rawValue ?? "unknown",
                lacks: lacks,
                share: index.flatMap { ranking.share(at: $0) },
                isHome: isHome
            )
        )
        guard isAllowed else {
            reasons.append("ruled out: runs under the law of \(supply.supplier.jurisdiction)")
            return
        }
        guard let index, let ranked else {
            reasons.append("ruled out: has no \(lacks.joined(separator: ", no "))")
            return
        }
        take(admission, of: ranked, at: index, now)
    }

    private mutating func take(
        _ admission: Switchboard.Admission,
        of candidate: Ranking.Candidate,
        at index: Int,
        _ now: Instant
    ) {
        switch admission {
        case .pass(let share):
            choosable[candidate.place] = share
            let start = share < 1 ? "in slow start: \(Int(share * 100)) % of its requests; " : ""
            reasons.append(start + standing(of: candidate, at: index))
        case .probe:
            choosable[candidate.place] = 1
            reasons.append("the next request probes it; " + standing(of: candidate, at: index))
        case .open(let until):
            closed[candidate.place] = until
            reasons.append("its breaker is open for \((until - now).inWords)")
        case .held(let until):
            reasons.append("asked to wait for another \((until - now).inWords)")
        case .locked: reasons.append("its credential was refused")
        }
    }

    /// Where a supply that is in service stands, and by what.
    private func standing(of candidate: Ranking.Candidate, at index: Int) -> String {
        if let window = candidate.exceededWindow {
            return index == 0
                ? "every window seems too small; its \(window) tokens are the most"
                : "its window of \(window) tokens seems too small: asked after the others"
        }
        if ranking.criterion == .affinity, candidate.isHome {
            return index == 0 ? "the session's home" : "the session's home number \(index + 1)"
        }
        if candidate.isOverBound {
            return "\(candidate.inFlight) in flight: too many to take a session"
        }
        switch policy.prefer {
        case .order:
            return index == 0 ? "first in order that is in service" : "number \(index + 1) in order"
        case .cost:
            if candidate.cost == nil { return "unpriced: asked after all that have a price" }
            return index == 0 ? "the cheapest" : "number \(index + 1) by cost"
        case .latency:
            let seen = candidate.firstToken == nil ? ", not measured yet" : ""
            let share = ranking.share(at: index).map {
                ", first in \(Int(($0 * 100).rounded())) % of the draws of two"
            }
            return "number \(index + 1) by latency\(seen)\(share ?? "")"
        case .weights:
            let score = (candidate.score * 100).rounded() / 100
            return "number \(index + 1) by weights, with \(score)"
        }
    }

    /// The supply that a request would most probably be sent to.
    var chosen: Int? {
        let inOrder = ranking.candidates.map(\.place).filter { choosable[$0] != nil }
        return inOrder.first { choosable[$0] ?? 0 >= 0.5 } ?? inOrder.first ?? leastBad
    }

    /// Of those whose breaker is open, the one that is probed first.
    private var leastBad: Int? {
        let places = ranking.candidates.map(\.place)
        return places.min { closed[$0] ?? .never < closed[$1] ?? .never }
            .flatMap { closed[$0] == nil ? nil : $0 }
    }

    func reason(_ place: Int) -> String {
        choosable.isEmpty && place == leastBad
            ? reasons[place] + "; the least bad of all" : reasons[place]
    }

    var notes: [String] {
        var notes: [String] = []
        if ranking.carbonIsMixed {
            notes.append(
                "carbon is left out: average and marginal figures are not compared with each other"
            )
        }
        if case .weights(let weights) = policy.prefer, weights.carbon > 0, !ranking.carbonIsMixed,
            ranking.candidates.contains(where: { $0.carbon == nil })
        {
            notes.append("where carbon is unknown, it counts as the worst that is known")
        }
        if policy.affinity == .prompt, ask.affinity == nil {
            notes.append("the requests of a session stay with one supply; a cache key tells which")
        }
        return notes
    }
}

extension Interval {
    /// `0.3 s`, `12 s`: rounded up, for people.
    var inWords: String {
        seconds < 10 ? "\((seconds * 10).rounded(.up) / 10) s" : "\(Int(seconds.rounded(.up))) s"
    }
}
