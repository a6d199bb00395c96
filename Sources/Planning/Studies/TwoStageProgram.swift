import Optimization

/// The deterministic equivalent of a two-stage stochastic program with recourse.
///
/// Minimizes `Σ p · cost` over the cases. What is decided today is one column for all of them, so
/// that it cannot depend on what happens; everything else is decided in each case on its own
/// (Birge and Louveaux 2011, chapter 2).
struct TwoStageProgram: Sendable {
    struct Case: Sendable {
        var portfolio: PortfolioProgram
        var probability: Double
    }

    let cases: [Case]
    let stage: FirstStage
    private(set) var program = Program()
    private(set) var roles: [PortfolioSearch.Role] = []
    /// Where the columns of each case stand here.
    private var places: [[Program.Variable]] = []
    /// The columns that all cases share.
    private(set) var shared: [PortfolioColumn: Program.Variable] = [:]

    init(_ cases: [Case], stage: FirstStage) {
        self.cases = cases
        self.stage = stage
        for one in cases { add(one) }
        // What can be ordered only where things come earlier than planned cannot be ordered today.
        for (column, variable) in shared {
            guard case .order = column, !cases.allSatisfy({ $0.portfolio.places[column] != nil })
            else { continue }
            program.setBounds(variable, lower: 0, upper: 0)
        }
    }

    private mutating func add(_ one: Case) {
        var known: [Program.Variable: Program.Variable] = [:]
        for (column, variable) in shared {
            if let own = one.portfolio.places[column] { known[own] = variable }
        }
        let first = program.columnCount
        let places = program.append(
            one.portfolio.program,
            weight: one.probability,
            sharing: known
        )
        for (place, role) in zip(places, one.portfolio.searchRoles) where place.index >= first {
            if case .signature(let size, let least) = role {
                roles.append(.signature(size: places[Int(size.index)], least: least))
            } else {
                roles.append(role)
            }
        }
        for (column, place) in zip(one.portfolio.columns, places) where stage.contains(column) {
            shared[column] = place
        }
        self.places.append(places)
    }

    /// The value of every column for a choice in each case, all of which decide the same today.
    func values(of choices: [PortfolioChoice]) -> [Double] {
        precondition(choices.count == cases.count, "one choice per case")
        var values = Array(repeating: 0.0, count: program.columnCount)
        for (number, choice) in choices.enumerated() {
            let own = cases[number].portfolio.values(of: choice)
            for (place, value) in zip(places[number], own) { values[Int(place.index)] = value }
        }
        return values
    }

    /// What a solution decides today.
    func decision(of values: [Double]) -> FirstStage.Decision {
        shared.mapValues { values[Int($0.index)] }
    }

    /// What a solution decides in a case.
    func choice(of values: [Double], in number: Int) -> PortfolioChoice {
        cases[number].portfolio.choice(of: places[number].map { values[Int($0.index)] })
    }
}
