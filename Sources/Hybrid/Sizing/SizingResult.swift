/// What a sweep over batteries and generators found.
package struct SizingResult: Sendable, Hashable {
    /// The vehicle as it is now, driven.
    package let baseline: SizedDesign
    /// Every design of the grid by the quick pass: all generators of the first battery, and so on.
    package let quick: [SizedDesign]
    /// Of `quick`, those that were driven.
    package let survivors: [Int]
    /// By stepping, in the order of `survivors`.
    package let stepped: [SizedDesign]
    /// Of `stepped`, those that no other beats in cost, weight, carbon and range.
    package let front: [Int]
    /// How far the designs of the front may be off, one for each; empty where none was asked for.
    package let spreads: [DesignSpread]
    package let difference: Difference

    /// How far the quick pass was from stepping, as shares; the largest over all that were driven.
    package struct Difference: Sendable, Hashable {
        package var battery = 0.0
        package var fuel = 0.0
        /// Means of the sizes of the above.
        package var meanBattery = 0.0
        package var meanFuel = 0.0
        /// Designs that the quick pass found feasible and stepping did not.
        package var infeasible = 0
    }

    init(
        baseline: SizedDesign,
        quick: [SizedDesign],
        survivors: [Int],
        stepped: [SizedDesign],
        front: [Int],
        spreads: [DesignSpread]
    ) {
        self.baseline = baseline
        self.quick = quick
        self.survivors = survivors
        self.stepped = stepped
        self.front = front
        self.spreads = spreads
        difference = Self.difference(survivors.map { quick[$0] }, stepped)
    }

    /// The front of those that can do it; of all where none can.
    static func front(of designs: [SizedDesign], margin: Double = 0) -> [Int] {
        let feasible = designs.indices.filter { designs[$0].isFeasible }
        let candidates = feasible.isEmpty ? Array(designs.indices) : feasible
        return Pareto.front(candidates.map { designs[$0].objectives }, margin: margin)
            .map { candidates[$0] }
    }

    /// Whether any design does all that the missions ask for.
    package var isFeasible: Bool { stepped.contains(where: \.isFeasible) }

    /// What the vehicle has now.
    package var present: Design { baseline.design }

    /// Every design as it is known best: driven where it was, else by the quick pass.
    package var known: [SizedDesign] {
        var designs = quick
        for (index, one) in zip(survivors, stepped) { designs[index] = one }
        return designs
    }

    /// The cheapest that falls short of the missions and costs less than the choice; nothing where none does.
    package var cheapestThatFails: SizedDesign? {
        guard let choice = best(by: \.use.cost.total), choice.isFeasible else { return nil }
        return known.filter { !$0.isFeasible && $0.use.cost.total < choice.use.cost.total }
            .min { $0.use.cost.total < $1.use.cost.total }
    }

    /// On the front, with the least of a figure.
    package func best(
        by figure: (SizedDesign) -> Double,
        where isAsked: (SizedDesign) -> Bool = { _ in true }
    ) -> SizedDesign? {
        front.map { stepped[$0] }.filter(isAsked).min { figure($0) < figure($1) }
    }

    /// The cheapest on the front without a generator, and with one.
    package var cheapestElectric: SizedDesign? {
        best(by: \.use.cost.total) { !$0.design.hasGenerator }
    }
    package var cheapestSeries: SizedDesign? {
        best(by: \.use.cost.total) { $0.design.hasGenerator }
    }

    private static func difference(_ quick: [SizedDesign], _ stepped: [SizedDesign]) -> Difference {
        func share(_ left: Double, _ right: Double) -> Double {
            right != 0 ? abs(left / right - 1) : abs(left)
        }
        var sum = Difference()
        for (quick, stepped) in zip(quick, stepped) {
            let battery = share(quick.use.batteryPerMeter, stepped.use.batteryPerMeter)
            let fuel = share(
                quick.use.sustainingFuelPerMeter,
                stepped.use.sustainingFuelPerMeter
            )
            sum.battery = max(sum.battery, battery)
            sum.fuel = max(sum.fuel, fuel)
            sum.meanBattery += battery
            sum.meanFuel += fuel
            if quick.isFeasible, !stepped.isFeasible { sum.infeasible += 1 }
        }
        let count = Double(max(1, stepped.count))
        sum.meanBattery /= count
        sum.meanFuel /= count
        return sum
    }
}

/// P10, P50 and P90 of what a design is judged by.
package struct DesignSpread: Sendable, Hashable {
    /// In USD/m.
    package let cost: Spread
    /// In kg of CO2 per m, with building.
    package let carbon: Spread
    /// In m.
    package let electricRange: Spread
    /// In m.
    package let totalRange: Spread

    /// Nothing without uses.
    init?(_ uses: [UseOutcome]) {
        guard let cost = Spread(uses.map(\.cost.total)),
            let carbon = Spread(uses.map(\.wholeCarbon)),
            let electricRange = Spread(uses.map(\.electricRange)),
            let totalRange = Spread(uses.map(\.totalRange))
        else { return nil }
        self.cost = cost
        self.carbon = carbon
        self.electricRange = electricRange
        self.totalRange = totalRange
    }
}
