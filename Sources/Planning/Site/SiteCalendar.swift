/// The steps of an hourly series within one calendar year, in standard time.
///
/// The series begins on the first of January. It may be shorter than the year; what is longer
/// belongs to the last quarter.
package struct SiteCalendar: Sendable, Equatable {
    package let year: Int
    /// Steps in the series.
    package let count: Int
    package let stepHours: Double
    /// The first step of each quarter and, last, `count`: five entries.
    package let quarterStarts: [Int]

    package init(year: Int, count: Int, stepHours: Double = 1) {
        precondition(count > 0, "a series has at least one step")
        precondition(stepHours > 0, "a step takes time")
        self.year = year
        self.count = count
        self.stepHours = stepHours
        let february = Self.isLeap(year) ? 29 : 28
        let days = [0, 59 + february - 28 + 31, 181 + february - 28, 273 + february - 28]
        quarterStarts =
            days.map { min(count, Int((Double($0 * 24) / stepHours).rounded(.up))) } + [count]
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Hours of the calendar year: 8,760 or 8,784.
    package var hoursInYear: Double { Self.isLeap(year) ? 8_784 : 8_760 }

    /// The quarter of a step, from 0 to 3.
    package func quarterIndex(of step: Int) -> Int {
        if step < quarterStarts[2] { return step < quarterStarts[1] ? 0 : 1 }
        return step < quarterStarts[3] ? 2 : 3
    }

    package func quarter(of step: Int) -> Quarter {
        Quarter(year: year, number: quarterIndex(of: step) + 1)
    }

    /// The first step from which something stands that comes in `date`; `count` when it comes later.
    ///
    /// `date`: nil for something that can always be there.
    package func firstStep(from date: Quarter?) -> Int {
        guard let date, date.year >= year else { return 0 }
        return date.year > year ? count : quarterStarts[date.number - 1]
    }

    /// The part of the calendar year that the steps from `first` on make up.
    ///
    /// 1 for a whole year, 48/8,760 for two days: what yearly costs are multiplied by.
    package func share(from first: Int = 0) -> Double {
        Double(count - first) * stepHours / hoursInYear
    }
}
