import Bus
import Testing

@testable import Hybrid

@Suite struct SiteSizingTests {
    private static func site(_ random: inout SplitMix64) -> (SiteSizing.Case, SiteSizeGrid) {
        let run = SiteFixture.site(&random, blocks: 96)
        let peak = run.series.peak
        var plant = run.plant
        plant.fleet.count = 1
        plant.fleet.unit = SiteFixture.line(0.4 * peak)
        let needs = SiteNeeds(
            availability: Double.random(in: 0.95...1, using: &random),
            rideThrough: Bool.random(using: &random) ? 1800 : nil,
            survivesUnit: Bool.random(using: &random)
        )
        let perYear = run.series.years * 1e-3
        let site = SiteSizing.Case(
            plant: plant,
            efficiency: 0.85,
            samples: [run.series],
            capital: SiteCapital(
                storePower: 0.03 * perYear,
                storeEnergy: 0.03 / 3600 * perYear,
                units: 0.2 * perYear,
                grid: 0.05 * perYear
            ),
            needs: needs,
            demandCharge: DemandCharge(0.005 * perYear)
        )
        let grid = SiteSizeGrid(
            energies: [0, 0.2, 1, 3].map { $0 * peak * 3600 },
            powers: [0, 0.5, 1.2].map { $0 * peak },
            units: [0, 1, 2, 3, 4],
            limits: [0.9 * peak, 1.2 * peak]
        )
        return (site, grid)
    }

    @Test(arguments: 0..<12) func `the search finds what trying all sizes finds`(seed: Int) {
        var random = SplitMix64(seed)
        let (site, grid) = Self.site(&random)
        let sizing = SiteSizing(grid, site)
        let largest = SiteRun(site.plant(grid.largest), site.samples[0])
        let end = SiteEndValue(largest.plant, largest.series)
        let all = grid.sizes.map { size in
            var known = SiteSizing.KnownSizes(site)
            return SiteSizing.choice(size, site, end, &known)
        }
        let best = all.compactMap(\.total).min()
        #expect((sizing.best?.total == nil) == (best == nil))
        if let best, let found = sizing.best?.total {
            #expect(abs(found - best) <= 1e-9 * best)
        }
        #expect(sizing.tried.count + sizing.prunedByCost + sizing.prunedByFailure == sizing.count)
        for choice in all {
            if let operation = choice.operation, let demand = choice.demand {
                #expect(sizing.operationBound <= (operation + demand) * (1 + 1e-9))
            }
        }
    }

    @Test func `the next smaller size fails or costs more`() {
        for seed in 0..<12 {
            var random = SplitMix64(seed)
            let (site, grid) = Self.site(&random)
            let sizing = SiteSizing(grid, site)
            guard let best = sizing.best?.total else { continue }
            for neighbor in sizing.neighbors {
                let isDearer = (neighbor.choice.total ?? 0) >= best
                #expect(neighbor.choice.failure != nil || isDearer)
            }
        }
    }
}
