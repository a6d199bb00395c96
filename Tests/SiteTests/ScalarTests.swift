import Bus
import Inference
import Site
import Testing

@Suite struct `A value of the site file` {
    @Test func `takes variables, and two dollars for one`() throws {
        let site = try Sample.site("access_log: /var/log/${KEY}/$$x/$y.log\n")
        #expect(site.accessLog == .file(path: "/var/log/sk-0123456789abcdef/$x/$y.log"))
    }

    @Test func `takes variables inside braces and brackets without quotes too`() throws {
        let site = try Sample.site(
            """
            tls: { certificate: ${KEY}, key: /etc/${KEY}.pem }
            keys: [{ name: a, key: ${KEY}, jurisdictions: [us] }, { name: b, key: x$${KEY}${KEY} }]
            """
        )
        #expect(
            site.tls
                == TLSFiles(
                    certificate: "sk-0123456789abcdef",
                    key: "/etc/sk-0123456789abcdef.pem"
                )
        )
        #expect(site.keys?.map(\.name) == ["a", "b"])
        #expect(
            Sample.mistakes(beside: "tls: { certificate: ${KEY}, key: ${NO} }\n") == [
                "b.yaml:7: tls.key: the environment variable NO is not set"
            ]
        )
        #expect(
            Sample.mistakes(beside: "${KEY}: 1\n").first?.hasPrefix(
                "b.yaml:7: \"${KEY}\": unknown key; known here: listen"
            ) == true
        )
    }

    @Test(arguments: [
        ("${NOPE}", "the environment variable NOPE is not set"),
        ("${A B}", "\"A B\" is not the name of a variable; write ${NAME}"),
        ("${}", "\"\" is not the name of a variable; write ${NAME}"),
        ("${KEY:-x}", "\"KEY:-x\" is not the name of a variable; write ${NAME}"),
        ("${KEY", "${ without }; write ${NAME}, or $$ for a $"),
        ("${EMPTY}", "is empty: ${EMPTY} is set to nothing"),
        ("", "is empty"),
    ])
    func `names the variable that it does not get`(value: String, message: String) {
        #expect(
            Sample.mistakes(beside: "access_log: \"\(value)\"\n") == [
                "b.yaml:7: access_log: \(message)"
            ]
        )
    }

    @Test func `may name a variable that is not set where no credential is sent`() throws {
        let site = try SiteFile.decode(
            try Sample.example(),
            environment: [:],
            allowingUnset: true
        )
        #expect(site.keys?.count == 2)
        #expect(site.keyVariables["oracle-chicago"] == ["ORACLE_KEY"])
        #expect(site.keyVariables["rack-7"] == nil)
    }

    @Test func `says every variable that is not set, once for each place`() {
        #expect(
            Sample.mistakes(beside: "access_log: ${ONE}/${TWO}\n") == [
                "b.yaml:7: access_log: the environment variable ONE is not set",
                "b.yaml:7: access_log: the environment variable TWO is not set",
            ]
        )
    }

    @Test func `cannot be left out after its key`() {
        #expect(
            Sample.mistakes(beside: "listen:\nkeys: ~\nstore: []\n") == [
                "b.yaml:7: listen: has no value; give it one or remove the line",
                "b.yaml:8: keys: has to be a list of keys, not nothing",
                "b.yaml:9: store: has to be a single value, not a list",
            ]
        )
    }

    @Test(arguments: [
        ("250ms", Interval.milliseconds(250)), ("5s", .seconds(5)), ("1.5s", .milliseconds(1500)),
        ("10m", .seconds(600)), ("2h", .seconds(7_200)), ("3 s", .seconds(3)),
    ])
    func `is a duration with its unit`(written: String, interval: Interval) throws {
        let site = try Sample.site("policy: { idle_timeout: \(written) }\n")
        #expect(site.policy.idleTimeout == interval)
    }

    @Test(arguments: [
        ("5", "5 has no unit; write 5s, or 5ms, m, h"),
        ("5 days", "not a duration: \"5 days\"; write 250ms, 5s, 10m or 2h"),
        ("-5s", "not a duration: \"-5s\"; write 250ms, 5s, 10m or 2h"),
        ("soon", "not a duration: \"soon\"; write 250ms, 5s, 10m or 2h"),
        ("1.2.3s", "not a duration: \"1.2.3s\"; write 250ms, 5s, 10m or 2h"),
        ("0s", "0s is out of bounds; it has to be 1ms to 720h"),
        ("721h", "721h is out of bounds; it has to be 1ms to 720h"),
    ])
    func `is no duration otherwise`(written: String, message: String) {
        #expect(
            Sample.mistakes(beside: "policy: { total_timeout: \(written) }\n") == [
                "b.yaml:7: policy.total_timeout: \(message)"
            ]
        )
    }

    @Test(arguments: [
        ("4096", 4_096), ("64KiB", 65_536), ("2 MiB", 2 << 20), ("1GiB", 1 << 30),
    ])
    func `is a size in bytes`(written: String, bytes: Int) throws {
        let site = try Sample.site("limits: { answer_bytes: \(written) }\n")
        #expect(site.limits.answerBytes == bytes)
    }

    @Test(arguments: [
        ("64KB", "not a size: \"64KB\"; write 65536, 64KiB, 64MiB or 1GiB"),
        ("big", "not a size: \"big\"; write 65536, 64KiB, 64MiB or 1GiB"),
        ("12", "12 is out of bounds; it has to be 1KiB to 1024GiB"),
        (
            "9223372036854775807GiB",
            "9223372036854775807GiB is out of bounds; it has to be 1KiB to 1024GiB"
        ),
        (
            "99999999999999999999",
            "not a size: \"99999999999999999999\"; write 65536, 64KiB, 64MiB or 1GiB"
        ),
    ])
    func `is no size otherwise`(written: String, message: String) {
        #expect(
            Sample.mistakes(beside: "limits: { event_bytes: \(written) }\n") == [
                "b.yaml:7: limits.event_bytes: \(message)"
            ]
        )
    }

    @Test(arguments: ["nan", "inf", "0x10", "1_000", "1,5", "1e999"])
    func `is no number when it only looks like one to C`(written: String) {
        #expect(
            Sample.mistakes(beside: "policy: { retry_budget: '\(written)' }\n") == [
                "b.yaml:7: policy.retry_budget: not a number: \"\(written)\"; it has to be 0 to 10"
            ]
        )
    }

    @Test(arguments: ["${KEY}", "x${KEY}"])
    func `that holds a variable is shown as it was written`(written: String) {
        let found = Sample.mistakes(beside: "listen: \"\(written)\"\n")
        #expect(
            found == [
                "b.yaml:7: listen: not an address: \"\(written)\"; write host:port, like "
                    + "127.0.0.1:8080"
            ]
        )
    }

    @Test func `that is long or strange is shown short and on one line`() {
        let long = String(repeating: "x", count: 70)
        #expect(
            Sample.mistakes(beside: "policy: { prefer: \"a\\nb\\u0007\(long)\" }\n") == [
                "b.yaml:7: policy.prefer: \"a\\nb\u{FFFD}\(String(repeating: "x", count: 56))…\" "
                    + "is not a preference; write order, cost, latency, or weights like "
                    + "{ cost: 0.5, latency: 0.5 }"
            ]
        )
    }
}
