import Glibc

extension PowerSite.Flexible {
    /// The steps of one window that lie in a program, and the energy that is due in them.
    struct Part: Sendable, Equatable {
        var steps: Range<Int>
        /// Megawatt-hours.
        var energy: Double
    }

    /// The part of the window around a step.
    ///
    /// Windows begin with the year; the last one may be shorter, with less energy in proportion. A
    /// program that begins in a window owes what has not been done, one that ends in a window its
    /// part by time.
    ///
    /// `trained`: Megawatt-hours that the window had before the program begins.
    func part(at step: Int, _ year: SiteYearLayout, trained: Double) -> Part {
        let length = windowSteps(year.calendar)
        let first = windowStart(of: step, year.calendar)
        let end = min(first + length, year.calendar.count)
        var energy = share * most * Double(end - first) * year.calendar.stepHours
        let steps = max(first, year.steps.lowerBound)..<min(end, year.steps.upperBound)
        if first < steps.lowerBound { energy = max(0, energy - trained) }
        if end > steps.upperBound {
            energy *= Double(steps.count) / Double(end - steps.lowerBound)
        }
        // Nothing is due that the window's hours could not hold.
        return Part(
            steps: steps,
            energy: min(energy, most * Double(steps.count) * year.calendar.stepHours)
        )
    }

    private func windowSteps(_ calendar: SiteCalendar) -> Int {
        max(1, Int((Double(windowHours) / calendar.stepHours).rounded()))
    }

    /// The first step of the window that a step lies in.
    func windowStart(of step: Int, _ calendar: SiteCalendar) -> Int {
        step / windowSteps(calendar) * windowSteps(calendar)
    }

    /// Megawatt-hours over a whole year.
    func energy(_ calendar: SiteCalendar) -> Double {
        share * most * Double(calendar.count) * calendar.stepHours
    }
}

extension Storage {
    /// Of what is stored, the share that is still there after so many hours.
    package func kept(overHours hours: Double) -> Double {
        loss == 0 ? 1 : pow(1 - loss, hours)
    }
}
