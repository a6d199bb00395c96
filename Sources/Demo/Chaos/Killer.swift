import Bus

/// Kills suppliers in the middle of an answer, and now and then at any other moment, but never the
/// last one.
struct Killer: Sendable {
    let yard: ServerYard
    let floor: Floor

    /// How long it waits for an answer to get so far that it can be killed in it.
    private static let patience = Duration.seconds(3)

    /// Kills one supplier after another, for ever.
    ///
    /// - Throws: `CancellationError`.
    func run(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        while true {
            try await Task.sleep(for: .milliseconds(Int.random(in: 500...3000, using: &generator)))
            // Drawn in every turn, so that the run of chances depends on the seed alone.
            let isMidStream = Int.random(in: 0..<4, using: &generator) > 0
            let pieces = Int.random(in: 1...30, using: &generator)
            let choice = Int.random(in: 0..<6, using: &generator)
            guard isMidStream else {
                strike(yard.serving.isEmpty ? nil : yard.serving[choice % yard.serving.count])
                continue
            }
            let limit = ContinuousClock.now + Self.patience
            while ContinuousClock.now < limit {
                if let name = floor.supplier(after: pieces) {
                    strike(yard[name])
                    break
                }
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }

    private func strike(_ host: ServerHost?) {
        guard let host, host.phase == .serving, yard.serving.count >= 2 else { return }
        let name = host.server.name
        floor.killed(name, isMidStream: floor.isAnswering(name))
        host.kill()
    }
}
