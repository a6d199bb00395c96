import Bus

/// The clients of the chaos: they ask, read to the end, and ask again.
struct Crowd: Sendable {
    let asker: Asker
    let floor: Floor

    /// - Throws: `CancellationError`.
    func run(client: Int, seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed &+ UInt64(client))
        while true {
            try await Task.sleep(for: .milliseconds(Int.random(in: 10...150, using: &generator)))
            while !floor.admit(client) { try await Task.sleep(for: .milliseconds(5)) }
            let question = Question(
                text: Question.small[Int.random(in: 0..<Question.small.count, using: &generator)],
                streamed: Bool.random(using: &generator),
                mostTokens: Int.random(in: 4...20, using: &generator)
            )
            let answer = try await asker.ask(
                question,
                began: { floor.began(client, by: $0.supplier) }
            )
            floor.ended(client, answer)
        }
    }
}
