/// An endpoint of the OpenAI API that is relayed to a supply.
package enum Endpoint: Int, Sendable, Hashable, CaseIterable {
    case chatCompletions, completions, embeddings, responses

    /// The path behind a supplier's base URL.
    package var path: StaticString {
        switch self {
        case .chatCompletions: "/chat/completions"
        case .completions: "/completions"
        case .embeddings: "/embeddings"
        case .responses: "/responses"
        }
    }

    /// `gen_ai.operation.name` of OpenTelemetry's conventions.
    package var operation: StaticString {
        switch self {
        case .chatCompletions, .responses: "chat"
        case .completions: "text_completion"
        case .embeddings: "embeddings"
        }
    }

    /// The last part of the path, as a label: `chat/completions`.
    package var name: StaticString {
        switch self {
        case .chatCompletions: "chat/completions"
        case .completions: "completions"
        case .embeddings: "embeddings"
        case .responses: "responses"
        }
    }

    /// Whether a streamed answer reports its usage only when `stream_options` ask for it.
    package var hasStreamOptions: Bool { self == .chatCompletions || self == .completions }
}
