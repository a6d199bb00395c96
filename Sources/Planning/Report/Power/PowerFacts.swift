import Charts

/// What the report tells of the power of one site, computed once.
struct PowerFacts: Sendable {
    let site: PlannedSite
    /// Hours that one entry of a series stands for.
    let stepHours: Double
    /// What feeds the load: what can be called, the steadiest first, then wind, sun and storages.
    let sources: [(name: String, carrier: String, swatch: Swatch)]
    /// Names of what holds power back.
    let storages: Set<String>

    init(_ site: PlannedSite) {
        self.site = site
        stepHours = site.years.first?.stepHours ?? 1
        storages = Set(site.years.flatMap(\.stored).map(\.name))
        var found: [(name: String, carrier: String, rank: Int, swing: Double)] = []
        for flow in site.years.flatMap(\.sourceFlows) where flow.power.contains(where: { $0 != 0 })
        {
            guard !found.contains(where: { $0.name == flow.name }) else { continue }
            let swing = Self.swing(flow.power)
            let rank = storages.contains(flow.name) ? 3 : Self.rank(flow.carrier)
            found.append((flow.name, flow.carrier, rank, swing))
        }
        found.sort { ($0.rank, $0.swing, $0.name) < ($1.rank, $1.swing, $1.name) }
        var taken: Set<Int> = []
        sources = found.map { one in
            var number = Self.look(one.carrier)
            // Sources of one carrier share its color and differ in pattern.
            while !taken.insert(number).inserted { number += 8 }
            return (one.name, one.carrier, Swatch(number))
        }
    }

    /// What comes when it comes lies above what can be called.
    private static func rank(_ carrier: String) -> Int {
        carrier.contains("wind") ? 1 : carrier.contains("solar") ? 2 : 0
    }

    /// How unsteady a series is: its standard deviation over its mean.
    private static func swing(_ power: [Double]) -> Double {
        let count = Double(power.count)
        let mean = power.reduce(0, +) / count
        guard mean > 0 else { return .greatestFiniteMagnitude }
        let variance = power.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        return variance.squareRoot() / mean
    }

    /// A carrier has the same look on every page.
    private static let looks = [
        ("nuclear", 2), ("fuel cell", 7), ("gas", 1), ("wind", 5), ("solar", 4), ("battery", 3),
        ("grid", 6),
    ]

    private static func look(_ carrier: String) -> Int {
        looks.first { carrier.lowercased().contains($0.0) }?.1 ?? 0
    }

    // MARK: Energy

    /// Megawatt-hours of a year from a source; what a storage takes and gives is not counted.
    func energy(of source: String, in year: SiteYearPlan) -> Double {
        guard !storages.contains(source), let flow = year.flow(named: source) else { return 0 }
        return flow.power.reduce(0) { $0 + max(0, $1) } * stepHours
    }

    func load(in year: SiteYearPlan) -> Double {
        (year.flow(named: "load")?.power.reduce(0, +) ?? 0) * stepHours
    }

    func unserved(in year: SiteYearPlan) -> Double {
        (year.flow(named: "unserved")?.power.reduce(0, +) ?? 0) * stepHours
    }

    /// Shares of the energy that sources make, the largest first.
    func mix(in year: SiteYearPlan) -> [(name: String, share: Double)] {
        let parts = sources.map { ($0.name, energy(of: $0.name, in: year)) }.filter { $0.1 > 0 }
        let total = parts.reduce(0) { $0 + $1.1 }
        return parts.map { ($0.0, $0.1 / total) }.sorted { $0.1 > $1.1 }
    }

    /// Load less what sun and wind make in the hour: what has to be kept ready.
    func residual(in year: SiteYearPlan) -> [Double] {
        var rest = year.flow(named: "load")?.power ?? []
        for one in sources where one.carrier.contains("solar") || one.carrier.contains("wind") {
            let power = year.flow(named: one.name)?.power ?? []
            for hour in rest.indices { rest[hour] -= power.at(hour) ?? 0 }
        }
        return rest
    }

    /// Whether the series cover a year.
    func isWholeYear(_ year: SiteYearPlan) -> Bool {
        Double(year.hourCount) * stepHours >= 8_760 - 1e-6
    }
}

/// The week of a season whose mix of power is closest to the season's mean.
struct TypicalWeek: Sendable, Equatable {
    /// Entries of the series.
    let hours: Range<Int>
    /// `12 to 18 July`.
    let days: String
    let year: Int

    /// `month`: The middle month of a season: 1 for what is winter in the north, 7 for summer.
    ///
    /// Only weeks within the month are looked at; the mean is that of the month and its neighbors.
    /// Nil when the series is no year, or its steps are longer than a day.
    init?(month: Int, of facts: PowerFacts, in year: SiteYearPlan) {
        guard facts.isWholeYear(year), facts.stepHours > 0, facts.stepHours <= 24 else {
            return nil
        }
        let perDay = Int((24 / facts.stepHours).rounded())
        let count = year.hourCount / perDay
        let series = facts.sources.compactMap { year.flow(named: $0.name)?.power }
        let days = (0..<count).map { day in
            series.map { power in
                (day * perDay..<(day + 1) * perDay).reduce(0) { $0 + (power.at($1) ?? 0) }
            }
        }
        let calendar = SeriesDays(year)
        let months = (0..<count).map { calendar[$0].day.month }
        let season = days.indices.filter { day in
            let distance = abs(months[day] - month)
            return min(distance, 12 - distance) <= 1
        }
        guard !season.isEmpty else { return nil }
        let mean = series.indices.map { index in
            season.reduce(0) { $0 + days[$1][index] } / Double(season.count)
        }
        var best: (start: Int, distance: Double)?
        for start in days.indices
        where start + 7 <= count && months[start] == month && months[start + 6] == month {
            let distance = series.indices.reduce(0) { sum, index in
                let week = (start..<start + 7).reduce(0) { $0 + days[$1][index] } / 7
                return sum + abs(week - mean[index])
            }
            if distance < best?.distance ?? .infinity { best = (start, distance) }
        }
        guard let best else { return nil }
        hours = best.start * perDay..<(best.start + 7) * perDay
        let first = calendar[best.start].day
        let last = calendar[best.start + 6].day
        self.year = calendar[best.start].year
        self.days =
            first.month == last.month
            ? "\(first.day) to \(last.text)" : "\(first.text) to \(last.text)"
    }
}
