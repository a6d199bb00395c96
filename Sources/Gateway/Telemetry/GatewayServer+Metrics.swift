package import Inference
import Synchronization

extension GatewayServer {
    /// Every metric as it stands now: OpenTelemetry's GenAI names (v1.41) where it has one, our own
    /// `busbar_` names for the rest.
    ///
    /// Labels come from the site file only.
    package func metrics() async -> [MetricFamily] {
        let counters = await counters()
        let idle = await idleConnections()
        let (snapshot, registry, pools) = plant.loaded.withLock {
            ($0.snapshot, $0.registry, $0.pools)
        }
        let board = plant.board.withLock { $0 }
        var families = MetricTable(counters: counters, registry: registry).families
        families += boardFamilies(board, snapshot.catalogue)
        families.append(
            MetricFamily(
                "busbar_supplier_connections_idle",
                help: "Idle connections kept to suppliers.",
                kind: .gauge,
                series: pools.enumerated().map { place, address in
                    .init(
                        [
                            .init("server_address", address.host),
                            .init("server_port", String(address.port)),
                        ],
                        .number(Double(place < idle.count ? idle[place] : 0))
                    )
                }
            )
        )
        families += [
            single(
                "busbar_client_connections",
                "Connections of clients.",
                .gauge,
                Double(counters.connections)
            ),
            single(
                "busbar_requests_in_flight",
                "Requests that are being served.",
                .gauge,
                Double(counters.inFlight)
            ),
            single(
                "busbar_requests_refused_total",
                "Requests refused before a supply was chosen: bad input, no key, no such model.",
                .counter,
                Double(counters.refused)
            ),
            single(
                "busbar_malformed_events_total",
                "Events of streams that could not be read.",
                .counter,
                Double(counters.malformedEvents)
            ),
            single(
                "busbar_access_log_dropped_bytes_total",
                "Bytes of log lines dropped because writing was too slow.",
                .counter,
                Double(plant.accessLog.dropped)
            ),
        ]
        return families
    }

    private func single(
        _ name: String,
        _ help: String,
        _ kind: MetricFamily.Kind,
        _ value: Double
    ) -> MetricFamily {
        MetricFamily(name, help: help, kind: kind, series: [.init([], .number(value))])
    }

    private func boardFamilies(_ board: Switchboard, _ catalogue: Catalogue) -> [MetricFamily] {
        let now = Clock.now()
        var states: [MetricFamily.Series] = []
        var inFlight: [MetricFamily.Series] = []
        for route in catalogue.routes {
            for (place, supply) in route.model.supplies.enumerated() {
                let labels: [MetricFamily.Label] = [
                    .init("model", route.model.name), .init("supplier", supply.supplier.name),
                    .init("supplier_model", supply.model),
                ]
                let health = board.health(
                    row: route.rows[place],
                    credential: route.credentials[place],
                    at: now
                ).health
                for state in SupplyStatus.Health.allCases where state != .unknown {
                    states.append(
                        .init(
                            labels + [.init("state", state.rawValue)],
                            .number(state == health ? 1 : 0)
                        )
                    )
                }
                inFlight.append(
                    .init(labels, .number(Double(board.rows[route.rows[place]].inFlight)))
                )
            }
        }
        return [
            MetricFamily(
                "busbar_supply_state",
                help: "1 for the state that a supply is in: breaker, waits, credential.",
                kind: .gauge,
                series: states
            ),
            MetricFamily(
                "busbar_supply_requests_in_flight",
                help: "Attempts under way at a supply.",
                kind: .gauge,
                series: inFlight
            ),
        ]
    }
}

/// Turns what was counted into families.
private struct MetricTable {
    let counters: Counters
    let registry: Registry

    var families: [MetricFamily] { serverFamilies + clientFamilies }

    // MARK: As the server of our clients

