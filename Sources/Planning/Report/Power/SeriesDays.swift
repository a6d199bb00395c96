/// The days that the series of a site-year go through, which may be several calendar years.
struct SeriesDays: Sendable {
    let calendar: SiteCalendar

    init(_ plan: SiteYearPlan) {
        calendar = SiteCalendar(
            year: plan.year,
            count: max(1, plan.hourCount),
            stepHours: plan.stepHours,
            lengths: plan.yearLengths
        )
    }

    /// `2028`, `2028 to 2032`.
    var span: String { calendar.span }

    /// `The year costs`, `The 5 years cost`: the beginning of a sentence.
    func words(_ year: String, _ years: String) -> String {
        calendar.yearCount == 1 ? "The year \(year)" : "The \(calendar.yearCount) years \(years)"
    }

    /// The day at a place of the series, from 0, and its calendar year.
    subscript(number: Int) -> (year: Int, day: DayOfYear) {
        let starts = calendar.yearStarts
        func first(_ place: Int) -> Int {
            Int((Double(starts[place]) * calendar.stepHours / 24).rounded())
        }
        var place = 0
        while place + 1 < calendar.yearCount, number >= first(place + 1) { place += 1 }
        let isLeap = calendar.hasLeapDay(inYear: place)
        return (calendar.year + place, DayOfYear(number - first(place), isLeap: isLeap))
    }
}
