import Foundation
import Synchronization
import UnixSignals

/// Whether the user has asked for an end.
final class Interrupt: Sendable {
    private let flag = Atomic<Bool>(false)

    var isSet: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }
}

/// Work that keeps a core busy for long: on a thread of its own, and Ctrl-C asks it to end.
enum LongWork {
    /// The stack of the thread: a solver's recursion on a large program is deeper than usual.
    private static let stackBytes = 64 << 20

    /// Runs the work; it has to look at the interrupt and return the best that it has.
    ///
    /// A second Ctrl-C ends the program at once, with 130.
    static func run<Answer: Sendable>(
        _ work: @escaping @Sendable (Interrupt) throws -> Answer
    ) async throws -> Answer {
        let interrupt = Interrupt()
        return try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    guard !interrupt.isSet else { exit(130) }
                    interrupt.set()
                    Terminal.error.show(progress: "")
                    Terminal.error.write("ending with the best plan so far; Ctrl-C again to quit")
                }
                return nil
            }
            group.addTask { try await thread { try work(interrupt) } }
            while let answer = try await group.next() {
                if let answer {
                    group.cancelAll()
                    return answer
                }
            }
            throw CancellationError()
        }
    }

    private static func thread<Answer: Sendable>(
        _ work: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try work() }) }
            thread.stackSize = stackBytes
            thread.start()
        }
    }
}
