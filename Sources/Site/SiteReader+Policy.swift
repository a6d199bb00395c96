import Bus
import Inference

extension SiteReader {
    mutating func policy(_ section: Field) -> Policy {
        var policy = Policy()
        let intervals: [(String, WritableKeyPath<Policy, Interval>)] = [
            ("connect_timeout", \.connectTimeout), ("retry_after_wait", \.retryAfterWait),
            ("idle_timeout", \.idleTimeout),
            ("response_timeout", \.responseTimeout), ("total_timeout", \.totalTimeout),
        ]
        let known =
            ["prefer", "affinity", "first_token_timeout"] + intervals.map(\.0)
            + ["attempts", "retry_budget", "hedge", "rescue", "content_policy_failover"]
        guard let fields = self.section(section, known: known) else { return policy }
        if let field = fields["prefer"], let value = preference(field) { policy.prefer = value }
        if let field = fields["affinity"], let value = choice(field, Policy.Affinity.self) {
            policy.affinity = value
        }
        for (name, path) in intervals {
            if let field = fields[name], let value = interval(field) {
                policy[keyPath: path] = value
            }
        }
        if let field = fields["attempts"], let value = whole(field, in: 1...32) {
            policy.attempts = value
        }
        if let field = fields["retry_budget"],
            let value = number(field, "0 to 10", where: { (0...10).contains($0) })
        {
            policy.retryBudget = value
        }
        if let field = fields["content_policy_failover"], let value = flag(field) {
            policy.contentPolicyFailover = value
        }
        if let field = fields["first_token_timeout"], let value = patience(field) {
            policy.firstTokenTimeout = value
        }
        if let field = fields["hedge"] { policy.hedge = hedge(field) }
        if let field = fields["rescue"], let value = choice(field, Policy.Rescue.self) {
            policy.rescue = value
        }
        return policy
    }

    /// A duration, or `auto`.
    private mutating func patience(_ field: Field) -> Policy.Patience? {
        guard let text = text(field) else { return nil }
        if text.value == "auto" { return .auto }
        return interval(field, or: "auto").map { .fixed($0) }
    }

    private mutating func hedge(_ field: Field) -> Policy.Hedge? {
        guard let fields = mapping(field, known: ["after", "budget"]) else { return nil }
        let after = required("after", in: fields, "write p95, or a duration")
            .flatMap { delay($0) }
        let budget = required("budget", in: fields, "write the share of requests: 0.05")
            .flatMap { number($0, "above 0 and at most 1") { $0 > 0 && $0 <= 1 } }
        guard let after, let budget else { return nil }
        return Policy.Hedge(after: after, budget: budget)
    }

    private mutating func delay(_ field: Field) -> Policy.Hedge.Delay? {
        let shares = ["p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95, "p99": 0.99]
        guard let text = text(field) else { return nil }
        if let share = shares[text.value] { return .percentile(share) }
        guard text.value.hasPrefix("p") else { return interval(field).map { .fixed($0) } }
        let known = shares.keys.sorted().joined(separator: ", ")
        reject(field, "\(quoted(text.written)) is not one of \(known)")
        return nil
    }

    mutating func breaker(_ section: Field) -> Breaker.Settings {
        var settings = Breaker.Settings()
        let known = ["failures", "failure_rate", "minimum_volume", "open_interval", "slow_start"]
        guard let fields = self.section(section, known: known) else { return settings }
        if let field = fields["failures"], let value = whole(field, in: 1...1_000_000) {
            settings.failuresToOpen = value
        }
        if let field = fields["failure_rate"],
            let value = number(field, "above 0 and at most 1", where: { $0 > 0 && $0 <= 1 })
        {
            settings.failureRate = value
        }
        if let field = fields["minimum_volume"], let value = whole(field, in: 1...1_000_000) {
            settings.minimumVolume = value
        }
        if let field = fields["open_interval"], let value = interval(field) {
            settings.openInterval = value
        }
        if let field = fields["slow_start"], let value = interval(field) {
            settings.slowStart = value
        }
        return settings
    }

    mutating func limits(_ section: Field) -> Limits {
        var limits = Limits()
        let sizes: [(String, WritableKeyPath<Limits, Int>)] = [
            ("head_bytes", \.headBytes), ("body_bytes", \.bodyBytes),
            ("body_bytes_in_all", \.bodyBytesInAll), ("answer_bytes", \.answerBytes),
            ("error_bytes", \.errorBytes), ("event_bytes", \.eventBytes),
            ("held_bytes", \.heldBytes), ("pipelined_bytes", \.pipelinedBytes),
            ("rescue_bytes", \.rescueBytes), ("rescue_bytes_in_all", \.rescueBytesInAll),
        ]
        let counts: [(String, WritableKeyPath<Limits, Int>, ClosedRange<Int>)] = [
            ("connections", \.connections, 1...10_000_000),
            ("idle_per_supplier", \.idlePerSupplier, 0...1_000_000),
            ("free_retries", \.freeRetries, 0...1_000_000),
            ("attempts_per_supply", \.attemptsPerSupply, 1...32),
            ("attempts_at_once", \.attemptsAtOnce, 1...32),
        ]
        let intervals: [(String, WritableKeyPath<Limits, Interval>)] = [
            ("supplier_idle", \.supplierIdle), ("head_timeout", \.headTimeout),
            ("body_idle", \.bodyIdle), ("body_timeout", \.bodyTimeout),
            ("keep_alive", \.keepAlive), ("client_stall", \.clientStall), ("linger", \.linger),
            ("drain", \.drain), ("finish", \.finish), ("longest_backoff", \.longestBackoff),
            ("first_backoff", \.firstBackoff), ("attempt_window", \.attemptWindow),
            ("first_token_floor", \.firstTokenFloor),
            ("first_token_ceiling", \.firstTokenCeiling),
        ]
        let known = sizes.map(\.0) + counts.map(\.0) + intervals.map(\.0)
        guard let fields = self.section(section, known: known) else { return limits }
        for (name, path) in sizes {
            if let field = fields[name], let value = bytes(field) { limits[keyPath: path] = value }
        }
        for (name, path, range) in counts {
            if let field = fields[name], let value = whole(field, in: range) {
                limits[keyPath: path] = value
            }
        }
        for (name, path) in intervals {
            if let field = fields[name], let value = interval(field) {
                limits[keyPath: path] = value
            }
        }
        if limits.bodyBytes > limits.bodyBytesInAll,
            let field = fields["body_bytes"] ?? fields["body_bytes_in_all"]
        {
            reject(
                field,
                "body_bytes (\(limits.bodyBytes)) is more than body_bytes_in_all "
                    + "(\(limits.bodyBytesInAll)); no body of that size would be taken"
            )
        }
        if limits.firstBackoff > limits.longestBackoff,
            let field = fields["first_backoff"] ?? fields["longest_backoff"]
        {
            reject(field, "first_backoff is longer than longest_backoff")
        }
        return limits
    }
}
