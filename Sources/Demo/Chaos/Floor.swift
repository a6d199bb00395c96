import Synchronization

/// What the chaos knows of its clients: who is being answered by whom, and how it went so far.
final class Floor: Sendable {
    private struct Stream: Sendable {
        var supplier: String
        /// Pieces of text that this supplier has given.
        var pieces = 0
    }

    private struct State: Sendable {
        var score = Score()
        /// The answers that have begun and not ended, by client.
        var streams: [Int: Stream] = [:]
    }

    /// What each question is answered in peace.
    private let answers: [String: String]
    private let state = Mutex(State())

    init(answers: [String: String]) { self.answers = answers }

    var score: Score { state.withLock { $0.score } }

    /// A supplier that has said so many pieces of an answer, or more; nil when none has.
    func supplier(after pieces: Int) -> String? {
        state.withLock { state in
            state.streams.filter { $0.value.pieces >= pieces }.min { $0.key < $1.key }?.value
                .supplier
        }
    }

    /// Whether a supplier is in the middle of an answer.
    func isAnswering(_ supplier: String) -> Bool {
        state.withLock { state in
            state.streams.values.contains { $0.supplier == supplier && $0.pieces > 0 }
        }
    }

    func heard(_ news: Asker.News, by client: Int) {
        state.withLock { state in
            switch news {
            case .began(let source): state.streams[client] = Stream(supplier: source.supplier)
            case .text: state.streams[client]?.pieces += 1
            case .goesOn(let supplier): state.streams[client] = Stream(supplier: supplier)
            }
        }
    }

    func ended(_ client: Int, _ question: Question, _ answer: Answer) {
        state.withLock { state in
            state.streams[client] = nil
            state.score.ended(answer, inPeace: answers[question.text])
        }
    }

    /// A supplier was killed.
    ///
    /// `isMidStream`: Whether it was in the middle of an answer.
    func killed(_ supplier: String, isMidStream: Bool) {
        state.withLock { $0.score.killed(supplier, isMidStream: isMidStream) }
    }
}
