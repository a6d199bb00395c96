import Bus
import Planning

/// Where a figure comes from.
struct FigureOrigin {
    var source = ""
    var date = ""
    var isAssumed = false

    static let commandLine = Self(source: "set on the command line")
}

/// A named thing of a scenario, whose figures may share one origin.
struct Entity {
    let fields: Fields
    let origin: FigureOrigin?

    subscript(name: String) -> Field? { fields[name] }
}

/// What a figure may be.
struct Bounds: Sendable {
    let words: String
    /// Only whole numbers pass.
    var isWhole = false
    let holds: @Sendable (Double) -> Bool

    init(_ words: String, _ holds: @escaping @Sendable (Double) -> Bool) {
        self.words = words
        self.holds = holds
    }

    static let any = Self("a number") { _ in true }
    static let amount = Self("0 or more") { $0 >= 0 }
    static let positive = Self("above 0") { $0 > 0 }
    static let percent = Self("a percentage, 0 to 100") { (0...100).contains($0) }
    static let positivePercent = Self("a percentage above 0, at most 100") { $0 > 0 && $0 <= 100 }
    static let change = Self("a percentage above -100") { $0 > -100 && $0 <= 1_000 }
    static let factor = Self("a factor above 0, such as 1.2") { $0 > 0 && $0 <= 100 }
    static let share = Self("a share from 0 to 1; 60 % is 0.6") { (0...1).contains($0) }

    static func count(_ range: ClosedRange<Int>) -> Self {
        var bounds = Self("a whole number from \(range.lowerBound) to \(range.upperBound)") {
            $0 == $0.rounded() && $0 >= Double(range.lowerBound) && $0 <= Double(range.upperBound)
        }
        bounds.isWhole = true
        return bounds
    }
}

extension SiteReader {
    static let originKeys = ["source", "date", "assumed"]
    private static let figureKeys = ["value", "low", "high"] + originKeys

    /// The mapping of a named thing; `dateKey`: what the date of its source is called there.
    mutating func entity(
        _ field: Field,
        known: [String],
        dateKey: String = "date"
    ) -> Entity? {
        let origin = ["source", dateKey, "assumed"]
        guard let fields = mapping(field, known: known + origin) else { return nil }
        return Entity(fields: fields, origin: self.origin(fields, dateKey: dateKey))
    }

    /// The things of a section by their names; a section with nothing in it has none.
    mutating func entities<Value>(
        _ section: Field?,
        read: (inout Self, Field) -> Value?
    ) -> [Value] {
        guard let section, let fields = self.section(section) else { return [] }
        return fields.all.compactMap { field in
            guard isName(field.name) else {
                reject(field, "\(quoted(field.name)) is no name; \(nameRule)")
                return nil
            }
            return read(&self, field)
        }
    }

    private mutating func origin(_ fields: Fields, dateKey: String) -> FigureOrigin? {
        var origin = FigureOrigin()
        if let field = fields["source"] { origin.source = text(field)?.value ?? "" }
        if let field = fields[dateKey] { origin.date = date(field) ?? "" }
        if let field = fields["assumed"] { origin.isAssumed = flag(field) ?? false }
        if let field = fields[dateKey], origin.source.isEmpty, fields["source"] == nil {
            reject(field, "the date of which source? write source: beside it")
        }
        let isEmpty = fields["source"] == nil && fields["assumed"] == nil
        return isEmpty ? nil : origin
    }

    /// `2026`, `2026-03` or `2026-03-14`.
    mutating func date(_ field: Field) -> String? {
        guard let text = text(field) else { return nil }
        let parts = text.value.split(separator: "-", omittingEmptySubsequences: false)
        let limits = [1900...2200, 1...12, 1...31]
        let lengths = [4, 2, 2]
        let isDate =
            (1...3).contains(parts.count)
            && zip(parts, zip(limits, lengths)).allSatisfy { part, rule in
                part.utf8.count == rule.1 && Int(part).map { rule.0.contains($0) } == true
            }
        guard isDate else {
            reject(field, "not a date: \(quoted(text.written)); write 2026-03 or 2026-03-14")
            return nil
        }
        return text.value
    }

    /// A number with or without its origin, which is kept; nil when there is none or it is wrong.
    mutating func figure(_ name: String, in entity: Entity, _ bounds: Bounds) -> Double? {
        guard let field = entity[name] else { return nil }
        return figure(field, entity.origin, bounds)
    }

    mutating func figure(_ field: Field, _ origin: FigureOrigin?, _ bounds: Bounds) -> Double? {
        figure(field, origin, isWhole: bounds.isWhole) { reader, field in
            reader.number(field, bounds.words, where: bounds.holds)
        }
    }

    /// A quarter with or without its origin.
    mutating func quarter(_ name: String, in entity: Entity) -> Quarter? {
        guard let field = entity[name] else { return nil }
        return quarter(field, entity.origin)
    }

    mutating func quarter(_ field: Field, _ origin: FigureOrigin? = nil) -> Quarter? {
        let value = figure(field, origin, isQuarter: true) { reader, field in
            reader.plainQuarter(field).map { Double($0.ordinal) / 4 }
        }
        return value.map { .decimal($0) }
    }

