/// Why points are not a cycle.
package enum CycleFault: Sendable, Hashable {
    case tooFewPoints(Int)
    case lengths(times: Int, speeds: Int, grades: Int)
    /// Index of a point, from 0, and its time in s.
    case timeNotAfterLast(Int, Double)
    /// Index of a point and its speed in m/s.
    case speedBelowZero(Int, Double)
    /// Index of a point and its speed in m/s.
    case tooFast(Int, Double)
    /// Index of a point and its grade.
    case gradeTooSteep(Int, Double)

    /// As rise over run; the steepest street is at 0.35.
    package static let steepest = 0.5
    /// In m/s, 400 km/h: beyond it a column is in another unit than its name says.
    package static let fastest = 400 * SI.kmh

    /// All of them, in order of the points.
    static func faults(times: [Double], speeds: [Double], grades: [Double]) -> [CycleFault] {
        guard times.count == speeds.count, grades.isEmpty || grades.count == times.count else {
            return [.lengths(times: times.count, speeds: speeds.count, grades: grades.count)]
        }
        guard times.count > 1 else { return [.tooFewPoints(times.count)] }
        return times.indices.flatMap { index in
            var faults: [CycleFault] = []
            let isAfter = index == 0 ? times[0].isFinite : times[index] > times[index - 1]
            if !isAfter { faults.append(.timeNotAfterLast(index, times[index])) }
            let isSpeed = speeds[index] >= 0 && speeds[index].isFinite
            if !isSpeed { faults.append(.speedBelowZero(index, speeds[index])) }
            // What is given in km/h has been divided: 400 is not a hair above itself.
            if isSpeed, speeds[index] > fastest * (1 + 1e-9) {
                faults.append(.tooFast(index, speeds[index]))
            }
            if let grade = grades.isEmpty ? nil : grades[index] {
                let isGrade = abs(grade) <= steepest
                if !isGrade { faults.append(.gradeTooSteep(index, grade)) }
            }
            return faults
        }
    }
}

extension CycleFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooFewPoints(let count):
            "\(count) points are no cycle: two are the least"
        case .lengths(let times, let speeds, let grades):
            "\(times) times, \(speeds) speeds and \(grades) grades: one of each for every point"
        case .timeNotAfterLast(let index, let time):
            "point \(index): \(time) s is not later than the point before it"
        case .speedBelowZero(let index, let speed):
            "point \(index): \(speed) m/s is not a speed of zero or more"
        case .tooFast(let index, let speed):
            "point \(index): \(speed) m/s is \((speed / SI.kmh).rounded()) km/h, beyond 400; "
                + "speed_mps is in m/s, speed_kmh in km/h"
        case .gradeTooSteep(let index, let grade):
            "point \(index): grade \(grade) is beyond ±\(steepestText) (a rise of 6 % is 0.06)"
        }
    }

    private var steepestText: String { "\(Self.steepest)" }
}

/// All that is wrong with the points of a cycle.
package struct CycleFaults: Error, Sendable, Hashable {
    /// At least one.
    package let faults: [CycleFault]
}
