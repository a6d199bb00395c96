import Bus
import Inference
import Wire

/// The errors of the data plane itself.
extension ClientError {
    /// What is wrong with the bytes that a client sent.
    init(_ fault: HTTPFault) {
        let status =
            switch fault {
            case .malformed: 400
            case .headTooLarge: 431
            case .unsupportedVersion: 505
            case .unsupportedCoding: 501
            }
        self = .invalidRequest(
            status,
            code: "malformed_request",
            "The request cannot be read: \(fault.reason)."
        )
    }

    static let unauthorized = ClientError(
        status: 401,
        type: "invalid_request_error",
        code: "invalid_api_key",
        message: "A key of this gateway is needed: Authorization: Bearer <key>.",
        shouldRetry: false
    )

    static let overloaded = ClientError(
        status: 503,
        type: "api_error",
        code: "overloaded",
        message: "The gateway holds as many request bodies as it may; try again soon.",
        shouldRetry: true,
        retryAfter: .seconds(1)
    )

    static let tooManyConnections = ClientError(
        status: 503,
        type: "api_error",
        code: "too_many_connections",
        message: "The gateway has as many connections as it may; try again soon.",
        shouldRetry: true,
        retryAfter: .seconds(1)
    )

    static func bodyTooLarge(limit: Int) -> ClientError {
        .invalidRequest(
            413,
            code: "body_too_large",
            "The body may have at most \(limit) bytes."
        )
    }

    static func unknownPath(_ path: String) -> ClientError {
        .invalidRequest(
            404,
            code: "unknown_url",
            "There is nothing at '\(path)'. This is an OpenAI-compatible endpoint: its base URL "
                + "ends with /v1, and it speaks chat/completions, completions, embeddings, "
                + "responses and models."
        )
    }

    /// `allowed`: The methods, for the `allow` header.
    static func wrongMethod(_ path: String, allowed: String) -> ClientError {
        .invalidRequest(
            405,
            code: "method_not_allowed",
            "'\(path)' takes \(allowed) only.",
            param: allowed
        )
    }
}
