package import Hummingbird
import Inference
package import Logging

/// Every path of the console and what answers it.
package struct ConsoleRoutes: Sendable {
    private let ports: ConsolePorts
    private let logger: Logger
    private let events: StatusEvents

    /// Makes the routes; `ticks` has an element for each event after a stream's first.
    package init(
        ports: ConsolePorts,
        logger: Logger = Logger(label: "busbar.console"),
        ticks: @escaping @Sendable () -> AsyncStream<Void> = StatusEvents.everySecond
    ) {
        self.ports = ports
        self.logger = logger
        events = StatusEvents(status: ports.status, ticks: ticks)
    }

    package func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: SafetyHeaders())
        router.add(middleware: ProblemAnswers(logger: logger))
        router.add(middleware: LoopbackGuard())
        addHealth(to: router)
        addAdmin(to: router)
        addPage(to: router)
        return router
    }

    private func addHealth(to router: Router<BasicRequestContext>) {
        router.get("livez") { _, _ in Response.text("ok") }
        router.get("readyz") { [ports] _, _ in
            await ports.isReady()
                ? Response.text("ready")
                : Response.text("draining", status: .serviceUnavailable)
        }
        router.get("metrics") { [ports] _, _ in
            Response.text(
                PrometheusText(await ports.metrics()).text,
                type: PrometheusText.contentType
            )
        }
    }

    private func addAdmin(to router: Router<BasicRequestContext>) {
        router.get("admin/status") { [ports] _, _ in try Response.json(await ports.status()) }
        router.get("admin/explain") { [ports] request, _ in
            try await Self.explanation(of: request, ports: ports)
        }
        router.post("admin/reload") { [ports] _, _ in
            switch await ports.reload() {
            case .reloaded(let notices): return try Response.json(["notices": notices])
            case .refused(let mistakes):
                throw Problem(
                    .unprocessableContent,
                    "The site file has mistakes; nothing has changed.",
                    mistakes: mistakes
                )
            }
        }
        router.post("admin/suppliers/:name/reset") { [ports] _, context in
            let name = PercentEncoding.decoded(try context.parameters.require("name"))
            guard let name else { throw Problem(.badRequest, "The supplier's name is not UTF-8.") }
            guard await ports.reset(name) else {
                throw Problem(.notFound, "There is no supplier named \(name).")
            }
            return Response(status: .noContent)
        }
        for path: RouterPath in ["admin/reload", "admin/suppliers/:name/reset"] {
            router.get(path) { _, _ -> Response in
                throw Problem(.methodNotAllowed, "Use POST.", allow: "POST")
            }
        }
    }

    private static func explanation(
        of request: Request,
        ports: ConsolePorts
    ) async throws -> Response {
        let query = request.uri.queryParameters
        guard let model = query["model"], !model.isEmpty else {
            throw Problem(.badRequest, "Say which model: /admin/explain?model=NAME.")
        }
        let question: Question
        do throws(Question.Mistake) {
            question = try Question(
                jurisdictions: query["jurisdictions"].map { String($0) },
                inputTokens: query["input_tokens"].map { String($0) },
                outputTokens: query["output_tokens"].map { String($0) },
                needs: query["needs"].map { String($0) },
                cacheKey: query["cache_key"].map { String($0) }
            )
        } catch {
            throw Problem(.badRequest, error.description)
        }
        guard let explanation = await ports.explain(String(model), question) else {
            throw Problem(.notFound, "There is no model named \(model).")
        }
        return try Response.json(explanation)
    }

    private func addPage(to router: Router<BasicRequestContext>) {
        router.get("/") { [ports] request, _ in
            let page = StatusPage(
                status: await ports.status(),
                origin: "http://\(request.head.authority ?? "")"
            )
            return Response.text(page.document.text, type: "text/html; charset=utf-8")
        }
        router.get("console.css") { _, _ in
            Response.text(Stylesheet.text, type: "text/css; charset=utf-8")
        }
        router.get("console.js") { _, _ in
            Response.text(Script.text, type: "text/javascript; charset=utf-8")
        }
        router.get("events") { [events] request, _ in events.response(to: request) }
    }
}
