import Hummingbird

/// Puts on every answer what keeps a browser from doing more with it than it should.
struct SafetyHeaders: RouterMiddleware {
    typealias Context = BasicRequestContext

    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.contentSecurityPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        for (name, value) in [
            ("referrer-policy", "no-referrer"), ("cross-origin-resource-policy", "same-origin"),
        ] {
            if let name = HTTPFields.Key(name) { response.headers[name] = value }
        }
        return response
    }
}
