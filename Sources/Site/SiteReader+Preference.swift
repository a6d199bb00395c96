import Bus
import Inference

extension SiteReader {
    private static let words = "order, cost, latency, or weights like { cost: 0.5, latency: 0.5 }"

    /// `order`, `cost`, `latency`, or a mapping of weights.
    mutating func preference(_ field: Field) -> Policy.Preference? {
        if field.isMapping { return weights(field).map { .weights($0) } }
        guard let text = text(field) else { return nil }
        switch text.value {
        case "order": return .order
        case "cost": return .cost
        case "latency": return .latency
        case "carbon":
            reject(field, "carbon alone is written as a weight: { carbon: 1 }")
        default:
            reject(field, "\(quoted(text.written)) is not a preference; write \(Self.words)")
        }
        return nil
    }

    private mutating func weights(_ field: Field) -> Policy.Weights? {
        guard let fields = mapping(field, known: ["cost", "latency", "carbon"]) else { return nil }
        var weights: [String: Double] = [:]
        for field in fields.all {
            weights[field.name] = number(field, "0 to 1000000") { (0...1_000_000).contains($0) }
        }
        // One that was refused is not missing as well.
        guard weights.count == fields.all.count, fields.misspelt.isEmpty else { return nil }
        guard weights.values.contains(where: { $0 > 0 }) else {
            reject(field, "every weight is 0; give cost, latency or carbon a number above 0")
            return nil
        }
        return Policy.Weights(
            cost: weights["cost"] ?? 0,
            latency: weights["latency"] ?? 0,
            carbon: weights["carbon"] ?? 0
        )
    }

    /// Notes what the preference will not find: a figure that no supply has decides nothing.
    mutating func noteGaps(of policy: Policy, in models: [Model]) {
        let (cost, carbon) =
            switch policy.prefer {
            case .order, .latency: (false, false)
            case .cost: (true, false)
            case .weights(let weights): (weights.cost > 0, weights.carbon > 0)
            }
        for model in models where model.supplies.count > 1 {
            let place = path("models", model.name)
            if cost, model.supplies.allSatisfy({ $0.price.input == nil && $0.price.output == nil })
            {
                note(place, "no supply has a price, so cost decides nothing here")
            }
            guard carbon else { continue }
            let figures = model.supplies.map { $0.carbon(tokens: 1) }
            if figures.allSatisfy({ $0 == nil }) {
                note(
                    place,
                    "no supply has both energy_wh_per_1k_tokens and a supplier with carbon, so "
                        + "carbon decides nothing here"
                )
            } else if Set(figures.compactMap { $0?.kind }).count > 1 {
                note(
                    place,
                    "average and marginal carbon figures are not compared, so carbon decides "
                        + "nothing while both are in service"
                )
            }
        }
    }
}
