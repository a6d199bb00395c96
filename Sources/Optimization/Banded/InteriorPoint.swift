/// Mehrotra's predictor-corrector method with Gondzio's correctors, for a ``StandardForm``.
///
/// Sources: S. Mehrotra, On the implementation of a primal-dual interior point method, SIAM J.
/// Optim. 2 (1992); J. Gondzio, Multiple centrality corrections in a primal-dual method for linear
/// programming, Comput. Optim. Appl. 6 (1996). Where a few variables out of many block the step, as
/// in a year of hours with almost equal prices, Mehrotra's cautious targets take some 85 steps;
/// bolder ones, with several far-reaching corrections that bring the few back, take 55.
struct InteriorPoint: ~Copyable {
    /// How a run ended.
    enum Ending: Sendable, Equatable { case converged, stopped(Stop) }

    let form: StandardForm
    /// Where the run ended; the best point that it saw.
    let point: Point
    private(set) var residuals: Residuals
    private(set) var iterations = 0
    var system: NewtonSystem
    /// The parts of the last step that were taken.
    private var steps = (primal: 0.0, dual: 0.0)
    private var direction: Direction
    private var trial: Direction
    private let best: Point
    private let centers: Buffer<Double>
    private let boxCenters: Buffer<Double>

    /// Errors below this end a run.
    static let tolerance = 1e-9
    /// Errors below this are an optimum for a run that gets no further.
    static let acceptable = 1e-8
    /// A run that gains nothing in so many iterations has stalled.
    static let patience = 30
    /// The most Gondzio correctors of an iteration, each as dear as half a factorization.
    static let correctors = 3
    /// How much further than it can a corrected step aims.
    static let stretch = 0.25
    /// The gain, relative, for which a correction is kept.
    static let leastGain = 0.01
    /// The largest part of the mean product that a step aims at.
    static let mostCentering = 0.3
    /// Of the way to the boundary a step takes this part at least; all but the mean product near the
    /// end.
    ///
    /// Going nearer leaves a few products that are far smaller than the others, and block what
    /// follows: with 0.995 most years took a tenth more iterations.
    static let stepPart = 0.9

    init(_ form: consuming StandardForm, _ arrow: Arrow) {
        system = NewtonSystem(form, arrow)
        point = Point(form)
        best = Point(form)
        residuals = Residuals(form)
        direction = Direction(form)
        trial = Direction(form)
        centers = Buffer(form.blocks.bounded)
        boxCenters = Buffer(form.boxed.count)
        self.form = form
    }

    /// Runs with strong proximal terms, and when it stalls once more with terms that adapt.
    mutating func run(within limits: SolveLimits, watch: Watch?) -> Ending {
        let ending = iterate(within: limits, watch: watch)
        guard ending == .stopped(.stalled) else { return finish(ending) }
        system.loosen()
        return finish(iterate(within: limits, watch: watch))
    }

    private mutating func iterate(within limits: SolveLimits, watch: Watch?) -> Ending {
        start()
        var least = Double.infinity
        var leastAt = iterations
        while true {
            residuals.measure(point, form)
            system.adapt(to: residuals, steps: steps)
            let worst = residuals.worst
            if worst < least {
                if worst < 0.9 * least { leastAt = iterations }
                least = worst
                best.copy(point)
            }
            if worst < Self.tolerance { return .converged }
            let isLost = !worst.isFinite || worst > 1e8 * max(least, 1e-8)
            if isLost || iterations - leastAt > Self.patience {
                return least < Self.acceptable ? .converged : .stopped(.stalled)
            }
            if iterations >= limits.iterations { return .stopped(.iterationLimit) }
            if let watch, watch(progress) == .stop { return .stopped(.interrupted) }
            advance()
            iterations += 1
        }
    }

