import Wire

/// Why an answer that broke off cannot be gone on with at another supply.
package enum RescueObstacle: String, Sendable, Hashable, CaseIterable {
    /// `n` above 1: the choices would have to be told apart at every point.
    case severalChoices
    /// `response_format` or `text.format` with a schema: a server constrains a whole answer only.
    case schema
    /// Their numbers belong to one server's run.
    case logprobs
    case audio
    /// A tool call has begun: half of its arguments is not text that a model goes on from.
    case toolCall
    /// Reasoning that is encrypted or signed, which only its own provider can read.
    case signedReasoning
    /// Something else that is not plain text.
    case otherContent
    /// More text than ``Limits/rescueBytes``.
    case tooLong
    /// The site wants no rescue.
    case switchedOff

    /// In words, for the client's error.
    package var summary: String {
        switch self {
        case .severalChoices: "several choices were asked for"
        case .schema: "an answer after a schema was asked for"
        case .logprobs: "log probabilities were asked for"
        case .audio: "audio was asked for"
        case .toolCall: "a tool call had begun"
        case .signedReasoning: "it holds signed reasoning"
        case .otherContent: "it holds more than text"
        case .tooLong: "it is too long"
        case .switchedOff: "the site does not want it"
        }
    }

    /// What a delta's key that is neither text nor role stands for.
    init(delta data: Span<UInt8>, _ key: Range<Int>) {
        if data.equals(key, "tool_calls") || data.equals(key, "function_call") {
            self = .toolCall
        } else if data.equals(key, "audio") {
            self = .audio
        } else if data.equals(key, "reasoning_details") || data.equals(key, "reasoning_signature")
            || data.equals(key, "encrypted_content") || data.equals(key, "signature")
            || data.equals(key, "thinking_blocks")
        {
            self = .signedReasoning
        } else {
            self = .otherContent
        }
    }

    /// What the delta of a Responses event that is no text stands for.
    init(responseEvent data: Span<UInt8>, _ type: Range<Int>) {
        let isCall =
            data.equals(type, "response.function_call_arguments.delta")
            || data.equals(type, "response.custom_tool_call_input.delta")
            || data.equals(type, "response.mcp_call_arguments.delta")
            || data.equals(type, "response.code_interpreter_call_code.delta")
        if isCall {
            self = .toolCall
        } else if data.equals(type, "response.audio.delta")
            || data.equals(type, "response.audio.transcript.delta")
        {
            self = .audio
        } else {
            self = .otherContent
        }
    }
}
