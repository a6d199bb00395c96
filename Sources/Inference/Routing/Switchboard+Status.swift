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
            return (.waiting, "asked to wait for another \((until - now).inWords)")
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
                ? (.down, "probed in \((until - now).inWords)")
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
}
