/// What one of the demo's clients asks.
struct Question: Sendable, Equatable {
    var text: String
    var streamed: Bool
    var mostTokens: Int

    /// The question of the tour: with a temperature of zero every supplier gives the same answer.
    static let tour = Question(
        text: "What happens when a power station fails? Answer in one sentence.",
        streamed: true,
        mostTokens: 60
    )

    /// Questions for clients that never stop asking, with answers long enough to be killed in.
    static let crowd = [
        "What is water?", "Count from one to twenty in words.", "What does a battery do?",
        "Tell me about the sea.", "Name five cities in Europe.", "Why is the sky blue?",
    ].map { Question(text: $0, streamed: true, mostTokens: 40) }

    /// The body of the request.
    func body(model: String) -> String {
        """
        {"model":"\(model)","stream":\(streamed),"max_tokens":\(mostTokens),"temperature":0,\
        "messages":[{"role":"user","content":"\(text)"}]}
        """
    }
}
