/// Generators of one kind, side by side.
///
/// Those that run share the power equally: fuel(P, n) = n fuel1(P / n) is the least for any convex
/// fuel1, so that the number that runs is all there is to decide.
package struct GeneratorFleet: Sendable, Hashable {
    /// One of them as it stands at the site, derated, with the fuel of a start.
    package var unit: GeneratorLine
    package var count: Int
    /// From the call to the first power, in s.
    package var startTime: Double
    /// In USD/J of its heat.
    package var fuelPrice: Double
    /// Burned, in kg of CO2 per J of its heat.
    package var fuelCarbon: Double
    /// Wear and work of one start besides its fuel, in USD.
    package var startCost: Double
    /// Upkeep by what it makes, in USD/J of electricity.
    package var outputCost: Double
    /// Fuel on site for all of them, in J of its heat; infinite for a pipeline.
    package var tank: Double
    /// What is brought in an outage.
    package var delivery = FuelDelivery.none
    package var rating: GeneratorRating?
    /// Whether they may run while the grid has enough.
    ///
    /// Emergency engines may not shave peaks in the United States (40 CFR 60.4211(f)).
    package var runsBesideGrid = true
    /// That a start fails, from 0 to 1.
    package var startFailure = 0.0

    package init(
        unit: GeneratorLine,
        count: Int,
        startTime: Double = 0,
        fuelPrice: Double,
        fuelCarbon: Double = 0,
        startCost: Double = 0,
        outputCost: Double = 0,
        tank: Double = .infinity,
        rating: GeneratorRating? = nil
    ) {
        precondition(count >= 0, "a number of units")
        precondition(unit.curvature >= 0, "a convex fuel line")
        self.unit = unit
        self.count = count
        self.startTime = startTime
        self.fuelPrice = fuelPrice
        self.fuelCarbon = fuelCarbon
        self.startCost = startCost
        self.outputCost = outputCost
        self.tank = tank
        self.rating = rating
    }

    package static let none = GeneratorFleet(
        unit: GeneratorLine(
            minimum: 0,
            maximum: 0,
            idle: 0,
            slope: 1,
            curvature: 0,
            start: 0,
            minimumOnTime: 0,
            ramp: .infinity,
            coldExtra: 0,
            warmUpTime: 1
        ),
        count: 0,
        fuelPrice: 0
    )

    /// Blocks of so many s for which none may stop, that of the start included; one or more.
    package func locks(_ step: Double) -> Int {
        max(1, Int((unit.minimumOnTime / step).rounded(.up)))
    }

    /// The same with another number of units.
    package func with(_ count: Int) -> GeneratorFleet {
        var fleet = self
        fleet.count = max(0, count)
        return fleet
    }

    /// From the call until a unit may give all it has, in s; until then it counts as giving nothing.
    package var readyTime: Double { startTime + unit.maximum / unit.ramp }

    /// The fewest that give so many W, or all of them.
    package func units(for power: Double) -> Int {
        guard power > 0, unit.maximum > 0 else { return 0 }
        return Int(min((power / unit.maximum).rounded(.up), Double(count)))
    }

    /// In W, with all of them.
    package var capacity: Double { Double(count) * unit.maximum }

    /// Fuel in W of `units` that share a power in W.
    @inline(__always) package func fuel(_ power: Double, _ units: Int) -> Double {
        guard units > 0 else { return 0 }
        return Double(units) * unit.idle
            + power * (unit.slope + unit.curvature * power / Double(units))
    }

    /// What running costs in USD/s.
    @inline(__always) package func cost(_ power: Double, _ units: Int) -> Double {
        fuelPrice * fuel(power, units) + outputCost * power
    }

    /// What one more W costs, in USD/J.
    @inline(__always) package func marginalCost(_ power: Double, _ units: Int) -> Double {
        fuelPrice * (unit.slope + 2 * unit.curvature * power / Double(max(units, 1))) + outputCost
    }

    /// The power of `units` at which one more W costs so much, within what they can do.
    @inline(__always) package func power(at price: Double, _ units: Int) -> Double {
        let least = Double(units) * unit.minimum
        let most = Double(units) * unit.maximum
        let above = price - outputCost - fuelPrice * unit.slope
        let steep = 2 * fuelPrice * unit.curvature
        guard steep > 0 else { return above > 0 ? most : least }
        return min(max(Double(units) * above / steep, least), most)
    }

    /// Of one start with its fuel, in USD.
    package var costOfStart: Double { startCost + fuelPrice * unit.start }

    /// The cheapest J that a unit can make, in USD.
    package var bestCost: Double {
        guard count > 0, unit.maximum > 0 else { return .infinity }
        return cost(unit.bestPower, 1) / unit.bestPower
    }

    /// What is left of it in thin and hot air; see ``Generator/line(_:)``.
    package init(
        _ generator: Generator,
        count: Int,
        conditions: Conditions,
        startTime: Double,
        fuelPrice: Double,
        fuelCarbon: Double,
        startCost: Double = 0,
        outputCost: Double = 0,
        tank: Double = .infinity,
        rating: GeneratorRating? = nil
    ) {
        self.init(
            unit: generator.line(conditions),
            count: count,
            startTime: startTime,
            fuelPrice: fuelPrice,
            fuelCarbon: fuelCarbon,
            startCost: startCost,
            outputCost: outputCost,
            tank: tank,
            rating: rating
        )
    }
}
