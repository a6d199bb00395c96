import Bus
import Inference
import Simulation

/// How supplies behave and fail, in a faults file.
extension SiteReader {
    private static let behaviorKeys = [
        "first_token", "tail", "tokens_per_second", "rate_limit", "outages", "faults",
    ]

    mutating func behaviors(_ section: Field, for site: SiteFile, _ scenario: inout Scenario) {
        guard let fields = self.section(section) else { return }
        if let field = fields["default"] {
            scenario.standard = behavior(field, from: Behavior())
        }
        let supplies = site.models.flatMap { $0.supplies.map(\.id.name) }
        let names = Set(supplies + site.suppliers.map(\.name))
        for field in fields.all where field.name != "default" {
            if names.contains(field.name) {
                scenario.behaviors[field.name] = behavior(field, from: scenario.standard)
            } else {
                let near = nearNames(to: field.name, among: names.sorted(), most: 1)
                let hint =
                    near.first.map { "did you mean \($0)?" }
                    ?? "write default, a supplier's name, or supplier/model"
                reject(field, "the site has no such supplier; \(hint)")
            }
        }
    }

    /// `standard`: What counts where the file says nothing.
    private mutating func behavior(_ section: Field, from standard: Behavior) -> Behavior {
        var behavior = standard
        guard let fields = self.section(section, known: Self.behaviorKeys) else { return behavior }
        if let field = fields["first_token"], let spread = timeSpread(field) {
            behavior.firstToken = spread
        }
        if let field = fields["tail"] { behavior.tail = tail(field) }
        if let field = fields["tokens_per_second"],
            let value = number(field, "0.01 to 1000000", where: { (0.01...1_000_000).contains($0) })
        {
            behavior.tokensPerSecond = value
        }
        if let field = fields["rate_limit"] { behavior.rateLimit = rateLimit(field) }
        if let field = fields["outages"], let items = list(field, of: "outages") {
            behavior.outages = items.compactMap { outage($0) }
        }
        if let field = fields["faults"] { faults(field, &behavior) }
        return behavior
    }

    private mutating func tail(_ field: Field) -> Behavior.Tail? {
        guard !field.isNull, let fields = mapping(field, known: ["share", "delay"]) else {
            return nil
        }
        let share = required("share", in: fields, "write the share of attempts: 0.02")
            .flatMap { self.share($0) }
        let delay = required("delay", in: fields, "write a duration: 5s").flatMap { interval($0) }
        guard let share, let delay else { return nil }
        return Behavior.Tail(share: share, delay: delay)
    }

    private mutating func rateLimit(_ field: Field) -> Behavior.RateLimit? {
        guard !field.isNull, let fields = mapping(field, known: ["per_minute", "retry_after"])
        else { return nil }
        let perMinute = required("per_minute", in: fields, "write requests a minute: 600")
            .flatMap { whole($0, in: 1...1_000_000_000) }
        let retryAfter = fields["retry_after"].flatMap { interval($0) }
        return perMinute.map { Behavior.RateLimit(perMinute: $0, retryAfter: retryAfter) }
    }

    private mutating func outage(_ field: Field) -> Behavior.Outage? {
        guard let fields = mapping(field, known: ["kind", "at", "lasts", "every"]) else {
            return nil
        }
        let kind = required("kind", in: fields, "write refused, silent or unavailable")
            .flatMap { choice($0, Behavior.Outage.Kind.self) }
        let at = required("at", in: fields, "write when it begins: 60s").flatMap { interval($0) }
        let lasts = required("lasts", in: fields, "write how long it lasts: 30s")
            .flatMap { interval($0) }
        let every = fields["every"].flatMap { interval($0) }
        guard let kind, let at, let lasts else { return nil }
        if let every, every <= lasts {
            reject(fields["every"] ?? field, "has to be longer than lasts; it would never be over")
            return nil
        }
        return Behavior.Outage(kind: kind, begins: at, lasts: lasts, every: every)
    }

    private mutating func faults(_ section: Field, _ behavior: inout Behavior) {
        let names = Fault.allCases.map(\.name)
        guard let fields = self.section(section, known: names) else { return }
        for field in fields.all {
            guard let fault = Fault.allCases.first(where: { $0.name == field.name }),
                let share = share(field)
            else { continue }
            behavior[fault] = share
        }
        let sum = Fault.allCases.filter { !$0.isOfRescue }.reduce(0) { $0 + behavior[$1] }
        if sum > 1.000_000_001 {
            reject(section, "the shares of attempts add up to \(sum); at most 1")
        }
    }

    /// A share of a whole.
    mutating func share(_ field: Field) -> Double? {
        number(field, "a share from 0 to 1") { (0...1).contains($0) }
    }

    /// A duration, or `{ p50: 400ms, p95: 1.2s }`; in seconds.
    private mutating func timeSpread(_ field: Field) -> Spread? {
        guard field.isMapping else { return interval(field).map { .fixed($0.seconds) } }
        guard let fields = mapping(field, known: ["p50", "p95"]) else { return nil }
        let p50 = required("p50", in: fields, "write a duration: 400ms").flatMap { interval($0) }
        let p95 = required("p95", in: fields, "write a duration: 1.2s").flatMap { interval($0) }
        guard let p50, let p95 else { return nil }
        return spread(p50.seconds, p95.seconds, fields["p95"] ?? field)
    }

    mutating func spread(_ p50: Double, _ p95: Double, _ field: Field) -> Spread? {
        guard p95 >= p50 else {
            reject(field, "p95 is below p50; 95 % stay below it")
            return nil
        }
        return p95 == p50 ? .fixed(p50) : .lognormal(p50: p50, p95: p95)
    }
}
