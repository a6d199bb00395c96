import Optimization

/// What is decided before anybody knows how things turn out.
///
/// The contracts that begin in the first quarters of the scenario as it is planned, the options
/// whose premium falls due in them, and the blocks that are ordered in them
/// (``Scenario/decidedQuarters``). Who signs does not know that the provider will be late: the dates
/// of the plan count, not those of what happens to it.
struct FirstStage: Sendable {
    /// The value of each column that is decided.
    typealias Decision = [PortfolioColumn: Double]

    let scenario: Scenario

    /// The first quarter that is left for later.
    var end: Quarter { scenario.horizon.first.advanced(by: scenario.decidedQuarters) }

    func contains(_ column: PortfolioColumn) -> Bool {
        switch column {
        case .size(let place): scenario.offers[place].starts < end
        case .signed(let place):
            scenario.offers[place].starts < end || isBought(scenario.offers[place])
        case .order(_, let quarter): quarter < scenario.decidedQuarters
        default: false
        }
    }

    private func isBought(_ offer: ComputeOffer) -> Bool {
        offer.premium > 0 && scenario.premiumQuarter(of: offer) < scenario.decidedQuarters
    }

    /// What a choice decides today.
    func decision(of choice: PortfolioChoice, in portfolio: PortfolioProgram) -> Decision {
        let values = portfolio.values(of: choice)
        var decision: Decision = [:]
        for (column, value) in zip(portfolio.columns, values) where contains(column) {
            decision[column] = value
        }
        return decision
    }
}

extension PortfolioProgram {
    /// Fixes what is decided today; the rest stays open.
    mutating func keep(_ decision: FirstStage.Decision) {
        for (column, value) in decision {
            guard let variable = places[column] else { continue }
            let place = Int(variable.index)
            let value = min(max(value, program.lower[place]), program.upper[place])
            program.setBounds(variable, lower: value, upper: value)
        }
    }
}
