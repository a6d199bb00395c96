/// One own build quarter by quarter; the second way to its money, see ``ContractLedger``.
struct BuildLedger: Sendable {
    let build: OwnBuild
    let orders: [Int]
    /// Megawatts at its own chip, by quarter of the horizon.
    private(set) var available: [Double]
    private(set) var capex: [Double]
    private(set) var opex: [Double]
    /// Dollars for power; those of a ``PowerSite`` come from its own program.
    private(set) var power: [Double]
    /// Tonnes of CO2, without those of a ``PowerSite``.
    private(set) var emissions: [Double]
    /// Dollars at the end of the horizon.
    private(set) var residual = 0.0

    /// By the quarter of the order: when its blocks begin to work.
    private let firstWork: [Int]

    init(_ build: OwnBuild, orders: [Int], in scenario: Scenario) {
        self.build = build
        self.orders = orders
        let quarters = scenario.horizon.count
        firstWork = orders.indices.map { scenario.firstWork(of: build, orderedIn: $0) }
        let none = Array(repeating: 0.0, count: quarters)
        (available, capex, opex, power, emissions) = (none, none, none, none, none)
        for (order, blocks) in orders.enumerated() where blocks > 0 {
            let size = Double(blocks) * build.block
            capex[order] += build.capex * size
            let first = firstWork[order]
            let end = first + build.lifeQuarters
            for quarter in 0..<quarters where (first..<max(first, end)).contains(quarter) {
                available[quarter] += size
            }
            let age = max(0, quarters - scenario.delivery(of: build, orderedIn: order))
            if age < build.lifeQuarters {
                residual += build.capex * size * yearly(build.residualPerYear, quarters: age)
            }
        }
        for quarter in 0..<quarters {
            opex[quarter] = build.opex * available[quarter]
            guard build.site == nil else { continue }
            let energy = available[quarter] * build.pue * hoursPerQuarter
            power[quarter] = build.powerPrice * energy
            emissions[quarter] = build.powerCarbon * energy
        }
    }

    /// Straight-line depreciation of each quarter, and the book value at its end.
    ///
    /// From the first quarter of work; hardware that retires earlier is written off by then.
    func depreciation(years: Double) -> (expense: [Double], book: [Double]) {
        var expense = Array(repeating: 0.0, count: capex.count)
        for (order, blocks) in orders.enumerated() where blocks > 0 {
            let cost = build.capex * Double(blocks) * build.block
            let life = max(1, min(years * 4, Double(build.lifeQuarters)))
            let first = firstWork[order]
            for quarter in capex.indices where quarter >= first {
                let age = Double(quarter - first)
                expense[quarter] += cost * min(1, max(0, life - age)) / life
            }
        }
        var book = expense
        var value = 0.0
        for quarter in capex.indices {
            value += capex[quarter] - expense[quarter]
            book[quarter] = value
        }
        return (expense, book)
    }
}
