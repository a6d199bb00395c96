import Planning

/// Series with one value per hour of a year, in the standard time of their place.
struct HourSeries {
    /// By their names: `load_mw`, `solar_cf`.
    private var values: [String: [Double]] = [:]
    /// In the order in which they came.
    private(set) var names: [String] = []
    /// Those that the scenario itself names, with their place: each has to be used.
    var declared: [String: Field] = [:]
    private(set) var used: Set<String> = []
    /// 8,760 or 8,784; fewer for a part of a year.
    var count = 0
    /// For the report; "synthetic" where the series are made up.
    var source = ""

    /// Names that have a meaning of their own, and what their values may be.
    static let known: [(name: String, bounds: Bounds)] = [
        ("load_mw", .amount), ("profile", .amount), ("temperature_c", .temperature),
        ("price_usd_per_mwh", .any), ("average_carbon_t_per_mwh", .amount),
        ("marginal_carbon_t_per_mwh", .any), ("regional_load_mw", .amount), ("curtailed", .share),
    ]

    /// What the values of a series may be; nil when no series is called so.
    static func bounds(of name: String) -> Bounds? {
        if let known = known.first(where: { $0.name == name }) { return known.bounds }
        return name.hasSuffix("_cf") ? .capacityFactor : nil
    }

    mutating func set(_ name: String, _ series: [Double]) {
        if values.updateValue(series, forKey: name) == nil { names.append(name) }
        count = series.count
    }

    func has(_ name: String) -> Bool { values[name] != nil }

    /// The series, which counts as used from now on.
    mutating func take(_ name: String) -> [Double]? {
        used.insert(name)
        return values[name]
    }
}

extension Bounds {
    fileprivate static let temperature = Self("degrees Celsius, -90 to 70") {
        (-90...70).contains($0)
    }
    fileprivate static let capacityFactor = Self("a share of the capacity, 0 to 1") {
        (0...1).contains($0)
    }
}
