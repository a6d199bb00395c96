package import Optimization

/// The portfolio of a scenario as a mixed-integer program, with the meaning of every row and column.
///
/// Money is in millions of dollars, discounted to the beginning of the horizon; power is in
/// megawatts. What is paid in a quarter is discounted from the quarter's beginning, what is left at
/// the end from the end of the last one. Capacity counts at the reference chip, sizes at the chip
/// of the offer.
package struct PortfolioProgram: Sendable {
    package let scenario: Scenario
    package internal(set) var program = Program()
    package internal(set) var rows: [PortfolioRow] = []
    package internal(set) var columns: [PortfolioColumn] = []
    /// What is known of the sites' costs so far.
    package internal(set) var cuts: [SiteCut] = []

    /// The places of columns by their meaning.
    var places: [PortfolioColumn: Program.Variable] = [:]
    let deliveries: [OfferDelivery]
    let rates: [ContractRates]
    let regions: [String]
    let groups: [SupplyGroup]
    /// What a dollar in each quarter is worth at the beginning, and one after the last.
    let discounts: [Double]
    /// The terms of what is paid in each quarter and to each provider, in millions.
    var payments: [Terms]
    var spend: [Terms]

    /// `power`: What is known of the cost of the sites' power; more can be added later.
    package init(_ scenario: Scenario, power cuts: [SiteCut] = []) {
        self.scenario = scenario
        let deliveries = OfferDelivery.all(of: scenario)
        self.deliveries = deliveries
        rates = zip(scenario.offers, deliveries).map {
            ContractRates($0, $1, over: scenario.horizon)
        }
        regions = Self.regions(of: scenario)
        groups = SupplyGroup.all(of: scenario, regions: regions)
        let count = scenario.horizon.count
        discounts = (0...count).map { scenario.discount($0) }
        payments = Array(repeating: Terms(), count: count)
        spend = Array(repeating: Terms(), count: scenario.providers.count)
        addOffers()
        addBuilds()
        addSpots()
        addCampuses()
        addCapacity()
        addService()
        addSurvival()
        addShareRules()
        addSitePower()
        addDiscounts()
        addMoneyRules()
        for cut in cuts { add(cut) }
        payments = []
        spend = []
    }

    var quarterCount: Int { scenario.horizon.count }

    func quarter(_ place: Int) -> Quarter { scenario.horizon.first.advanced(by: place) }

    /// Every region that something is in, in order of its first mention.
    private static func regions(of scenario: Scenario) -> [String] {
        var found: [String] = []
        let mentioned =
            scenario.regions.map(\.name) + scenario.offers.map(\.region)
            + scenario.builds.map(\.region) + scenario.spots.map(\.region)
            + scenario.demands.flatMap(\.regions)
        var known: Set<String> = []
        for name in mentioned where known.insert(name).inserted { found.append(name) }
        return found
    }

    // MARK: Columns and rows

    /// A new column with a cost in discounted millions.
    @discardableResult
    mutating func column(
        _ meaning: PortfolioColumn,
        cost: Double = 0,
        lower: Double = 0,
        upper: Double = .infinity,
        isInteger: Bool = false
    ) -> Program.Variable {
        let variable = program.variable(
            program.label(meaning.family),
            cost: cost,
            lower: lower,
            upper: upper,
            isInteger: isInteger
        )
        columns.append(meaning)
        places[meaning] = variable
        return variable
    }

    @discardableResult
    mutating func row(
        _ meaning: PortfolioRow,
        _ terms: Terms,
        lower: Double = -.infinity,
        upper: Double = .infinity
    ) -> Program.Row {
        for (variable, coefficient) in terms.merged { program.term(coefficient, variable) }
        rows.append(meaning)
        return program.close(program.label(meaning.family), lower: lower, upper: upper)
    }

    /// Adds to what is paid in a quarter; the cost of the column is not changed.
    mutating func pay(_ amount: Double, _ variable: Program.Variable, in quarter: Int) {
        payments[quarter].add(amount, variable)
    }
}

/// Terms of a row that is still being collected; a variable may be added more than once.
struct Terms: Sendable {
    private var entries: [(variable: Program.Variable, coefficient: Double)] = []

    init(_ variable: Program.Variable? = nil) { add(1, variable) }

    mutating func add(_ coefficient: Double, _ variable: Program.Variable) {
        if coefficient != 0 { entries.append((variable, coefficient)) }
    }

    mutating func add(_ coefficient: Double, _ variable: Program.Variable?) {
        if let variable { add(coefficient, variable) }
    }

    mutating func add(_ other: Terms, times factor: Double = 1) {
        for entry in other.entries { add(factor * entry.coefficient, entry.variable) }
    }

    var isEmpty: Bool { entries.isEmpty }

    /// The sum with every variable at most once, in the order of the variables.
    var merged: [(variable: Program.Variable, coefficient: Double)] {
        var merged: [(variable: Program.Variable, coefficient: Double)] = []
        for entry in entries.sorted(by: { $0.variable < $1.variable }) {
            if let last = merged.last, last.variable == entry.variable {
                merged[merged.count - 1].coefficient += entry.coefficient
            } else {
                merged.append(entry)
            }
        }
        return merged.filter { $0.coefficient != 0 }
    }

    /// The largest value of the sum within the variables' bounds.
    func most(in program: Program) -> Double {
        merged.reduce(0) { sum, term in
            let place = Int(term.variable.index)
            let bound = term.coefficient > 0 ? program.upper[place] : program.lower[place]
            return sum + term.coefficient * bound
        }
    }
}

extension Scenario {
    /// What a dollar at the beginning of a quarter is worth at the beginning of the horizon.
    func discount(_ quarter: Int) -> Double { 1 / yearly(1 + discountRate, quarters: quarter) }
}

/// A factor per year over so many quarters: `factor ^ (quarters / 4)`.
func yearly(_ factor: Double, quarters: Int) -> Double {
    precondition(quarters >= 0, "time runs forward")
    let years = (0..<(quarters / 4)).reduce(1.0) { power, _ in power * factor }
    let rest = factor.squareRoot().squareRoot()
    return (0..<(quarters % 4)).reduce(years) { power, _ in power * rest }
}
