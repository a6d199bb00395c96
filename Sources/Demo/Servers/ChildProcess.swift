import Glibc

/// A process that this one started and must end.
///
/// Its standard input is a socket whose other end only this process has, so that the child sees the
/// end of it however this process ends. It has a process group of its own: Ctrl-C in the terminal
/// reaches this process alone, which then ends its children.
struct ChildProcess: ~Copyable {
    let pid: pid_t
    private let input: Int32

    /// Starts a program with its output and its errors going to one file.
    ///
    /// - Parameters:
    ///   - program: An absolute or relative path; no PATH is searched.
    ///   - arguments: Those after the program's own name.
    ///   - log: Appended to.
    /// - Throws: ``DemoError/system(doing:reason:)`` when the sockets or the process cannot be made.
    init(program: String, arguments: [String], log: String) throws(DemoError) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw .system(doing: "making a pair of sockets", reason: Self.reason(errno))
        }
        defer { close(ends[0]) }
        let (code, pid) = Self.spawn(program, [program] + arguments, input: ends[0], log: log)
        guard code == 0 else {
            close(ends[1])
            throw .system(doing: "starting \(program)", reason: Self.reason(code))
        }
        self.pid = pid
        input = ends[1]
    }

    // Ends the process at once if it still runs, and waits until it is gone.
    deinit {
        close(input)
        kill(pid, SIGKILL)
        while waitpid(pid, nil, 0) == -1, errno == EINTR {}
    }

    func send(_ signal: Int32) { kill(pid, signal) }

    /// Whether the process has ended, by itself or by a signal; it stays to be reaped by `deinit`.
    var hasEnded: Bool { Self.hasEnded(pid) }

    /// Asks without reaping, so that the pid stays ours and a later signal cannot hit a stranger.
    private static func hasEnded(_ pid: pid_t) -> Bool {
        var info = unsafe siginfo_t()
        let outcome = unsafe waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT)
        return unsafe outcome != 0 || info.si_signo == SIGCHLD
    }

    private static func reason(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }

    private static func spawn(
        _ program: String,
        _ arguments: [String],
        input: Int32,
        log: String
    ) -> (code: Int32, pid: pid_t) {
        var files = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&files)
        defer { unsafe posix_spawn_file_actions_destroy(&files) }
        unsafe posix_spawn_file_actions_adddup2(&files, input, 0)
        unsafe posix_spawn_file_actions_addopen(
            &files,
            1,
            log,
            O_WRONLY | O_CREAT | O_APPEND,
            0o644
        )
        unsafe posix_spawn_file_actions_adddup2(&files, 1, 2)

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        var all = sigset_t()
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let code = unsafe posix_spawn(&pid, program, &files, &attributes, &words, environ)
        return (code, pid)
    }
}
