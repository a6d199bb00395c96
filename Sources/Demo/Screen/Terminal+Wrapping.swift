import Synchronization

extension Terminal {
    /// Shows a text while it arrives, broken at the terminal's width, and ends its last line.
    ///
    /// - Parameters:
    ///   - indent: Put before each line.
    ///   - work: Is given what shows a piece of the text.
    /// - Returns: What the work returns.
    /// - Throws: What the work throws.
    func wrapping<Result: Sendable>(
        indent: String,
        while work: (@escaping @Sendable (String) -> Void) async throws -> Result
    ) async throws -> Result {
        let wrap = Mutex(WordWrap(indent: indent, width: Self.width))
        let shared = Shared(wrap)
        write(indent)
        defer { write(shared.wrap.withLock { $0.finish() } + "\n") }
        return try await work { piece in
            self.write(shared.wrap.withLock { $0.add(piece) })
        }
    }

    /// A wrap that a closure can hold.
    private final class Shared: Sendable {
        let wrap: Mutex<WordWrap>
        init(_ wrap: consuming Mutex<WordWrap>) { self.wrap = wrap }
    }
}
