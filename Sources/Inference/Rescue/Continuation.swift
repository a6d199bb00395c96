import Wire

/// The request that asks another supply to go on with an answer that broke off.
package enum Continuation {
    /// `body` with the text so far at the end of the conversation, or of the prompt, and with what
    /// is left of its tokens.
    ///
    /// `text`: The inside of a JSON string, not empty. `remaining`: Tokens that may still come; nil
    /// when the client set no bound. Returns nil when the request leaves no place for the text: it
    /// ends with an assistant message itself, or its prompt is no single string.
    package static func body(
        of body: Span<UInt8>,
        endpoint: Endpoint,
        text: ArraySlice<UInt8>,
        remaining: Int?,
        prefill: Prefill?
    ) -> [UInt8]? {
        // The body was scanned when the request came, so it is JSON.
        guard let members = try? JSONMember.all(of: body), !members.isEmpty else { return nil }
        var edits = ByteEdits()
        for member in members {
            let isBound =
                body.equals(member.key, "max_tokens")
                || body.equals(member.key, "max_completion_tokens")
            if isBound, let remaining, body.decimal(member.value) != nil {
                edits.replace(member.value, with: Array("\(remaining)".utf8))
            }
            // What comes before or behind the text would no longer be where it was.
            if endpoint == .completions, body.isOneOf(member.key, ["echo", "suffix", "best_of"]) {
                return nil
            }
            // Whoever sets the switches has a message of their own to be continued.
            if body.equals(member.key, "continue_final_message")
                || body.equals(member.key, "add_generation_prompt")
            {
                return nil
            }
        }
        let key: StaticString = endpoint == .completions ? "prompt" : "messages"
        guard let place = members.last(where: { body.equals($0.key, key) })?.value else {
            return nil
        }
        if endpoint == .completions {
            guard body[place.lowerBound] == ASCII.quote else { return nil }
            edits.insert(Array(text), at: place.upperBound - 1)
        } else {
            guard let message = message(text, body, place, prefill) else { return nil }
            edits.insert(message, at: place.upperBound - 1)
            if prefill == .continueFinalMessage {
                let switches = #""add_generation_prompt":false,"continue_final_message":true,"#
                edits.insert(Array(switches.utf8), at: members[0].key.lowerBound - 1)
            }
        }
        return edits.applied(to: body)
    }

    /// The assistant's message, to be put before the end of the list at `messages`.
    private static func message(
        _ text: ArraySlice<UInt8>,
        _ body: Span<UInt8>,
        _ messages: Range<Int>,
        _ prefill: Prefill?
    ) -> [UInt8]? {
        guard let all = try? JSONMember.elements(of: body, from: messages.lowerBound),
            let last = all.last
        else { return nil }
        for member in (try? JSONMember.all(of: body, from: last.lowerBound)) ?? []
        where body.equals(member.key, "role") && body.equals(member.value, #""assistant""#) {
            return nil
        }
        var message = Array(#",{"role":"assistant","content":""#.utf8)
        message += text
        message += prefill == .prefix ? Array(#"","prefix":true}"#.utf8) : Array(#""}"#.utf8)
        return message
    }
}

extension Span where Element == UInt8 {
    fileprivate func isOneOf(_ range: Range<Int>, _ words: [StaticString]) -> Bool {
        for word in words where equals(range, word) { return true }
        return false
    }
}
