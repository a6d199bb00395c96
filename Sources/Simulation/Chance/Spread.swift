/// How a quantity varies: lengths of prompts and answers, times to the first token.
package enum Spread: Sendable, Hashable {
    case fixed(Double)
    /// Lognormal, given by the values that half and that 95 % of all stay below.
    case lognormal(p50: Double, p95: Double)

    /// The value that the share `share` of all stays below.
    func quantile(_ share: Double) -> Double {
        switch self {
        case .fixed(let value): return value
        case .lognormal(let p50, let p95):
            // ln x is normal with the mean ln p50; 1.6449 is the normal 95 % quantile.
            let deviation = naturalLogarithm(p95 / p50) / normalQuantile(0.95)
            return p50 * naturalExponential(deviation * normalQuantile(share))
        }
    }
}
