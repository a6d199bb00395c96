import Bus
import Inference
import NIOCore
import Wire

/// What happens to a request before a supply is chosen: path, method, key, body, model, law.
extension ClientConnection {
    /// Judges a head that was read.
    func accept(_ head: RequestHead, _ bytes: ByteBuffer, at now: Instant) {
        let id = RequestID(using: &lane.generator)
        let span = bytes.readableBytesUInt8Span
        let path = span.path(head.target)
        guard let endpoint = span.endpoint(path), head.method == .post else {
            return answerLocally(head, bytes, path, id: id, at: now)
        }
        guard let authorization = authorize(head, span) else {
            return decline(.unauthorized, head, id: id, path: span.string(path), at: now)
        }
        if case .sized(let size) = head.framing {
            let limit = lane.limits.bodyBytes
            guard size <= limit else {
                return decline(
                    .bodyTooLarge(limit: limit),
                    head,
                    id: id,
                    path: span.string(path),
                    at: now
                )
            }
            guard lane.canHold(size) else {
                return decline(.overloaded, head, id: id, path: span.string(path), at: now)
            }
        }
        let accepted = AcceptedHead(endpoint: endpoint, key: authorization.key, id: id)
        awaitBody(
            BodyInProgress(
                head: head,
                headBytes: bytes,
                accepted: accepted,
                at: now,
                limits: lane.limits
            )
        )
        if head.expectsContinue, minorVersion > 0, head.framing != .none {
            var interim = allocator.buffer(capacity: 32)
            interim.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
            write(interim)
            flush()
        }
    }

    /// The body is whole: scans it, finds the model and gives the request to an exchange.
    func begin(_ body: BodyInProgress) {
        do throws(ClientError) {
            let request = try request(body)
            let headSpan = body.headBytes.readableBytesUInt8Span
            let patience = body.head.readTimeout.flatMap { headSpan.seconds($0) }
            run(Exchange(request, patience: patience, client: self, lane: lane))
        } catch {
            lane.heldBodyBytes -= body.heldBytes
            let path = "/v1\(body.accepted.endpoint.path)"
            lane.refused(error, id: body.accepted.id, path: path, at: Clock.now())
            write(
                ErrorResponse.buffer(error, id: body.accepted.id, keepsAlive: keepsAlive, allocator)
            )
            flush()
            nextRequest()
        }
    }

    /// Finds out what a request is for and who may take it.
    private func request(_ body: BodyInProgress) throws(ClientError) -> ClientRequest {
        let span = body.bytes.readableBytesUInt8Span
        let scan = try RequestScan.read(span)
        let name = span.modelName(scan.model)
        guard let route = lane.snapshot.catalogue[name] else {
            throw .modelNotFound(name, near: lane.snapshot.catalogue.names(near: name))
        }
        let headSpan = body.headBytes.readableBytesUInt8Span
        let wanted = body.head.jurisdictions.map { headSpan.jurisdictions($0) }
        let allowed = route.allowed(
            key: body.accepted.key?.jurisdictions,
            request: wanted
        )
        guard !allowed.isEmpty else {
            throw .residency(
                route,
                key: body.accepted.key?.jurisdictions,
                request: wanted
            )
        }
        let ask = scan.ask(span, of: body.accepted.endpoint, on: route)
        let able = route.able(ask, among: allowed)
        guard !able.isEmpty else { throw .noSupplyCan(route, ask, allowed: allowed) }
        return ClientRequest(
            endpoint: body.accepted.endpoint,
            scan: scan,
            body: body.bytes,
            headBytes: body.headBytes,
            head: body.head,
            route: route,
            allowed: able,
            ask: ask,
            keyName: body.accepted.key?.name,
            receivedAt: body.receivedAt,
            id: body.accepted.id
        )
    }

    // MARK: Keys

    /// Who the client is: nil when a key is needed and none, or a wrong one, came.
    private func authorize(
        _ head: RequestHead,
        _ bytes: Span<UInt8>
    ) -> (key: ClientKey?, Void)? {
        guard lane.snapshot.catalogue.keys != nil else { return (nil, ()) }
        guard let field = head.authorization, let token = bytes.bearerToken(field) else {
            return nil
        }
        if knownSnapshot === lane.snapshot, token.count == knownToken.count,
            bytes.isEqual(token, knownToken)
        {
            return (knownKey, ())
        }
        guard let key = lane.snapshot.key(token: bytes.extracting(token)) else { return nil }
        knownToken = bytes.array(token)
        knownKey = key
        knownSnapshot = lane.snapshot
        return (key, ())
    }

    // MARK: Answers of our own

