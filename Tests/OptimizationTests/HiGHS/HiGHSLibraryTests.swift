import Foundation
import Optimization
import Testing

@Suite struct HiGHSLibraryTests {
    @Test func `the installed library says its version`() throws {
        let library = try HiGHSLibrary(paths: HiGHSFixture.installed)
        #expect(library.path.hasSuffix("libhighs.so.1"))
        #expect(library.version.hasPrefix("1."))
    }

    @Test func `the first library that can be used is taken`() throws {
        let paths = ["", "no-such-library.so", "libm.so.6"] + HiGHSFixture.installed
        #expect(try HiGHSLibrary(paths: paths).path == HiGHSFixture.installed.first)
    }

    @Test func `a missing library is one sentence of what was tried and what to install`() throws {
        let file = HiGHSFixture.checkout.appending(path: "Package.swift").path
        let error = #expect(throws: SolverError.self) {
            try HiGHSLibrary(paths: ["no-such-library.so", "libm.so.6", file])
        }
        guard case .missing(let text) = error else {
            Issue.record("not missing but \(String(describing: error))")
            return
        }
        #expect(
            text.hasPrefix("the solver HiGHS is missing: tried no-such-library.so (cannot open")
        )
        #expect(text.contains("libm.so.6 (lacks the call Highs_create)"))
        #expect(text.contains("Package.swift (invalid ELF header)"))
        #expect(text.hasSuffix("or set HIGHS_LIBRARY to a libhighs.so"))
        #expect(text.contains("`make setup` installs it (PyPI package highspy) in .venv"))
        #expect(!text.contains("\n"))
    }

    @Test func `nowhere to look is said`() {
        let error = #expect(throws: SolverError.self) { try HiGHSLibrary(paths: []) }
        #expect(error?.description.contains("no place to look at") == true)
    }

    /// In a process of its own, because its memory is measured.
    @Test func `models and watches are given back`() async {
        await #expect(processExitsWith: .success) {
            let solver = try HiGHSFixture.solver()
            weak var last: Token?
            func solveWatched(_ times: Int) throws {
                for _ in 0..<times {
                    let token = Token()
                    last = token
                    let program = HiGHSFixture.contracts()
                    _ = try solver.solve(program, within: SolveLimits(), from: nil) { _ in
                        withExtendedLifetime(token) { .goOn }
                    }
                    var session = try HiGHSSession(program, solver: solver)
                    _ = try session.solve()
                }
            }
            // What HiGHS keeps for good is there after the first solves.
            try solveWatched(30)
            let before = try residentBytes()
            try solveWatched(150)
            let growth = try residentBytes() - before
            try #require(growth < 4 << 20, "\(growth) bytes more")
            try #require(last == nil)
        }
    }
}

private final class Token: Sendable {}

private func residentBytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return try #require(pages) * 4_096
}
