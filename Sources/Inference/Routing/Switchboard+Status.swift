package import Bus

extension Switchboard {
    /// How a supply is, in one word and a note that says why.
    package func health(
        row: Int,
        credential: Int,
        at now: Instant
    ) -> (health: SupplyStatus.Health, note: String) {
        if let lock = locks[credential] {
            return (.locked, "\(lock.summary); reset it when that is mended")
        }
        if let until = rows[row].heldUntil, now < until {
            return (.waiting, "asked to wait for another \(Self.text(until - now))")
        }
        switch rows[row].breaker.position {
        case .closed(nil): return (.healthy, "")
        case .closed(.some):
            guard case .pass(let share) = rows[row].breaker.admission(at: now), share < 1 else {
                return (.healthy, "")
            }
            return (.recovering, "came back; takes \(Int(share * 100)) % of its share")
        case .open(let until):
            return now < until
                ? (.down, "probed in \(Self.text(until - now))")
                : (.down, "the next request probes it")
        case .halfOpen: return (.probing, "one request is out to see whether it is back")
        }
    }

    /// The state of one supply of a model.
    ///
    /// `wall`: Turns an instant into seconds since 1970.
    package func status(
        of route: Route,
        place: Int,
        at now: Instant,
        wall: (Instant) -> Double
    ) -> SupplyStatus {
        let supply = route.model.supplies[place]
        let row = rows[route.rows[place]]
        let (health, note) = health(
            row: route.rows[place],
            credential: route.credentials[place],
            at: now
        )
        let answered = route.rows.map { rows[$0].recentAnswers.total(at: now) }
        let all = answered.reduce(0, +)
        return SupplyStatus(
            model: route.model.name,
            supplier: supply.supplier.name,
            supplierModel: supply.model,
            region: supply.supplier.region,
            jurisdiction: supply.supplier.jurisdiction.code,
            contract: supply.contract,
            inputPrice: supply.price.input?.dollars,
            outputPrice: supply.price.output?.dollars,
            health: health,
            note: note,
            share: all > 0 ? Double(answered[place]) / Double(all) : nil,
            inFlight: row.inFlight,
            attempts: row.attempts,
            failures: row.failures,
            answers: row.answers,
            firstTokenP50: row.firstTokens.percentile(0.5),
            firstTokenP95: row.firstTokens.percentile(0.95),
            lastFailure: row.lastFailure.map {
                .init(time: wall($0.at), supply: supply.id.name, what: $0.what.summary)
            }
        )
    }

    /// What a request for a model would meet now, in the order it would be asked.
    package func explain(
        _ route: Route,
        allowed: SupplySet,
        at now: Instant,
        wall: (Instant) -> Double
    ) -> Explanation {
        var choosable: [Int] = []
        var leastBad: (place: Int, until: Instant)?
        var reasons: [String] = []
        for place in 0..<route.count {
            guard allowed.contains(place) else {
                let place = route.model.supplies[place].supplier.jurisdiction
                reasons.append("ruled out: runs under the law of \(place)")
                continue
            }
            let row = route.rows[place]
            switch admission(row: row, credential: route.credentials[place], at: now) {
            case .pass(let share):
                choosable.append(place)
                reasons.append(
                    share < 1 ? "in slow start: \(Int(share * 100)) % of its requests" : ""
                )
            case .probe:
                choosable.append(place)
                reasons.append("the next request probes it")
            case .open(let until):
                if until < leastBad?.until ?? .never { leastBad = (place, until) }
                reasons.append("its breaker is open for \(Self.text(until - now))")
            case .held(let until):
                reasons.append("asked to wait for another \(Self.text(until - now))")
            case .locked: reasons.append("its credential was refused")
            }
        }
        let chosen = choosable.first ?? leastBad?.place
        let candidates = (0..<route.count).map { place in
            var reason = reasons[place]
            if reason.isEmpty {
                let rank = (choosable.firstIndex(of: place) ?? 0) + 1
                reason = rank == 1 ? "first in order that is in service" : "number \(rank) in order"
            } else if place == chosen, choosable.isEmpty {
                reason += "; the least bad of all"
            }
            return Explanation.Candidate(
                supply: status(of: route, place: place, at: now, wall: wall),
                chosen: place == chosen,
                reason: reason
            )
        }
        return Explanation(model: route.model.name, candidates: candidates, live: true)
    }

    private static func text(_ interval: Interval) -> String {
        let seconds = interval.seconds
        return seconds < 10
            ? "\((seconds * 10).rounded(.up) / 10) s" : "\(Int(seconds.rounded(.up))) s"
    }
}
