import Hummingbird

/// Refuses what a web page of somebody else could make a browser on this machine send here.
///
/// Two ways lead from such a page to loopback: a name that was pointed at 127.0.0.1 (the Host header
/// gives it away), and a cross-site POST (browsers put an Origin header on it).
struct LoopbackGuard: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        if let problem = Self.refusal(of: request.head) { throw problem }
        return try await next(request, context)
    }

    static func refusal(of head: HTTPRequest) -> Problem? {
        guard let authority = head.authority, LoopbackAuthority.isLoopback(authority) else {
            return Problem(.forbidden, "The console answers to localhost, 127.0.0.0/8 and [::1].")
        }
        // The first Host became the authority; a second one means that somebody plays games.
        guard head.headerFields.allSatisfy({ $0.name.canonicalName != "host" }) else {
            return Problem(.forbidden, "More than one Host header.")
        }
        let origins = head.headerFields[values: .origin]
        guard origins.allSatisfy({ isSame($0, as: authority) }) || reads(head.method) else {
            return Problem(.forbidden, "A page of another origin may not change anything here.")
        }
        return nil
    }

    private static func reads(_ method: HTTPRequest.Method) -> Bool {
        method == .get || method == .head
    }

    private static func isSame(_ origin: String, as authority: String) -> Bool {
        origin.lowercased() == "http://\(authority.lowercased())"
    }
}
