/// Every unit starts when the grid is gone or gives too little, and stops when it is back: what most
/// sites do.
///
/// The store bridges the start, then it is charged from what the units have over; with grid it is
/// kept full.
package struct StandbyControl: SiteControl {
    private let plant: SitePlant

    package init(_ plant: SitePlant) { self.plant = plant }

    package mutating func order(
        _ index: Int,
        _ block: SiteBlock,
        _ state: SiteState
    ) -> SiteState.Order {
        let isShort = block.mean > block.limit
        let units = isShort ? plant.fleet.count : 0
        let room = block.limit + Double(units) * plant.fleet.unit.maximum - block.mean
        return SiteState.Order(units: units, store: min(0, -room))
    }
}
