/// Keeps the servers alive after the tour: whoever is killed by hand comes back.
struct Vigil: Sendable {
    let yard: ServerYard
    let terminal: Terminal

    /// Long enough to see in the console that a supplier is gone.
    private static let rest = Duration.seconds(3)

    /// - Throws: `CancellationError` in the end; ``DemoError`` when a server cannot be started again.
    func keep() async throws {
        terminal.line("  Serving until Ctrl-C.")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for host in yard.hosts {
                group.addTask {
                    try await yard.keepAlive(host, rest: { Self.rest }, report: tell)
                }
            }
            try await group.waitForAll()
        }
    }

    private func tell(_ event: ServerYard.Event) {
        switch event {
        case .ended(let host, let end):
            terminal.line(
                "    \(terminal.styled("✗", .red)) \(host.server.name.padded(10))"
                    + "pid \(end.pid) has ended; it starts again in \(Figures.seconds(Self.rest))"
            )
        case .back(let host, let took):
            terminal.line(
                "    \(terminal.styled("✓", .green)) \(host.server.name.padded(10))"
                    + "pid \(host.pid ?? 0)".padded(14)
                    + terminal.styled("answers after \(Figures.seconds(took))", .faint)
            )
        }
    }
}
