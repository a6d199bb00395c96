/// Asks, kills who answered, asks again, and brings the killed one back.
struct Tour: Sendable {
    let yard: ServerYard
    let asker: Asker
    let terminal: Terminal

    /// - Throws: ``DemoError/promise(_:)`` when the kill was noticed; `CancellationError`.
    func play() async throws {
        heading("1", "A question")
        let first = try await ask()
        guard let source = first.source, let host = yard[source.supplier] else {
            throw DemoError.promise("the answer does not say who served it")
        }

        heading("2", "Its supplier dies, and the question comes again")
        let pid = host.pid ?? 0
        host.kill()
        terminal.line(
            "    \(terminal.styled("✗", .red)) \(source.supplier) is gone"
                + terminal.styled("  kill -9 \(pid)", .faint)
        )
        let second = try await ask()
        guard let other = second.source?.supplier, other != source.supplier else {
            throw DemoError.promise("the second answer names the supplier that was dead")
        }

        heading("3", "It comes back")
        host.stop()
        try await terminal.spinning("starting \(source.supplier)") {
            let took = try await yard.bringUp(host)
            terminal.line(
                "    \(terminal.styled("✓", .green)) \(source.supplier.padded(10))"
                    + "pid \(host.pid ?? 0)".padded(14)
                    + terminal.styled(Figures.seconds(took), .faint)
            )
        }
        terminal.line()
        terminal.line("  One supplier died, two questions were asked, two answers came.")
    }

    private func heading(_ number: String, _ text: String) {
        terminal.line()
        terminal.line("  \(terminal.styled("\(number)  \(text)", .bold))")
    }

    /// Asks the question of the tour and shows the answer as it comes.
    private func ask() async throws -> Answer {
        let indent = "      "
        terminal.line("    \(terminal.styled("›", .cyan)) \(Question.tour.text)")
        let answer = try await terminal.wrapping(indent: indent) { show in
            try await asker.ask(.tour) { news in
                if case .text(let piece) = news { show(piece) }
            }
        }
        switch answer.ending {
        case .whole: break
        case .refused(let reason): throw DemoError.promise("a question was refused: \(reason)")
        case .cut(let reason): throw DemoError.promise("an answer was cut short: \(reason)")
        case .doubled(let what): throw DemoError.promise("an answer came twice: \(what)")
        }
        if let source = answer.source {
            let word = answer.firstWord.map { "first word after \(Figures.seconds($0))" } ?? ""
            terminal.line(
                indent
                    + terminal.styled(
                        "served by \(source.supplier) in \(source.region)",
                        .green
                    )
                    + terminal.styled(
                        " · \(Figures.count(source.attempts, "attempt")) · \(word)",
                        .faint
                    )
            )
        }
        return answer
    }
}
