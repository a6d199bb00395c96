/// What a plan decides, and nothing that follows from it.
///
/// By name, so that it can be carried over to a changed scenario. Series have one entry per quarter
/// of the horizon.
package struct PortfolioChoice: Sendable, Equatable {
    /// Megawatts at full size of every offer that is signed.
    package var sizes: [String: Double] = [:]
    /// Megawatts of an offer that are used and paid beyond what is due or prepaid anyway.
    package var billed: [String: [Double]] = [:]
    /// Blocks of an own build by the quarter of their order.
    package var orders: [String: [Int]] = [:]
    /// Megawatts of each spot market, in the scenario's order.
    package var spots: [[Double]] = []
    /// Megawatts of a demand that are left unserved.
    package var unserved: [String: [Double]] = [:]
    /// Dollars of a year's power of a site, as far as cuts know it.
    package var sitePower: [SiteYear: Double] = [:]

    package init() {}
}
