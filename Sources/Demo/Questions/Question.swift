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

    /// Short questions for clients that never stop asking.
    static let small = [
        "Name a color.", "Say hello.", "What is 2 + 2?", "Name an animal.", "Name a metal.",
        "What is water?", "Name a city in France.", "What does a battery do?",
    ]

    /// The body of the request.
    func body(model: String) -> String {
        """
        {"model":"\(model)","stream":\(streamed),"max_tokens":\(mostTokens),"temperature":0,\
        "messages":[{"role":"user","content":"\(text)"}]}
        """
    }
}
