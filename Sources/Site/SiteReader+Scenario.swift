import Bus
import Inference
import Simulation

/// A faults file as a whole, and the traffic in it.
extension SiteReader {
    private static let trafficKeys = [
        "arrivals", "rate", "input_tokens", "output_tokens", "most_output_tokens", "streamed",
        "models", "residency", "side_effects", "unrescuable", "sessions",
    ]

    mutating func scenario(_ root: Field, for site: SiteFile) -> Scenario {
        var scenario = Scenario()
        let known = ["traffic", "clients", "clock", "suppliers"]
        guard let fields = mapping(root, known: known) else { return scenario }
        if let field = fields["traffic"] { scenario.traffic = traffic(field, for: site) }
        if let field = fields["clients"] { scenario.clients = clients(field) }
        if let field = fields["clock"], let items = list(field, of: "steps of the clock") {
            scenario.clockSteps = items.compactMap { clockStep($0) }
        }
        if let field = fields["suppliers"] { behaviors(field, for: site, &scenario) }
        return scenario
    }

    private mutating func traffic(_ section: Field, for site: SiteFile) -> Traffic {
        var traffic = Traffic()
        guard let fields = self.section(section, known: Self.trafficKeys) else { return traffic }
        if let field = fields["arrivals"], let value = choice(field, Traffic.Arrivals.self) {
            traffic.arrivals = value
        }
        if let field = fields["rate"],
            let value = number(
                field,
                "requests a second, 0.001 to 1000000",
                where: { (0.001...1_000_000).contains($0) }
            )
        {
            traffic.rate = value
        }
        if let field = fields["input_tokens"], let value = tokenSpread(field) {
            traffic.inputTokens = value
        }
        if let field = fields["output_tokens"], let value = tokenSpread(field) {
            traffic.outputTokens = value
        }
        if let field = fields["most_output_tokens"],
            let value = whole(field, in: 1...Trace.mostTokens)
        {
            traffic.mostOutputTokens = value
        }
        let shares: [(String, WritableKeyPath<Traffic, Double>)] = [
            ("streamed", \.streamed), ("side_effects", \.sideEffects),
            ("unrescuable", \.unrescuable),
        ]
        for (name, path) in shares {
            if let field = fields[name], let value = share(field) { traffic[keyPath: path] = value }
        }
        if let field = fields["sessions"], let value = whole(field, in: 0...1_000_000_000) {
            traffic.sessions = value
        }
        if let field = fields["models"] { traffic.models = modelWeights(field, for: site) }
        if let field = fields["residency"] { traffic.residency = residency(field) }
        return traffic
    }

    /// A number of tokens, or `{ p50: 600, p95: 4000 }`.
    private mutating func tokenSpread(_ field: Field) -> Spread? {
        let range = 1...Trace.mostTokens
        guard field.isMapping else { return whole(field, in: range).map { .fixed(Double($0)) } }
        guard let fields = mapping(field, known: ["p50", "p95"]) else { return nil }
        let p50 = required("p50", in: fields, "write tokens: 600").flatMap { whole($0, in: range) }
        let p95 = required("p95", in: fields, "write tokens: 4000").flatMap { whole($0, in: range) }
        guard let p50, let p95 else { return nil }
        return spread(Double(p50), Double(p95), fields["p95"] ?? field)
    }

    private mutating func modelWeights(_ field: Field, for site: SiteFile) -> [String: Double] {
        guard let fields = mapping(field) else { return [:] }
        var weights: [String: Double] = [:]
        let names = site.models.map(\.name)
        for field in fields.all {
            let weight = number(field, "a weight, 0 or more") { $0 >= 0 }
            if !names.contains(field.name) {
                let near = nearNames(to: field.name, among: names, most: 1).first
                let hint = near.map { "; did you mean \($0)?" } ?? ""
                reject(field, "the site has no such model\(hint)")
            } else if let weight {
                weights[field.name] = weight
            }
        }
        if mistakes.isEmpty, weights.values.reduce(0, +) <= 0 {
            reject(field, "no model is asked for; give one of them a weight above 0")
        }
        return weights
    }

    private mutating func residency(_ field: Field) -> [Traffic.Residency] {
        guard let items = list(field, of: "shares with their jurisdictions") else { return [] }
        let all = items.compactMap { item -> Traffic.Residency? in
            guard let fields = mapping(item, known: ["share", "jurisdictions"]) else { return nil }
            let share = required("share", in: fields, "write the share of requests: 0.2")
                .flatMap { self.share($0) }
            let laws = required("jurisdictions", in: fields, "write [eu]")
                .flatMap { jurisdictions($0) }
            guard let share, let laws else { return nil }
            return Traffic.Residency(share: share, jurisdictions: laws)
        }
        if all.reduce(0, { $0 + $1.share }) > 1.000_000_001 {
            reject(field, "the shares add up to more than 1")
        }
        return all
    }

    private mutating func clients(_ section: Field) -> Clients {
        var clients = Clients()
        guard let fields = self.section(section, known: ["disconnect", "within"]) else {
            return clients
        }
        if let field = fields["disconnect"], let value = share(field) {
            clients.disconnectShare = value
        }
        if let field = fields["within"], let value = interval(field) {
            clients.disconnectWithin = value
        }
        return clients
    }

    private mutating func clockStep(_ field: Field) -> ClockStep? {
        guard let fields = mapping(field, known: ["at", "by", "every"]) else { return nil }
        let at = required("at", in: fields, "write when: 100s").flatMap { interval($0) }
        let by = required("by", in: fields, "write how far it jumps: 30s").flatMap { interval($0) }
        let every = fields["every"].flatMap { interval($0) }
        guard let at, let by else { return nil }
        return ClockStep(at: at, by: by, every: every)
    }
}
