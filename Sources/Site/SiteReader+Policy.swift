import Bus
import Inference

extension SiteReader {
    mutating func policy(_ section: Field) -> Policy {
        var policy = Policy()
        let intervals: [(String, WritableKeyPath<Policy, Interval>)] = [
            ("connect_timeout", \.connectTimeout), ("first_token_timeout", \.firstTokenTimeout),
            ("retry_after_wait", \.retryAfterWait), ("idle_timeout", \.idleTimeout),
            ("response_timeout", \.responseTimeout), ("total_timeout", \.totalTimeout),
        ]
        let known =
            ["prefer"] + intervals.map(\.0)
            + ["attempts", "retry_budget", "hedge", "content_policy_failover"]
        guard let fields = self.section(section, known: known) else { return policy }
        if let field = fields["prefer"] { prefer(field) }
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
        if let field = fields["hedge"] { hedge(field) }
        return policy
    }

    private mutating func prefer(_ field: Field) {
        if field.isMapping {
            reject(field, "weights are not in this version; write order")
            return
        }
        guard let text = text(field) else { return }
        switch text.value {
        case Policy.Preference.order.rawValue: break
        case "cost", "latency", "carbon":
            reject(field, "\(text.value) is not in this version; write order")
        default: reject(field, "\(quoted(text.written)) is not a preference; write order")
        }
    }

    private mutating func hedge(_ field: Field) {
        guard let fields = mapping(field, known: ["after", "budget"]) else { return }
        if let after = required("after", in: fields, "write p95, or a duration"),
            let written = text(after)
        {
            if !["p50", "p75", "p90", "p95", "p99"].contains(written.value) {
                if written.value.hasPrefix("p") {
                    reject(
                        after,
                        "\(quoted(written.written)) is not one of p50, p75, p90, p95, p99"
                    )
                } else {
                    _ = interval(after)
                }
            }
        }
        if let budget = required("budget", in: fields, "write the share of requests: 0.05") {
            _ = number(budget, "above 0 and at most 1") { $0 > 0 && $0 <= 1 }
        }
        note(field.path, "requests are not hedged by this version")
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
        ]
        let counts: [(String, WritableKeyPath<Limits, Int>, ClosedRange<Int>)] = [
            ("connections", \.connections, 1...10_000_000),
            ("idle_per_supplier", \.idlePerSupplier, 0...1_000_000),
            ("free_retries", \.freeRetries, 0...1_000_000),
            ("attempts_per_supply", \.attemptsPerSupply, 1...32),
        ]
        let intervals: [(String, WritableKeyPath<Limits, Interval>)] = [
            ("supplier_idle", \.supplierIdle), ("head_timeout", \.headTimeout),
            ("body_idle", \.bodyIdle), ("body_timeout", \.bodyTimeout),
            ("keep_alive", \.keepAlive), ("client_stall", \.clientStall), ("linger", \.linger),
            ("drain", \.drain), ("finish", \.finish), ("longest_backoff", \.longestBackoff),
            ("first_backoff", \.firstBackoff), ("attempt_window", \.attemptWindow),
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
