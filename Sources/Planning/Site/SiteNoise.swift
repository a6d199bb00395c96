extension SiteYearPlan {
    /// The part of a column's largest figure below which a figure is a solver's last digit.
    ///
    /// Interior point methods end at about 1e-8 of the whole; what is a tenth of that means nothing.
    private static let noise = 1e-9

    /// Makes zeros of figures that are none but for a solver's last digits, and of negative zeros.
    ///
    /// A column is measured by its own largest figure, one of megawatts at least by that of the load.
    mutating func dropNoise() {
        let load = Self.largest(flows.last?.power ?? [])
        for place in flows.indices { Self.drop(&flows[place].power, load) }
        for place in stored.indices { Self.drop(&stored[place].power, load) }
        Self.drop(&price, 0)
        let limit = Self.noise * load
        for place in capacities.indices {
            if abs(capacities[place].built) <= limit { capacities[place].built = 0 }
            if abs(capacities[place].power) <= limit { capacities[place].power = 0 }
            if let energy = capacities[place].energy, abs(energy) <= limit {
                capacities[place].energy = 0
            }
        }
    }

    private static func largest(_ series: [Double]) -> Double {
        series.reduce(0) { max($0, abs($1)) }
    }

    private static func drop(_ series: inout [Double], _ least: Double) {
        let limit = noise * max(least, largest(series))
        for place in series.indices where abs(series[place]) <= limit { series[place] = 0 }
    }
}