    private var progress: SolveProgress {
        let isFeasible = residuals.primalError < Self.acceptable
        let isBound = residuals.dualError < Self.acceptable
        return SolveProgress(
            incumbent: isFeasible ? form.objective(of: residuals.primalObjective) : nil,
            bound: isBound ? form.objective(of: residuals.dualObjective) : nil,
            iterations: iterations
        )
    }

    /// Goes back to the best point and takes what is left of the primal residuals away.
    private mutating func finish(_ ending: Ending) -> Ending {
        point.copy(best)
        residuals.measure(point, form)
        guard residuals.primalError < 1e-4 else { return ending }
        for _ in 0..<3 where residuals.primalError > 1e-13 {
            let before = residuals.primalError
            system.close(residuals, from: point, form, into: &direction)
            let step = min(1, Self.stepPart * direction.primalStep)
            point.move(along: direction, primal: step, dual: 0, boxed: form.boxed.view)
            residuals.measureRows(point, form)
            if residuals.primalError >= before {
                point.move(along: direction, primal: -step, dual: 0, boxed: form.boxed.view)
                break
            }
        }
        residuals.measure(point, form)
        return ending
    }

    // MARK: One iteration

    private mutating func advance() {
        system.factor(at: point, form)
        system.predict(residuals, from: point, form, into: &direction)
        let mean = residuals.complementarity
        let ratio = max(0, direction.complementarity(from: point, form)) / mean
        let target = min(ratio * ratio * ratio, Self.mostCentering) * mean
        aim(at: target)
        correct()
        swap(&direction, &trial)
        for _ in 0..<Self.correctors {
            guard min(direction.primalStep, direction.dualStep) < 0.9 else { break }
            pull(to: target)
            correct()
            guard trial.reach > direction.reach * (1 + Self.leastGain) else { break }
            swap(&direction, &trial)
        }
        let part = max(Self.stepPart, 1 - mean)
        steps.primal = min(1, part * direction.primalStep)
        steps.dual = min(1, part * direction.dualStep)
        point.move(
            along: direction,
            primal: steps.primal,
            dual: steps.dual,
            boxed: form.boxed.view
        )
    }

    private mutating func correct() {
        system.correct(
            direction,
            residuals,
            centers: centers.view,
            boxCenters: boxCenters.view,
            from: point,
            form,
            into: &trial
        )
    }

    /// Asks for products at the target where the predictor, followed to its end, would leave others.
    private func aim(at target: Double) {
        let centers = centers.view
        let x = direction.x.view
        let z = direction.z.view
        for variable in 0..<centers.count {
            centers[variable] = target - x[variable] * z[variable]
        }
        let boxed = form.boxed.view
        let boxCenters = boxCenters.view
        let v = direction.v.view
        for box in 0..<boxed.count {
            boxCenters[box] = target + x[Int(boxed[box])] * v[box]
        }
    }

    /// Asks for products within a tenth and ten times the target after a step longer than possible.
    private func pull(to target: Double) {
        let primal = min(1, (1 + Self.stretch) * min(1, direction.primalStep) + Self.stretch)
        let dual = min(1, (1 + Self.stretch) * min(1, direction.dualStep) + Self.stretch)
        let low = 0.1 * target
        let high = 10 * target
        let centers = centers.view
        let x = point.x.view
        let z = point.z.view
        let dx = direction.x.view
        let dz = direction.z.view
        for variable in 0..<centers.count {
            let product =
                (x[variable] + primal * dx[variable]) * (z[variable] + dual * dz[variable])
            let nearest = min(max(product, low), high)
            centers[variable] = max(nearest - product, -high)
        }
        let boxed = form.boxed.view
        let boxCenters = boxCenters.view
        for box in 0..<boxed.count {
            let product =
                (point.s[box] - primal * dx[Int(boxed[box])])
                * (point.v[box] + dual * direction.v[box])
            let nearest = min(max(product, low), high)
            boxCenters[box] = max(nearest - product, -high)
        }
    }
}
