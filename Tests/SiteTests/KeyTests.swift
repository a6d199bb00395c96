import Bus
import Inference
import Site
import Testing

@Suite struct `The keys of a site file` {
    private func mistakes(_ keys: String) -> [String] {
        Sample.mistakes(beside: "keys:\n" + keys)
    }

    /// SHA-256 of `abcdefghijklmnop`, from `printf abcdefghijklmnop | sha256sum`.
    private let digest = "f39dac6cbaba535e2c207cd0cd8f154974223c848f727f98b3564cea569b41cf"

    @Test func `are kept as hashes, given as themselves or as the hash`() throws {
        let plain = try Sample.site("keys: [{ name: a, key: abcdefghijklmnop }]\n")
        let hashed = try Sample.site("keys: [{ name: a, sha256: \(digest.uppercased()) }]\n")
        #expect(plain.keys == hashed.keys)
        #expect(plain.keys?.first?.digest.prefix(3) == [0xf3, 0x9d, 0xac])
        #expect(plain.keys?.first?.jurisdictions == nil)
        var dumped = ""
        dump(plain, to: &dumped)
        #expect(!dumped.contains("abcdefghijklmnop"))
    }

    @Test func `differ from each other in name and token`() {
        #expect(
            mistakes(
                "  - { name: a, key: abcdefghijklmnop }\n"
                    + "  - { name: a, key: abcdefghijklmnoq }\n"
                    + "  - { name: c, sha256: \(digest) }\n"
            ) == [
                "b.yaml:9: keys[1].name: a is already the name of keys[0]",
                "b.yaml:10: keys[2].sha256: the same key as keys[0]",
            ]
        )
    }

    @Test func `are long enough, and never shown when they are not`() {
        #expect(
            mistakes(
                "  - { name: a, key: s3cret }\n"
                    + "  - { name: b, key: \"s3cret s3cret s3cret\" }\n"
                    + "  - { name: c, sha256: s3cret }\n"
                    + "  - { name: d }\n"
                    + "  - { name: e, key: abcdefghijklmnop, sha256: \(digest) }\n"
                    + "  - s3cret\n"
                    + "  - { name: g, keey: abcdefghijklmnop }\n"
            ) == [
                "b.yaml:8: keys[0].key: has 6 characters; a key needs 16 to 512, at random",
                "b.yaml:9: keys[1].key: has a space, a line break or a character that no "
                    + "key may have",
                "b.yaml:10: keys[2].sha256: not a SHA-256; write 64 hexadecimal digits",
                "b.yaml:11: keys[3].key: missing; write key: ${NAME}, or the key's sha256",
                "b.yaml:12: keys[4].sha256: stands beside key; keep one of the two",
                "b.yaml:13: keys[5]: has to be a mapping (name: value), not a single value",
                "b.yaml:14: keys[6].keey: unknown key; did you mean key?",
            ]
        )
    }

    @Test func `never allow everything by an empty list`() {
        #expect(
            mistakes(
                "  - { name: a, key: abcdefghijklmnop, jurisdictions: [] }\n"
                    + "  - { name: b, key: abcdefghijklmnoq, jurisdictions: }\n"
                    + "  - { name: c, key: abcdefghijklmnor, jurisdictions: [us, \"e u\"] }\n"
            ) == [
                "b.yaml:8: keys[0].jurisdictions: is empty, so that nothing is allowed; "
                    + "remove it to allow all",
                "b.yaml:9: keys[1].jurisdictions: has to be a list of jurisdictions, not "
                    + "nothing",
                "b.yaml:10: keys[2].jurisdictions[1]: \"e u\" is not a jurisdiction; "
                    + "write us, eu or de",
            ]
        )
        #expect(
            mistakes("  []\n") == [
                "b.yaml:7: keys: is empty, so that no client could ask; add a key or remove keys:"
            ]
        )
    }

    @Test func `say their budgets and rates per time, and that these are not enforced`() throws {
        let site = try Sample.site(
            "keys: [{ name: a, key: abcdefghijklmnop, requests: 5/s, jurisdictions: [JP] }]\n"
        )
        #expect(site.keys?.first?.jurisdictions == ["jp"])
        #expect(
            site.notices == [
                "keys[0].requests: request rates are not enforced by this version",
                "keys[0].jurisdictions: no supplier is in jp: every request of this key will be "
                    + "refused",
            ]
        )
        #expect(
            mistakes(
                "  - { name: a, key: abcdefghijklmnop, budget_usd: 500, requests: 5/year, "
                    + "tokens: -1/min }\n"
            ) == [
                "b.yaml:8: keys[0].budget_usd: not an amount for a time: \"500\"; write "
                    + "500/month, for hour, day, week, month, year",
                "b.yaml:8: keys[0].requests: not an amount for a time: \"5/year\"; write "
                    + "600/min, for s, min, hour, day",
                "b.yaml:8: keys[0].tokens: not an amount for a time: \"-1/min\"; write "
                    + "2000000/min, for s, min, hour, day",
            ]
        )
    }

    @Test(arguments: [
        "127.0.0.1:8080", "127.255.0.9:8080", "localhost:8080", "[::1]:8080",
        "[0:0:0:0:0:0:0:1]:8080",
    ])
    func `may be absent on loopback`(listen: String) {
        #expect(Sample.mistakes(beside: "listen: \"\(listen)\"\n") == [])
    }

    @Test(arguments: [
        "0.0.0.0:8080", "[::]:8080", "128.0.0.1:8080", "localhost.example:8080",
        "127.0.0.1.example:8080", "[1::1]:8080", "[::2]:8080", "[::1:0]:8080",
    ])
    func `may not be absent where others reach the endpoint`(listen: String) {
        let port = "127.0.0.1:8080"
        #expect(
            Sample.mistakes(beside: "listen: \"\(listen)\"\n") == [
                "b.yaml:7: listen: \(listen) can be reached by other machines and there are no "
                    + "keys; add keys:, or write \(port)"
            ]
        )
    }

    @Test func `make any address possible, with a word about TLS`() throws {
        let keys = "keys: [{ name: a, key: abcdefghijklmnop }]\n"
        let open = try Sample.site("listen: 0.0.0.0:8080\n" + keys)
        #expect(
            open.notices == [
                "listen: 0.0.0.0:8080 without tls: keys and prompts travel unencrypted to this "
                    + "port"
            ]
        )
        let closed = try Sample.site(
            "listen: 0.0.0.0:8080\ntls: { certificate: c, key: k }\n" + keys
        )
        #expect(closed.notices.isEmpty)
    }

    @Test(arguments: [
        "8080", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "127.1:80", ":80", "::1:80", "[::1]",
        "a b:80",
    ])
    func `an address is host and port`(listen: String) {
        #expect(
            Sample.mistakes(beside: "listen: \"\(listen)\"\n") == [
                "b.yaml:7: listen: not an address: \"\(listen)\"; write host:port, like "
                    + "127.0.0.1:8080"
            ]
        )
    }

    @Test func `the endpoint and the console are two`() {
        #expect(
            Sample.mistakes(beside: "listen: 127.0.0.1:8081\n") == [
                "b.yaml:7: listen: listen and console are both 127.0.0.1:8081; give one of them "
                    + "another port"
            ]
        )
    }
}
