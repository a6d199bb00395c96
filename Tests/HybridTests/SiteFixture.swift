import Bus

@testable import Hybrid

/// Sites of any size by seed, and one that is easy to reckon with.
enum SiteFixture {
    static let megawatt = 1e6
    static let hour = 3600.0
    /// USD/J of a USD/MWh.
    static let perMegawattHour = 1 / 3.6e9

    static func line(
        _ maximum: Double,
        minimum: Double = 0.3,
        idle: Double = 0.08,
        slope: Double = 2.3,
        curvature: Double = 0.02,
        onTime: Double = 0
    ) -> GeneratorLine {
        GeneratorLine(
            minimum: minimum * maximum,
            maximum: maximum,
            idle: idle * 2.4 * maximum,
            slope: slope,
            curvature: curvature / maximum,
            start: 20 * maximum,
            minimumOnTime: onTime,
            ramp: .infinity,
            coldExtra: 0,
            warmUpTime: 1
        )
    }

    /// A site with outages, prices that change and a load that swings within its blocks.
    static func site(
        _ random: inout SplitMix64,
        blocks count: Int = 60,
        isIsland: Bool = false
    ) -> SiteRun {
        let peak = Double.random(in: 5...80, using: &random) * megawatt
        let step = [300.0, 900, 3600][Int.random(in: 0..<3, using: &random)]
        let store = SiteStore(
            energy: peak * Double.random(in: 0...3, using: &random) * hour,
            power: peak * Double.random(in: 0.2...1.3, using: &random),
            roundTripEfficiency: Double.random(in: 0.7...0.98, using: &random)
        )
        let units = Int.random(in: 0...6, using: &random)
        let fleet = GeneratorFleet(
            unit: line(
                peak * Double.random(in: 0.15...0.6, using: &random),
                minimum: Double.random(in: 0...0.6, using: &random),
                curvature: Double.random(in: 0...0.4, using: &random),
                onTime: Double.random(in: 0...3, using: &random) * step
            ),
            count: units,
            startTime: Double.random(in: 0...280, using: &random),
            fuelPrice: Double.random(in: 2...30, using: &random) * perMegawattHour,
            fuelCarbon: 5e-8,
            startCost: Double.random(in: 0...200, using: &random),
            outputCost: 10 * perMegawattHour
        )
        var isOut = false
        let blocks = (0..<count).map { _ in
            if Int.random(in: 0..<(isOut ? 4 : 12), using: &random) == 0 { isOut.toggle() }
            let mean = peak * Double.random(in: 0.3...1, using: &random)
            let swing = mean * Double.random(in: 0...0.2, using: &random)
            return SiteBlock(
                mean: mean,
                square: mean * mean + swing * swing,
                limit: isOut || isIsland ? 0 : peak * Double.random(in: 0.7...1.2, using: &random),
                price: Double.random(in: 10...150, using: &random) * perMegawattHour,
                carbon: 1e-7
            )
        }
        let plant = SitePlant(store: store, fleet: fleet, unservedCost: 5000 * perMegawattHour)
        return SiteRun(plant, SiteSeries(step: step, blocks: blocks))
    }

    /// What every control of a site came to.
    static func results(_ run: SiteRun, from start: SiteState) -> [SiteRun.Result] {
        var standby = StandbyControl(run.plant)
        var merit = MeritControl(run)
        let ride = RideThrough(run.plant, run.series, length: 3600)
        var careful = MeritControl(
            run,
            reserve: ride.needs,
            trade: MeritControl.Trade(low: 50 * perMegawattHour, high: 90 * perMegawattHour),
            keepsSpare: true
        )
        return [
            run.run(&standby, from: start, keepsSteps: true),
            run.run(&merit, from: start, keepsSteps: true),
            run.run(&careful, from: start, keepsSteps: true),
        ]
    }
}
