/// One metric with all its series, ready for exposition.
package struct MetricFamily: Sendable, Hashable {
    package enum Kind: String, Sendable { case counter, gauge, histogram }

    package struct Label: Sendable, Hashable {
        package let name: String
        package let value: String
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package enum Value: Sendable, Hashable {
        case number(Double)
        case histogram(Histogram)
    }

    package struct Series: Sendable, Hashable {
        package let labels: [Label]
        package let value: Value
        package init(_ labels: [Label], _ value: Value) {
            self.labels = labels
            self.value = value
        }
    }

    /// The name in Prometheus' spelling, with its unit: `busbar_attempts_total`.
    package let name: String
    package let help: String
    package let kind: Kind
    package let series: [Series]

    package init(_ name: String, help: String, kind: Kind, series: [Series]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.series = series
    }
}

/// Counts of values by fixed upper bounds, with their sum.
package struct Histogram: Sendable, Hashable {
    /// Upper bounds, ascending; a last bucket without a bound is implied.
    package let bounds: [Double]
    /// Values per bucket, not cumulative; one more than ``bounds``.
    package private(set) var counts: [UInt64]
    package private(set) var sum = 0.0

    package init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    package var count: UInt64 { counts.reduce(0, +) }

    package mutating func record(_ value: Double) {
        var bucket = 0
        while bucket < bounds.count, value > bounds[bucket] { bucket += 1 }
        counts[bucket] += 1
        sum += value
    }

    /// Adds another histogram of the same bounds.
    package mutating func add(_ other: Histogram) {
        precondition(bounds == other.bounds)
        for bucket in counts.indices { counts[bucket] += other.counts[bucket] }
        sum += other.sum
    }

    /// Seconds of a whole operation: the bounds of OpenTelemetry's GenAI conventions v1.41.
    package static let operationSeconds = [
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
    ]
    /// Seconds to a first token, the same source.
    package static let firstTokenSeconds = [
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
    ]
    /// Seconds between tokens, the same source.
    package static let perTokenSeconds = [
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5,
    ]
    /// Tokens of a request or an answer, the same source.
    package static let tokens: [Double] = [
        1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216,
        67_108_864,
    ]
}
