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

    private func startServers() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for host in yard.hosts {
                group.addTask {
                    let took = try await yard.bringUp(host)
                    let server = host.server
                    terminal.line(
                        "    \(terminal.styled("✓", .green)) \(server.name.padded(10))"
                            + server.region.padded(14) + "127.0.0.1:\(server.port)".padded(18)
                            + "pid \(host.pid ?? 0)".padded(14)
                            + terminal.styled("\(Figures.seconds(took))", .faint)
                    )
                }
            }
            try await group.waitForAll()
        }
    }

    private func awaitGateway() async throws {
        let limit = ContinuousClock.now + .seconds(Self.gatewayLimit)
        while ContinuousClock.now < limit {
            if await yard.answers(endpoint) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw DemoError.silent(who: "the gateway", seconds: Self.gatewayLimit, hint: endpoint)
    }
}
