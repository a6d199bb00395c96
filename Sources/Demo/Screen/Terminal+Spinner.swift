extension Terminal {
    private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

    /// Shows that something is under way while it is; only on a terminal.
    func spinning<Result: Sendable>(
        _ what: String,
        while work: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            if isInteractive {
                group.addTask {
                    var turn = 0
                    while !Task.isCancelled {
                        let frame = Self.frames[turn % Self.frames.count]
                        self.show(["    \(self.styled(frame, .cyan)) \(self.styled(what, .faint))"])
                        turn += 1
                        try await Task.sleep(for: .milliseconds(100))
                    }
                }
            }
            defer { group.cancelAll() }
            return try await work()
        }
    }
}
