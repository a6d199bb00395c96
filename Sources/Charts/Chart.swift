/// A drawing as the text of an `svg` element, to stand inside a page.
///
/// The page has to carry ``ChartStyle/css`` once.
package struct Chart: Sendable, Equatable {
    package let svg: String

    package init(svg: String) { self.svg = svg }

    /// An `svg` with its accessible name and description, around what `content` draws.
    ///
    /// `id`: Unique within the page: it names the title, the description and the patterns.
    init(
        id: String,
        title: String,
        summary: String,
        width: Double,
        height: Double,
        swatches: [Swatch],
        _ content: (inout Markup) -> Void
    ) {
        var markup = Markup()
        let (width, height) = (coordinate(width), coordinate(height))
        markup.open(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "role": "img",
                "aria-labelledby": "\(id)-title", "aria-describedby": "\(id)-desc",
                "width": width, "height": height, "viewBox": "0 0 \(width) \(height)",
            ]
        )
        markup.element("title", ["id": "\(id)-title"], text: title)
        markup.element("desc", ["id": "\(id)-desc"], text: summary)
        let patterned = Set(swatches).filter { $0.pattern > 0 }.sorted { $0.number < $1.number }
        if !patterned.isEmpty {
            markup.element("defs") { markup in
                for swatch in patterned { swatch.define(in: id, &markup) }
            }
        }
        content(&markup)
        markup.close()
        svg = markup.text
    }
}

/// A place in a drawing with one digit behind the point, and none when that is a zero.
func coordinate(_ value: Double) -> String {
    precondition(value.isFinite, "a place in a drawing is a number")
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return rest == 0
        ? "\(sign)\(tenths.magnitude / 10)" : "\(sign)\(tenths.magnitude / 10).\(rest)"
}
