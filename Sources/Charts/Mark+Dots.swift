extension Mark.Dot {
    /// In pixels, of a dot of size zero and of one of size 1.
    private static let radii = 2.6...11.0

    /// The radius in pixels: the area goes with the size.
    var radius: Double {
        let low = Self.radii.lowerBound * Self.radii.lowerBound
        let high = Self.radii.upperBound * Self.radii.upperBound
        return (low + (high - low) * min(max(size, 0), 1)).squareRoot()
    }

    func draw(_ swatch: Swatch, in frame: Frame, _ markup: inout Markup) {
        swatch.drawDot(frame.x(x), frame.y(y), radius: radius, name: name, &markup)
    }
}

extension Swatch {
    /// A circle, a square, a diamond or a triangle, so that dots differ without color.
    func drawDot(
        _ x: Double,
        _ y: Double,
        radius: Double,
        name: String = "",
        _ markup: inout Markup
    ) {
        markup.open(
            "path",
            ["class": "chart-spot", "fill": colorVariable, "d": outline(x, y, radius)]
        )
        if !name.isEmpty { markup.element("title", text: name) }
        markup.close()
    }

    private func outline(_ x: Double, _ y: Double, _ radius: Double) -> String {
        switch number % 4 {
        case 0:
            let size = coordinate(radius)
            let back = coordinate(-2 * radius)
            return "M\(coordinate(x + radius)) \(coordinate(y))a\(size) \(size) 0 1 1 \(back) 0"
                + "a\(size) \(size) 0 1 1 \(coordinate(2 * radius)) 0z"
        case 1:
            let half = 0.88 * radius
            let side = coordinate(2 * half)
            return "M\(coordinate(x - half)) \(coordinate(y - half))h\(side)v\(side)"
                + "h\(coordinate(-2 * half))z"
        case 2:
            let arm = 1.25 * radius
            return
                "M\(coordinate(x)) \(coordinate(y - arm))L\(coordinate(x + arm)) \(coordinate(y))"
                + "L\(coordinate(x)) \(coordinate(y + arm))L\(coordinate(x - arm)) \(coordinate(y))z"
        default:
            let arm = 1.2 * radius
            return "M\(coordinate(x)) \(coordinate(y - arm))"
                + "L\(coordinate(x + arm)) \(coordinate(y + 0.8 * arm))"
                + "H\(coordinate(x - arm))z"
        }
    }
}
