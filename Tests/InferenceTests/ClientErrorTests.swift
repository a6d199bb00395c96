import Bus
import Foundation
import Inference
import Testing

@Suite struct ClientErrorTests {
    private struct Body: Decodable {
        struct Inner: Decodable {
            struct Attempt: Decodable, Equatable {
                let supply: String
                let outcome: String
                let ms: Int
            }
            let message: String
            let type: String
            let param: String?
            let code: String?
            let attempts: [Attempt]?
        }
        let error: Inner
    }

    private static func read(_ error: ClientError) throws -> Body.Inner {
        try JSONDecoder().decode(Body.self, from: Data(error.json)).error
    }

    @Test func `an error is OpenAI's object`() throws {
        let error = ClientError(
            status: 400,
            type: "invalid_request_error",
            code: "c",
            message: "say \"\n\u{1}ü\\",
            param: "p"
        )
        let read = try Self.read(error)
        #expect(read.message == error.message)
        #expect(read.type == "invalid_request_error")
        #expect(read.param == "p")
        #expect(read.code == "c")
        #expect(read.attempts == nil)
        let plain = ClientError(status: 500, type: "api_error", code: "c", message: "m")
        #expect(
            String(decoding: plain.json, as: UTF8.self)
                == #"{"error":{"message":"m","type":"api_error","param":null,"code":"c"}}"#
        )
    }

    @Test func `attempts are listed with what happened and how long it took`() throws {
        let start = Instant(nanoseconds: 0)
        let error = ClientError(
            status: 503,
            type: "api_error",
            code: "c",
            message: "m",
            attempts: [
                FailedAttempt(
                    supply: "a/m",
                    failure: .silent,
                    attempt: Attempt(place: 0, number: 1, isProbe: false, sentAt: start),
                    failedAt: start + .seconds(12)
                ),
                FailedAttempt(
                    supply: "b/\"m\"",
                    failure: .serverError,
                    attempt: Attempt(place: 0, number: 1, isProbe: false, sentAt: start),
                    failedAt: start
                ),
            ]
        )
        let attempts = try Self.read(error).attempts
        #expect(attempts?.map(\.ms) == [12_000, 0])
        #expect(attempts?.map(\.supply) == ["a/m", "b/\"m\""])
        #expect(attempts?.map(\.outcome) == ["no content in time", "status 500"])
    }

    @Test func `a model that is not there is answered with near names`() throws {
        let error = ClientError.modelNotFound("gtp-4", near: ["gpt-4", "gpt-4o"])
        #expect(error.status == 404)
        #expect(error.code == "model_not_found")
        #expect(error.param == "model")
        #expect(error.message.contains("Did you mean 'gpt-4' or 'gpt-4o'?"))
        #expect(ClientError.modelNotFound("x", near: []).message.contains("GET /v1/models"))
    }

    @Test func `a name without end is not quoted whole`() {
        let error = ClientError.modelNotFound(String(repeating: "x", count: 1_000_000), near: [])
        #expect(error.message.utf8.count < 500)
    }

    @Test func `residency says who ruled out what`() {
        let supplies = [
            Supply(supplier: Scene.supplier("a", jurisdiction: "us"), model: "m"),
            Supply(supplier: Scene.supplier("b", jurisdiction: "cn"), model: "m"),
        ]
        let route = Route(
            model: Model(name: "gpt", supplies: supplies),
            rows: [0, 1],
            credentials: [0, 1],
            policy: .init(),
            limits: .init()
        )
        let error = ClientError.residency(route, key: ["eu", "us"], request: ["eu"])
        #expect(error.status == 403)
        #expect(error.shouldRetry == false)
        #expect(error.message.contains("the key allows eu, us and the request allows eu"))
        #expect(error.message.contains("a/m (us, ruled out by the request)"))
        #expect(error.message.contains("b/m (cn, ruled out by the key)"))
    }
}
