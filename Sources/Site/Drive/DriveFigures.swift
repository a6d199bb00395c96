import Hybrid
import Planning

/// A key of a file and what one of its unit is in the unit of the program.
struct UnitKey: Sendable {
    let name: String
    let factor: Double

    init(_ name: String, _ factor: Double = 1) {
        self.name = name
        self.factor = factor
    }
}

extension Bounds {
    static let degrees = range(Conditions.temperatures, "°C")
    static let altitude = range(Conditions.altitudes, "m")
    // Cells get warmer than any air.
    static let cellDegrees = range(-60...80, "°C")
    // What is never so small in percent is a share where it is: 0.95 for 95 %.
    static let efficiency = Self("a percentage above 1, below 100; a share of 0.9 is 90") {
        $0 > 1 && $0 < 100
    }
    static let largePercent = Self("a percentage above 1, at most 100; a share of 0.9 is 90") {
        $0 > 1 && $0 <= 100
    }
    static let noneOrPercent = Self("0, or a percentage of 1 to 100; a share of 0.9 is 90") {
        $0 == 0 || (1...100).contains($0)
    }

    /// `unit`: What stands after the two numbers; empty for a plain number.
    static func range(_ range: ClosedRange<Double>, _ unit: String = "") -> Self {
        let ends = "\(plain(range.lowerBound)) to \(plain(range.upperBound))"
        return Self(unit.isEmpty ? ends : "\(ends) \(unit)") { range.contains($0) }
    }

    private static func plain(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
    }
}

extension SiteReader {
    /// The mapping of a part; its figures come from where the whole says unless it says otherwise.
    mutating func part(_ field: Field, known: [String], of whole: Entity?) -> Entity? {
        guard let entity = entity(field, known: known) else { return nil }
        return Entity(fields: entity.fields, origin: entity.origin ?? whole?.origin)
    }

    /// A figure under one of several keys, in the unit of the program; nil when there is none.
    mutating func quantity(_ keys: [UnitKey], in entity: Entity, _ bounds: Bounds) -> Double? {
        guard let field = alternative(keys.map(\.name), in: entity),
            let key = keys.first(where: { $0.name == field.name })
        else { return nil }
        return figure(field, entity.origin, bounds).map { $0 * key.factor }
    }

    mutating func quantity(
        _ name: String,
        _ factor: Double = 1,
        in entity: Entity,
        _ bounds: Bounds
    ) -> Double? {
        quantity([UnitKey(name, factor)], in: entity, bounds)
    }

    /// A figure that has to be there under one of several keys.
    mutating func requiredQuantity(
        _ keys: [UnitKey],
        in entity: Entity,
        _ bounds: Bounds,
        _ example: String
    ) -> Double? {
        if keys.contains(where: { entity[$0.name] != nil }) {
            return quantity(keys, in: entity, bounds)
        }
        let isMisspelt = keys.contains { entity.fields.misspelt.contains($0.name) }
        if !isMisspelt {
            let others = keys.dropFirst().map { ", or \($0.name)" }.joined()
            _ = required(keys[0].name, in: entity.fields, example + others)
        }
        return nil
    }

    mutating func requiredQuantity(
        _ name: String,
        _ factor: Double = 1,
        in entity: Entity,
        _ bounds: Bounds,
        _ example: String
    ) -> Double? {
        requiredQuantity([UnitKey(name, factor)], in: entity, bounds, example)
    }

    /// A pair `[low, high]` of figures, the first below the second.
    mutating func pair(
        _ field: Field,
        _ origin: FigureOrigin?,
        _ bounds: Bounds,
        _ example: String
    ) -> ClosedRange<Double>? {
        guard let items = list(field, of: "two numbers: \(example)") else { return nil }
        guard items.count == 2 else {
            reject(field, "has \(items.count) entries; write two: \(example)")
            return nil
        }
        let ends = items.map { figure($0, origin, bounds) }
        guard let low = ends[0], let high = ends[1] else { return nil }
        guard low < high else {
            reject(field, "\(short(low)) is not below \(short(high)); write \(example)")
            return nil
        }
        return low...high
    }
}

