import Foundation

/// What starts a model server: the Python with the packages, the script, and a folder for the logs.
struct ServerLaunch: Sendable {
    let python: String
    let script: String
    let folder: String
    /// Whether the same question has to have the same answer, whatever else is asked.
    let isExact: Bool

    private static let scriptPath = "Examples/local-models/serve.py"
    private static let pythonPath = ".venv/bin/python"

    /// Finds both below the current folder or above the executable.
    ///
    /// - Parameters:
    ///   - environment: `BUSBAR_PYTHON` in it names another Python.
    ///   - folder: Where the logs go; it must exist.
    ///   - isExact: Makes answers comparable, at the price of slower prompts and no embeddings.
    /// - Throws: ``DemoError/missing(what:remedy:)`` when one is not there.
    init(
        environment: [String: String],
        folder: String,
        isExact: Bool
    ) throws(DemoError) {
        let places = Self.places()
        func first(_ path: String) -> String? {
            places.map { "\($0)/\(path)" }.first { FileManager.default.fileExists(atPath: $0) }
        }
        guard let script = first(Self.scriptPath) else {
            throw .missing(what: Self.scriptPath, remedy: "run the demo in a checkout of Busbar")
        }
        guard let python = environment["BUSBAR_PYTHON"] ?? first(Self.pythonPath) else {
            throw .missing(
                what: "the Python with the local models (\(Self.pythonPath))",
                remedy: "run `make run` once, or set BUSBAR_PYTHON"
            )
        }
        self.python = python
        self.script = script
        self.folder = folder
        self.isExact = isExact
    }

    func log(of server: ModelServer) -> String { "\(folder)/\(server.name).log" }

    func start(_ server: ModelServer) throws(DemoError) -> ChildProcess {
        try ChildProcess(
            program: python,
            arguments: [
                script, "--port", "\(server.port)", "--parallel", "2",
                isExact ? "--exact" : "--embeddings",
            ],
            log: log(of: server)
        )
    }

    /// The current folder, then each folder above the executable.
    private static func places() -> [String] {
        let files = FileManager.default
        // Without /proc there is no path to the executable, and the current folder is the only place.
        let executable = (try? files.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        var places = [files.currentDirectoryPath]
        var folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
        while folder.path != "/", !executable.isEmpty {
            places.append(folder.path)
            folder.deleteLastPathComponent()
        }
        return places
    }
}
