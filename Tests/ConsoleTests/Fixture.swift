import Bus
import Console
import Inference

/// Statuses and ports that the tests share.
enum Fixture {
    /// Stands for 2026-11-22 00:46:13 UTC.
    static let time = 1_795_308_373.0

    static func supply(
        _ supplier: String = "oracle-chicago",
        model: String = "gpt-oss-120b",
        health: SupplyStatus.Health = .healthy,
        note: String = "",
        share: Double? = 0.42,
        price: Double? = 0.15,
        latency: Double? = 0.312,
        failure: SupplyStatus.Failure? = nil
    ) -> SupplyStatus {
        SupplyStatus(
            model: model,
            supplier: supplier,
            supplierModel: "openai.\(model)",
            region: "us-chicago-1",
            jurisdiction: "us",
            contract: nil,
            inputPrice: price,
            outputPrice: price.map { $0 * 4 },
            health: health,
            note: note,
            share: share,
            inFlight: 3,
            attempts: 1_250,
            failures: 16,
            answers: 1_234,
            firstTokenP50: latency,
            firstTokenP95: latency.map { $0 * 4 },
            lastFailure: failure
        )
    }

    static func status(
        _ supplies: [SupplyStatus],
        draining: Bool = false,
        errors: [SupplyStatus.Failure] = []
    ) -> GatewayStatus {
        GatewayStatus(
            time: time,
            uptimeSeconds: 8_075,
            endpoint: "http://127.0.0.1:8080/v1",
            draining: draining,
            clientConnections: 18,
            requestsInFlight: 7,
            requests: 1_284_310,
            failovers: 212,
            clientErrors: 0,
            supplies: supplies,
            recentErrors: errors
        )
    }

    static func ports(
        status: GatewayStatus = status([supply()]),
        metrics: [MetricFamily] = [],
        ready: Bool = true,
        reload: ReloadOutcome = .reloaded(notices: [])
    ) -> ConsolePorts {
        ConsolePorts(
            status: { status },
            metrics: { metrics },
            isReady: { ready },
            explain: { model, question in
                guard model == "gpt-oss-120b" else { return nil }
                let codes = (question.jurisdictions ?? []).sorted().map(\.code)
                let reason = "asked for \(codes) \(question.ask.needs.names)"
                return Explanation(
                    model: model,
                    candidates: [.init(supply: supply(), chosen: true, reason: reason)],
                    live: true
                )
            },
            reload: { reload },
            reset: { $0 == "oracle-chicago" || $0 == "two words/1" }
        )
    }
}
