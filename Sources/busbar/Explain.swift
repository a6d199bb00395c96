import ArgumentParser
import AsyncHTTPClient
import Bus
import Foundation
import Inference
import NIOCore
import NIOHTTP1
import Site

/// Shows which supplies a request for a model would meet now.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show which supplies a request for a model would meet now, and why.",
        discussion: """
            Asks the gateway that runs with the site file. When none answers it explains from the \
            file alone, which says nothing of health and latency.
            """
    )

    /// What the gateway said.
    private enum Answer {
        case explanation(Explanation)
        case unknownModel
        /// No gateway, or none that can say.
        case none(why: String)
    }

    @Argument(help: "The name that clients ask for.")
    var model: String

    @OptionGroup var option: SiteOption

    @Option(help: "Where the request may run: us,eu.")
    var jurisdictions: String?

    @Option(help: "Tokens of the request; 1000 when not given.")
    var inputTokens: String?

    @Option(help: "The most tokens that the answer may have.")
    var outputTokens: String?

    @Option(help: "What the request needs: tools,vision,json_schema.")
    var needs: String?

    @Option(help: "The prompt_cache_key of a session, to see where affinity sends it.")
    var cacheKey: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let question: Question
        do throws(Question.Mistake) {
            question = try Question(
                jurisdictions: jurisdictions,
                inputTokens: inputTokens,
                outputTokens: outputTokens,
                needs: needs,
                cacheKey: cacheKey
            )
        } catch {
            throw ValidationError(error.description)
        }
        let site = try option.load(allowingUnset: true)
        switch await ask(site.console) {
        case .explanation(let explanation): try show(explanation, note: nil)
        case .unknownModel: throw unknown(site)
        case .none(let why):
            guard let explanation = site.explanation(of: model, question) else {
                throw unknown(site)
            }
            try show(
                explanation,
                note: "\(why): this is what \(option.site) says; health and latency are unknown."
            )
        }
    }

    private func unknown(_ site: SiteFile) -> ExitCode {
        let names = site.models.map(\.name)
        let near = nearNames(to: model, among: names)
        let hint =
            near.isEmpty
            ? "there are \(names.prefix(8).joined(separator: ", "))"
            : "did you mean \(near.joined(separator: ", "))?"
        Terminal.error.write("no model is called \(model); \(hint)")
        return ExitCode(1)
    }

    private func ask(_ console: Address) async -> Answer {
        var url = URLComponents()
        url.scheme = "http"
        url.host = console.host.contains(":") ? "[\(console.host)]" : console.host
        url.port = console.port
        url.path = "/admin/explain"
        let asked = [
            ("model", model), ("jurisdictions", jurisdictions), ("input_tokens", inputTokens),
            ("output_tokens", outputTokens), ("needs", needs), ("cache_key", cacheKey),
        ]
        url.queryItems = asked.compactMap { name, value in
            value.map { URLQueryItem(name: name, value: $0) }
        }
        // A plus is a space to many servers.
        let query = url.percentEncodedQuery?.replacing("+", with: "%2B")
        url.percentEncodedQuery = query
        guard let address = url.string else { return .none(why: "no gateway was asked") }
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(configuration: configuration)
        let answer: Answer
        do {
            let response = try await client.execute(
                HTTPClientRequest(url: address),
                deadline: .now() + .seconds(3)
            )
            let body = try await response.body.collect(upTo: 8 << 20)
            answer = read(response, Data(body.readableBytesView), console)
        } catch {
            answer = .none(why: "no gateway answers at \(console)")
        }
        // The answer is here; how the client ends does not change it.
        try? await client.shutdown()
        return answer
    }

    private func read(_ response: HTTPClientResponse, _ body: Data, _ console: Address) -> Answer {
        let stranger = Answer.none(why: "what answers at \(console) is no gateway")
        switch response.status {
        case .ok:
            do {
                return .explanation(try JSONDecoder().decode(Explanation.self, from: body))
            } catch {
                return stranger
            }
        case .notFound:
            // The console's own refusals are problems; another server's are not.
            let type = response.headers.first(name: "content-type") ?? ""
            return type.hasPrefix("application/problem+json") ? .unknownModel : stranger
        default:
            return .none(why: "the gateway at \(console) answers with \(response.status.code)")
        }
    }

    private func show(_ explanation: Explanation, note: String?) throws {
        let terminal = Terminal.output
        guard !json else {
            try terminal.write(json: explanation)
            return
        }
        let view = ExplanationView(explanation)
        for line in view.table.lines(on: terminal) { terminal.write(line) }
        if let request = view.request { terminal.write("\n" + terminal.styled(request, .faint)) }
        if !explanation.candidates.contains(where: \.chosen) {
            terminal.write("\nA request for \(explanation.model) would be refused.")
        }
        for remark in (explanation.notes ?? []) + (note.map { [$0] } ?? []) {
            terminal.write("\n" + terminal.styled(remark, .warning))
        }
    }
}
