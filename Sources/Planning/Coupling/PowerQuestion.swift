/// A year of a site, and the megawatts of IT that the portfolio has built there in its quarters.
package struct PowerQuestion: Sendable, Hashable {
    package var site: String
    package var year: Int
    /// Four entries, on top of what the site has anyway.
    package var built: [Double]

    package init(site: String, year: Int, built: [Double]) {
        precondition(built.count == 4, "one entry per quarter of the year")
        self.site = site
        self.year = year
        self.built = built
    }
}

/// What a site's program says to a question.
package struct PowerAnswer: Sendable, Equatable {
    package var question: PowerQuestion
    /// A straight line under the cost of the year, or a limit to what can be built.
    package var cut: SiteCut
    /// What the year costs and emits; nil when the power cannot be there.
    package var bill: SiteBill?

    package init(question: PowerQuestion, cut: SiteCut, bill: SiteBill?) {
        self.question = question
        self.cut = cut
        self.bill = bill
    }
}
