/// What is driven: speed and grade over time, in steps of any length.
package struct Cycle: Sendable, Hashable {
    package let name: String
    /// One for each step, in order.
    package let moments: [Moments]

    package init(name: String, moments: [Moments]) {
        self.name = name
        self.moments = moments
    }

    /// From points: the speed is linear between them, the grade of a step is that of its end.
    ///
    /// `times`: s, ascending. `speeds`: m/s. `grades`: rise over run, 0.06 for 6 %; as many as
    /// points, or none for a flat road.
    ///
    /// - Throws: Every fault that the points have.
    package init(
        name: String,
        times: [Double],
        speeds: [Double],
        grades: [Double] = []
    ) throws(CycleFaults) {
        let faults = CycleFault.faults(times: times, speeds: speeds, grades: grades)
        guard faults.isEmpty else { throw CycleFaults(faults: faults) }
        self.name = name
        moments = (1..<times.count).map { index in
            let grade = grades.isEmpty ? 0 : grades[index]
            return Moments(
                from: speeds[index - 1],
                to: speeds[index],
                duration: times[index] - times[index - 1],
                sine: Moments.sine(ofGrade: grade)
            )
        }
    }

    /// A steady speed in m/s for so many seconds.
    package static func steady(
        speed: Double,
        grade: Double = 0,
        seconds: Double,
        step: Double = 1,
        name: String = "steady"
    ) -> Cycle {
        let sine = Moments.sine(ofGrade: grade)
        let count = max(1, Int((seconds / step).rounded(.up)))
        let moments = Moments(
            from: speed,
            to: speed,
            duration: seconds / Double(count),
            sine: sine
        )
        return Cycle(name: name, moments: Array(repeating: moments, count: count))
    }

    /// In s.
    package var duration: Double { moments.reduce(0) { $0 + $1.duration } }
    /// In m.
    package var distance: Double { moments.reduce(0) { $0 + $1.speed * $1.duration } }
    /// From the first point to the last, in m.
    package var climb: Double { moments.reduce(0) { $0 + $1.rise * $1.duration } }

    /// The cycle so many times in a row.
    ///
    /// A vehicle that does not end at the speed it began with changes it in no time at the seam,
    /// so a cycle that is repeated should begin and end at one speed.
    package func repeated(_ times: Int) -> Cycle {
        var all: [Moments] = []
        all.reserveCapacity(moments.count * times)
        for _ in 0..<times { all += moments }
        return Cycle(name: name, moments: all)
    }
}
