import Charts
import Testing

@Suite struct PlotTests {
    static let names = ["2026-Q1", "2026-Q2", "2027-Q1", "2027-Q2"]
    static let steps = Steps(names: names, labels: ["2026", "2026", "2027", "2027"])

    static func plot(_ marks: [Mark], size: Plot.Size = .wide) -> Plot {
        Plot(
            id: "p",
            title: "Title & <more>",
            summary: "What \"it\" shows",
            horizontal: .steps(steps),
            measure: .megawatts,
            marks: marks
        ).sized(size)
    }

    static let everything: [Mark] = [
        .stack(
            [
                Series("a", [1, 2, 3, .nan], Swatch(0)), Series("b & c", [1, -2, 0, 4], Swatch(1)),
                Series("d", [0, 0, 0, 0], Swatch(2)),
            ],
            .bars
        ),
        .stack(
            [Series("e", [1, 1, -1, .infinity], Swatch(3)), Series("f", [1, 2], Swatch(10))],
            .areas
        ),
        .line(Series("g", [1, .nan, 3, 4], Swatch(4)), .straight),
        .line(Series("h", [1, 2, .nan, 4], Swatch(5)), .steps),
        .band("range", low: [0, 1, .nan, 2], high: [2, 3, 4, 5], Swatch(6)),
        .level(2.5, "limit"),
    ]

