import Synchronization

/// What the chaos knows of its clients: who waits for an answer, and who is being answered by whom.
///
/// A kill looks here first, because this version rescues a request only until its answer has begun.
final class Floor: Sendable {
    private struct State: Sendable {
        var score = Score()
        /// Clients that asked and have heard nothing yet.
        var waiting: Set<Int> = []
        /// Clients that are being answered, with the supplier.
        var answered: [Int: String] = [:]
        var isHeld = false
    }

    private let state = Mutex(State())

    var score: Score { state.withLock { $0.score } }

    /// Whether no question is under way.
    var isQuiet: Bool { state.withLock { $0.waiting.isEmpty && $0.answered.isEmpty } }

    /// Whether an answer of this supplier has begun and not ended.
    func isAnswering(_ supplier: String) -> Bool {
        state.withLock { $0.answered.values.contains(supplier) }
    }

    /// New questions wait until ``release()``.
    func hold() { state.withLock { $0.isHeld = true } }

    func release() { state.withLock { $0.isHeld = false } }

    /// Lets a client ask, unless the floor is held.
    func admit(_ client: Int) -> Bool {
        state.withLock { state in
            if !state.isHeld { state.waiting.insert(client) }
            return !state.isHeld
        }
    }

    func began(_ client: Int, by supplier: String) {
        state.withLock { state in
            state.waiting.remove(client)
            state.answered[client] = supplier
        }
    }

    func ended(_ client: Int, _ answer: Answer) {
        state.withLock { state in
            state.waiting.remove(client)
            state.answered[client] = nil
            state.score.ended(answer)
        }
    }

    func killed(_ supplier: String) {
        state.withLock { $0.score.killed(supplier) }
    }
}
