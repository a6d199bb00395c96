import Foundation
import Inference

/// An explanation as a table for people.
struct ExplanationView {
    private let explanation: Explanation

    init(_ explanation: Explanation) { self.explanation = explanation }

    /// A row for each supply; a column without any text is left out by the table.
    var table: Table {
        var table = Table([
            .init(""), .init("#", .right), .init("supply"), .init("region"), .init("law"),
            .init("in $/M", .right), .init("out $/M", .right), .init("$/request", .right),
            .init("p50", .right), .init("p95", .right), .init("expected", .right),
            .init("CO2", .right), .init("health"), .init("contract"), .init("why"),
        ])
        for candidate in explanation.candidates {
            let supply = candidate.supply
            let score = candidate.score
            let why = [candidate.reason, supply.note].filter { !$0.isEmpty }
            table.append([
                .init(candidate.chosen ? "→" : " ", .good),
                .init(score?.rank.map { "\($0)" } ?? ""),
                .init(
                    "\(supply.supplier)/\(supply.supplierModel)",
                    candidate.chosen ? .strong : nil
                ),
                .init(supply.region), .init(supply.jurisdiction), price(supply.inputPrice),
                price(supply.outputPrice), cost(score), latency(supply.firstTokenP50),
                latency(supply.firstTokenP95), expected(score), carbon(score),
                health(supply.health), .init(supply.contract ?? ""),
                .init(why.joined(separator: "; ")),
            ])
        }
        return table
    }

    /// The kind of request that the figures are for.
    var request: String? {
        guard let request = explanation.request, let criterion = explanation.criterion else {
            return nil
        }
        let needs = request.needs.isEmpty ? "" : ", with \(request.needs.joined(separator: ", "))"
        return "By \(criterion), for a stream of \(request.inputTokens) tokens in and "
            + "\(request.outputTokens) expected out\(needs)."
    }

    private func price(_ dollars: Double?) -> Table.Cell {
        guard let dollars else { return .init("unpriced", .faint) }
        let cents = (dollars * 100).rounded() / 100
        return .init(cents == dollars ? String(format: "%.2f", dollars) : "\(dollars)")
    }

    private func cost(_ score: Explanation.Score?) -> Table.Cell {
        guard let score else { return .init("") }
        guard let dollars = score.costUSD else { return .init("unpriced", .faint) }
        return .init(String(format: dollars < 0.01 ? "%.6f" : "%.4f", dollars))
    }

    private func latency(_ seconds: Double?) -> Table.Cell {
        guard let seconds else { return .init("–", .faint) }
        return .init(Self.time(seconds))
    }

    /// First-token time that a request would probably meet.
    private func expected(_ score: Explanation.Score?) -> Table.Cell {
        guard let score else { return .init("") }
        guard let seconds = score.firstTokenSeconds else { return .init("unknown", .faint) }
        return .init(Self.time(seconds))
    }

    private static func time(_ seconds: Double) -> String {
        seconds < 10
            ? "\(Int((seconds * 1_000).rounded())) ms" : String(format: "%.1f s", seconds)
    }

    private func carbon(_ score: Explanation.Score?) -> Table.Cell {
        guard let score else { return .init("") }
        guard let grams = score.carbonGrams else { return .init("unknown", .faint) }
        return .init(
            String(format: grams < 1 ? "%.3f g" : "%.1f g", grams) + " \(score.carbonKind)"
        )
    }

    private func health(_ health: SupplyStatus.Health) -> Table.Cell {
        let style: Terminal.Style =
            switch health {
            case .healthy: .good
            case .recovering, .probing, .waiting: .warning
            case .down, .locked: .bad
            case .unknown: .faint
            }
        return .init(health.rawValue, style)
    }
}
