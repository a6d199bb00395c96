package import Bus

/// What the recent answers of a supply make one expect of its next.
package struct Expectation: Sendable, Hashable {
    /// Tokens that an answer is taken to have before the first one was counted.
    package static let unseenOutput = 256.0
    /// The weight of what was before each new answer: the mean is over some 256 answers.
    private static let kept = 255.0 / 256

    private var streamed = FirstTokenEstimate()
    /// An answer that is not streamed has its first token when all of it is there, so its times
    /// are no times of streams.
    private var whole = FirstTokenEstimate()
    private var outputSum = 0.0
    private var outputWeight = 0.0

    package init() {}

    /// Seconds to the first content of an answer; nil without history.
    package func firstToken(streamed isStreamed: Bool, at now: Instant) -> Double? {
        isStreamed ? streamed.seconds(at: now) : whole.seconds(at: now)
    }

    /// A whole answer has come.
    mutating func answered(
        after time: Interval,
        streamed isStreamed: Bool,
        outputTokens: Int?,
        at now: Instant
    ) {
        if isStreamed {
            streamed.record(time, at: now)
        } else {
            whole.record(time, at: now)
        }
        guard let outputTokens, outputTokens >= 0 else { return }
        outputSum = outputSum * Self.kept + Double(outputTokens)
        outputWeight = outputWeight * Self.kept + 1
    }

    /// No content has come in this time.
    mutating func waited(_ time: Interval, streamed isStreamed: Bool, at now: Instant) {
        if isStreamed {
            streamed.waited(time, at: now)
        } else {
            whole.waited(time, at: now)
        }
    }

    /// The mean of the tokens of recent answers over several supplies.
    static func meanOutput(of all: some Sequence<Expectation>) -> Double {
        let (sum, weight) = all.reduce(into: (0.0, 0.0)) { total, one in
            total.0 += one.outputSum
            total.1 += one.outputWeight
        }
        return weight > 0 ? sum / weight : unseenOutput
    }
}
