import Glibc
import Synchronization

/// Runs one model server and starts it again when it has ended.
///
/// Whoever holds the host must call ``stop()`` at the end; after it no process is left.
final class ServerHost: Sendable {
    /// Where in its life the server is.
    enum Phase: Sendable, Equatable {
        case down, starting, serving
        /// The demo has killed it and knows that it is ending.
        case killed
    }

    /// How a server's process came to its end.
    struct End: Sendable, Equatable {
        let pid: Int32
        /// Whether the demo did it, and not the user or the server itself.
        let wasPlanned: Bool
    }

    private struct State: ~Copyable {
        var child: ChildProcess?
        var phase = Phase.down
    }

    let server: ModelServer
    private let launch: ServerLaunch
    private let state = Mutex(State())

    init(_ server: ModelServer, launch: ServerLaunch) {
        self.server = server
        self.launch = launch
    }

    var phase: Phase { state.withLock { $0.phase } }

    /// The process that runs now; nil when there is none.
    var pid: Int32? { state.withLock { $0.child?.pid } }

    /// Whether a process was started and has ended since.
    var hasEnded: Bool { state.withLock { $0.child?.hasEnded ?? false } }

    /// The file that the server writes its messages to.
    var log: String { launch.log(of: server) }

    /// Starts the process; it does not answer yet.
    ///
    /// - Throws: ``DemoError/system(doing:reason:)`` when it cannot be started.
    func start() throws(DemoError) {
        try state.withLock { state throws(DemoError) in
            state = State(child: try launch.start(server), phase: .starting)
        }
    }

    /// The server has answered.
    func answered() {
        state.withLock { if $0.phase == .starting { $0.phase = .serving } }
    }

    /// Ends the process as a power cut would.
    func kill() {
        state.withLock {
            $0.phase = .killed
            $0.child?.send(SIGKILL)
        }
    }

    /// Holds the process still: it keeps its connections and says nothing.
    func freeze() { state.withLock { $0.child?.send(SIGSTOP) } }

    /// Lets a frozen process go on.
    func thaw() { state.withLock { $0.child?.send(SIGCONT) } }

    /// Takes note of a process that has ended; nil while it runs or when there was none.
    func collectEnd() -> End? {
        state.withLock { state in
            guard let pid = state.child?.pid, state.child?.hasEnded == true else { return nil }
            let end = End(pid: pid, wasPlanned: state.phase == .killed)
            state = State()
            return end
        }
    }

    /// Ends the process and waits until it is gone.
    func stop() {
        state.withLock { $0 = State() }
    }
}
