import Bus

/// Kills suppliers at random moments, but never while one of them is giving an answer, and never
/// the last one.
struct Killer: Sendable {
    let yard: ServerYard
    let floor: Floor

    /// Enough for what a supplier has already sent to reach the clients, on a busy machine too.
    private static let settling = Duration.milliseconds(300)
    /// Tries at catching the questions of one kill before their answers begin.
    private static let tries = 4

    /// Kills one supplier after another, for ever.
    ///
    /// - Throws: `CancellationError`.
    func run(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        while true {
            try await Task.sleep(for: .milliseconds(Int.random(in: 500...3000, using: &generator)))
            // Drawn in every turn, so that the run of chances depends on the seed alone.
            let choice = Int.random(in: 0..<6, using: &generator)
            let delay = Duration.milliseconds(Int.random(in: 0...80, using: &generator))
            let candidates = yard.serving
            guard candidates.count >= 2 else { continue }
            // The first in order carries the load: every second kill hits it.
            let victim = choice < 3 ? 0 : choice % candidates.count
            try await strike(candidates[victim], delay: delay)
        }
    }

    /// Kills one supplier with, if it can be, questions on their way to it.
    ///
    /// The clients first come to rest and then ask all at once; the supplier is frozen before it can
    /// answer. If it was faster it goes on, and in the end it is killed at rest.
    private func strike(_ host: ServerHost, delay: Duration) async throws {
        defer {
            host.thaw()
            floor.release()
        }
        for turn in 1...Self.tries {
            try await rest()
            guard turn < Self.tries else { break }
            floor.release()
            try await Task.sleep(for: delay)
            host.freeze()
            try await Task.sleep(for: Self.settling)
            if !floor.isAnswering(host.server.name) { break }
            host.thaw()
        }
        guard host.phase == .serving, yard.serving.count >= 2 else { return }
        floor.killed(host.server.name)
        host.kill()
    }

    /// Waits until no question is under way.
    private func rest() async throws {
        floor.hold()
        while !floor.isQuiet { try await Task.sleep(for: .milliseconds(5)) }
    }
}
