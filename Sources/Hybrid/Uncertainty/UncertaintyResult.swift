/// What a vehicle's use becomes under uncertainty.
package struct UncertaintyResult: Sendable {
    /// With every figure as it is assumed.
    package let base: UseOutcome
    /// One for each band, in order.
    package let alone: [Alone]
    /// One for each sample.
    package let uses: [UseOutcome]
    package let seed: UInt64

    /// One figure at the ends of its band, all others as they are assumed.
    package struct Alone: Sendable {
        package let band: Band
        package let low: UseOutcome
        package let high: UseOutcome
    }

    /// What each figure alone does to a result, the widest first; equal ones in order of their bands.
    package func tornado(_ quantity: Quantity<UseOutcome>) -> [TornadoRow] {
        let rows = alone.compactMap { alone -> TornadoRow? in
            guard let low = quantity.value(of: alone.low), let high = quantity.value(of: alone.high)
            else { return nil }
            return TornadoRow(band: alone.band, low: low, high: high)
        }
        return TornadoRow.sorted(rows)
    }

    /// P10, P50 and P90 of a result; nothing without samples.
    package func spread(_ quantity: Quantity<UseOutcome>) -> Spread? { Spread(values(quantity)) }

    /// One for each sample.
    package func values(_ quantity: Quantity<UseOutcome>) -> [Double] {
        uses.compactMap(quantity.value(of:))
    }
}
