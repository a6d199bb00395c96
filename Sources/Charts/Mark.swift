/// Values with a name and a look, one per slot of a plot's axis.
package struct Series: Sendable, Equatable {
    package var name: String
    package var values: [Double]
    package var swatch: Swatch

    package init(_ name: String, _ values: [Double], _ swatch: Swatch) {
        self.name = name
        self.values = values
        self.swatch = swatch
    }
}

/// One layer of a plot.
package enum Mark: Sendable, Equatable {
    package enum StackForm: Sendable, Equatable {
        /// With a gap between the slots.
        case bars
        /// Without: for many slots.
        case areas
    }

    package enum LineForm: Sendable, Equatable {
        /// From the middle of a slot to the middle of the next.
        case straight
        /// Level over each slot.
        case steps
    }

    /// One upon the other from zero, what is positive upwards and what is negative downwards.
    case stack([Series], StackForm)
    case line(Series, LineForm)
    /// From low to high in each slot.
    case band(String, low: [Double], high: [Double], Swatch)
    /// Through points, for a plot over a span.
    case curve(String, [Point], Swatch)
    /// Places of their own, for a plot over a span: what a choice costs against what it gives.
    case dots(String, [Dot], Swatch)
    /// A horizontal line; one without a name is not in the legend.
    case level(Double, String)

    /// A place with a size.
    package struct Dot: Sendable, Equatable {
        package var x: Double
        package var y: Double
        /// Of its area, from 0 to 1.
        package var size: Double
        /// For whoever points at it; empty for none.
        package var name: String

        package init(_ x: Double, _ y: Double, size: Double = 0.25, name: String = "") {
            self.x = x
            self.y = y
            self.size = size
            self.name = name
        }
    }

    package struct Point: Sendable, Equatable {
        package var x: Double
        package var y: Double

        package init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    var swatches: [Swatch] {
        switch self {
        case .stack(let series, _): series.map(\.swatch)
        case .band(_, _, _, let swatch): [swatch]
        case .line, .curve, .dots, .level: []
        }
    }

    var entries: [Legend.Entry] {
        switch self {
        case .stack(let series, _): series.map { Legend.Entry(.area($0.swatch), $0.name) }
        case .line(let series, _): [Legend.Entry(.line(series.swatch), series.name)]
        case .band(let name, _, _, let swatch): [Legend.Entry(.band(swatch), name)]
        case .curve(let name, _, let swatch): [Legend.Entry(.line(swatch), name)]
        case .dots(let name, _, let swatch): [Legend.Entry(.dot(swatch), name)]
        case .level(_, let name): name.isEmpty ? [] : [Legend.Entry(.level, name)]
        }
    }

    var isEmpty: Bool {
        switch self {
        case .stack(let series, _): !series.contains { $0.values.contains(where: \.isFinite) }
        case .line(let series, _): !series.values.contains(where: \.isFinite)
        case .band(_, let low, _, _): !low.contains(where: \.isFinite)
        case .curve(_, let points, _): points.isEmpty
        case .dots(_, let dots, _): dots.isEmpty
        case .level: false
        }
    }

    /// What the vertical axis has to cover.
    var extremes: [Double] {
        switch self {
        case .stack(let series, _):
            let count = series.map(\.values.count).max() ?? 0
            return (0..<count).flatMap { slot -> [Double] in
                let values = series.compactMap {
                    $0.values.indices.contains(slot) ? $0.values[slot] : nil
                }
                .filter(\.isFinite)
                return [
                    values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +),
                ]
            }
        case .line(let series, _): return series.values
        case .band(_, let low, let high, _): return low + high
        case .curve(_, let points, _): return points.map(\.y)
        case .dots(_, let dots, _): return dots.map(\.y)
        case .level(let value, _): return [value]
        }
    }
}