    @Test(arguments: [Plot.Size.wide, .half, .small, .narrow])
    func `a drawing is well-formed and says what it shows`(size: Plot.Size) {
        let svg = Self.plot(Self.everything, size: size).chart.svg
        let check = WellFormed(svg)
        #expect(check.complaint == nil)
        #expect(svg.hasPrefix("<svg "))
        #expect(svg.contains("role=\"img\""))
        #expect(svg.contains("<title id=\"p-title\">Title &amp; &lt;more&gt;</title>"))
        #expect(svg.contains("<desc id=\"p-desc\">What &quot;it&quot; shows</desc>"))
        for name in ["b &amp; c", "range", "limit", "2026"] { #expect(svg.contains(name)) }
    }

    @Test func `no drawing holds a number that is none`() {
        for size in [Plot.Size.wide, .narrow] {
            let svg = Self.plot(Self.everything, size: size).chart.svg
            for word in ["nan", "inf", "NaN"] { #expect(!svg.contains(word)) }
        }
    }

    @Test func `the same values give the same text`() {
        #expect(Self.plot(Self.everything).chart == Self.plot(Self.everything).chart)
    }

    @Test func `nothing to show is said`() {
        for marks: [Mark] in [
            [], [.stack([], .bars)], [.line(Series("a", [], Swatch(0)), .steps)],
            [.line(Series("a", [.nan, .nan], Swatch(0)), .straight)], [.curve("c", [], Swatch(0))],
        ] {
            let svg = Self.plot(marks).chart.svg
            #expect(WellFormed(svg).complaint == nil)
            #expect(svg.contains("no data"))
        }
        var empty = Self.plot([])
        empty.horizontal = .steps(Steps([]))
        #expect(WellFormed(empty.chart.svg).complaint == nil)
    }

    @Test func `positive parts stack upwards and negative ones downwards`() {
        let marks: [Mark] = [
            .stack(
                [
                    Series("a", [2], Swatch(0)), Series("b", [-1], Swatch(1)),
                    Series("c", [2], Swatch(2)),
                ],
                .bars
            )
        ]
        var plot = Self.plot(marks)
        plot.horizontal = .steps(Steps(["x"]))
        plot.hasLegend = false
        let svg = plot.chart.svg
        // From -1.2 to 4.2 over 282 pixels: 52.2 each, zero at 231.3.
        #expect(svg.contains("y=\"126.9\""))
        #expect(svg.contains("y=\"231.3\""))
        #expect(svg.contains("y=\"22.4\""))
        #expect(svg.contains("<title>x, c: 2 MW</title>"))
    }

    @Test func `a name that is wider than the drawing stands in several lines of the legend`() {
        let name = "a vehicle with a long name (at 95 % of the speeds of the road)"
        let plot = Self.plot([.line(Series(name, [0, 4], Swatch(0)), .straight)])
        let svg = plot.sized(.narrow).chart.svg
        let words = name.split(separator: " ")
        let isCut = svg.contains("…")
        #expect(!isCut)
        #expect(words.allSatisfy { svg.contains($0) })
    }

    @Test func `a step line is level over each slot`() {
        var plot = Self.plot([.line(Series("a", [0, 4, 4, 0], Swatch(0)), .steps)])
        plot.hasLegend = false
        let svg = plot.chart.svg
        #expect(svg.contains("V22.8H"))
    }

    @Test func `labels that do not fit are thinned out`() {
        let names = (0..<60).map { "\(1990 + $0)" }
        var plot = Self.plot([.line(Series("a", names.map { _ in 1 }, Swatch(0)), .straight)])
        plot.horizontal = .steps(Steps(names))
        let shown = names.filter { plot.sized(.narrow).chart.svg.contains(">\($0)</text>") }
        #expect((4...12).contains(shown.count))
        let gaps = Set(
            zip(shown, shown.dropFirst()).compactMap { a, b in
                Int(a).flatMap { a in Int(b).map { $0 - a } }
            }
        )
        #expect(gaps.count == 1)
    }

    @Test func `a duration curve falls from the largest to the smallest value`() {
        let values = (0..<8_760).map { Double($0 * 7_919 % 8_760) } + [.nan]
        let points = DurationCurve.points(of: values)
        #expect(points.count == 200)
        #expect(points.first == Mark.Point(0, 8_759))
        #expect(points.last == Mark.Point(1, 0))
        #expect(zip(points, points.dropFirst()).allSatisfy { $0.y >= $1.y && $0.x < $1.x })
        #expect(DurationCurve.points(of: []).isEmpty)
        #expect(DurationCurve.points(of: [3]) == [Mark.Point(0, 3), Mark.Point(1, 3)])
    }

    @Test func `a curve lies over its span`() {
        let plot = Plot(
            id: "d",
            title: "Duration",
            summary: "Falls",
            horizontal: .span(0...1, .percent),
            measure: .megawatts,
            marks: [.curve("load", DurationCurve.points(of: [3, 1, 2]), Swatch(1))]
        )
        let svg = plot.chart.svg
        #expect(WellFormed(svg).complaint == nil)
        #expect(svg.contains(">100 %</text>"))
        #expect(svg.contains("stroke-dasharray"))
    }
}

@Suite struct DotTests {
    static func plot(_ dots: [Mark.Dot], _ number: Int = 0) -> Plot {
        Plot(
            id: "d",
            title: "Front",
            summary: "What each choice costs",
            horizontal: .span(0...10, .number),
            measure: .number,
            marks: [.dots("choices", dots, Swatch(number))]
        )
    }

    @Test(arguments: 0..<8)
    func `dots of every look are well-formed and can be pointed at`(number: Int) {
        let svg = Self.plot([Mark.Dot(1, 2, size: 1, name: "a & b"), Mark.Dot(3, 4)], number).chart
            .svg
        #expect(WellFormed(svg).complaint == nil)
        #expect(svg.contains("<title>a &amp; b</title>"))
        #expect(svg.contains("choices"))
    }

    @Test func `the first four looks differ in shape`() {
        let paths = (0..<4).map { number in
            Self.plot([Mark.Dot(5, 5)], number).chart.svg
                .split(separator: "chart-spot").last?.prefix { $0 != ">" }
                .split(separator: " d=").last ?? ""
        }
        #expect(Set(paths).count == 4)
    }

    @Test func `a place that is no number is left out`() {
        let svg = Self.plot([Mark.Dot(.nan, 1), Mark.Dot(1, .infinity)]).chart.svg
        #expect(!svg.lowercased().contains("nan") && !svg.contains("inf"))
    }
}

@Suite struct SlotTests {
    @Test func `slots lie under the numbers of their span`() {
        let plot = Plot(
            id: "s",
            title: "Over time",
            summary: "Falls",
            horizontal: .slots(4, 0...60, .plain("min")),
            measure: .number,
            marks: [.line(Series("a", [4, 3, 2, 1], Swatch(0)), .steps)]
        )
        let svg = plot.chart.svg
        #expect(WellFormed(svg).complaint == nil)
        #expect(svg.contains(">60 min</text>"))
    }
}
