/// What to decide today when any of several things may happen, and what that is worth.
///
/// Dollars are discounted; the expected ones are weighted with the cases' probabilities.
package struct TwoStagePlan: Sendable, Equatable {
    /// One way in which things may turn out.
    package struct Case: Sendable, Equatable {
        /// `as planned`, or the name of a stress.
        package var name: String
        package var probability: Double
        /// With what the two-stage plan decides today and the rest adapted; nil: impossible.
        package var cost: Double?
        /// The same with what the deterministic plan decides today.
        package var keepingPlan: Double?
        /// Of who had known it before.
        package var hindsight: Double?
        /// Megawatt-quarters that are not served with what the two-stage plan decides today.
        package var unserved = 0.0

        package init(name: String, probability: Double) {
            self.name = name
            self.probability = probability
        }
    }

    /// One thing that is signed or ordered today.
    package struct Decision: Sendable, Equatable {
        package enum Kind: String, Sendable, CaseIterable { case contract, option, order }

        package var name: String
        package var kind: Kind
        /// When the contract begins, the premium is due or the blocks are ordered.
        package var quarter: Quarter
        /// Megawatts; of an option all that may be taken later.
        package var size: Double
        /// The same as the deterministic plan has it.
        package var planned: Double

        package init(name: String, kind: Kind, quarter: Quarter, size: Double, planned: Double) {
            self.name = name
            self.kind = kind
            self.quarter = quarter
            self.size = size
            self.planned = planned
        }

        /// Whether it is not what the deterministic plan does, beyond a solver's tolerance.
        package var differs: Bool { abs(size - planned) > 1e-4 * max(1, size, planned) }
    }

    /// The name of the case in which no stress comes.
    package static let asPlanned = "as planned"

    /// `optimal`: within the gap that was asked for; `feasible`; or `infeasible`, when no decision of
    /// today suits every case; `undecided`, when there is nothing to weigh or no time.
    package var status: String
    /// The first quarter whose contracts and orders are left for later.
    package var decidedBefore: Quarter
    package var cases: [Case] = []
    package var decisions: [Decision] = []
    /// No decision of today has a lower expected cost.
    package var bound = -Double.infinity
    /// The sums of what the solves of the cases leave open, weighted: of keeping the plan, and of
    /// hindsight.
    package var openKeepingPlan = 0.0
    package var openHindsight = 0.0
    /// In sentences.
    package var finding = ""

    package init(status: String, decidedBefore: Quarter) {
        self.status = status
        self.decidedBefore = decidedBefore
    }

    /// The expected cost of what the two-stage plan decides today; nil: impossible in some case.
    package var expected: Double? { expectation(\.cost) }
    /// Of keeping what the deterministic plan decides today (EEV); nil: impossible in some case.
    package var expectedKeepingPlan: Double? { expectation(\.keepingPlan) }
    /// Of who always knew beforehand (wait and see).
    package var expectedHindsight: Double? { expectation(\.hindsight) }

    private func expectation(_ value: (Case) -> Double?) -> Double? {
        var sum = 0.0
        for one in cases {
            guard let cost = value(one) else { return nil }
            sum += one.probability * cost
        }
        return cases.isEmpty ? nil : sum
    }

    /// The value of the stochastic solution: what today's decisions save over those of the plan.
    package var value: Double? {
        guard let expected, let kept = expectedKeepingPlan else { return nil }
        return max(0, kept - expected)
    }

    /// The expected value of perfect information: what knowing beforehand would save on top.
    package var valueOfInformation: Double? {
        guard let expected, let known = expectedHindsight else { return nil }
        return max(0, expected - known)
    }

    /// How far off the values may be because of the gaps of the solves.
    package var valueUncertainty: Double { open + openKeepingPlan }
    package var informationUncertainty: Double { open + openHindsight }

    private var open: Double { expected.map { max(0, $0 - bound) } ?? 0 }

    /// How far the expected cost may be above the least, relative.
    package var gap: Double? {
        guard let expected, bound.isFinite else { return nil }
        return max(0, expected - bound) / max(1e-9, abs(expected))
    }
}
