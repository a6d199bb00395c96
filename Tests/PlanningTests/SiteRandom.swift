import Bus
import Planning

/// A site with everything in it, from a seed.
enum RandomSite {
    static func make(_ seed: Int) -> PowerSite {
        var random = SplitMix64(seed)
        func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
        let year = SyntheticYear(seed: seed, latitude: 40, hours: 24)
        var site = SiteFixture.site((0..<24).map { _ in number(40...60) })
        site.years[0].flexible = .init(most: 10, share: number(0.2...0.9), windowHours: 6)
        var gas = SiteFixture.generator("gas", build: number(5...15), run: 44, hours: 24)
        gas.isFirm = true
        gas.unit = 5
        gas.carbon = 0.5
        gas.ramp = number(0.2...0.6)
        gas.existing = number(0...10)
        var nuclear = SiteFixture.generator("nuclear", build: number(400...900), run: 8, hours: 24)
        nuclear.isFirm = true
        nuclear.isClean = true
        nuclear.unit = 4
        nuclear.mustRun = 0.5
        var solar = SiteFixture.generator("solar", build: number(20...150), hours: 24)
        solar.availability = year.solarShare
        solar.isClean = true
        site.generators = [gas, nuclear, solar]
        var battery = Storage(
            name: "battery",
            carrier: "battery",
            capitalCost: SiteFixture.yearly(number(5...60), 24),
            hours: 4
        )
        battery.loss = 0.001
        var tank = Storage(
            name: "tank",
            carrier: "hydrogen",
            capitalCost: SiteFixture.yearly(9, 24),
            hours: 1
        )
        tank.energyCost = SiteFixture.yearly(2, 24)
        tank.chargeEfficiency = 0.7
        tank.dischargeEfficiency = 0.6
        site.storages = [battery, tank]
        addGridAndRules(&site, year, &random)
        return site
    }

    private static func addGridAndRules(
        _ site: inout PowerSite,
        _ year: SyntheticYear,
        _ random: inout SplitMix64
    ) {
        func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
        site.grid = SiteFixture.grid(number(20...50), year.price)
        site.grid?.marginalCarbon = year.marginalCarbon
        site.grid?.averageCarbon = year.averageCarbon
        site.grid?.curtailedHours = [18, 19]
        site.grid?.curtailedLimit = 5
        site.grid?.exportLimit = 8
        site.grid?.exportShare = 0.8
        site.grid?.regionalShare = 0.02
        site.grid?.regionalLoad = (0..<24).map { _ in number(1_000...4_000) }
        site.agreements = [
            PowerPurchase(
                name: "wind",
                carrier: "wind",
                most: 30,
                profile: year.windShare,
                price: 40
            )
        ]
        site.rules.carbonCap = number(0.15...0.4)
        site.rules.cleanMatching = number(0.1...0.5)
        site.rules.survivesLargestUnit = number(0.3...0.8)
        site.rules.islandingHours = 3
        site.rules.criticalShare = number(0.3...0.8)
        site.rules.spinningReserve = number(0.1...0.8)
        site.rules.carbonPrice = number(0...40)
        site.rules.unservedCost = 3_000
    }

    /// Half a day of the answer's site with the answer's sizes, from its state on.
    static func window(_ answer: SiteFixture.Answer) -> SiteProgram.Scope {
        var scope = SiteProgram.Scope(years: [0])
        // A little more than the year has, so that its last digits leave the window possible.
        var sizes = answer.built.sizes(answer.solution)[0]
        for (name, size) in sizes.generators { sizes.generators[name] = size + 1e-3 }
        for (name, size) in sizes.storages {
            sizes.storages[name] = .init(power: size.power + 1e-3, energy: size.energy)
        }
        scope.sizes = [sizes]
        scope.window = .init(
            steps: 6..<18,
            stored: answer.plan.stored.map { $0.power[5] }
        )
        return scope
    }
}