extension SiteReader {
    /// What the axes of a curve may be, and their factors to the unit of the program.
    struct Axes {
        let x: Bounds
        let y: Bounds
        var xFactor = 1.0
        var yFactor = 1.0
        let example: String
    }

    /// Points `[[x, y], …]`, in order of x; or one number, the same everywhere.
    ///
    /// With a source of its own it is `{ points: [[x, y], …], source: … }`.
    mutating func curve(_ name: String, in entity: Entity, _ axes: Axes) -> Curve? {
        guard let field = entity[name] else { return nil }
        if !field.isList, !(field.keys?.contains("points") ?? false) {
            if field.isMapping, !field.isFigure {
                reject(field, "has no points; write { points: \(axes.example), source: … }")
                return nil
            }
            return figure(field, entity.origin, axes.y).map { .constant($0 * axes.yFactor) }
        }
        guard field.isMapping else { return curve(field, entity.origin, axes) }
        guard let inner = part(field, known: ["points"], of: entity),
            let points = inner["points"]
        else { return nil }
        return curve(points, inner.origin, axes)
    }

    private mutating func curve(
        _ field: Field,
        _ origin: FigureOrigin?,
        _ axes: Axes
    ) -> Curve? {
        guard let items = list(field, of: "points: \(axes.example)") else { return nil }
        guard !items.isEmpty else {
            reject(field, "has no points; write \(axes.example)")
            return nil
        }
        var points: [Curve.Point] = []
        var isWhole = true
        for item in items {
            guard let pair = list(item, of: "two numbers"), pair.count == 2 else {
                if item.isList { reject(item, "has to be two numbers: \(axes.example)") }
                isWhole = false
                continue
            }
            let x = number(pair[0], axes.x.words, where: axes.x.holds)
            let y = number(pair[1], axes.y.words, where: axes.y.holds)
            guard let x, let y else {
                isWhole = false
                continue
            }
            if let last = points.last, x * axes.xFactor <= last.x {
                let before = short(last.x / axes.xFactor)
                reject(item, "\(short(x)) is not after \(before), that of the point before it")
                isWhole = false
            } else {
                points.append(Curve.Point(x * axes.xFactor, y * axes.yFactor))
            }
        }
        guard isWhole else { return nil }
        guard !isInShares(points, axes) else {
            reject(field, "has shares of 1 where percent are meant; write \(axes.example)")
            return nil
        }
        if let origin { collectLargest(points, field, origin, axes) }
        return Curve(points)
    }

    /// Whether an axis of percentages goes no farther than 1.
    private func isInShares(_ points: [Curve.Point], _ axes: Axes) -> Bool {
        guard points.count > 1 else { return false }
        func isSmall(_ bounds: Bounds, _ values: [Double]) -> Bool {
            let most = values.max() ?? 0
            return bounds.words == Bounds.percent.words && most > 0 && most <= 1
        }
        return isSmall(axes.x, points.map { $0.x / axes.xFactor })
            || isSmall(axes.y, points.map { $0.y / axes.yFactor })
    }

    /// A curve stands among the figures with the largest of its values.
    private mutating func collectLargest(
        _ points: [Curve.Point],
        _ field: Field,
        _ origin: FigureOrigin,
        _ axes: Axes
    ) {
        plan.figures.append(
            SourcedFigure(
                path: field.path,
                value: (points.map(\.y).max() ?? 0) / axes.yFactor,
                range: nil,
                source: origin.source,
                date: origin.date,
                isAssumed: origin.isAssumed
            )
        )
    }
}

/// A number as a mistake shows it: without a fraction of zero.
func short(_ value: Double) -> String {
    let near = (value * 1e6).rounded() / 1e6
    return near == near.rounded() && abs(near) < 1e15 ? "\(Int(near))" : "\(near)"
}