    /// Everything that is no relayed POST.
    private func answerLocally(
        _ head: RequestHead,
        _ bytes: ByteBuffer,
        _ path: Range<Int>,
        id: RequestID,
        at now: Instant
    ) {
        let span = bytes.readableBytesUInt8Span
        let text = span.string(path)
        let isPost = span.endpoint(path) != nil
        let isModels = text == "/v1/models" || text.hasPrefix("/v1/models/")
        let allowed = isPost ? "POST, OPTIONS" : isModels ? "GET, HEAD, OPTIONS" : ""
        guard !allowed.isEmpty else {
            return decline(.unknownPath(text), head, id: id, path: text, at: now)
        }
        if head.method == .options {
            return reply(
                head,
                LocalAnswer(status: 204, headers: "allow: \(allowed)\r\n"),
                id: id
            )
        }
        guard isModels, head.method == .get || head.method == .head else {
            return decline(
                .wrongMethod(text, allowed: allowed),
                head,
                id: id,
                path: text,
                at: now
            )
        }
        guard authorize(head, span) != nil else {
            return decline(.unauthorized, head, id: id, path: text, at: now)
        }
        let catalogue = lane.snapshot.catalogue
        guard text != "/v1/models" else {
            return reply(
                head,
                LocalAnswer(status: 200, body: ModelList.all(catalogue, since: lane.plant)),
                id: id
            )
        }
        let name = PercentDecoding.decoded(String(text.dropFirst("/v1/models/".count)))
        guard let route = catalogue[name] else {
            return decline(
                .modelNotFound(name, near: catalogue.names(near: name)),
                head,
                id: id,
                path: text,
                at: now
            )
        }
        reply(
            head,
            LocalAnswer(status: 200, body: ModelList.one(route, since: lane.plant)),
            id: id
        )
    }

    /// Refuses a request whose head was good.
    ///
    /// The connection goes on only when no body follows that nobody would read.
    private func decline(
        _ error: ClientError,
        _ head: RequestHead,
        id: RequestID,
        path: String,
        at now: Instant
    ) {
        let goesOn = keepsAlive && head.framing == .none
        lane.refused(error, id: id, path: path, at: now)
        write(
            ErrorResponse.buffer(
                error,
                id: id,
                keepsAlive: goesOn,
                hidesBody: head.method == .head,
                allocator
            )
        )
        flush()
        if goesOn { nextRequest() } else { closeWhenWritten() }
    }

    private func reply(_ head: RequestHead, _ answer: LocalAnswer, id: RequestID) {
        let goesOn = keepsAlive && head.framing == .none
        write(
            answer.buffer(
                id: id,
                keepsAlive: goesOn,
                hidesBody: head.method == .head,
                allocator
            )
        )
        flush()
        if goesOn { nextRequest() } else { closeWhenWritten() }
    }
}

extension RequestScan {
    /// Scans a body; its faults become what a client is told.
    fileprivate static func read(_ bytes: Span<UInt8>) throws(ClientError) -> RequestScan {
        do throws(RequestFault) {
            return try RequestScan(bytes)
        } catch {
            throw ClientError(error)
        }
    }
}

extension Span where Element == UInt8 {
    /// A target without its query.
    fileprivate func path(_ target: Range<Int>) -> Range<Int> {
        var end = target.lowerBound
        while end < target.upperBound, self[end] != 0x3F { end += 1 }
        return target.lowerBound..<end
    }

    fileprivate func endpoint(_ path: Range<Int>) -> Endpoint? {
        switch path.count {
        case 20 where equals(path, "/v1/chat/completions"): .chatCompletions
        case 15 where equals(path, "/v1/completions"): .completions
        case 14 where equals(path, "/v1/embeddings"): .embeddings
        case 13 where equals(path, "/v1/responses"): .responses
        default: nil
        }
    }

    /// What stands behind `Bearer `.
    fileprivate func bearerToken(_ field: Range<Int>) -> Range<Int>? {
        guard field.count > 7,
            equalsIgnoringCase(field.lowerBound..<field.lowerBound + 7, "bearer ")
        else { return nil }
        let token = trimmed(field.lowerBound + 7..<field.upperBound)
        return token.isEmpty ? nil : token
    }

    fileprivate func isEqual(_ range: Range<Int>, _ other: [UInt8]) -> Bool {
        var difference: UInt8 = 0
        for (place, byte) in other.enumerated() {
            difference |= self[range.lowerBound + place] ^ byte
        }
        return difference == 0
    }

    /// The model's name; escapes are decoded only when there are any.
    fileprivate func modelName(_ range: Range<Int>) -> String {
        firstIndex(of: ASCII.backslash, from: range.lowerBound).map { $0 < range.upperBound }
            == true
            ? JSONString.decoded(array(range)) : string(range)
    }

    fileprivate func jurisdictions(_ range: Range<Int>) -> Set<Jurisdiction> {
        Set(
            string(range).split(separator: ",").map { part in
                Jurisdiction(String(part.filter { $0 != " " && $0 != "\t" }))
            }
        )
    }

    fileprivate func seconds(_ range: Range<Int>) -> Interval? {
        guard let value = Double(string(range)), value > 0, value < 1e6 else { return nil }
        return .seconds(value)
    }
}
