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
            let place = Int.random(in: 0..<Question.crowd.count, using: &generator)
            var question = Question.crowd[place]
            question.streamed = Int.random(in: 0..<4, using: &generator) > 0
            let answer = try await asker.ask(question) { floor.heard($0, by: client) }
            floor.ended(client, question, answer)
        }
    }
}
