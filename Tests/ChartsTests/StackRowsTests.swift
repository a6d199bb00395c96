import Charts
import Testing

@Suite struct StackRowsTests {
    static let rows = StackRows(
        id: "s",
        title: "Hours",
        summary: "Where they go",
        measure: .plain("h"),
        parts: [
            .init("driving", Swatch(0)), .init("charging", Swatch(1)),
            .init("given back", Swatch(2)), .init("nobody", Swatch(3)),
        ],
        rows: [
            .init("a & b", values: [8, 2, 0, 0], note: "10 h"),
            .init("c", values: [6, .nan, -1, 0], note: "5 h"),
        ]
    )

    @Test(arguments: [960.0, 470, 340])
    func `a drawing is well-formed and says what it shows`(width: Double) {
        let svg = Self.rows.sized(width: width).chart.svg
        #expect(WellFormed(svg).complaint == nil)
        for text in ["a &amp; b", "10 h", "driving", "Where they go"] {
            #expect(svg.contains(text))
        }
        #expect(!svg.contains("nan"))
    }

    @Test func `a part that no row has is not in the legend`() {
        #expect(!Self.rows.chart.svg.contains("nobody"))
    }

    @Test func `parts follow each other, and those below zero go to the left`() {
        let svg = Self.rows.chart.svg
        #expect(svg.contains("<title>a &amp; b, charging: 2 h</title>"))
        #expect(svg.contains("<title>c, given back: −1 h</title>"))
    }
}
