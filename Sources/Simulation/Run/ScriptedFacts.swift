import Inference
import Wire

/// Events and bodies that all answers share, read once by the gateway's own readers.
///
/// What changes from answer to answer, the text and the usage, is put in as numbers: reading the
/// same few shapes again millions of times would test nothing more.
struct ScriptedFacts: Sendable {
    /// Its text is set for each event, and the usage of ``usage``.
    var content: EventFacts
    let finish: EventFacts
    var usage: EventFacts
    /// The rest of a text with the finish reason and the usage.
    var last: EventFacts
    let done: EventFacts
    let malformed: EventFacts
    let error: EventFacts
    let errorBody: AnswerFacts
    let cutBody: AnswerFacts
    let noError: ErrorFacts
    let prefillError: ErrorFacts

    init() {
        content = Self.event(#"{"choices":[{"index":0,"delta":{"content":"x"}}]}"#)
        finish = Self.event(#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#)
        usage = Self.event(
            #"{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"#
        )
        done = Self.event("[DONE]")
        malformed = Self.event(#"{"choices":[{"index":0,"del"#)
        error = Self.event(#"{"error":{"message":"overloaded","type":"server_error","code":null}}"#)
        errorBody = Self.body(#"{"error":{"message":"overloaded","type":"server_error"}}"#)
        cutBody = Self.body(#"{"choices":[{"index":0,"mess"#)
        noError = ErrorFacts(Array("{}".utf8).span)
        prefillError = ErrorFacts(
            Array(#"{"error":{"message":"the last message must be from the user"}}"#.utf8).span
        )
        last = Self.event(
            #"{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}"#
        )
        precondition(content.bearsContent)
        precondition(last.finishes == 1 && !last.isUsageOnly)
        precondition(finish.finishes == 1)
        precondition(usage.isUsageOnly)
        precondition(malformed.isMalformed)
    }

    private static func event(_ data: String) -> EventFacts {
        let bytes = Array("data: \(data)\n\n".utf8)
        return EventFacts(bytes.span, 0..<bytes.count, of: .chatCompletions)
    }

    private static func body(_ text: String) -> AnswerFacts {
        AnswerFacts(Array(text.utf8).span, of: .chatCompletions)
    }

    /// A whole answer that reports these tokens.
    static func whole(input: Int32, output: Int32) -> AnswerFacts {
        body(
            #"{"choices":[{"index":0}],"usage":{"prompt_tokens":\#(input),"completion_tokens":\#(output)}}"#
        )
    }
}
