import Wire

extension RequestScan {
    /// A token is taken for so many bytes: English text has about four.
    ///
    /// Only for choosing among supplies: what is billed is what the supplier counts.
    package static let bytesPerToken = 4
    /// What an image, a sound or a document that is embedded in the request counts for, since its
    /// bytes say nothing about its tokens.
    package static let tokensPerFile = 1_000

    /// What the request asks of a supply.
    ///
    /// `bytes`: Those that were scanned.
    package func ask(_ bytes: Span<UInt8>, of endpoint: Endpoint, on route: Route) -> Ask {
        var ask = Ask()
        ask.streams = streams
        // The answers of the Responses API have one choice, whatever the request says.
        ask.choices = endpoint == .responses ? 1 : choices
        ask.outputTokens = endpoint == .embeddings ? 0 : traits.outputTokens
        ask.needs = needs(bytes, on: route)
        ask.inputTokens = inputTokens(bytes, most: ask.outputTokens ?? 0, on: route)
        ask.hasSideEffects = !traits.flags.isDisjoint(with: [.store, .background])
        ask.unrescuable = obstacle(ask)
        ask.mayContinue = mayContinue(bytes, endpoint, on: route)
        if route.policy.affinity == .prompt { ask.affinity = session(bytes) }
        return ask
    }

    private func needs(_ bytes: Span<UInt8>, on route: Route) -> Ask.Needs {
        var needs: Ask.Needs = []
        if !traits.flags.isDisjoint(with: [.tools, .functions]) { needs.insert(.tools) }
        if !traits.flags.isDisjoint(with: [.responseSchema, .textSchema]) {
            needs.insert(.jsonSchema)
        }
        // The messages are searched only where the answer makes a difference.
        if route.lacksOfAny.contains(.vision),
            bytes.contains("\"image_url\"", in: traits.prompt)
                || bytes.contains("\"input_image\"", in: traits.prompt)
        {
            needs.insert(.vision)
        }
        return needs
    }

    private func obstacle(_ ask: Ask) -> RescueObstacle? {
        let logprobs: RequestTraits.Flags = [.logprobs, .topLogprobs, .includesLogprobs]
        if ask.choices > 1 { return .severalChoices }
        if ask.needs.contains(.jsonSchema) { return .schema }
        if !traits.flags.isDisjoint(with: logprobs) { return .logprobs }
        if traits.flags.contains(.audio) { return .audio }
        return traits.flags.contains(.includesReasoning) ? .signedReasoning : nil
    }

    // MARK: Length

    /// The bytes of the prompt, the tools and the instructions, by four.
    ///
    /// `most`: The tokens that the answer may have.
    private func inputTokens(_ bytes: Span<UInt8>, most: Int, on route: Route) -> Int {
        let all = traits.prompt.count + traits.toolBytes + traits.instructionBytes
        let tokens = all / Self.bytesPerToken
        // Files are looked for where they would change something, and in what can hold large ones.
        let matters =
            route.countsTokens || tokens + most > route.smallestWindow
            || traits.prompt.count > EmbeddedFiles.largeBytes
        guard matters, traits.prompt.count > EmbeddedFiles.leastBytes else { return tokens }
        let files = EmbeddedFiles(in: bytes, traits.prompt)
        return (all - files.bytes) / Self.bytesPerToken + files.count * Self.tokensPerFile
    }

    // MARK: Messages

    /// Whether there is a place behind which the text of an answer can be put.
    private func mayContinue(
        _ bytes: Span<UInt8>,
        _ endpoint: Endpoint,
        on route: Route
    ) -> Bool {
        switch endpoint {
        // Only a stream is ever continued, so only there the last message is looked at.
        case .chatCompletions: !(streams && route.rescue != .off && endsWithAssistant(bytes))
        case .completions:
            !traits.flags.contains(.echo) && !traits.prompt.isEmpty
                && bytes[traits.prompt.lowerBound] == ASCII.quote
        case .responses, .embeddings: false
        }
    }

    private func endsWithAssistant(_ bytes: Span<UInt8>) -> Bool {
        bytes.equals(role(traits.lastElement, bytes), "\"assistant\"")
    }

    /// The value of `role`, quotes and all; empty when there is none.
    private func role(_ message: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
        // The scan has read this text before, so it can't be at fault now.
        (try? RequestTraits.member("role", of: message, bytes)) ?? 0..<0
    }

    /// A hash of what the requests of a session have in common: `prompt_cache_key`, else the
    /// messages up to the first of a user, else the beginning of the prompt.
    private func session(_ bytes: Span<UInt8>) -> UInt64? {
        if let key = traits.cacheKey { return Session.hash(bytes, key) }
        let prompt = traits.prompt
        guard !prompt.isEmpty else { return nil }
        let end =
            bytes[prompt.lowerBound] == ASCII.openBracket
            ? leadingMessagesEnd(bytes) : min(prompt.upperBound, prompt.lowerBound + 512)
        return Session.hash(bytes, prompt.lowerBound..<end)
    }

    /// The end of the first message of a user: what comes before it is the same in every request
    /// of a session.
    private func leadingMessagesEnd(_ bytes: Span<UInt8>) -> Int {
        var place = traits.prompt.lowerBound + 1
        var isFirst = true
        var end = place
        do throws(JSONFault) {
            while try JSONScan.hasNext(
                bytes,
                &place,
                close: ASCII.closeBracket,
                isFirst: &isFirst
            ) {
                let start = place
                try JSONScan.skipValue(bytes, &place)
                end = place
                if bytes.equals(role(start..<end, bytes), "\"user\"") { break }
            }
        } catch {
            preconditionFailure("the scan has read this text before")
        }
        return end
    }
}

/// The files that stand inside a prompt as Base64.
struct EmbeddedFiles {
    /// A shorter text is no file.
    static let leastBytes = 1_024
    /// A prompt above this is searched for files in any case: they would be most of it.
    static let largeBytes = 64 << 10

    private(set) var bytes = 0
    private(set) var count = 0

    /// `range`: A JSON value.
    init(in text: Span<UInt8>, _ range: Range<Int>) {
        var place = range.lowerBound
        while let quote = text.firstIndex(of: ASCII.quote, from: place), quote < range.upperBound {
            // The scan has found this end before.
            guard let end = try? JSONScan.stringEnd(text, from: quote + 1) else { return }
            if end - quote > Self.leastBytes, Self.isFile(text, quote + 1) {
                bytes += end - quote
                count += 1
            }
            place = end + 1
        }
    }

    /// Whether a long string begins as a file does: with `data:`, or with 256 letters of Base64.
    private static func isFile(_ text: Span<UInt8>, _ start: Int) -> Bool {
        if text.equals(start..<start + 5, "data:") { return true }
        for place in start..<start + 256 {
            switch text[place] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): continue
            case UInt8(ascii: "-"), UInt8(ascii: "_"): continue
            default: return false
            }
        }
        return true
    }
}
