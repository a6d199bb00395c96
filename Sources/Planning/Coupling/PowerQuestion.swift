/// A year of a site, and what the portfolio would have there.
package struct PowerQuestion: Sendable, Hashable {
    package var site: String
    package var year: Int
    /// Megawatts of IT that the portfolio has built in each quarter, on top of what the site has anyway.
    package var built: [Double]
    /// Tonnes of CO2 that the year may emit; nil: any amount.
    package var tonnes: Double?

    package init(site: String, year: Int, built: [Double], tonnes: Double? = nil) {
        precondition(built.count == 4, "one entry per quarter of the year")
        self.site = site
        self.year = year
        self.built = built
        self.tonnes = tonnes
    }
}

/// What a site's program says to a question.
package struct PowerAnswer: Sendable, Equatable {
    package var question: PowerQuestion
    /// A straight line under the cost of the year, or a limit to what can be built there.
    package var cut: SiteCut
    /// What the year costs and emits; nil when the power cannot be there, or not with so few tonnes.
    package var bill: SiteBill?

    package init(question: PowerQuestion, cut: SiteCut, bill: SiteBill?) {
        self.question = question
        self.cut = cut
        self.bill = bill
    }
}
