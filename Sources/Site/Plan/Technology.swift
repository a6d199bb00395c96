import Foundation

/// A way to make or to hold power, with what it costs and does.
///
/// Figures stand under the keys that scenarios use for them, ``Technology/keys``.
struct Technology: Sendable, Hashable {
    /// One figure, valid in a year; the years between two are interpolated.
    struct Figure: Sendable, Hashable {
        /// nil: in every year.
        var year: Int?
        var value: Double
        var range: ClosedRange<Double>?
        var source: String
        var date: String
        var isAssumed: Bool
    }

    /// What a figure of a technology may be, by its key.
    static let bounds: [(key: String, bounds: Bounds)] = [
        ("capex_usd_per_kw", .amount), ("capex_usd_per_kwh", .amount),
        ("fixed_om_usd_per_kw_year", .amount), ("fixed_om_percent_of_capex", .percent),
        ("variable_om_usd_per_mwh", .amount), ("heat_rate_mmbtu_per_mwh", .positive),
        ("efficiency_percent", .positivePercent), ("unit_mw", .positive),
        ("lead_quarters", .count(0...80)), ("life_years", .positive),
        ("availability_percent", .positivePercent), ("must_run_percent", .percent),
        ("minimum_load_percent", .percent), ("start_cost_usd", .amount),
        ("ramp_percent_per_hour", .positive), ("round_trip_efficiency_percent", .positivePercent),
        ("loss_percent_per_hour", .percent),
    ]
    static let keys = bounds.map(\.key)

    var name: String
    var carrier: String
    /// What it burns; nil: nothing that is bought.
    var fuel: String?
    var isFirm = false
    var isClean = false
    var isStorage = false
    /// The hourly series that limits it, unless the scenario names another.
    var profile: String?
    /// In order of their years, by their key.
    var figures: [String: [Figure]] = [:]

    init(name: String, carrier: String) {
        self.name = name
        self.carrier = carrier
    }

    /// The figure of a year; constant before the first and after the last that is known.
    func figure(_ key: String, in year: Int) -> Figure? {
        Self.figure(figures[key] ?? [], in: year)
    }

    static func figure(_ known: [Figure], in year: Int) -> Figure? {
        guard let after = known.firstIndex(where: { $0.year.map { $0 >= year } ?? true }) else {
            return known.last
        }
        guard after > 0, let next = known[after].year, let last = known[after - 1].year else {
            return known[after]
        }
        let (low, high) = (known[after - 1], known[after])
        let share = Double(year - last) / Double(next - last)
        func between(_ a: Double, _ b: Double) -> Double { a + (b - a) * share }
        var figure = share < 0.5 ? low : high
        figure.year = year
        figure.value = between(low.value, high.value)
        if let a = low.range, let b = high.range {
            figure.range =
                between(a.lowerBound, b.lowerBound)...between(a.upperBound, b.upperBound)
        }
        return figure
    }
}

/// The cost of capital as a yearly sum over a life.
///
/// `rate / (1 - (1 + rate)^-years)`; the straight line for a rate of 0.
func annuity(rate: Double, years: Double) -> Double {
    abs(rate) < 1e-9 ? 1 / years : rate / (1 - pow(1 + rate, -years))
}
