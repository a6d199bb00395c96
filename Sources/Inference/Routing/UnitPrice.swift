import Bus

/// A price as it is compared while a request waits: in dollars for one token.
///
/// Exact sums are made with ``Bus/Money``; this one only puts supplies in an order.
package struct UnitPrice: Sendable, Hashable {
    let input: Double?
    let output: Double?

    package init(_ price: TokenPrice) {
        input = price.input.map { $0.dollars / 1e6 }
        output = price.output.map { $0.dollars / 1e6 }
    }

    /// Dollars for so many tokens; nil is *unpriced*: a price that counts here is missing.
    package func cost(input inputTokens: Double, output outputTokens: Double) -> Double? {
        guard input != nil || output != nil else { return nil }
        guard let paid = inputTokens > 0 ? input : 0, let earned = outputTokens > 0 ? output : 0
        else { return nil }
        return paid * inputTokens + earned * outputTokens
    }
}
