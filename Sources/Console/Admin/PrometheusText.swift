package import Inference

/// Metrics in Prometheus' text exposition format 0.0.4.
///
/// Source: prometheus.io, "Exposition formats". A family without series still has its HELP and TYPE.
package struct PrometheusText: Sendable {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package private(set) var text = ""

    package init(_ families: [MetricFamily]) {
        for family in families { write(family) }
    }

    private mutating func write(_ family: MetricFamily) {
        text += "# HELP \(family.name) \(Self.escapedHelp(family.help))\n"
        text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
        for series in family.series {
            switch series.value {
            case .number(let number): write(family.name, series.labels, Self.number(number))
            case .histogram(let histogram): write(family.name, series.labels, histogram)
            }
        }
    }

    private mutating func write(
        _ name: String,
        _ labels: [MetricFamily.Label],
        _ histogram: Histogram
    ) {
        var cumulative: UInt64 = 0
        for (bucket, count) in histogram.counts.enumerated() {
            cumulative += count
            let bound =
                bucket < histogram.bounds.count ? Self.number(histogram.bounds[bucket]) : "+Inf"
            write(
                "\(name)_bucket",
                labels + [MetricFamily.Label("le", bound)],
                "\(cumulative)"
            )
        }
        write("\(name)_sum", labels, Self.number(histogram.sum))
        write("\(name)_count", labels, "\(cumulative)")
    }

    private mutating func write(_ name: String, _ labels: [MetricFamily.Label], _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{"
            for (index, label) in labels.enumerated() {
                text += index == 0 ? "" : ","
                text += "\(label.name)=\"\(Self.escapedLabel(label.value))\""
            }
            text += "}"
        }
        text += " \(value)\n"
    }

    /// Whole numbers without `.0` while a double counts exactly (below 2^53).
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return "\(whole)" }
        return "\(value)"
    }

    private static func escapedHelp(_ text: String) -> String {
        escaped(text) { $0 == "\\" ? "\\\\" : $0 == "\n" ? "\\n" : nil }
    }

    private static func escapedLabel(_ text: String) -> String {
        escaped(text) { $0 == "\\" ? "\\\\" : $0 == "\n" ? "\\n" : $0 == "\"" ? "\\\"" : nil }
    }

    /// By scalar, not by character: `\r\n` is one character and holds a line feed all the same.
    private static func escaped(
        _ text: String,
        _ replacement: (Unicode.Scalar) -> String?
    ) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if let replacement = replacement(scalar) {
                escaped += replacement
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
