import Charts
import Testing

@Suite struct HeatMapTests {
    static func map(_ cells: [[Int?]], size: Plot.Size = .wide) -> HeatMap {
        HeatMap(
            id: "h",
            title: "Heat",
            summary: "Hot at noon",
            columns: Steps((0..<(cells.first?.count ?? 0)).map { "d\($0)" }),
            rows: cells.indices.map { "row \($0)" },
            classes: [.init("low", .ramp(0)), .init("high", .ramp(6)), .init("fails", .alarm)],
            cells: cells,
            size: size
        )
    }

    @Test func `cells of one class are one path, and what fails is crossed`() {
        let svg = Self.map([[0, 1], [nil, 2]]).chart.svg
        #expect(WellFormed(svg).complaint == nil)
        #expect(svg.contains("--chart-ramp-0"))
        #expect(svg.components(of: "chart-cross") == 2, "one in the legend, one in the map")
    }

    @Test func `a year of hours is a drawing of modest size`() {
        let cells = (0..<24).map { hour in (0..<365).map { day in (hour * 3 + day) / 90 % 2 } }
        let svg = Self.map(cells.map { $0.map { Optional($0) } }).chart.svg
        #expect(WellFormed(svg).complaint == nil)
        #expect(svg.utf8.count < 60_000)
    }

    @Test func `no rows and no columns are no mistake`() {
        #expect(WellFormed(Self.map([]).chart.svg).complaint == nil)
        #expect(WellFormed(Self.map([[]]).chart.svg).complaint == nil)
    }
}

@Suite struct BarRowsTests {
    static let bars = BarRows(
        id: "t",
        title: "Tornado",
        summary: "What matters",
        measure: .dollars,
        looks: [.init("at low", Swatch(0)), .init("at high", Swatch(1))],
        rows: [
            .init("price of <a>", values: [90e9, 120e9], notes: ["$2M", "$3M"]),
            .init("date", values: [nil, 110e9], notes: ["impossible", "2029"]),
        ],
        base: 100e9,
        areOverlaid: true
    )

    @Test(arguments: [960.0, 340.0])
    func `a tornado is well-formed in every width`(width: Double) {
        let svg = Self.bars.sized(width: width).chart.svg
        #expect(WellFormed(svg).complaint == nil)
        #expect(svg.contains("price of &lt;a&gt;"))
        #expect(svg.contains("impossible"))
        #expect(svg.contains("$100B"))
    }

    @Test func `values that are none draw no bar`() {
        var bars = Self.bars
        bars.rows = [.init("x", values: [.nan, nil], notes: ["", ""])]
        let svg = bars.chart.svg
        #expect(!svg.contains("nan"))
        // Only the legend's two samples.
        #expect(svg.components(of: "<rect ") == 2 + 1, "and the tile of one pattern")
    }

    @Test func `no rows are no mistake`() {
        var bars = Self.bars
        bars.rows = []
        #expect(WellFormed(bars.chart.svg).complaint == nil)
    }
}

extension String {
    /// How often a part occurs.
    func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
