import Bus
import Inference
import Site
import Testing

/// A damaged file is either another valid file or has mistakes; nothing in between.
@Suite struct `A damaged site file` {
    private func isWhole(_ site: SiteFile) -> Bool {
        let names = Set(site.suppliers.map(\.name))
        return !site.models.isEmpty
            && site.models.allSatisfy { model in
                model.supplies.allSatisfy { names.contains($0.supplier.name) }
            }
            && (site.keys != nil || site.listen.isLoopback) && site.console.isLoopback
    }

    private func check(_ text: String) {
        do {
            let site = try SiteFile.decode(text, environment: Sample.exampleEnvironment)
            #expect(isWhole(site))
        } catch {
            #expect(!error.mistakes.isEmpty)
            let said = error.description
            #expect(!Sample.exampleEnvironment.values.contains { said.contains($0) })
        }
    }

    @Test func `without one of its lines never traps`() throws {
        let lines = try Sample.example().split(separator: "\n", omittingEmptySubsequences: false)
        for index in lines.indices {
            var left = lines
            left.remove(at: index)
            check(left.joined(separator: "\n"))
        }
    }

    @Test(arguments: 0..<8) func `without one of its bytes never traps`(part: Int) throws {
        let bytes = Array(try Sample.example().utf8)
        // The parts together leave out every byte; text in comments changes nothing.
        for index in stride(from: part, to: bytes.count, by: 8) {
            var left = bytes
            left.remove(at: index)
            check(String(decoding: left, as: UTF8.self))
        }
    }

    @Test(arguments: 0..<200) func `with bytes changed at random never traps`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = Array(try Sample.example().utf8)
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let place = Int.random(in: bytes.indices, using: &random)
            bytes[place] =
                Array("\n\t :-[]{}\"'&*!|>%@`#,0a$~\u{7F}".utf8).randomElement(using: &random) ?? 0
        }
        check(String(decoding: bytes, as: UTF8.self))
    }

    @Test(arguments: [
        "a: &x [*x]", "a: *nope", "? [1, 2]\n: 3", "{{}: 1}", "a: !!binary x", "<<: {a: 1}",
        "--- a\n--- b", "\u{FEFF}listen: 127.0.0.1:1", "a: |\n  b", "suppliers: &s {a: *s}",
        "a: 1\r\na: 2\r\n", "{? [a] : 1, ? [a] : 2}", "\u{0}", "%YAML 9.9\n---\na: 1",
    ])
    func `with odd YAML in it is refused`(text: String) {
        #expect(!Sample.mistakes(text).isEmpty)
    }
}
