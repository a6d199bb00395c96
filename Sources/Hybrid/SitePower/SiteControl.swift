/// Decides in each block how many units run and what the store does.
///
/// What it wants is not always what happens, see ``SiteState``.
package protocol SiteControl: Sendable {
    mutating func order(_ index: Int, _ block: SiteBlock, _ state: SiteState) -> SiteState.Order
}
