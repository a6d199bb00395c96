import Glibc
import NIOCore
import NIOPosix
import Synchronization
import Wire

/// Where the line of each request goes.
package enum AccessLogTarget: Sendable, Hashable {
    case standardOutput, standardError, off
    case file(String)
}

/// Writes log lines on a thread of its own, never on a request's path.
///
/// What waits to be written is bounded; past the bound lines are dropped and counted.
final class AccessLog: Sendable {
    private static let mostPending = 8 << 20
    private let descriptor: Int32?
    private let thread: NIOThreadPool
    private let pending = Atomic<Int>(0)
    private let droppedBytes = Atomic<Int>(0)

    init(_ target: AccessLogTarget) throws {
        thread = NIOThreadPool(numberOfThreads: 1)
        switch target {
        case .off: descriptor = nil
        case .standardOutput: descriptor = STDOUT_FILENO
        case .standardError: descriptor = STDERR_FILENO
        case .file(let path):
            let opened = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
            guard opened >= 0 else {
                throw IOError(errnoCode: errno, reason: "cannot open the access log \(path)")
            }
            descriptor = opened
        }
        if descriptor != nil { thread.start() }
    }

    var isOff: Bool { descriptor == nil }

    /// Bytes of lines that were dropped because writing was too slow.
    var dropped: Int { droppedBytes.load(ordering: .relaxed) }

    fileprivate func write(_ lines: [UInt8]) {
        guard let descriptor else { return }
        guard pending.load(ordering: .relaxed) + lines.count <= Self.mostPending else {
            droppedBytes.add(lines.count, ordering: .relaxed)
            return
        }
        pending.add(lines.count, ordering: .relaxed)
        thread.submit { [self] _ in
            unsafe lines.withUnsafeBytes { all in
                var written = 0
                while written < all.count {
                    let base = unsafe all.baseAddress.map { unsafe $0 + written }
                    let count = unsafe Glibc.write(descriptor, base, all.count - written)
                    if count > 0 {
                        written += count
                    } else if errno != EINTR {
                        droppedBytes.add(all.count - written, ordering: .relaxed)
                        break
                    }
                }
            }
            pending.subtract(lines.count, ordering: .relaxed)
        }
    }

    /// Writes what waits and ends the thread.
    func close() async {
        guard descriptor != nil else { return }
        // Shutting the pool down cancels what is queued, so a last job is waited for first.
        _ = try? await thread.runIfActive {}  // fails only when it is closed already
        try? await thread.shutdownGracefully()  // the same
    }

    /// The lines of one lane on their way to the log.
    struct Buffer {
        private static let handOverBytes = 32 << 10
        private let log: AccessLog
        private var text = JSONText(capacity: 64 << 10)

        init(_ log: AccessLog) { self.log = log }

        var isOff: Bool { log.isOff }

        /// Adds a line.
        mutating func add(_ write: (inout JSONText) -> Void) {
            text.beginObject()
            write(&text)
            text.endObject()
            text.endLine()
            if text.bytes.count >= Self.handOverBytes { handOver() }
        }

        mutating func handOver() {
            guard !text.bytes.isEmpty else { return }
            log.write(text.bytes)
            text = JSONText(capacity: Self.handOverBytes * 2)
        }
    }
}
