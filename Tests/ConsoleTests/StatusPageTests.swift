import Foundation
import Inference
import Testing

@testable import Console

struct StatusPageTests {
    private func page(_ status: GatewayStatus) -> String {
        StatusPage(status: status, origin: "http://127.0.0.1:8081").document.text
    }

    /// The page without the templates, which are rows of their own.
    private func shown(_ status: GatewayStatus) -> String {
        let page = page(status)
        return String(page[..<(page.range(of: "<template")?.lowerBound ?? page.endIndex)])
    }

    private func count(_ needle: String, in page: String) -> Int {
        page.components(separatedBy: needle).count - 1
    }

    @Test func `a gateway without models says how to get one`() {
        let page = shown(Fixture.status([]))
        #expect(page.contains("No models yet"))
        #expect(page.contains("curl -X POST http://127.0.0.1:8081/admin/reload"))
        #expect(count("class=\"supply\"", in: page) == 0)
        #expect(page.contains("<h1 data-field=\"verdict\">No supplies yet</h1>"))
        #expect(page.contains("None since the start."))
    }

    @Test func `one supply is one row with its numbers`() {
        let page = shown(Fixture.status([Fixture.supply()]))
        #expect(count("class=\"supply\"", in: page) == 1)
        for text in [
            "The one supply conducts", "http://127.0.0.1:8080/v1", "1,284,310", "2 h 14 min",
            ">healthy</span>", "oracle-chicago", "openai.gpt-oss-120b", "us-chicago-1", "law of US",
            ">42%</span>", ">1,234</span>", ">16 failures</span>", ">312 ms</span>",
            ">1.25 s</span>", ">$0.15 in</span>", ">$0.60 out</span>", "2026-11-22 00:46:13 UTC",
            "busbar explain gpt-oss-120b", "curl http://127.0.0.1:8081/admin/status",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func `thirty supplies of three models are grouped in their order`() {
        let supplies = (0..<30).map {
            Fixture.supply("s\($0)", model: "m\($0 % 3)", health: $0 < 2 ? .down : .healthy)
        }
        let page = shown(Fixture.status(supplies))
        #expect(count("class=\"supply\"", in: page) == 30)
        #expect(count("class=\"model\"", in: page) == 3)
        #expect(page.contains("28 of 30 supplies conduct: 2 down"))
        #expect(page.contains("9 of 10 conduct · 30 in flight"))
        let groups = StatusPage.byModel(supplies)
        #expect(groups.map(\.model) == ["m0", "m1", "m2"])
        #expect(groups[1].supplies.map(\.supplier).prefix(2) == ["s1", "s4"])
    }

    @Test(arguments: [
        SupplyStatus.Health.healthy, .recovering, .probing, .down, .waiting, .locked,
    ])
    func `health is a word and a shape`(health: SupplyStatus.Health) {
        let page = shown(Fixture.status([Fixture.supply(health: health, note: "because")]))
        #expect(page.contains("<symbol id=\"health-\(health.rawValue)\""))
        #expect(page.contains("<use href=\"#health-\(health.rawValue)\"/>"))
        #expect(page.contains(">\(health.rawValue)</span>"))
        #expect(page.contains(">because</span>"))
    }

    @Test func `a locked supply says how to reset it`() {
        let page = shown(Fixture.status([Fixture.supply("a b", health: .locked)]))
        #expect(page.contains("curl -X POST http://127.0.0.1:8081/admin/suppliers/a%20b/reset"))
    }

    @Test func `what is unknown is never a number`() {
        let page = shown(
            Fixture.status([Fixture.supply(share: nil, price: nil, latency: nil)])
        )
        #expect(count(">–</span>", in: page) == 3)
        #expect(count(">unpriced</span>", in: page) == 1)
        #expect(!page.contains("$0"))
    }

    @Test func `draining is said`() {
        #expect(shown(Fixture.status([], draining: true)).contains("Draining: no new requests"))
        #expect(!shown(Fixture.status([])).contains("Draining: no new requests"))
    }

    @Test func `errors tell their time and age`() {
        let failure = SupplyStatus.Failure(
            time: Fixture.time - 75,
            supply: "oracle-chicago/openai.gpt-oss-120b",
            what: "502 from the supplier"
        )
        let page = shown(Fixture.status([Fixture.supply(failure: failure)], errors: [failure]))
        #expect(count("502 from the supplier", in: page) == 2)
        #expect(count("1 min ago", in: page) == 2)
        #expect(count("2026-11-22 00:44:58 UTC", in: page) == 2)
        #expect(page.contains("<p id=\"no-errors\" hidden>"))
    }

    @Test func `no name gets to be markup`() {
        let evil = "<script>alert('1')</script>\"><b onload=\"x\">&amp;"
        let failure = SupplyStatus.Failure(time: 0, supply: evil, what: evil)
        var supply = Fixture.supply(evil, model: evil, note: evil, failure: failure)
        supply.supplierModel = evil
        supply.region = evil
        supply.jurisdiction = evil
        var status = Fixture.status([supply], errors: [failure])
        status.endpoint = evil
        let page = StatusPage(status: status, origin: evil).document.text
        #expect(!page.contains("<script>"))
        #expect(!page.contains("<b onload"))
        #expect(!page.contains("onload=\"x\""))
        #expect(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&gt;&lt;b"))
        #expect(page.contains("&amp;amp;"))
    }

    @Test func `only literals are markup`() {
        let name = "<&>\"'"
        let html: HTML = "<p title=\"\(name)\">\(name)\(3)\("<br>" as HTML)</p>"
        let escaped = "&lt;&amp;&gt;&quot;&#39;"
        #expect(html.text == "<p title=\"\(escaped)\">\(escaped)3<br></p>")
    }

    @Test func `the policy has nothing inline to forbid`() {
        let page = page(Fixture.status([Fixture.supply(health: .locked)]))
        #expect(!page.contains(" style=\""))
        #expect(!page.contains("<style"))
        #expect(count("<script", in: page) == 1)
        #expect(page.contains("<script src=\"/console.js\" defer></script>"))
        #expect(!page.contains("=\"http://www."))
        #expect(!Stylesheet.text.contains("url("))
        #expect(!Script.text.contains("innerHTML"))
    }

    @Test func `the script fills every place of a row and of the headline`() {
        for place in SupplyReadings.Place.allCases {
            #expect(Script.text.contains("\(place.rawValue): "), "\(place)")
            #expect(SupplyTable.templates.text.contains("data-field=\"\(place.rawValue)\""))
        }
        for health in ["healthy", "recovering", "probing", "down", "waiting", "locked"] {
            let meaning = SupplyStatus.Health(rawValue: health).map(SupplyReadings.meaning)
            #expect(Script.text.contains("\(health): \"\(meaning ?? "none")\""))
        }
        #expect(Script.text.contains(StatusPage.draining))
    }
}
