import ArgumentParser

/// Which version this is.
struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say which version this is.")

    static let current = "0.1.0"

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        if json {
            try Terminal.output.write(json: ["version": Self.current, "swift": swift])
        } else {
            Terminal.output.write("busbar \(Self.current) (Swift \(swift))")
        }
    }

    /// The compiler that built it; the language has no literal for that.
    private var swift: String {
        #if compiler(>=6.5)
            "6.5 or later"
        #elseif compiler(>=6.4)
            "6.4"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}
