/// The steps of a cycle, in order.
///
/// What was told of them is kept, 8 bytes a step where all are of one length on one grade, and 8 more
/// for each of both that is not the same for all. What the loops use beside that, ten times as much,
/// is made from it, to the bit the same each time: once for the first ``blockLength`` steps, which a
/// cycle seldom has more of, and for the others block by block in one buffer when they are driven.
package struct CycleSteps: Sendable, Hashable, RandomAccessCollection {
    /// Steps of which all is kept, and that are made at once: 330 kB of them.
    static let blockLength = 4_096

    private let block: [Moments]
    /// In m/s, at the beginning of the first.
    private let start: Double
    /// In m/s, of each step.
    private let ends: [Double]
    /// In m/s, of each step, where one begins with another speed than the last one ended with.
    private let starts: [Double]
    /// In s.
    private let durations: Column
    /// Of the grades.
    private let sines: Column

    /// A number for each step; only one where it is the same for all.
    private struct Column: Hashable {
        private let values: [Double]

        init(_ count: Int, _ value: (Int) -> Double) {
            let isUniform = (1..<Swift.max(1, count)).allSatisfy { value($0) == value(0) }
            values = (0..<Swift.min(count, isUniform ? 1 : count)).map(value)
        }

        subscript(index: Int) -> Double { values.count == 1 ? values[0] : values[index] }
    }

    /// Of a number of steps that each are told by their index.
    ///
    /// `speeds`: at its beginning and at its end, in m/s. `duration`: in s, above zero. `sine`: of the
    /// grade.
    init(
        count: Int,
        speeds: (Int) -> (start: Double, end: Double),
        duration: (Int) -> Double,
        sine: (Int) -> Double
    ) {
        let isJoined = (1..<Swift.max(1, count)).allSatisfy {
            speeds($0).start == speeds($0 - 1).end
        }
        start = count > 0 ? speeds(0).start : 0
        ends = (0..<count).map { speeds($0).end }
        starts = isJoined ? [] : (0..<count).map { speeds($0).start }
        durations = Column(count, duration)
        sines = Column(count, sine)
        block = (0..<Swift.min(count, Self.blockLength)).map {
            Moments(
                from: speeds($0).start,
                to: speeds($0).end,
                duration: duration($0),
                sine: sine($0)
            )
        }
    }

    /// `steps`: that follow each other, none of which stops at once.
    init(_ steps: some RandomAccessCollection<Moments>) {
        func step(_ index: Int) -> Moments {
            steps[steps.index(steps.startIndex, offsetBy: index)]
        }
        self.init(
            count: steps.count,
            speeds: { (step($0).start, step($0).end) },
            duration: { step($0).duration },
            sine: { step($0).sine }
        )
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { ends.count }

    package subscript(index: Int) -> Moments {
        index < block.count ? block[index] : moments(index)
    }

    private func moments(_ index: Int) -> Moments {
        Moments(
            from: starts.isEmpty ? (index > 0 ? ends[index - 1] : start) : starts[index],
            to: ends[index],
            duration: durations[index],
            sine: sines[index]
        )
    }

    /// The steps so many times in a row.
    func repeated(_ times: Int) -> CycleSteps {
        CycleSteps(
            count: count * times,
            speeds: { (self[$0 % count].start, self[$0 % count].end) },
            duration: { self[$0 % count].duration },
            sine: { self[$0 % count].sine }
        )
    }
}

extension CycleSteps {
    /// All steps in order, some thousands at a time: the way for a loop that has to be fast.
    var blocks: Blocks { Blocks(steps: self) }

    struct Blocks: Sequence, IteratorProtocol {
        fileprivate let steps: CycleSteps
        private var place = 0
        private var buffer: [Moments] = []

        fileprivate init(steps: CycleSteps) { self.steps = steps }

        /// The steps of a block, and the index of its first.
        mutating func next() -> (first: Int, moments: [Moments])? {
            let first = place
            guard first < steps.count else { return nil }
            place = Swift.min(first + CycleSteps.blockLength, steps.count)
            guard first > 0 else { return (0, steps.block) }
            buffer.removeAll(keepingCapacity: true)
            for index in first..<place { buffer.append(steps.moments(index)) }
            return (first, buffer)
        }
    }
}
