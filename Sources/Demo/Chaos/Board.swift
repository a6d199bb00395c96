/// The chaos as a table, and as one line where nothing can be redrawn.
struct Board: Sendable {
    /// A supplier's row.
    struct Row: Sendable, Equatable {
        let name: String
        let region: String
        let pid: Int32?
        let phase: ServerHost.Phase
    }

    let seed: UInt64
    let duration: Duration?
    let terminal: Terminal

    func table(_ score: Score, rows: [Row], elapsed: Duration) -> [String] {
        let faint = { (text: String) in terminal.styled(text, .faint) }
        let clock =
            duration.map { "\(Figures.clock(elapsed)) of \(Figures.clock($0))" }
            ?? Figures.clock(elapsed)
        var lines = [
            "  \(terminal.styled("Chaos", .bold))  \(clock)  \(faint("seed \(seed) · Ctrl-C ends it"))",
            "",
            faint("    requests   failovers   kills   rescued   errors seen   partial   doubled"),
            "\(score.requests)".aligned(12) + "\(score.failovers)".aligned(12)
                + "\(score.totalKills)".aligned(8) + "\(score.rescued)".aligned(10)
                + terminal.styled("\(score.errors)".aligned(14), score.errors == 0 ? .green : .red)
                + "\(score.partial)".aligned(10) + "\(score.doubled)".aligned(10),
            "",
            faint("    supplier   region       state         pid      kills   answers"),
        ]
        lines += rows.map { row(of: $0, score) }
        lines += score.reasons.map {
            "    \(terminal.styled("!", .red)) \(String($0.prefix(Terminal.width - 8)))"
        }
        return lines
    }

    /// `0:35  requests 142  kills 7  rescued 6, 6 equal  errors 0  partial 0`.
    func line(_ score: Score, elapsed: Duration) -> String {
        "  \(Figures.clock(elapsed).aligned(5))  requests \(score.requests)  "
            + "kills \(score.totalKills)  rescued \(score.rescued), \(score.equal) equal  "
            + "errors \(score.errors)  partial \(score.partial)"
    }

    private func row(of row: Row, _ score: Score) -> String {
        let share = score.share(of: row.name)
        return "    \(row.name.padded(11))\(row.region.padded(13))"
            + state(of: row.phase)
            + (row.pid.map { "\($0)" } ?? "–").padded(9)
            + "\(score.kills[row.name] ?? 0)".aligned(5)
            + "\(score.served[row.name] ?? 0)".aligned(10)
            + "  " + terminal.styled(Figures.bar(share, width: 10), .cyan)
    }

    /// A shape, a word and a color, so that none of them is needed.
    private func state(of phase: ServerHost.Phase) -> String {
        switch phase {
        case .serving: terminal.styled("● serving".padded(14), .green)
        case .starting: terminal.styled("◐ starting".padded(14), .yellow)
        case .down, .killed: terminal.styled("○ down".padded(14), .red)
        }
    }
}
