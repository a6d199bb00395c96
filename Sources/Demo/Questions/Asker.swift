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

    /// What happens to an answer while it comes.
    enum News: Sendable, Equatable {
        /// The head of a good answer is there.
        case began(Answer.Source)
        case text(String)
        /// It broke off, and this supplier goes on with it.
        case goesOn(at: String)
    }

    /// Longer than the gateway's own limits would let a small answer take.
    private static let patience = TimeAmount.seconds(150)
    private static let mostBytes = 1 << 20

    /// Asks and reads the answer to its end.
    ///
    /// - Parameters:
    ///   - question: The answer is read as a stream if it asks for one.
    ///   - tell: Called with each thing that happens.
    /// - Returns: The answer, or what came instead; a failure is a value.
    /// - Throws: `CancellationError` only.
    func ask(
        _ question: Question,
        tell: @Sendable (News) -> Void = { _ in }
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
            tell(.began(source))
            answer.ending = .cut("it ended too early")
            func pass(_ news: News) -> Duration {
                tell(news)
                return ContinuousClock.now - asked
            }
            if question.streamed {
                try await readEvents(reply.body, into: &answer, tell: pass)
            } else {
                try await readWhole(reply.body, into: &answer, tell: pass)
            }
        } catch {
            if Task.isCancelled { throw CancellationError() }
            switch answer.ending {
            case .refused: answer.ending = .refused("\(error)")
            case .cut: answer.ending = .cut("\(error)")
            case .whole, .doubled: break
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

    private func readWhole(
        _ body: HTTPClientResponse.Body,
        into answer: inout Answer,
        tell: (News) -> Duration
    ) async throws {
        let bytes = try await body.collect(upTo: Self.mostBytes)
        let whole = try JSONDecoder().decode(Completion.self, from: Data(bytes.readableBytesView))
        answer.take(whole.choices?.first?.message?.content, tell: tell)
        if let failure = whole.error {
            answer.ending = .cut(failure.message ?? "an error")
        } else if whole.choices?.first?.finish_reason != nil {
            answer.ending = .whole
        }
    }

    private func readEvents(
        _ body: HTTPClientResponse.Body,
        into answer: inout Answer,
        tell: (News) -> Duration
    ) async throws {
        var lines = EventLines()
        var finishes = 0
        for try await bytes in body {
            for line in lines.received(bytes.readableBytesView) {
                switch line {
                case .comment(let comment):
                    guard let handover = Handover(comment: comment) else { continue }
                    answer.handovers.append(handover)
                    _ = tell(.goesOn(at: handover.supplier))
                case .data("[DONE]"):
                    if answer.isWhole {
                        answer.ending = .doubled("a second [DONE]")
                    } else if finishes == 1 {
                        answer.ending = .whole
                    }
                case .data(let payload):
                    let piece = try JSONDecoder().decode(Completion.self, from: Data(payload.utf8))
                    if let failure = piece.error {
                        answer.ending = .cut(failure.message ?? "an error in the stream")
                        return
                    }
                    answer.take(piece.choices?.first?.delta?.content, tell: tell)
                    finishes += piece.choices?.first?.finish_reason == nil ? 0 : 1
                    if finishes > 1 { answer.ending = .doubled("a second finish reason") }
                }
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

extension Answer {
    /// A piece of its text has come.
    fileprivate mutating func take(_ piece: String?, tell: (Asker.News) -> Duration) {
        guard let piece, !piece.isEmpty else { return }
        text += piece
        let elapsed = tell(.text(piece))
        firstWord = firstWord ?? elapsed
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
