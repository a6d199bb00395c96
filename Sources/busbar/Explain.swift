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

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let site = try option.load(allowingUnset: true)
        switch await ask(site.console) {
        case .explanation(let explanation): try show(explanation, note: nil)
        case .unknownModel: throw unknown(site)
        case .none(let why):
            let allowed = jurisdictions.map { Set($0.split(separator: ",").map(Self.jurisdiction)) }
            guard let explanation = site.explanation(of: model, jurisdictions: allowed) else {
                throw unknown(site)
            }
            try show(
                explanation,
                note: "\(why): this is what \(option.site) says; health and latency are unknown."
            )
        }
    }

    private static func jurisdiction(_ code: Substring) -> Jurisdiction {
        Jurisdiction(String(code.filter { $0 != " " }))
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
        url.queryItems = [URLQueryItem(name: "model", value: model)]
        if let jurisdictions {
            url.queryItems?.append(URLQueryItem(name: "jurisdictions", value: jurisdictions))
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
        var table = Table([
            .init(""), .init("supply"), .init("region"), .init("law"), .init("in $/M", .right),
            .init("out $/M", .right), .init("p50", .right), .init("p95", .right), .init("health"),
            .init("contract"), .init("why"),
        ])
        for candidate in explanation.candidates {
            let supply = candidate.supply
            let why = [candidate.reason, supply.note].filter { !$0.isEmpty }
            table.append([
                .init(candidate.chosen ? "→" : " ", .good),
                .init(
                    "\(supply.supplier)/\(supply.supplierModel)",
                    candidate.chosen ? .strong : nil
                ),
                .init(supply.region), .init(supply.jurisdiction), price(supply.inputPrice),
                price(supply.outputPrice), latency(supply.firstTokenP50),
                latency(supply.firstTokenP95), health(supply.health, live: explanation.live),
                .init(supply.contract ?? ""), .init(why.joined(separator: "; ")),
            ])
        }
        for line in table.lines(on: terminal) { terminal.write(line) }
        if !explanation.candidates.contains(where: \.chosen) {
            terminal.write("\nA request for \(explanation.model) would be refused.")
        }
        if let note { terminal.write("\n" + terminal.styled(note, .warning)) }
    }

    private func price(_ dollars: Double?) -> Table.Cell {
        guard let dollars else { return .init("unpriced", .faint) }
        let cents = (dollars * 100).rounded() / 100
        return .init(cents == dollars ? String(format: "%.2f", dollars) : "\(dollars)")
    }

    private func latency(_ seconds: Double?) -> Table.Cell {
        guard let seconds else { return .init("–", .faint) }
        return .init(
            seconds < 10
                ? "\(Int((seconds * 1_000).rounded())) ms" : String(format: "%.1f s", seconds)
        )
    }

    private func health(_ health: SupplyStatus.Health, live: Bool) -> Table.Cell {
        guard live else { return .init("unknown", .faint) }
        let style: Terminal.Style =
            switch health {
            case .healthy: .good
            case .recovering, .probing, .waiting: .warning
            case .down, .locked: .bad
            }
        return .init(health.rawValue, style)
    }
}
