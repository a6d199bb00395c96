/// Which battery and which generator a vehicle should have for what it is used for.
///
/// Every design of a grid is looked at by sums over powers (``OrderFree``), with the mass that its
/// components add. Those that no other design beats in cost, weight, carbon and range are then
/// driven step by step, and what that changes is told. A generator of no power is an electric
/// vehicle, so that one front holds both.
package struct Sizing: Sendable {
    package let resizing: Resizing
    package let missions: MissionSet
    package let grid: DesignGrid
    package let economy: Economy
    /// How far the quick pass may be off, as a share: designs that are so near are driven too.
    package let margin: Double
    /// Designs that are driven at most: the cheapest of those that are worth it.
    package let mostStepped: Int

    /// `generator`: the pattern for a vehicle that has none now.
    ///
    /// - Throws: Everything that makes it a question without an answer.
    package init(
        _ sheet: VehicleSheet,
        missions: MissionSet,
        grid: DesignGrid,
        economy: Economy,
        generator: Generator = .pattern,
        margin: Double = 0.002,
        mostStepped: Int = 400
    ) throws(SizingFaults) {
        let resizing = Resizing(sheet, components: economy.components, generator: generator)
        var faults = SizingFault.faults(of: grid)
        if resizing == nil { faults.insert(.noBattery(sheet.id), at: 0) }
        if let resizing {
            let lightest = resizing.sheet(
                Design(battery: grid.batteries.min() ?? 0, generator: 0)
            )
            if !(lightest.curbMass > 0) { faults.append(.noMassLeft(sheet.id, sheet.curbMass)) }
        }
        guard let resizing, faults.isEmpty else { throw SizingFaults(faults: faults) }
        self.resizing = resizing
        self.missions = missions
        self.grid = grid
        self.economy = economy
        self.margin = margin
        self.mostStepped = mostStepped
    }

    /// Looks at all designs and drives the best: the same for the same seed.
    ///
    /// `samples`: for the bands of each design on the front; zero for none.
    package func result(samples: Int = 100, seed: UInt64 = 1) -> SizingResult {
        let quick = grid.designs.map { design in
            let sheet = resizing.sheet(design)
            let figures = missions.missions.map { MissionFigures.quick(sheet.vehicle, $0) }
            return SizedDesign(design, sheet, missions, figures, economy)
        }
        let survivors = survivors(quick)
        let stepped = survivors.map {
            driven(quick[$0].design, quick[$0].use.parts.map(\.figures))
        }
        let front = SizingResult.front(of: stepped)
        return SizingResult(
            baseline: baseline(),
            quick: quick,
            survivors: survivors,
            stepped: stepped,
            front: front,
            spreads: front.compactMap { index in
                spread(quick[survivors[index]], stepped[index], samples, seed)
            }
        )
    }

    /// What the vehicle has now.
    private func baseline() -> SizedDesign {
        let vehicle = resizing.sheet.vehicle
        let quick = missions.missions.map { MissionFigures.quick(vehicle, $0) }
        return driven(resizing.present, quick)
    }

    /// A design that is driven, from its quick pass.
    private func driven(_ design: Design, _ quick: [MissionFigures]) -> SizedDesign {
        let sheet = resizing.sheet(design)
        let figures = zip(missions.missions, quick).map { mission, quick in
            MissionFigures.stepped(sheet.vehicle, mission, quick: quick)
        }
        return SizedDesign(design, sheet, missions, figures, economy)
    }

    /// Tornado and bands of one design.
    package func uncertainty(
        of design: Design,
        samples: Int = 1000,
        seed: UInt64 = 1
    ) -> UncertaintyResult {
        Uncertainty(resizing.sheet(design), missions: missions, economy: economy)
            .result(samples: samples, seed: seed)
    }

    /// Nothing without samples.
    private func spread(
        _ quick: SizedDesign,
        _ stepped: SizedDesign,
        _ samples: Int,
        _ seed: UInt64
    ) -> DesignSpread? {
        let uncertainty = Uncertainty(
            resizing.sheet(stepped.design),
            missions: missions,
            economy: economy
        )
        let uses = uncertainty.uses(
            samples,
            seed: seed,
            quick: quick.use.parts.map(\.figures),
            stepped: stepped.use.parts.map(\.figures)
        )
        return DesignSpread(uses)
    }

    /// The designs that are worth a second look, in the order of the grid.
    private func survivors(_ quick: [SizedDesign]) -> [Int] {
        let front = SizingResult.front(of: quick, margin: margin)
        guard front.count > mostStepped else { return front }
        let cheapest = front.sorted { quick[$0].use.cost.total < quick[$1].use.cost.total }
        return cheapest.prefix(mostStepped).sorted()
    }
}

/// A design and what becomes of it.
package struct SizedDesign: Sendable, Hashable {
    package let design: Design
    /// In the window of its battery, in J.
    package let usableEnergy: Double
    /// In kg.
    package let curbMass: Double
    /// In USD; nothing where the price of the vehicle is not known.
    package let price: Double?
    /// By how much vehicle, load and the heaviest trailer of the missions are above what they may weigh
    /// together, in kg; zero where they are not.
    package let overweight: Double
    package let use: UseOutcome

    init(
        _ design: Design,
        _ sheet: VehicleSheet,
        _ missions: MissionSet,
        _ figures: [MissionFigures],
        _ economy: Economy
    ) {
        self.design = design
        usableEnergy = sheet.vehicle.battery?.usableEnergy ?? 0
        curbMass = sheet.curbMass
        price = sheet.ownership.price
        let trailer = missions.missions.map { $0.trailer?.mass ?? 0 }.max() ?? 0
        overweight = max(
            0,
            sheet.vehicle.mass + trailer - (sheet.grossCombinedMass ?? .infinity)
        )
        use = UseOutcome(sheet, missions, figures, economy)
    }

    /// Whether it does all that the missions ask for.
    package var isFeasible: Bool { use.infeasibleSeconds == 0 && overweight == 0 }

    /// What is to be small: USD/m, kg, kg of CO2 per m with building, a range in m with its sign changed.
    package var objectives: SIMD4<Double> {
        SIMD4(use.cost.total, curbMass, use.wholeCarbon, -use.totalRange)
    }
}
