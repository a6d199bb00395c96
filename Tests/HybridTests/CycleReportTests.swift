import Testing

@testable import Hybrid

@Suite struct CycleReportTests {
    static let subjects = [
        (
            "series",
            ReportFixture.subject(
                ReportFixture.sheet,
                trailer: ReportFixture.trailer,
                control: .thermostat,
                startSOC: 0.5
            )
        ),
        ("electric", ReportFixture.subject(ReportFixture.electricSheet)),
        ("gas", ReportFixture.subject(ReportFixture.gasSheet)),
    ]

    static let pages = Result { try subjects.map { ($0, try ReportFixture.page($1).html) } }

    static func html(_ name: String) throws -> String {
        try #require(try pages.get().first { $0.0 == name }?.1)
    }

    @Test(arguments: [
        ("series", ["summary", "power", "energy", "efficiency", "bound", "published", "words"]),
        ("electric", ["summary", "power", "energy", "efficiency", "published", "words"]),
        ("gas", ["summary", "power", "energy", "efficiency", "words"]),
    ])
    func `a page has the sections that its vehicle has something for`(
        name: String,
        sections: [String]
    ) throws {
        let html = try Self.html(name)
        let all = ["summary", "power", "energy", "efficiency", "bound", "published", "words"]
        for section in all {
            #expect(html.contains("<section id=\"\(section)\"") == sections.contains(section))
        }
    }

    @Test func `a vehicle without a generator has no word of one`() throws {
        for name in ["electric", "gas"] {
            let html = try Self.html(name).lowercased()
            #expect(!html.contains("generator"))
            #expect(!html.contains("no control"))
        }
    }

    @Test func `a vehicle without fuel has no word of it`() throws {
        let html = try Self.html("electric").lowercased()
        for word in ["fuel", "gasoline", "co2", "mpg", "engine"] { #expect(!html.contains(word)) }
    }

    @Test func `a vehicle without a battery has no word of charge`() throws {
        let html = try Self.html("gas").lowercased()
        for word in ["state of charge", "battery", "soc"] { #expect(!html.contains(word)) }
    }

    @Test func `no page holds a number that is none, or anything from elsewhere`() throws {
        for (_, html) in try Self.pages.get() {
            for word in [">nan", "\"nan", "inf ", "http-equiv", "<script", "src="] {
                #expect(!html.lowercased().contains(word), "\(word)")
            }
        }
    }

    @Test func `every name within a page is unique`() throws {
        for (_, html) in try Self.pages.get() {
            let ids = html.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test func `with bands the page says how sure it is`() throws {
        let subject = ReportFixture.subject(ReportFixture.sheet)
        let range = RangeDocument(subject, try RangeOutlook(subject))
        let page = CycleReport(
            subject,
            try CycleOutlook(subject),
            range: range,
            uncertainty: RangeUncertainty(range.figures, of: [.init(subject)], samples: 40)
        )
        #expect(page.html.contains("<section id=\"spread\""))
        #expect(page.html.contains("matters most"))
        #expect(try !Self.html("series").contains("<section id=\"spread\""))
    }

    @Test func `the gap of the control that was driven stands at the head`() throws {
        let html = try Self.html("series")
        #expect(html.contains("Above the least possible fuel"))
        #expect(html.contains("thermostat (as asked)"))
    }
}

@Suite struct BinsTests {
    @Test func `a step counts in each slot by the part of it that it covers`() {
        var bins = Bins(0...4, count: 2)
        bins.add(1, from: 0, to: 1)
        bins.add(3, from: 1, to: 3)
        bins.add(5, from: 3, to: 4)
        #expect(bins.means == [2, 4])
    }

    @Test func `a slot that nothing was entered in is a gap`() {
        var bins = Bins(0...2, count: 2)
        bins.add(7, from: 0, to: 0.5)
        #expect(bins.means[0] == 7)
        #expect(bins.means[1].isNaN)
    }
}
