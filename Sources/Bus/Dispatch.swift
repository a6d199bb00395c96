/// Who serves how much of a load.
///
/// The shares and what is unserved add up to the load.
package struct Dispatch<Unit: UnitOfMeasure>: Sendable, Hashable {
    package struct Share: Sendable, Hashable {
        package let supply: SupplyID
        /// Above zero.
        package internal(set) var amount: Quantity<Unit>
    }

    /// At most one per supply, in merit order of each supply's cheapest offer.
    package let shares: [Share]
    /// The part of the load that no offer could carry; zero when all is served.
    package let unserved: Quantity<Unit>

    /// What one supply gives; zero when it has no share.
    package subscript(_ supply: SupplyID) -> Quantity<Unit> {
        shares.first { $0.supply == supply }?.amount ?? .zero
    }
}
