/// A sum of variables with coefficients, and a constant: what programs of modest size are written in.
///
/// A large program adds its terms one by one instead (``Program/term(_:_:)``).
package struct Sum: Sendable, Equatable {
    package private(set) var terms: [Program.Variable: Double]
    package var constant: Double

    package init(_ constant: Double = 0) {
        terms = [:]
        self.constant = constant
    }

    package init(_ variable: Program.Variable, _ coefficient: Double = 1) {
        terms = [variable: coefficient]
        constant = 0
    }

    /// The terms in the order of their variables.
    package var merged: [(variable: Program.Variable, coefficient: Double)] {
        terms.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    package var isConstant: Bool { terms.allSatisfy { $0.value == 0 } }

    /// The value of the sum at these values of all columns.
    package func value(at values: [Double]) -> Double {
        merged.reduce(constant) { $0 + $1.coefficient * values[Int($1.variable.index)] }
    }

    package mutating func add(_ coefficient: Double, _ variable: Program.Variable) {
        terms[variable, default: 0] += coefficient
    }

    package static func += (lhs: inout Self, rhs: Self) {
        lhs.constant += rhs.constant
        for (variable, coefficient) in rhs.terms { lhs.terms[variable, default: 0] += coefficient }
    }

    package static func -= (lhs: inout Self, rhs: Self) { lhs += -1 * rhs }
    package static func + (lhs: Self, rhs: Self) -> Self {
        var sum = lhs
        sum += rhs
        return sum
    }
    package static func - (lhs: Self, rhs: Self) -> Self { lhs + -1 * rhs }
    package static func * (lhs: Double, rhs: Self) -> Self {
        var sum = Self(lhs * rhs.constant)
        sum.terms = rhs.terms.mapValues { lhs * $0 }
        return sum
    }

    package static func <= (lhs: Self, rhs: Self) -> Requirement {
        Requirement(sum: lhs - rhs, lower: -.infinity, upper: 0)
    }
    package static func >= (lhs: Self, rhs: Self) -> Requirement {
        Requirement(sum: lhs - rhs, lower: 0, upper: .infinity)
    }
    package static func == (lhs: Self, rhs: Self) -> Requirement {
        Requirement(sum: lhs - rhs, lower: 0, upper: 0)
    }
    package static func <= (lhs: Self, rhs: Double) -> Requirement { lhs <= Sum(rhs) }
    package static func >= (lhs: Self, rhs: Double) -> Requirement { lhs >= Sum(rhs) }
    package static func == (lhs: Self, rhs: Double) -> Requirement { lhs == Sum(rhs) }
}

extension Program.Variable {
    package static func * (lhs: Double, rhs: Self) -> Sum { Sum(rhs, lhs) }
}

/// What a row asks of a sum: `lower ≤ sum ≤ upper`.
package struct Requirement: Sendable {
    package var sum: Sum
    package var lower: Double
    package var upper: Double

    package init(sum: Sum, lower: Double, upper: Double) {
        self.sum = sum
        self.lower = lower
        self.upper = upper
    }
}
