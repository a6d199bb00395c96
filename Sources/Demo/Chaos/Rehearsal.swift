/// Learns what the crowd's questions are answered while nobody dies.
struct Rehearsal: Sendable {
    let asker: Asker

    /// Asks each question once.
    ///
    /// - Returns: The answer's text for each question's.
    /// - Throws: ``DemoError/promise(_:)`` when one is not whole; `CancellationError`.
    func play() async throws -> [String: String] {
        try await withThrowingTaskGroup(of: (Question, Answer).self) { group in
            for question in Question.crowd {
                group.addTask { (question, try await asker.ask(question)) }
            }
            var texts: [String: String] = [:]
            for try await (question, answer) in group {
                guard answer.isWhole else {
                    throw DemoError.promise("“\(question.text)” had no whole answer in peace")
                }
                texts[question.text] = answer.text
            }
            return texts
        }
    }
}
