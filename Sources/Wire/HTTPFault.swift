/// What is wrong with a message of a peer.
package enum HTTPFault: Error, Sendable, Hashable {
    /// The bytes are no HTTP/1.1; after it nothing on the connection can be trusted.
    case malformed(Reason)
    /// The head is longer than allowed.
    case headTooLarge
    /// A version that is neither 1.0 nor 1.1.
    case unsupportedVersion
    /// A transfer coding other than `chunked`.
    case unsupportedCoding

    /// What exactly is malformed, in words for the peer's operator.
    package enum Reason: String, Sendable, Hashable {
        case startLine = "the first line is not an HTTP/1.1 start line"
        case target = "the request target is not a path"
        case bareLineFeed = "a line ends with LF and not with CRLF"
        case controlByte = "a control character in a field"
        case foldedField = "a field is folded over two lines"
        case fieldName = "a field name is empty or has a character that is not allowed"
        case missingColon = "a field line has no colon"
        case host = "a request needs exactly one host field"
        case contentLength = "content-length is not one decimal number"
        case lengthTwice = "content-length is given twice"
        case lengthAndChunked = "content-length and transfer-encoding are both given"
        case codingTwice = "transfer-encoding is given twice"
        case codingInVersion10 = "transfer-encoding in an HTTP/1.0 message"
        case authorizationTwice = "authorization is given twice"
        case jurisdictionsTwice = "x-busbar-jurisdictions is given twice"
        case chunkSize = "a chunk size is not a hexadecimal number"
        case chunkExtension = "a chunk extension is too long or has a control character"
        case chunkEnd = "a chunk does not end with CRLF"
        case trailer = "a trailer is too long or malformed"
    }
}

/// How long the body of a message is.
package enum BodyFraming: Sendable, Hashable {
    /// No body.
    case none
    /// Exactly so many bytes.
    case sized(Int)
    /// Chunks up to an empty one.
    case chunked
    /// Everything until the peer closes; responses only.
    case untilClose
}
