import Optimization
import Synchronization

/// Tells on the terminal how far a long solve is, and passes on that the user wants it to end.
final class PlanProgress: Sendable {
    /// Most solves are over before anything has to be shown.
    private static let silence = Duration.seconds(2)
    private static let interval = Duration.milliseconds(200)

    private struct State {
        var what = ""
        var next: ContinuousClock.Instant
    }

    private let begin = ContinuousClock.now
    private let interrupt: Interrupt
    private let state: Mutex<State>

    init(_ interrupt: Interrupt) {
        self.interrupt = interrupt
        state = Mutex(State(next: ContinuousClock.now + Self.silence))
    }

    /// Names what is being done from now on.
    func begins(_ what: String) { state.withLock { $0.what = what } }

    func ends() { Terminal.error.show(progress: "") }

    /// What a solver calls while it works.
    ///
    /// `unit`: Dollars per unit of the program's objective. `seconds`: After so many from now on it
    /// ends as well; nil: no end of its own.
    func watch(unit: Double = 1, for seconds: Double? = nil) -> Watch {
        let end = seconds.map { ContinuousClock.now + Duration.seconds($0) }
        return { progress in
            self.show(progress, unit)
            if let end, ContinuousClock.now >= end { return .stop }
            return self.interrupt.isSet ? .stop : .goOn
        }
    }

    private func show(_ progress: SolveProgress, _ unit: Double) {
        let now = ContinuousClock.now
        let what = state.withLock { state -> String? in
            guard now >= state.next else { return nil }
            state.next = now + Self.interval
            return state.what
        }
        guard let what else { return }
        var text = what
        if let incumbent = progress.incumbent { text += ", best \(dollars(incumbent * unit))" }
        if let bound = progress.bound, bound.isFinite {
            text += ", none below \(dollars(bound * unit))"
        }
        if let best = progress.incumbent, let bound = progress.bound, bound.isFinite, best != 0 {
            let percent = max(0, best - bound) / abs(best) * 100
            text += ", gap \(fixed(percent, 2)) %"
        }
        let seconds = (now - begin).components.seconds
        Terminal.error.show(progress: "\(text) (\(seconds) s, \(progress.iterations) steps)")
    }
}

/// Dollars with four digits: `$12.34 billion`.
private func dollars(_ value: Double) -> String {
    let units = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1, "")]
    let (size, word) = units.first { abs(value) >= $0.0 } ?? (1, "")
    return "$\(fixed(value / size, 2))\(word)"
}

private func fixed(_ value: Double, _ digits: Int) -> String {
    let factor = digits == 2 ? 100.0 : 1
    let rounded = (value * factor).rounded() / factor
    return "\(rounded)"
}
