/// One of the demo's model servers: a supplier in a region of its own.
struct ModelServer: Sendable, Hashable {
    let name: String
    let region: String
    let jurisdiction: String
    /// On loopback.
    let port: Int

    /// What the supplier calls the model; `serve.py` sets it.
    static let model = "smollm2-135m-instruct"

    var url: String { "http://127.0.0.1:\(port)/v1" }

    /// Answers 200 once the model is loaded, unlike `/v1/models`, which does before.
    var health: String { "http://127.0.0.1:\(port)/health" }

    /// Three suppliers under three laws, at three free ports.
    ///
    /// - Throws: ``DemoError/noFreePort`` when the machine has no free port.
    static func three() throws(DemoError) -> [ModelServer] {
        let ports = try FreePorts.pick(3)
        let places = [
            ("local-a", "us-local-1", "us"), ("local-b", "eu-local-1", "eu"),
            ("local-c", "jp-local-1", "jp"),
        ]
        return zip(places, ports).map { place, port in
            ModelServer(name: place.0, region: place.1, jurisdiction: place.2, port: port)
        }
    }
}
