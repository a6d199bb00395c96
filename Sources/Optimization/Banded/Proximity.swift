/// How strongly the steps of ``NewtonSystem`` are held back: the proximal terms of columns and rows.
///
/// Strong terms keep the factors accurate where a chain of hours couples strongly and is held weakly.
/// Weak ones let what has to go far get there. Both are needed, hardly ever in one program: the terms
/// start strong, get weaker while a long step leaves its residuals as they were, and stronger when
/// residuals grow.
struct Proximity {
    /// ρ and δ.
    private(set) var columns = 1e-8
    private(set) var rows = 1e-8
    /// Whether the terms change at all.
    var isAdaptive = false
    private var before = (primal: Double.infinity, dual: Double.infinity)

    static let strongest = 1e-6
    static let weakest = 1e-13

    mutating func adapt(to residuals: borrowing Residuals, steps: (primal: Double, dual: Double)) {
        guard isAdaptive else { return }
        let errors = (primal: residuals.primalError, dual: residuals.dualError)
        rows *= Self.change(errors.primal, before.primal, steps.primal)
        columns *= Self.change(errors.dual, before.dual, steps.dual)
        rows = min(max(rows, Self.weakest), Self.strongest)
        columns = min(max(columns, Self.weakest), Self.strongest)
        before = errors
    }

    /// A step of `part` of the way should leave `1 − part` of an error.
    private static func change(_ error: Double, _ before: Double, _ part: Double) -> Double {
        guard error > 0.1 * InteriorPoint.tolerance, before.isFinite else { return 1 }
        if error > 10 * before { return 10 }
        return part > 0.5 && error > max(0.5, 2 * (1 - part)) * before ? 0.1 : 1
    }
}
