import Bus
import Inference
import NIOCore
import Wire

extension ClientConnection {
    /// Writes the head of a supplier's answer as the client gets it, and a body when it is whole.
    func writeHead(
        _ head: ResponseHead,
        _ headBytes: ByteBuffer,
        of exchange: Exchange,
        framing: BodyFraming,
        body: ByteBuffer? = nil
    ) {
        let served = exchange.target?.servedBy ?? []
        let bodyBytes = body?.readableBytes ?? 0
        var out = allocator.buffer(
            capacity: 256 + head.forwarded.length + served.count + bodyBytes
        )
        out.writeStatus(head.status)
        let span = headBytes.readableBytesUInt8Span
        for run in 0..<head.forwarded.count { out.write(span, head.forwarded[run]) }
        out.writeBytes(served)
        out.writeStaticString("x-busbar-attempts: ")
        out.writeDecimal(exchange.relay.attemptsMade)
        out.writeStaticString("\r\nx-request-id: ")
        exchange.request.id.write(to: &out)
        switch framing {
        case .chunked: out.writeStaticString("\r\ntransfer-encoding: chunked\r\n")
        case .sized(let size):
            out.writeStaticString("\r\ncontent-length: ")
            out.writeDecimal(size)
            out.writeStaticString("\r\n")
        case .none, .untilClose:
            out.writeStaticString("\r\n")
            closeAfterExchange()
        }
        out.writeConnection(keepsAlive: keepsAlive, minorVersion: minorVersion)
        out.writeStaticString("\r\n")
        if let body { out.write(body.readableBytesUInt8Span, 0..<bodyBytes) }
        write(out)
    }

    /// Writes an error of our own as the answer to an exchange.
    func writeError(_ error: ClientError, of exchange: Exchange) {
        write(
            ErrorResponse.buffer(
                error,
                id: exchange.request.id,
                attempts: exchange.relay.attemptsMade,
                keepsAlive: keepsAlive,
                allocator
            )
        )
    }
}

extension ByteBuffer {
    fileprivate mutating func writeStatus(_ status: Int) {
        if status == 200 {
            writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            writeStaticString("HTTP/1.1 ")
            writeDecimal(status)
            writeStaticString(" ")
            writeStaticString(Reason.phrase(status))
            writeStaticString("\r\n")
        }
    }

    fileprivate mutating func writeConnection(keepsAlive: Bool, minorVersion: Int) {
        if !keepsAlive {
            writeStaticString("connection: close\r\n")
        } else if minorVersion == 0 {
            writeStaticString("connection: keep-alive\r\n")
        }
    }
}

/// The reason phrases of the statuses that occur here.
private enum Reason {
    static func phrase(_ status: Int) -> StaticString {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 413: "Content Too Large"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: "Status"
        }
    }
}

/// An answer that the gateway gives itself.
struct LocalAnswer {
    var status: Int
    /// Lines with their CRLF.
    var headers = ""
    var body: [UInt8] = []

    func buffer(
        id: RequestID,
        keepsAlive: Bool,
        minorVersion: Int = 1,
        hidesBody: Bool = false,
        _ allocator: ByteBufferAllocator
    ) -> ByteBuffer {
        var out = allocator.buffer(capacity: 256 + headers.utf8.count + body.count)
        out.writeStatus(status)
        if !body.isEmpty { out.writeStaticString("content-type: application/json\r\n") }
        out.writeString(headers)
        out.writeStaticString("x-request-id: ")
        id.write(to: &out)
        if status != 204 {
            out.writeStaticString("\r\ncontent-length: ")
            out.writeDecimal(body.count)
        }
        out.writeStaticString("\r\n")
        out.writeConnection(keepsAlive: keepsAlive, minorVersion: minorVersion)
        out.writeStaticString("\r\n")
        if !hidesBody { out.writeBytes(body) }
        return out
    }
}

/// Errors of our own with the headers that the official SDKs obey.
enum ErrorResponse {
    static func buffer(
        _ error: ClientError,
        id: RequestID,
        attempts: Int? = nil,
        keepsAlive: Bool,
        hidesBody: Bool = false,
        _ allocator: ByteBufferAllocator
    ) -> ByteBuffer {
        var headers = ""
        if let attempts { headers += "x-busbar-attempts: \(attempts)\r\n" }
        if let shouldRetry = error.shouldRetry { headers += "x-should-retry: \(shouldRetry)\r\n" }
        if let wait = error.retryAfter {
            headers += "retry-after-ms: \(wait.milliseconds)\r\n"
            headers += "retry-after: \(Int(wait.seconds.rounded(.up)))\r\n"
        }
        if error.status == 405, let allowed = error.param { headers += "allow: \(allowed)\r\n" }
        var shown = error
        if error.status == 405 { shown.param = nil }
        return LocalAnswer(status: error.status, headers: headers, body: shown.json)
            .buffer(id: id, keepsAlive: keepsAlive, hidesBody: hidesBody, allocator)
    }
}
