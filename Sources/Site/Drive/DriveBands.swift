import Hybrid
import Planning

/// Which figure of a file makes a band, and how.
struct BandRule: Sendable {
    /// Of the figure.
    let path: String
    let figure: Band.Figure
    /// What a value of the figure is in proportion to.
    var measure: @Sendable (Double) -> Double = { $0 }

    /// The share of the loss that an efficiency in percent leaves: what a range of it means.
    static let loss: @Sendable (Double) -> Double = { 100 / $0 - 1 }
}

extension SiteReader {
    /// The bands of the figures that have a range.
    ///
    /// Where several figures are factors of one thing, such as a drag coefficient and an area, their
    /// ranges are multiplied. `shares`: how much of the thing a figure is, 1 unless said.
    func bands(_ rules: [BandRule], shares: [Band.Figure: Double] = [:]) -> [Band] {
        var bands: [Band] = []
        for rule in rules {
            guard let figure = plan.figures.first(where: { $0.path == rule.path }),
                let range = figure.range, range.lowerBound < range.upperBound
            else { continue }
            let whole = rule.measure(figure.value)
            guard whole > 0 else { continue }
            let share = shares[rule.figure] ?? 1
            let ends = [range.lowerBound, range.upperBound].map {
                max(0.01, 1 + (rule.measure($0) / whole - 1) * share)
            }
            let factors = min(ends[0], ends[1])...max(ends[0], ends[1])
            if let index = bands.firstIndex(where: { $0.figure == rule.figure }) {
                let other = bands[index].factors
                bands[index].factors =
                    other.lowerBound * factors.lowerBound...other.upperBound * factors.upperBound
            } else {
                bands.append(Band(figure: rule.figure, factors: factors, source: figure.source))
            }
        }
        return bands
    }
}
