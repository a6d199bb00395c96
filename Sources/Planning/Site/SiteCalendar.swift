/// The steps of an hourly series within its calendar years, in standard time.
///
/// The series begins on the first of January. Of one year it may be shorter; of several, one after
/// the other, each is whole. A whole year may be without the leap day that the calendar has.
package struct SiteCalendar: Sendable, Equatable {
    /// The first one.
    package let year: Int
    /// Steps in the series.
    package let count: Int
    package let stepHours: Double
    /// The first step of each year and, last, `count`.
    package let yearStarts: [Int]
    /// The first step of each quarter and, last, `count`: four entries for each year and one more.
    package let quarterStarts: [Int]

    /// `lengths`: Steps of each year of a series of several, which `count` is the sum of; empty for a
    /// series of one.
    package init(year: Int, count: Int, stepHours: Double = 1, lengths: [Int] = []) {
        precondition(count > 0, "a series has at least one step")
        precondition(stepHours > 0, "a step takes time")
        precondition(lengths.isEmpty || lengths.reduce(0, +) == count, "the years make the series")
        self.year = year
        self.count = count
        self.stepHours = stepHours
        var years: [Int] = []
        var quarters: [Int] = []
        var begin = 0
        for length in lengths.isEmpty ? [count] : lengths {
            let place = years.count
            let isLeap = Self.hasLeapDay(Double(length) * stepHours, in: year + place)
            let february = isLeap ? 29 : 28
            for days in [0, 62 + february, 153 + february, 245 + february] {
                let step = Int((Double(days * 24) / stepHours).rounded(.up))
                quarters.append(begin + min(length, step))
            }
            years.append(begin)
            begin += length
        }
        yearStarts = years + [count]
        quarterStarts = quarters + [count]
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Whether there is a leap day in so many hours of a calendar year.
    ///
    /// A whole year says so by its length; of a part of one it is the calendar that does.
    private static func hasLeapDay(_ hours: Double, in year: Int) -> Bool {
        switch hours.rounded() {
        case 8_760: false
        case 8_784: true
        default: isLeap(year)
        }
    }

    /// Whether a year of the series, from 0, has a leap day.
    func hasLeapDay(inYear place: Int) -> Bool {
        let steps = yearStarts[place + 1] - yearStarts[place]
        return Self.hasLeapDay(Double(steps) * stepHours, in: year + place)
    }

    /// How many years the series has.
    package var yearCount: Int { yearStarts.count - 1 }

    /// What the series is of: `2028`, `2028 to 2032`.
    package var span: String { yearCount == 1 ? "\(year)" : "\(year) to \(year + yearCount - 1)" }

    /// Hours of a year of the series, from 0: 8,760 or 8,784.
    private func hours(inYear place: Int) -> Double {
        hasLeapDay(inYear: place) ? 8_784 : 8_760
    }

    /// The place of a step's year in the series, from 0.
    private func yearIndex(of step: Int) -> Int {
        guard yearCount > 1 else { return 0 }
        // No year has more than 8,784 hours, so this is the right one or comes before it.
        var place = min(Int(Double(step) * stepHours / 8_784), yearCount - 1)
        while place + 1 < yearCount, step >= yearStarts[place + 1] { place += 1 }
        return place
    }

    /// The place of a step's quarter in the series, from 0.
    package func quarterIndex(of step: Int) -> Int {
        let first = 4 * yearIndex(of: step)
        if step < quarterStarts[first + 2] {
            return step < quarterStarts[first + 1] ? first : first + 1
        }
        return step < quarterStarts[first + 3] ? first + 2 : first + 3
    }

    /// The quarter of a step within its year, from 0 to 3.
    package func quarterOfYear(of step: Int) -> Int { quarterIndex(of: step) % 4 }

    package func quarter(of step: Int) -> Quarter { quarter(at: quarterIndex(of: step)) }

    /// The quarter at a place of the series, from 0.
    package func quarter(at place: Int) -> Quarter {
        Quarter(year: year + place / 4, number: place % 4 + 1)
    }

    /// The first step from which something stands that comes in `date`; `count` when it comes later.
    ///
    /// `date`: nil for something that can always be there.
    package func firstStep(from date: Quarter?) -> Int {
        guard let date, date.year >= year else { return 0 }
        guard date.year < year + yearCount else { return count }
        return quarterStarts[4 * (date.year - year) + date.number - 1]
    }

    /// The calendar years that the steps from `first` on make up.
    ///
    /// 1 for a whole year, 48/8,760 for two days, 5 for five years: what yearly costs are multiplied
    /// by.
    package func share(from first: Int = 0) -> Double { share(of: first..<count) }

    /// The same of a range of steps.
    package func share(of steps: Range<Int>) -> Double {
        (0..<yearCount).reduce(0) { sum, place in
            let inside = steps.clamped(to: yearStarts[place]..<yearStarts[place + 1])
            return sum + Double(inside.count) * stepHours / hours(inYear: place)
        }
    }
}