    private mutating func plainQuarter(_ field: Field) -> Quarter? {
        guard let text = text(field) else { return nil }
        guard let quarter = Quarter(text.value) else {
            reject(field, "not a quarter: \(quoted(text.written)); write 2028-Q3")
            return nil
        }
        return quarter
    }

    private mutating func figure(
        _ field: Field,
        _ origin: FigureOrigin?,
        isQuarter: Bool = false,
        isWhole: Bool = false,
        read: (inout Self, Field) -> Double?
    ) -> Double? {
        let isSet = plan.overridden.contains(field.path)
        guard field.isMapping else {
            guard let value = read(&self, field) else { return nil }
            if let origin = isSet ? .commandLine : origin {
                collect(field, value, nil, origin, isQuarter, isWhole)
            }
            return value
        }
        guard let fields = mapping(field, known: Self.figureKeys) else { return nil }
        let value = required("value", in: fields, "write the figure itself: value: 3.3e6")
            .flatMap { read(&self, $0) }
        let low = fields["low"].flatMap { read(&self, $0) }
        let high = fields["high"].flatMap { read(&self, $0) }
        var own = self.origin(fields, dateKey: "date") ?? origin ?? .init(isAssumed: true)
        if isSet { own = .commandLine }
        for (name, other) in [("low", "high"), ("high", "low")] {
            if let alone = fields[name], fields[other] == nil, !fields.misspelt.contains(other) {
                reject(alone, "stands without \(other); a range has two ends")
            }
        }
        guard let value else { return nil }
        guard let low, let high else {
            collect(field, value, nil, own, isQuarter, isWhole)
            return value
        }
        guard low <= high else {
            reject(fields["low"] ?? field, "is above high; exchange the two")
            return nil
        }
        guard isSet || (low...high).contains(value) else {
            let shown = [value, low, high].map {
                isQuarter ? Quarter.decimal($0).description : "\($0)"
            }
            reject(
                fields["value"] ?? field,
                "\(shown[0]) lies outside of its own range from \(shown[1]) to \(shown[2])"
            )
            return nil
        }
        collect(field, value, min(low, value)...max(high, value), own, isQuarter, isWhole)
        return value
    }

    private mutating func collect(
        _ field: Field,
        _ value: Double,
        _ range: ClosedRange<Double>?,
        _ origin: FigureOrigin,
        _ isQuarter: Bool,
        _ isWhole: Bool
    ) {
        if range != nil { plan.places[field.path] = field.place }
        plan.figures.append(
            SourcedFigure(
                path: field.path,
                value: value,
                range: range,
                source: origin.source,
                date: origin.date,
                isAssumed: origin.isAssumed,
                isQuarter: isQuarter,
                isWhole: isWhole
            )
        )
    }
}

extension SiteReader {
    /// A figure that has to be there.
    mutating func requiredFigure(
        _ name: String,
        in entity: Entity,
        _ bounds: Bounds,
        _ example: String
    ) -> Double? {
        required(name, in: entity.fields, example).flatMap { figure($0, entity.origin, bounds) }
    }

    /// A percentage as a fraction.
    mutating func percent(
        _ name: String,
        in entity: Entity,
        _ bounds: Bounds = .percent
    ) -> Double? {
        figure(name, in: entity, bounds).map { $0 / 100 }
    }

    /// A whole number as a figure.
    mutating func count(
        _ name: String,
        in entity: Entity,
        _ range: ClosedRange<Int>
    ) -> Int? {
        figure(name, in: entity, .count(range)).map { Int($0) }
    }

    /// The one of several keys that say the same in other units; notes when two of them stand there.
    mutating func alternative(_ names: [String], in entity: Entity) -> Field? {
        let present = names.compactMap { entity[$0] }
        for other in present.dropFirst() {
            reject(other, "stands beside \(present[0].name); keep one of the two")
        }
        return present.first
    }

    /// A name that has to be among `names`; `what`: of which kind.
    mutating func reference(_ field: Field, to what: String, among names: [String]) -> String? {
        guard let text = text(field) else { return nil }
        return known(text.value, as: what, among: names, field) ? text.value : nil
    }

    mutating func known(
        _ name: String,
        as what: String,
        among names: [String],
        _ field: Field
    ) -> Bool {
        if names.contains(name) { return true }
        let hint =
            nearNames(to: name, among: names, most: 1).first.map { "did you mean \($0)?" }
            ?? (names.isEmpty
                ? "the file names none" : "there are \(names.prefix(12).joined(separator: ", "))")
        reject(field, "no \(what) is called \(quoted(name)); \(hint)")
        return false
    }

    /// A list of names, or a single one.
    mutating func references(_ field: Field, to what: String, among names: [String]) -> [String] {
        guard field.isList else {
            return reference(field, to: what, among: names).map { [$0] } ?? []
        }
        return (list(field, of: "names") ?? []).compactMap {
            reference($0, to: what, among: names)
        }
    }
}
