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

    /// What one figure does to one result.
    package struct TornadoRow: Sendable, Hashable {
        package let band: Band
        /// The result with the figure at the lower end of its band.
        package let low: Double
        /// The result with the figure at the upper end of its band.
        package let high: Double

        /// From the least to the most that the result becomes.
        package var width: Double { abs(high - low) }
    }

    /// What each figure alone does to a result, the widest first; equal ones in order of their bands.
    package func tornado(_ quantity: UseQuantity) -> [TornadoRow] {
        let rows = alone.map { alone in
            TornadoRow(
                band: alone.band,
                low: quantity.value(of: alone.low),
                high: quantity.value(of: alone.high)
            )
        }
        return rows.enumerated()
            .sorted { ($1.element.width, $0.offset) < ($0.element.width, $1.offset) }
            .map(\.element)
    }

    /// P10, P50 and P90 of a result; nothing without samples.
    package func spread(_ quantity: UseQuantity) -> Spread? { Spread(values(quantity)) }

    /// One for each sample.
    package func values(_ quantity: UseQuantity) -> [Double] { uses.map(quantity.value(of:)) }

    /// The share of the samples that drive every mission as it is asked for.
    package var feasibleShare: Double {
        let feasible = uses.count { $0.infeasibleSeconds == 0 }
        return uses.isEmpty ? 1 : Double(feasible) / Double(uses.count)
    }
}
