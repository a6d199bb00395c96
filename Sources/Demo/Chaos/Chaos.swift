import Bus

/// Clients that keep asking while suppliers die and come back at random.
struct Chaos: Sendable {
    let yard: ServerYard
    let asker: Asker
    let terminal: Terminal
    let console: String
    let seed: UInt64
    /// Nil is until cancelled.
    let duration: Duration?

    private static let clients = 3
    /// Between two redraws of the table.
    private static let frame = Duration.milliseconds(250)
    /// Between two lines where nothing can be redrawn.
    private static let linePause = Duration.seconds(5)

    /// - Throws: ``DemoError/promise(_:)`` when a client saw an error, also if cancelled.
    func run() async throws {
        let board = Board(seed: seed, duration: duration, terminal: terminal)
        terminal.line()
        terminal.line(
            "  \(Self.clients) clients keep asking; suppliers die at random and come back."
        )
        terminal.line("  console \(console)")
        let answers = try await terminal.spinning("asking everything once in peace") {
            try await Rehearsal(asker: asker).play()
        }
        terminal.line()
        let floor = Floor(answers: answers)
        let started = ContinuousClock.now
        var wasCancelled = false
        do {
            try await play(floor, board: board, since: started)
        } catch is CancellationError {
            wasCancelled = true
        }
        let elapsed = ContinuousClock.now - started
        // In the place of the live one, or below the lines.
        terminal.write(terminal.isInteractive ? "" : "\n")
        board.table(floor.score, rows: rows(), elapsed: elapsed).forEach { terminal.line($0) }
        terminal.line()
        try conclude(floor.score, wasCancelled: wasCancelled)
    }

    private func play(
        _ floor: Floor,
        board: Board,
        since started: ContinuousClock.Instant
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, host) in yard.hosts.enumerated() {
                group.addTask { try await keepAlive(host, seed: seed &+ 100 &+ UInt64(number)) }
            }
            for client in 0..<Self.clients {
                group.addTask {
                    try await Crowd(asker: asker, floor: floor).run(client: client, seed: seed)
                }
            }
            group.addTask { try await Killer(yard: yard, floor: floor).run(seed: seed) }
            group.addTask { try await show(floor, board, since: started) }
            defer { group.cancelAll() }
            guard let duration else {
                try await group.waitForAll()
                return
            }
            group.addTask { try await Task.sleep(for: duration) }
            // All others never end by themselves.
            try await group.next()
        }
    }

    /// A killed supplier stays away for a moment of chance.
    private func keepAlive(_ host: ServerHost, seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        try await yard.keepAlive(
            host,
            rest: { .milliseconds(Int.random(in: 1000...3500, using: &generator)) },
            report: { _ in }
        )
    }

    private func show(
        _ floor: Floor,
        _ board: Board,
        since started: ContinuousClock.Instant
    ) async throws {
        while true {
            let elapsed = ContinuousClock.now - started
            if terminal.isInteractive {
                terminal.show(board.table(floor.score, rows: rows(), elapsed: elapsed))
            } else {
                terminal.line(board.line(floor.score, elapsed: elapsed))
            }
            try await Task.sleep(for: terminal.isInteractive ? Self.frame : Self.linePause)
        }
    }

    private func rows() -> [Board.Row] {
        yard.hosts.map {
            Board.Row(
                name: $0.server.name,
                region: $0.server.region,
                pid: $0.pid,
                phase: $0.phase
            )
        }
    }

    private func conclude(_ score: Score, wasCancelled: Bool) throws {
        guard score.errors == 0 else {
            for reason in score.reasons {
                var wrap = WordWrap(indent: "    ", width: Terminal.width)
                terminal.line("    " + wrap.add(reason) + wrap.finish())
            }
            terminal.line()
            throw DemoError.promise("clients saw \(Figures.count(score.errors, "error"))")
        }
        guard score.requests > 0 || wasCancelled else {
            throw DemoError.promise("no question was answered")
        }
        terminal.line(
            "  \(Figures.count(score.totalKills, "kill")), \(score.midStreamKills) in the middle of "
                + "an answer: no error seen by any client."
        )
        guard score.rescued > 0 else { return }
        terminal.line(
            "  \(Figures.count(score.rescued, "answer")) broke off and went on at another supplier; "
                + "\(score.equal) \(score.equal == 1 ? "is" : "are"), word"
        )
        terminal.line("  for word, what an undisturbed supplier says.")
        if let difference = score.difference {
            terminal.line("    first difference: \(difference)")
        }
    }
}
