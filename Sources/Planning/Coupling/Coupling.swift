/// Portfolio and power together, by Benders' decomposition.
///
/// The portfolio decides by quarters and integers and believes about a site's power only what the
/// lines under its cost say; each round asks the sites what the portfolio's wish really costs, and
/// adds a line where the belief was too low (Benders 1962). The portfolio's bound is a bound for the
/// whole, and its own costs with the sites' true ones are a plan's, so the gap between the two is a
/// certificate.
package struct Coupling: Sendable {
    /// Bounds of the whole after a round, in discounted dollars.
    package struct Round: Sendable, Equatable {
        package var lower: Double
        /// Infinite as long as the sites could not give what was asked of them.
        package var upper: Double

        package init(lower: Double, upper: Double) {
            self.lower = lower
            self.upper = upper
        }
    }

    /// A plan whose power is known.
    package struct Candidate: Sendable {
        package var choice: PortfolioChoice
        package var bills: [SiteYear: SiteBill]
        /// Discounted dollars.
        package var objective: Double
    }

    package private(set) var portfolio: PortfolioProgram
    package private(set) var rounds: [Round] = []
    package private(set) var best: Candidate?
    private var known: [PowerQuestion: PowerAnswer] = [:]

    package init(_ portfolio: PortfolioProgram) { self.portfolio = portfolio }

    /// No plan costs less than this.
    package var bound: Double { rounds.last?.lower ?? -.infinity }

    /// Relative to the best plan; infinite before there is one.
    package var gap: Double {
        guard let best else { return .infinity }
        return max(0, best.objective - bound) / max(1e-9, abs(best.objective))
    }

    // MARK: A round

    /// What to ask before the first round: nothing built, and all that could be.
    ///
    /// So the portfolio begins with an idea of what power costs instead of taking it for free.
    /// Where there is a carbon budget, both with any amount of carbon and with none, which says how
    /// little the sites can do with.
    package var openingQuestions: [PowerQuestion] {
        var questions: [PowerQuestion] = []
        for choice in [PortfolioChoice(), portfolio.mostOrders] {
            for question in wishes(choice) {
                var open = question
                open.tonnes = nil
                questions.append(open)
                let budget = portfolio.scenario.rules.carbonBudget
                guard budget?.tonnes(in: question.year) != nil else { continue }
                open.tonnes = 0
                questions.append(open)
            }
        }
        var asked: Set<PowerQuestion> = []
        return questions.filter { known[$0] == nil && asked.insert($0).inserted }
    }

    /// What has to be asked of the sites about a choice, without what is known.
    package func questions(about choice: PortfolioChoice) -> [PowerQuestion] {
        wishes(choice).filter { known[$0] == nil }
    }

    /// Takes answers; their lines bind from the next round on.
    package mutating func received(_ answers: [PowerAnswer]) {
        for answer in answers where known.updateValue(answer, forKey: answer.question) == nil {
            portfolio.add(answer.cut)
        }
    }

    /// Ends a round: all questions about the choice have been answered.
    ///
    /// `bound`: What the portfolio's program proved before the answers, in discounted dollars.
    package mutating func finishRound(_ choice: PortfolioChoice, bound: Double) {
        var bills: [SiteYear: SiteBill] = [:]
        var isPossible = true
        for question in wishes(choice) {
            guard let answer = known[question] else {
                preconditionFailure("every question has its answer")
            }
            guard let bill = answer.bill else {
                isPossible = false
                continue
            }
            bills[SiteYear(site: question.site, year: question.year)] = bill
        }
        if isPossible {
            let account = PortfolioAccount(portfolio.scenario, choice, sites: bills)
            if account.objective < best?.objective ?? .infinity {
                best = Candidate(choice: choice, bills: bills, objective: account.objective)
            }
        }
        rounds.append(
            Round(lower: max(self.bound, bound), upper: best?.objective ?? .infinity)
        )
    }

    private func wishes(_ choice: PortfolioChoice) -> [PowerQuestion] {
        portfolio.siteYears.map { year in
            PowerQuestion(
                site: year.site,
                year: year.year,
                built: portfolio.power(at: year.site, in: year.year, of: choice),
                tonnes: choice.granted[year]
            )
        }
    }

    // MARK: Emissions

    /// The years whose carbon budget is below what the sites emit even if nothing is built.
    ///
    /// Known once the opening questions have their answers.
    package var carbonShortages: [CarbonShortage] {
        guard let budget = portfolio.scenario.rules.carbonBudget else { return [] }
        return portfolio.years.compactMap { year in
            guard let allowed = budget.tonnes(in: year) else { return nil }
            let sites = portfolio.siteYears.filter { $0.year == year }.compactMap { place in
                leastEmissions(place).map { CarbonShortage.Site(name: place.site, tonnes: $0) }
            }
            let sum = sites.reduce(0) { $0 + $1.tonnes }
            // What solvers keep rows to is no shortage.
            guard sum > allowed + 1e-6 * max(1, sum) else { return nil }
            return CarbonShortage(year: year, allowed: allowed, sites: sites)
        }
    }

    /// What a site emits in a year when nothing is built there; nil when it need not.
    ///
    /// More load never emits less, so that no plan emits less.
    private func leastEmissions(_ place: SiteYear) -> Double? {
        let nothing = PowerQuestion(
            site: place.site,
            year: place.year,
            built: [0, 0, 0, 0],
            tonnes: 0
        )
        guard let cut = known[nothing]?.cut, cut.kind == .limit, cut.tonnes != nil,
            cut.slopes.allSatisfy({ $0 >= -1e-6 })
        else { return nil }
        return cut.value
    }
}
