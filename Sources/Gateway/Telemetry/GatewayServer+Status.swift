import Bus
package import Inference
import Synchronization

extension GatewayServer {
    /// What the gateway looks like now.
    package func status() async -> GatewayStatus {
        let counters = await counters()
        let now = Clock.now()
        let (snapshot, registry) = plant.loaded.withLock { ($0.snapshot, $0.registry) }
        let supplies = plant.board.withLock { board in
            snapshot.catalogue.routes.flatMap { route in
                (0..<route.count).map {
                    board.status(of: route, place: $0, at: now, wall: plant.wall)
                }
            }
        }
        let models = counters.models.values
        return GatewayStatus(
            time: plant.wall(now),
            uptimeSeconds: (now - plant.startedAt).seconds,
            endpoint: endpoint ?? "",
            draining: isDraining,
            clientConnections: counters.connections,
            requestsInFlight: counters.inFlight,
            requests: counters.requests,
            failovers: models.reduce(0) { $0 + $1.failovers },
            clientErrors: models.reduce(0) { $0 + $1.failures },
            supplies: supplies,
            recentErrors: counters.recentFailures.reversed().map {
                SupplyStatus.Failure(
                    time: plant.wall($0.at),
                    supply: registry.supplies[$0.row].id.name,
                    what: $0.what.summary
                )
            }
        )
    }

    /// What a request for a model would meet now; nil when there is no such model.
    package func explain(_ model: String, _ question: Question) -> Explanation? {
        let snapshot = plant.loaded.withLock { $0.snapshot }
        guard let route = snapshot.catalogue[model] else { return nil }
        let allowed = route.allowed(key: nil, request: question.jurisdictions)
        let now = Clock.now()
        return plant.board.withLock {
            $0.explain(route, question, allowed: allowed, at: now, wall: plant.wall)
        }
    }
}
