import Testing

/// Checks of the source text that the compiler cannot make.
@Suite struct TidyTests {
    static let sources = Source.all(in: ["Sources"], ending: ["swift"])
    static let swift = sources + Source.all(in: ["Tests"], ending: ["swift"])
    /// What a checkout consists of.
    static let everything = Source.all(
        in: ["", ".ci", "Sources", "Tests", "Benchmarks", "Examples", "docs", "scripts"])

    /// The rooms that decide and touch nothing, and all that they may import.
    static let pure: [String: Set<String>] = [
        "Bus": [], "Wire": ["Glibc"], "Inference": ["Bus", "Wire"],
        "Simulation": ["Bus", "Wire", "Inference"], "Training": ["Bus"],
        "Charts": [], "Pages": ["Charts"], "Optimization": ["Glibc"],
        "Planning": ["Glibc", "Bus", "Charts", "Pages", "Optimization"],
        "Labeling": ["Bus"], "Hybrid": ["Glibc", "Bus", "Charts", "Pages"],
    ]

    /// Rooms that never import each other; only Inference is there yet.
    static let parts: Set = ["Inference", "Training", "Planning", "Labeling", "Hybrid"]

    /// A word, where it may stand, and what to use elsewhere.
    struct Ban: Sendable, CustomTestStringConvertible {
        let word: String
        let rooms: Set<String>
        let files: Set<String>
        let use: String
        var testDescription: String { word }

        init(_ word: String, rooms: Set<String> = [], files: Set<String> = [], use: String) {
            self.word = word
            self.rooms = rooms
            self.files = files
            self.use = use
        }
    }

    /// The outermost rooms: a program on a terminal, and the tour of it.
    static let outside: Set = ["busbar", "Demo"]

    @Test func `there is something to check`() {
        #expect(Set(Self.sources.map(\.room)).isSuperset(of: ["Bus", "Wire", "Inference"]))
        #expect(Self.everything.contains { $0.path == "Package.swift" })
        #expect(Self.swift.contains { $0.path == "Tests/TidyTests/TidyTests.swift" })
        #expect(Self.sources.flatMap(\.functions).count > 100)
    }

    /// Time, chance and detached work come in as parameters, so that a core can be replayed.
    @Test(arguments: [
        Ban("ContinuousClock", rooms: outside, use: "a `now` parameter"),
        Ban("SuspendingClock", use: "a `now` parameter"),
        Ban("Date()", rooms: outside, use: "a `now` parameter"),
        Ban("Date.now", rooms: outside, use: "a `now` parameter"),
        Ban("DispatchTime", use: "a `now` parameter"),
        Ban("clock_gettime", files: ["Clock.swift"], use: "a `now` parameter"),
        Ban("NIODeadline.now", files: ["Clock.swift"], use: "the room's Clock"),
        Ban("gettimeofday", use: "the room's Clock"),
        Ban(
            "SystemRandomNumberGenerator",
            rooms: outside,
            files: ["GatewayServer.swift"],
            use: "a generator passed in"
        ),
        Ban("UUID()", use: "a generator passed in"),
        Ban("Task.detached", use: "a task group or a Service"),
        Ban("nonisolated(unsafe)", use: "Mutex"),
        Ban("@unchecked " + "Sendable", use: "Mutex"),
        Ban("fatalError(", use: "precondition with what was expected"),
    ]) func `sources are free of`(ban: Ban) {
        for source in Self.sources
        where !ban.rooms.contains(source.room) && !ban.files.contains(source.name) {
            for (number, text) in source.code where text.contains(ban.word) {
                Issue.record("\(source.path):\(number): \(ban.word) is banned, use \(ban.use)")
            }
        }
    }

    @Test func `tasks are structured`() {
        for source in Self.sources {
            for (number, text) in source.code
            where text.contains("Task") && text.contains(/(^|[^A-Za-z.])Task *(\(.*\) *)?\{/) {
                Issue.record("\(source.path):\(number): use a task group or a Service")
            }
        }
    }

    @Test func `only programs print`() {
        for source in Self.sources where !Self.outside.contains(source.room) {
            for (number, text) in source.code
            where text.contains(/(^|[^A-Za-z.])(debug)?[Pp]rint\(/) {
                Issue.record("\(source.path):\(number): use a Logger")
            }
        }
    }

    @Test func `chance comes from a generator that is passed in`() {
        let calls = [".random(", ".shuffled(", ".randomElement(", ".shuffle("]
        for source in Self.sources {
            for (number, text) in source.code where calls.contains(where: { text.contains($0) }) {
                let isSeeded = text.contains("using:")
                #expect(isSeeded, "\(source.path):\(number): say which generator")
            }
        }
    }

    @Test func `a pure room waits for nothing and reads nothing`() {
        let words = [
            "await ", "async ", "Task.", "FileManager", "getenv", "ProcessInfo", "Mutex", "Atomic<",
        ]
        for source in Self.sources where Self.pure[source.room] != nil {
            for (number, text) in source.code {
                for word in words where text.contains(word) {
                    Issue.record("\(source.path):\(number): \(word) in a pure room")
                }
            }
        }
    }

    @Test func `a pure room imports only what it may`() {
        for source in Self.sources {
            guard let allowed = Self.pure[source.room] else { continue }
            let others = Set(source.imports).subtracting(allowed)
            #expect(others.isEmpty, "\(source.path) imports \(others.sorted())")
        }
    }

    @Test func `a part never imports another part`() {
        for source in Self.sources where Self.parts.contains(source.room) {
            let others = Self.parts.subtracting([source.room]).intersection(source.imports)
            #expect(others.isEmpty, "\(source.path) imports \(others.sorted())")
        }
    }

    @Test func `files stay short`() {
        for source in Self.swift {
            // The last line ends with a line feed, behind which there is nothing.
            let count = source.lines.count - 1
            #expect(count <= 400, "\(source.path) has \(count) lines")
        }
    }

    @Test func `functions stay short`() {
        for source in Self.swift {
            for (line, length) in source.functions where length > 60 {
                Issue.record("\(source.path):\(line): \(length) lines")
            }
        }
    }

    @Test func `functions are counted from their first line to their last`() {
        let text = """
            struct A {
                let a: Int

                init() { a = 1 }

                package static func b(
                    c: Int
                ) -> Int {
                    func d() {
                        print("}")
                    }
                    return c
                }
            }
            protocol E {
                func f()
                func g()
            }
            """
        let functions = Source(path: "x", text: text).functions
        #expect(functions.map(\.line) == [6, 9])
        #expect(functions.map(\.length) == [8, 3])
    }

    @Test func `nothing is left to do`() {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for source in Self.everything {
            for (number, text) in zip(1..., source.lines) {
                for word in words where text.contains(word) {
                    Issue.record("\(source.path):\(number): \(word)")
                }
            }
        }
    }

    /// A temporary folder is made with mktemp, and everything else is found from the checkout.
    @Test func `no file knows a machine`() {
        let place = /(^|[^A-Za-z0-9_.~%*}-])\/(work|root|tmp|home|Users|mnt)\//
        for source in Self.everything {
            for (number, text) in zip(1..., source.lines) where text.contains(place) {
                #expect(text.contains("mktemp"), "\(source.path):\(number): a machine's path")
            }
        }
    }
}
