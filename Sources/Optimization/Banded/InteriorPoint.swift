/// Mehrotra's predictor-corrector method with Gondzio's correctors, for a ``StandardForm``.
///
/// Sources: S. Mehrotra, On the implementation of a primal-dual interior point method, SIAM J.
/// Optim. 2 (1992); J. Gondzio, Multiple centrality corrections in a primal-dual method for linear
/// programming, Comput. Optim. Appl. 6 (1996).
struct InteriorPoint: ~Copyable {
    /// How a run ended.
    enum Ending: Sendable, Equatable { case converged, stopped(Stop) }

    let form: StandardForm
    var system: NewtonSystem
    let point: Point
    var residuals: Residuals
    private var direction: Direction
    private var trial: Direction
    private let centers: Buffer<Double>
    private let boxCenters: Buffer<Double>
    private(set) var iterations = 0

    static let tolerance = 1e-9
    static let correctors = 2

    init(_ form: consuming StandardForm, _ arrow: Arrow) {
        system = NewtonSystem(form, arrow)
        point = Point(form)
        residuals = Residuals(form)
        direction = Direction(form)
        trial = Direction(form)
        centers = Buffer(form.blocks.bounded)
        boxCenters = Buffer(form.boxed.count)
        self.form = form
    }

    /// Objective values in the program's units.
    var objective: Double { inUnits(residuals.primalObjective) }
    var dualObjective: Double { inUnits(residuals.dualObjective) }

    private func inUnits(_ value: Double) -> Double {
        value * form.valueUnit * form.costUnit + form.objectiveShift
    }

    var gap: Double {
        abs(objective - dualObjective) / max(1, abs(objective))
    }

    mutating func run(within limits: SolveLimits, watch: Watch?) -> Ending {
        start()
        while true {
            residuals.measure(point, form)
            guard residuals.complementarity.isFinite else { return .stopped(.stalled) }
            let isFeasible = residuals.primalError < Self.tolerance
            let isBound = residuals.dualError < Self.tolerance
            if isFeasible, isBound, gap < Self.tolerance { return .converged }
            if iterations >= limits.iterations { return .stopped(.iterationLimit) }
            let progress = SolveProgress(
                incumbent: isFeasible ? objective : nil,
                bound: isBound ? dualObjective : nil,
                iterations: iterations
            )
            if let watch, watch(progress) == .stop { return .stopped(.interrupted) }
            advance()
            iterations += 1
        }
    }

    private mutating func advance() {
        let mu = residuals.complementarity
        system.factor(at: point, form)
        aim(at: 0, correcting: false)
        step(into: 0)
        let affine = affineComplementarity()
        let ratio = affine / mu
        let target = ratio * ratio * ratio * mu
        aim(at: target, correcting: true)
        step(into: 0)
        for _ in 0..<Self.correctors {
            guard min(direction.primalStep, direction.dualStep) < 0.9 else { break }
            center(on: target)
            step(into: 1)
            let before = min(1, direction.primalStep) + min(1, direction.dualStep)
            let after = min(1, trial.primalStep) + min(1, trial.dualStep)
            guard after > before + 0.02 else { break }
            swap(&direction, &trial)
        }
        let most = max(0.995, 1 - mu)
        let primal = min(1, most * direction.primalStep)
        let dual = min(1, most * direction.dualStep)
        point.move(along: direction, primal: primal, dual: dual, boxed: form.boxed.view)
    }

    private mutating func step(into which: Int) {
        if which == 0 {
            system.step(
                residuals,
                centers: centers.view,
                boxCenters: boxCenters.view,
                from: point,
                form,
                into: direction
            )
            direction.measure(point, form)
        } else {
            system.step(
                residuals,
                centers: centers.view,
                boxCenters: boxCenters.view,
                from: point,
                form,
                into: trial
            )
            trial.measure(point, form)
        }
    }

    /// Sets what the products have to change by to reach a target.
    private func aim(at target: Double, correcting: Bool) {
        let x = point.x.view
        let z = point.z.view
        let centers = centers.view
        let dx = direction.x.view
        let dz = direction.z.view
        let second = correcting ? 1.0 : 0.0
        for variable in 0..<centers.count {
            centers[variable] =
                target - x[variable] * z[variable] - second * dx[variable] * dz[variable]
        }
        let boxed = form.boxed.view
        for box in 0..<boxed.count {
            boxCenters[box] =
                target - point.s[box] * point.v[box]
                + second * dx[Int(boxed[box])] * direction.v[box]
        }
    }

    private func affineComplementarity() -> Double {
        let primal = min(1, direction.primalStep)
        let dual = min(1, direction.dualStep)
        var sum = 0.0
        for variable in 0..<centers.count {
            sum +=
                (point.x[variable] + primal * direction.x[variable])
                * (point.z[variable] + dual * direction.z[variable])
        }
        let boxed = form.boxed.view
        for box in 0..<boxed.count {
            sum +=
                (point.s[box] - primal * direction.x[Int(boxed[box])])
                * (point.v[box] + dual * direction.v[box])
        }
        return sum / Double(max(1, centers.count + boxed.count))
    }

    /// Pulls products that would end far from the target back towards it.
    private func center(on target: Double) {
        let primal = min(1, 1.08 * min(1, direction.primalStep) + 0.08)
        let dual = min(1, 1.08 * min(1, direction.dualStep) + 0.08)
        func pull(_ product: Double) -> Double {
            if product < 0.1 * target { return 0.1 * target - product }
            if product > 10 * target { return max(10 * target - product, -10 * target) }
            return 0
        }
        for variable in 0..<centers.count {
            centers[variable] += pull(
                (point.x[variable] + primal * direction.x[variable])
                    * (point.z[variable] + dual * direction.z[variable])
            )
        }
        let boxed = form.boxed.view
        for box in 0..<boxed.count {
            boxCenters[box] += pull(
                (point.s[box] - primal * direction.x[Int(boxed[box])])
                    * (point.v[box] + dual * direction.v[box])
            )
        }
    }
}
