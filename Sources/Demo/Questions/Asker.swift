import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A client of the gateway, as any program that speaks the OpenAI API would be.
struct Asker: Sendable {
    let client: HTTPClient
    /// Ends with `/v1`.
    let endpoint: String
    let model: String

    /// Longer than the gateway's own limits would let a small answer take.
    private static let patience = TimeAmount.seconds(150)
    private static let mostBytes = 1 << 20

    /// Asks and reads the answer to its end.
    ///
    /// - Parameters:
    ///   - question: The answer is read as a stream if it asks for one.
    ///   - began: Called once, when the head of a good answer is there.
    ///   - heard: Called with each piece of text as it comes.
    /// - Returns: The answer, or what came instead; a failure is a value.
    /// - Throws: `CancellationError` only.
    func ask(
        _ question: Question,
        began: @Sendable (Answer.Source) -> Void = { _ in },
        heard: @Sendable (String) -> Void = { _ in }
    ) async throws -> Answer {
        var answer = Answer(ending: .refused("no answer"))
        do {
            let asked = ContinuousClock.now
            let reply = try await client.execute(request(question), timeout: Self.patience)
            guard reply.status == .ok else {
                let body = try await reply.body.collect(upTo: Self.mostBytes)
                answer.ending = .refused("\(reply.status.code) \(Self.reason(body))")
                return answer
            }
            let source = Answer.Source(reply.headers)
            answer.source = source
            began(source)
            answer.ending = .cut("it ended too early")
            try await read(reply.body, streamed: question.streamed, into: &answer) { text in
                heard(text)
                return ContinuousClock.now - asked
            }
        } catch {
            if Task.isCancelled { throw CancellationError() }
            switch answer.ending {
            case .refused: answer.ending = .refused("\(error)")
            case .cut: answer.ending = .cut("\(error)")
            case .whole: break
            }
        }
        return answer
    }

    private func request(_ question: Question) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "\(endpoint)/chat/completions")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: question.body(model: model)))
        return request
    }

    private func read(
        _ body: HTTPClientResponse.Body,
        streamed: Bool,
        into answer: inout Answer,
        heard: (String) -> Duration
    ) async throws {
        func take(_ text: String?) {
            guard let text, !text.isEmpty else { return }
            answer.text += text
            let elapsed = heard(text)
            answer.firstWord = answer.firstWord ?? elapsed
        }
        guard streamed else {
            let bytes = try await body.collect(upTo: Self.mostBytes)
            let whole = try JSONDecoder().decode(
                Completion.self,
                from: Data(bytes.readableBytesView)
            )
            take(whole.choices?.first?.message?.content)
            answer.ending = whole.error.map { .cut($0.message ?? "an error") } ?? .whole
            return
        }
        var lines = EventLines()
        var finished = false
        for try await bytes in body {
            for payload in lines.received(bytes.readableBytesView) {
                if payload == "[DONE]" {
                    if finished { answer.ending = .whole }
                    continue
                }
                let piece = try JSONDecoder().decode(Completion.self, from: Data(payload.utf8))
                if let failure = piece.error {
                    answer.ending = .cut(failure.message ?? "an error in the stream")
                    return
                }
                take(piece.choices?.first?.delta?.content)
                finished = finished || piece.choices?.first?.finish_reason != nil
            }
        }
    }

    /// What an error's body says, in one line.
    private static func reason(_ body: ByteBuffer) -> String {
        // A body that is no error object is shown as it is.
        let error = try? JSONDecoder().decode(Completion.self, from: Data(body.readableBytesView))
            .error
        return error?.message ?? String(decoding: body.readableBytesView.prefix(200), as: UTF8.self)
    }
}

extension Answer.Source {
    fileprivate init(_ headers: HTTPHeaders) {
        self.init(
            supplier: headers.first(name: "x-busbar-supplier") ?? "unknown",
            region: headers.first(name: "x-busbar-region") ?? "unknown",
            attempts: headers.first(name: "x-busbar-attempts").flatMap(Int.init) ?? 1
        )
    }
}
