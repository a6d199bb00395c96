/// How one of several things looks: a color, a pattern and a dash, so that color is not alone.
///
/// Two swatches of different numbers below 64 never have both color and pattern in common, and the
/// first eight have neither. The colors are CSS variables (``ChartStyle``), so that a drawing
/// follows light, dark and print.
package struct Swatch: Sendable, Hashable {
    package let number: Int
    /// Drawn in the color of the text: lines that lie over areas, with an edge around them.
    let isInk: Bool

    /// `number`: Not negative.
    package init(_ number: Int) { self.init(number, isInk: false) }

    /// `number`: Not negative; below 8 for lines that differ.
    package static func ink(_ number: Int) -> Swatch { Swatch(number, isInk: true) }

    private init(_ number: Int, isInk: Bool) {
        precondition(number >= 0, "swatches are numbered from 0")
        self.number = number
        self.isInk = isInk
    }

    static let colorCount = 8
    static let patternCount = 8

    var color: Int { number % Self.colorCount }
    var pattern: Int { (number + number / Self.colorCount) % Self.patternCount }

    var colorVariable: String { isInk ? "var(--chart-ink)" : "var(--chart-\(color))" }

    /// What an SVG `fill` says; `id` is that of the drawing, which has to define the pattern.
    func fill(in id: String) -> String {
        pattern == 0 ? colorVariable : "url(#\(patternID(in: id)))"
    }

    /// Lengths of dashes and gaps for lines; empty for a solid one.
    var dash: String {
        ["", "7 3", "2 3", "10 3 2 3", "4 2", "12 4", "7 2 2 2 2 2", "1 4"][pattern]
    }

    /// The definition of the pattern for ``fill(in:)``; nothing for a plain color.
    func define(in id: String, _ markup: inout Markup) {
        guard pattern > 0 else { return }
        let size = pattern == 2 ? 6 : 7
        markup.element(
            "pattern",
            [
                "id": patternID(in: id), "width": "\(size)", "height": "\(size)",
                "patternUnits": "userSpaceOnUse",
            ]
        ) { markup in
            markup.leaf(
                "rect",
                ["width": "\(size)", "height": "\(size)", "fill": colorVariable]
            )
            if pattern == 2 {
                markup.leaf("circle", ["cx": "3", "cy": "3", "r": "1.3", "class": "chart-dot"])
            } else {
                markup.leaf("path", ["d": strokes, "class": "chart-hatch"])
            }
        }
    }

    private func patternID(in id: String) -> String { "\(id)-\(isInk ? "i" : "s")\(number)" }

    /// Lines in a square of 7 that meet at its edges.
    private var strokes: String {
        switch pattern {
        case 1: "M-1 1L1 -1M0 7L7 0M6 8L8 6"
        case 3: "M0 3.5H7"
        case 4: "M-1 6L1 8M0 0L7 7M6 -1L8 1"
        case 5: "M3.5 0V7"
        case 6: "M0 7L7 0M0 0L7 7"
        default: "M0 3.5H7M3.5 0V7"
        }
    }
}
