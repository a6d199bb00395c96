/// The site file of the demo: three suppliers of one model.
struct DemoSite: Sendable {
    let port: Int
    let consolePort: Int
    let servers: [ModelServer]

    var text: String {
        """
        # Written by `busbar demo`, and again at its next start.
        listen: 127.0.0.1:\(port)
        console: 127.0.0.1:\(consolePort)
        access_log: \(Demo.folder)/access.log
        suppliers:
        \(servers.map(supplier).joined(separator: "\n"))
        models:
          \(Demo.model):
        \(servers.map(supply).joined(separator: "\n"))
        policy:
          prefer: order
          attempts: 8                   # 4 by default; here suppliers die all the time

        """
    }

    private func supplier(_ server: ModelServer) -> String {
        """
          \(server.name):
            dialect: openai
            url: \(server.url)
            region: \(server.region)
            jurisdiction: \(server.jurisdiction)
        """
    }

    private func supply(_ server: ModelServer) -> String {
        """
            - supplier: \(server.name)
              model: \(ModelServer.model)
              context: 2048
              prefill: true
        """
    }
}
