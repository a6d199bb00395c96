/// Means over slots of equal width of what steps of any length hold.
///
/// A step counts in each slot by as much of the slot as it covers.
struct Bins {
    let range: ClosedRange<Double>
    let count: Int
    private var sums: [Double]
    private var widths: [Double]

    init(_ range: ClosedRange<Double>, count: Int) {
        self.range = range
        self.count = max(1, count)
        sums = Array(repeating: 0, count: self.count)
        widths = sums
    }

    private var width: Double { (range.upperBound - range.lowerBound) / Double(count) }

    /// Enters a value that holds from one place to another.
    mutating func add(_ value: Double, from: Double, to: Double) {
        guard width > 0, to > from else { return }
        let first = min(count - 1, max(0, Int((from - range.lowerBound) / width)))
        let last = min(count - 1, max(first, Int((to - range.lowerBound) / width)))
        for slot in first...last {
            let left = max(from, range.lowerBound + Double(slot) * width)
            let right = min(to, range.lowerBound + Double(slot + 1) * width)
            guard right > left else { continue }
            sums[slot] += value * (right - left)
            widths[slot] += right - left
        }
    }

    /// NaN where nothing was entered: a gap in a drawing.
    var means: [Double] {
        zip(sums, widths).map { $1 > 0 ? $0 / $1 : .nan }
    }
}

extension Bins {
    /// Of a value of each step over time.
    static func overTime(
        _ steps: [StepRecord],
        count: Int,
        _ value: (StepRecord) -> Double
    ) -> [Double] {
        guard let first = steps.first, let last = steps.last else { return [] }
        var bins = Bins(first.time...(last.time + last.duration), count: count)
        for step in steps {
            bins.add(value(step), from: step.time, to: step.time + step.duration)
        }
        return bins.means
    }
}
