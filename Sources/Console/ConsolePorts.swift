package import Inference

/// What the console asks of a running gateway, as closures: it depends on no gateway.
package struct ConsolePorts: Sendable {
    package let status: @Sendable () async -> GatewayStatus
    package let metrics: @Sendable () async -> [MetricFamily]
    /// False while the gateway drains.
    package let isReady: @Sendable () async -> Bool
    /// Nil for an unknown model.
    package let explain: @Sendable (_ model: String, _ question: Question) async -> Explanation?
    package let reload: @Sendable () async -> ReloadOutcome
    /// Forgets a locked credential and open breakers; false for an unknown supplier.
    package let reset: @Sendable (_ supplier: String) async -> Bool

    package init(
        status: @escaping @Sendable () async -> GatewayStatus,
        metrics: @escaping @Sendable () async -> [MetricFamily],
        isReady: @escaping @Sendable () async -> Bool,
        explain: @escaping @Sendable (String, Question) async -> Explanation?,
        reload: @escaping @Sendable () async -> ReloadOutcome,
        reset: @escaping @Sendable (String) async -> Bool
    ) {
        self.status = status
        self.metrics = metrics
        self.isReady = isReady
        self.explain = explain
        self.reload = reload
        self.reset = reset
    }
}