    private var serverFamilies: [MetricFamily] {
        let cells = counters.models.sorted {
            ($0.key.model, $0.key.endpoint.rawValue) < ($1.key.model, $1.key.endpoint.rawValue)
        }
        func histogram(
            _ name: String,
            _ help: String,
            _ pick: (Counters.ModelCell) -> Histogram
        ) -> MetricFamily {
            MetricFamily(
                name,
                help: help,
                kind: .histogram,
                series: cells.map { .init(labels($0.key), .histogram(pick($0.value))) }
            )
        }
        var outcomes: [MetricFamily.Series] = []
        for (key, cell) in cells {
            for (outcome, count) in [
                ("answered", cell.answers), ("refused_by_supplier", cell.refusals),
                ("failed", cell.failures), ("client_gone", cell.abandoned),
            ] {
                outcomes.append(
                    .init(labels(key) + [.init("outcome", outcome)], .number(Double(count)))
                )
            }
        }
        return [
            histogram(
                "gen_ai_server_request_duration_seconds",
                "Time of a request, from its head to its end."
            ) { $0.seconds },
            histogram(
                "gen_ai_server_time_to_first_token_seconds",
                "Time to the first content of an answer."
            ) { $0.firstTokenSeconds },
            histogram(
                "gen_ai_server_time_per_output_token_seconds",
                "Time per token after the first."
            ) { $0.perTokenSeconds },
            MetricFamily(
                "busbar_requests_total",
                help: "Requests by how they ended.",
                kind: .counter,
                series: outcomes
            ),
            MetricFamily(
                "busbar_failovers_total",
                help: "Requests that were answered after at least one attempt had failed.",
                kind: .counter,
                series: cells.map { .init(labels($0.key), .number(Double($0.value.failovers))) }
            ),
        ] + raceFamilies
    }

    private var raceFamilies: [MetricFamily] {
        let cells = counters.models.sorted {
            ($0.key.model, $0.key.endpoint.rawValue) < ($1.key.model, $1.key.endpoint.rawValue)
        }
        return RaceCounts.families.map { family in
            var series: [MetricFamily.Series] = []
            for (key, cell) in cells {
                for value in family.values {
                    let own = family.label.map { [MetricFamily.Label($0, value.label)] } ?? []
                    series.append(.init(labels(key) + own, .number(value.read(cell.races))))
                }
            }
            return MetricFamily(family.name, help: family.help, kind: .counter, series: series)
        }
    }

    private func labels(_ key: Counters.ModelKey) -> [MetricFamily.Label] {
        [
            .init("gen_ai_operation_name", "\(key.endpoint.operation)"),
            .init("gen_ai_provider_name", "openai"), .init("gen_ai_request_model", key.model),
            .init("endpoint", "\(key.endpoint.name)"),
        ]
    }

    // MARK: As a client of the suppliers

    private var cells: [(labels: [MetricFamily.Label], cell: Counters.SupplyCell)] {
        counters.supplies.enumerated().compactMap { place, cell in
            guard !cell.isEmpty else { return nil }
            let endpoints = Endpoint.allCases
            let endpoint = endpoints[place % endpoints.count]
            let supply = registry.supplies[place / endpoints.count]
            let labels: [MetricFamily.Label] = [
                .init("gen_ai_operation_name", "\(endpoint.operation)"),
                .init("gen_ai_provider_name", "openai"),
                .init("gen_ai_request_model", supply.model), .init("endpoint", "\(endpoint.name)"),
                .init("supplier", supply.supplier.name),
                .init("server_address", supply.supplier.url.host),
            ]
            return (labels, cell)
        }
    }

    private var clientFamilies: [MetricFamily] {
        let cells = cells
        var attempts: [MetricFamily.Series] = []
        var durations: [MetricFamily.Series] = []
        var tokens: [MetricFamily.Series] = []
        for (labels, cell) in cells {
            for (place, count) in cell.attempts.enumerated() where count > 0 {
                let outcome =
                    place < AttemptFailure.labels.count
                    ? "\(AttemptFailure.labels[place])" : "answered"
                attempts.append(
                    .init(labels + [.init("outcome", outcome)], .number(Double(count)))
                )
            }
            durations.append(.init(labels, .histogram(cell.answerSeconds)))
            if cell.failureSeconds.count > 0 {
                durations.append(
                    .init(labels + [.init("error_type", "failed")], .histogram(cell.failureSeconds))
                )
            }
            for (type, histogram) in [("input", cell.inputTokens), ("output", cell.outputTokens)] {
                tokens.append(
                    .init(labels + [.init("gen_ai_token_type", type)], .histogram(histogram))
                )
            }
        }
        return [
            MetricFamily(
                "busbar_attempts_total",
                help: "Attempts at suppliers by how they ended.",
                kind: .counter,
                series: attempts
            ),
            MetricFamily(
                "gen_ai_client_operation_duration_seconds",
                help: "Time of an attempt at a supplier.",
                kind: .histogram,
                series: durations
            ),
            MetricFamily(
                "gen_ai_client_operation_time_to_first_chunk_seconds",
                help: "Time to the first content from a supplier.",
                kind: .histogram,
                series: cells.map { .init($0.labels, .histogram($0.cell.firstTokenSeconds)) }
            ),
            MetricFamily(
                "gen_ai_client_token_usage",
                help: "Tokens of a request, as the supplier counted.",
                kind: .histogram,
                series: tokens
            ),
        ]
    }
}
