import Testing

@testable import Console

struct CommandFormTests {
    @Test(arguments: [
        ("gpt-oss-120b", "gpt-oss-120b"), ("a/b:c@d", "a/b:c@d"), ("two words", "'two words'"),
        ("a; rm -rf /", "'a; rm -rf /'"), ("it's", #"'it'\''s'"#), ("-rf", "'-rf'"), ("", "''"),
        ("$(x)", "'$(x)'"), ("é", "'é'"),
    ])
    func `a name is one word of the shell`(name: String, word: String) {
        #expect(CommandForm.explain(name) == "busbar explain \(word)")
    }

    @Test func `a supplier's name is one segment of the path`() {
        #expect(
            CommandForm.reset("a/b é?", origin: "http://[::1]:8081")
                == "curl -X POST 'http://[::1]:8081/admin/suppliers/a%2Fb%20%C3%A9%3F/reset'"
        )
    }

    @Test(arguments: ["plain", "a/b c", "é✓", "100%", "a+b", ""])
    func `escapes are undone`(name: String) {
        #expect(PercentEncoding.decoded(PercentEncoding.encoded(name)) == name)
    }

    @Test(arguments: ["%", "%4", "%zz", "a%2", "%ff", "%c3%28"])
    func `wrong escapes are no name`(segment: String) {
        #expect(PercentEncoding.decoded(segment) == nil)
    }
}
