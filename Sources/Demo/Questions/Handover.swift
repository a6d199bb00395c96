/// What the gateway says in a comment when another supply goes on with a stream that broke off.
struct Handover: Sendable, Equatable {
    let supplier: String

    /// Reads `busbar: attempt 2 continuation local-b/smollm2-135m-instruct`; nil for any other text.
    init?(comment: String) {
        let words = comment.split(separator: " ")
        guard words.count >= 5, words[0] == "busbar:", words[1] == "attempt" else { return nil }
        supplier = String(words[4].prefix { $0 != "/" })
    }
}
