import Hummingbird
import Logging

/// Turns every error of a route into a ``Problem``.
struct ProblemAnswers: RouterMiddleware {
    typealias Context = BasicRequestContext

    let logger: Logger

    func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return try problem.response()
        } catch let error as HTTPError {
            let detail =
                error.status == .notFound
                ? "There is nothing at \(request.method.rawValue) \(request.uri.path)."
                : error.body ?? error.status.reasonPhrase
            return try Problem(error.status, detail).response()
        } catch {
            logger.error("console request failed", metadata: ["error": "\(error)"])
            return try Problem(.internalServerError, "The console failed; see the log.").response()
        }
    }
}
