import Foundation
import Testing

@testable import Demo

struct ServerTests {
    @Test func `a child is gone when its owner is`() throws {
        var pid: Int32 = 0
        do {
            let child = try ChildProcess(
                program: "/bin/sleep",
                arguments: ["600"],
                log: "/dev/null"
            )
            pid = child.pid
            let hasEnded = child.hasEnded
            #expect(!hasEnded)
        }
        #expect(kill(pid, 0) == -1)
        #expect(errno == ESRCH)
    }

    @Test func `a program that is not there is an error with its name`() {
        #expect {
            _ = try ChildProcess(program: "/no/such/program", arguments: [], log: "/dev/null")
        } throws: { error in
            "\(error)".contains("starting /no/such/program: No such file")
        }
    }

    @Test func `ports that are picked together differ`() throws {
        let ports = try FreePorts.pick(20)
        #expect(Set(ports).count == 20)
        #expect(!ports.contains(0))
    }

    @Test func `the site lists every server as a supplier and as a supply`() throws {
        let servers = try ModelServer.three()
        let text = DemoSite(port: 1, consolePort: 2, servers: servers).text
        for server in servers {
            #expect(
                text.contains("  \(server.name):\n    dialect: openai\n    url: \(server.url)\n")
            )
            #expect(text.contains("    - supplier: \(server.name)\n"))
            #expect(text.components(separatedBy: "prefill: true").count == servers.count + 1)
        }
        #expect(Set(servers.map(\.jurisdiction)).count == 3)
    }
}
