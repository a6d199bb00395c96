/// Starts the model servers and waits until they and the gateway answer.
struct Opening: Sendable {
    let yard: ServerYard
    let terminal: Terminal
    let endpoint: String

    private static let gatewayLimit = 20

    func play() async throws {
        terminal.line()
        terminal.line("  \(terminal.styled("Busbar", .bold))  many supplies, one load")
        terminal.line()
        terminal.line("  Three model servers (SmolLM2-135M in llama.cpp), one endpoint in front")
        try await terminal.spinning("starting the model servers") {
            try await startServers()
        }
        try await terminal.spinning("waiting for the gateway") {
            try await awaitGateway()
        }
        terminal.line("    \(terminal.styled("✓", .green)) \("busbar".padded(10))\(endpoint)")
    }

    /// Starts all at once and shows them in their order, each as soon as those before it are there.
    private func startServers() async throws {
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (place, host) in yard.hosts.enumerated() {
                group.addTask { (place, line(host, took: try await yard.bringUp(host))) }
            }
            var ready: [Int: String] = [:]
            var shown = 0
            for try await (place, line) in group {
                ready[place] = line
                while let next = ready[shown] {
                    terminal.line(next)
                    shown += 1
                }
            }
        }
    }

    private func line(_ host: ServerHost, took: Duration) -> String {
        "    \(terminal.styled("✓", .green)) \(host.server.name.padded(10))"
            + host.server.region.padded(14) + "127.0.0.1:\(host.server.port)".padded(18)
            + "pid \(host.pid ?? 0)".padded(14) + terminal.styled(Figures.seconds(took), .faint)
    }

    private func awaitGateway() async throws {
        let limit = ContinuousClock.now + .seconds(Self.gatewayLimit)
        while ContinuousClock.now < limit {
            if await yard.answers("\(endpoint)/models") { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw DemoError.silent(who: "the gateway", seconds: Self.gatewayLimit, hint: endpoint)
    }
}
