/// What may turn out otherwise in a scenario, and the scenarios of one seed's draws.
///
/// Every figure with a range and every demand with factors is drawn from its ``TriangularRange``;
/// of the stresses with a probability at most one happens in a draw. All are independent of each
/// other, which the scenario cannot say otherwise.
package struct RiskSample: Sendable {
    /// The scenario with other figures, one value for each; nil where that makes no sense.
    package typealias Reading = @Sendable ([Double]) -> Scenario?

    /// One draw of everything.
    package struct Draw: Sendable, Equatable {
        /// One value for each figure.
        package var figures: [Double]
        /// One factor for each demand, reached at the end of the horizon.
        package var factors: [Double]
        /// The place of the stress that happens; nil: none.
        package var stress: Int?
    }

    package let scenario: Scenario
    /// Those with a range that is wider than a point.
    package let figures: [SourcedFigure]
    package let draws: [Draw]
    package let seed: UInt64
    private let reading: Reading

    package init(
        of scenario: Scenario,
        figures: [SourcedFigure],
        count: Int,
        seed: UInt64,
        reading: @escaping Reading
    ) {
        self.scenario = scenario
        self.figures = figures
        self.seed = seed
        self.reading = reading
        let cube = LatinHypercube(count: count, seed: seed)
        let values = figures.map { figure in
            cube.draws(of: figure.path).map { figure.triangle.quantile($0) }
        }
        let factors = scenario.demands.map { demand in
            cube.draws(of: "factor of demand \(demand.name)").map {
                demand.triangle.quantile($0)
            }
        }
        let stresses = cube.draws(of: "stress").map { Self.stress(of: scenario, at: $0) }
        draws = (0..<count).map { number in
            Draw(
                figures: values.map { $0[number] },
                factors: factors.map { $0[number] },
                stress: stresses[number]
            )
        }
    }

    /// Demands whose factors have a range.
    package var uncertainDemands: [Demand] {
        scenario.demands.filter { $0.lowFactor < $0.highFactor }
    }

    /// Stresses that may happen.
    package var weightedStresses: [Stress] { scenario.stresses.filter { $0.probability > 0 } }

    /// The scenario of a draw; nil when its figures make no sense together.
    ///
    /// A stress that sets the demands to their factors is in the place of the drawn ones: both are
    /// the same doubt.
    package func scenario(of draw: Draw) -> Scenario? {
        guard var changed = figures.isEmpty ? scenario : reading(draw.figures) else { return nil }
        let stress = draw.stress.map { scenario.stresses[$0] }
        if !(stress?.setsDemand ?? false) {
            for place in changed.demands.indices where draw.factors.indices.contains(place) {
                changed.demands[place].scale(to: draw.factors[place])
            }
        }
        return stress.map { $0.applied(to: changed) } ?? changed
    }

    /// Which stress a number from 0 to 1 stands for: first comes that none happens.
    ///
    /// Probabilities that add up to more than 1 are taken in proportion.
    private static func stress(of scenario: Scenario, at number: Double) -> Int? {
        let all = scenario.stresses.reduce(0) { $0 + max(0, $1.probability) }
        guard all > 0 else { return nil }
        var end = max(0, 1 - all)
        let scale = 1 / max(1, all)
        for (place, stress) in scenario.stresses.enumerated() where stress.probability > 0 {
            guard number >= end else { break }
            end += stress.probability * scale
            if number < end { return place }
        }
        // The last one reaches up to 1, whatever rounding says.
        return number >= end ? scenario.stresses.lastIndex { $0.probability > 0 } : nil
    }
}

extension SourcedFigure {
    /// The distribution that a range with its value stands for.
    package var triangle: TriangularRange {
        let range = range ?? value...value
        return TriangularRange(
            low: range.lowerBound,
            likely: min(max(value, range.lowerBound), range.upperBound),
            high: range.upperBound
        )
    }
}

extension Demand {
    /// The factor at the end of the horizon; 1 is what is expected.
    fileprivate var triangle: TriangularRange {
        TriangularRange(low: min(lowFactor, 1), likely: 1, high: max(highFactor, 1))
    }
}

extension Stress {
    /// Whether it says what the demands turn out to be.
    fileprivate var setsDemand: Bool { changes.contains { $0 == .demandLow || $0 == .demandHigh } }
}
