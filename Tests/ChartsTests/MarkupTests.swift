import Charts
import Testing

@Suite struct MarkupTests {
    @Test func `texts and attributes are escaped`() {
        var markup = Markup()
        markup.element("p", ["title": "\"a\" < 'b' & c"], text: "<script>x && y</script>")
        #expect(
            markup.text
                == "<p title=\"&quot;a&quot; &lt; &#39;b&#39; &amp; c\">&lt;script&gt;x &amp;&amp; y"
                + "&lt;/script&gt;</p>"
        )
        #expect(WellFormed(markup.text).complaint == nil)
    }

    @Test func `what XML cannot hold is replaced`() {
        #expect(Markup.escaped("a\u{0}b\u{1B}c\td") == "a\u{FFFD}b\u{FFFD}c\td")
    }

    @Test func `elements close in order`() {
        var markup = Markup()
        markup.element("ul") { markup in
            for name in ["a", "b"] { markup.element("li", text: name) }
            markup.leaf("br")
        }
        #expect(markup.text == "<ul><li>a</li><li>b</li><br/></ul>")
    }

    @Test(arguments: [
        "<a>", "<a></b>", "<a b=c/>", "<a>&nbsp;</a>", "a < b", "<a id=\"x\"/><a id=\"x\"/>",
        "<a href=\"#x\"/>", "<a b=\"1\" b=\"2\"/>",
    ]) func `the check finds what is not well-formed`(text: String) {
        #expect(WellFormed(text).complaint != nil)
    }
}
