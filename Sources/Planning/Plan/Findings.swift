/// What is left when a contingency happens.
package struct Survival: Sendable, Equatable {
    package var name: String
    package var isRequired: Bool
    /// Megawatts: lost, left, and needed by what has to survive, in each quarter.
    package var lost: [Double]
    package var left: [Double]
    package var needed: [Double]
    /// Megawatts of each demand that should survive and do not, in the worst quarter.
    package var unserved: [PlannedQuarter.Share]
    package var worst: Quarter
    /// From when on it has to be survived; nil: it is only reported.
    package var requiredFrom: Quarter?
    /// Megawatts in each quarter that should survive and do not, each in the regions it allows.
    ///
    /// Empty when only the totals are known.
    package var shortfall: [Double] = []

    package init(
        name: String,
        isRequired: Bool,
        lost: [Double],
        left: [Double],
        needed: [Double],
        unserved: [PlannedQuarter.Share],
        worst: Quarter
    ) {
        self.name = name
        self.isRequired = isRequired
        self.lost = lost
        self.left = left
        self.needed = needed
        self.unserved = unserved
        self.worst = worst
    }

    /// Whether all that should survive does, from the quarter on from which it has to.
    ///
    /// Within a millionth of what is needed, which is what solvers keep rows to.
    package var isSurvived: Bool {
        let totals = zip(left, needed).allSatisfy { $0 >= $1 - 1e-6 * max(1, $1) }
        return shortfall.isEmpty ? totals : unserved.allSatisfy { $0.power <= 1e-5 }
    }
}

/// What keeping a rule costs.
package struct RulePrice: Sendable, Equatable {
    /// `N-1 of providers`, `concentration of oracle ≤ 40 %`, `power of abilene one quarter earlier`.
    package var rule: String
    /// Dollars, discounted: what leaving it out, or one step of it, would save.
    package var value: Double
    /// `whole rule`, `MW more`, `percentage point more`, `MW one quarter earlier`.
    package var per: String
    /// `dual of the relaxation`, or `solved again`.
    package var method: String
    /// How uncertain the value is because of the gaps of the solves; 0 for a dual.
    package var uncertainty: Double

    package init(
        rule: String,
        value: Double,
        per: String,
        method: String,
        uncertainty: Double = 0
    ) {
        self.rule = rule
        self.value = value
        self.per = per
        self.method = method
        self.uncertainty = uncertainty
    }
}

/// Another plan that costs nearly as little.
package struct Alternative: Sendable, Equatable {
    /// `least of oracle`, `most own capacity`.
    package var name: String
    /// Discounted dollars.
    package var objective: Double
    /// Megawatts at the end of the horizon by provider and own build.
    package var sizes: [PlannedQuarter.Share]

    package init(name: String, objective: Double, sizes: [PlannedQuarter.Share]) {
        self.name = name
        self.objective = objective
        self.sizes = sizes
    }
}

/// How the plan does when things turn out otherwise.
package struct StressResult: Sendable, Equatable {
    package var name: String
    package var probability: Double
    /// With today's signatures kept and the rest adapted, and with hindsight; nil: impossible.
    package var adapted: Double?
    package var hindsight: Double?
    /// Megawatt-quarters that are not served after adapting.
    package var unserved: Double
    /// In a sentence.
    package var finding: String

    package init(
        name: String,
        probability: Double,
        adapted: Double?,
        hindsight: Double?,
        unserved: Double,
        finding: String
    ) {
        self.name = name
        self.probability = probability
        self.adapted = adapted
        self.hindsight = hindsight
        self.unserved = unserved
        self.finding = finding
    }
}

/// How the objective moves over the range of one figure.
package struct TornadoBar: Sendable, Equatable {
    package var path: String
    package var range: ClosedRange<Double>
    /// Discounted dollars at either end of the range; nil: impossible.
    package var atLow: Double?
    package var atHigh: Double?

    package init(path: String, range: ClosedRange<Double>, atLow: Double?, atHigh: Double?) {
        self.path = path
        self.range = range
        self.atLow = atLow
        self.atHigh = atHigh
    }
}

/// What shows that the plan is right.
package struct PlanProof: Sendable, Equatable {
    package var columns = 0
    package var rows = 0
    package var integers = 0
    /// The largest relative violation of a row, checked by us.
    package var rowViolation = 0.0
    package var method = ""
    /// How far our own accounts of the choice are from the program's objective, relative.
    package var accountDifference = 0.0
    /// Rounds of the decomposition, with its bounds after each.
    package var rounds: [(lower: Double, upper: Double)] = []

    package init() {}

    package static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.columns == rhs.columns && lhs.rows == rhs.rows && lhs.integers == rhs.integers
            && lhs.rowViolation == rhs.rowViolation && lhs.method == rhs.method
            && lhs.accountDifference == rhs.accountDifference
            && lhs.rounds.elementsEqual(rhs.rounds, by: ==)
    }
}
