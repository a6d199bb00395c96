import Hybrid
import Planning

/// A site of a planner's scenario as one with a battery and generators.
extension SiteReader {
    /// Reads the scenario with all its checks and takes one of its sites by value.
    mutating func sitePower(ofScenario root: Field, named name: String?) -> (SiteCase, Double)? {
        let (scenario, _) = plan(root)
        guard mistakes.isEmpty else { return nil }
        let names = scenario.sites.map(\.name)
        let found = scenario.sites.first { name == nil || $0.name == name }
        guard let found, name != nil || names.count == 1 else {
            let which = name.map { "no site is called \(quoted($0))" } ?? "has several sites"
            reject(root, "\(which); choose one with --site: \(names.joined(separator: ", "))")
            return nil
        }
        return (sitePower(of: found, in: scenario.name), scenario.discountRate)
    }

    private mutating func sitePower(of site: PowerSite, in scenario: String) -> SiteCase {
        let load = planLoad(of: site)
        let peak = load.series(nil).peak
        let generator = planGenerator(of: site)
        let storage = planStorage(of: site)
        let efficiency = storage.map { $0.chargeEfficiency * $0.dischargeEfficiency } ?? 0.85
        var plant = SitePlant()
        if let storage, storage.existing > 0 {
            plant.store = SiteStore(
                energy: storage.existing * storage.hours * SiteUnit.megawattHour,
                power: storage.existing * SiteUnit.megawatt,
                roundTripEfficiency: efficiency
            )
        }
        if let generator { plant.fleet = planFleet(generator, peak: peak) }
        if site.rules.unservedCost < .infinity {
            plant.unservedCost = site.rules.unservedCost / SiteUnit.megawattHour
        }
        var needs = SiteNeeds(availability: site.rules.unservedCost == .infinity ? 1 : 0)
        needs.survivesUnit = (site.rules.survivesLargestUnit ?? 0) > 0
        needs.rideThrough = site.rules.islandingHours.map { Double($0) * 3600 }
        var result = SiteCase(
            name: "\(scenario), \(site.name)",
            plant: plant,
            samples: [planSeries(of: site, load)],
            needs: needs
        )
        result.efficiency = efficiency
        let stands = plant.store.capacity > 0 || plant.fleet.count > 0
        if !stands, storage != nil || generator != nil {
            result.sizes = planSizes(plant, result.series, hasStorage: storage != nil)
            result.capital = planCapital(generator, storage, site.grid)
            note("sites.\(site.name)", "nothing stands there yet: sizes are sought")
        }
        return result
    }

    /// In W, by the hour of the first year.
    private func planLoad(of site: PowerSite) -> SiteLoad {
        let count = site.profile.count
        let it = site.years.first?.it ?? [1, 1, 1, 1]
        var load = SiteLoad(
            step: site.stepHours * 3600,
            load: site.profile.enumerated().map { index, share in
                share * it[min(3, index * 4 / max(1, count))] * SiteUnit.megawatt
            }
        )
        load.renewable = Array(repeating: 0, count: count)
        for source in site.generators where !source.isFirm && source.existing > 0 {
            for index in 0..<count {
                let share = source.availability.isEmpty ? 1 : source.availability[index]
                load.renewable[index] += source.existing * share * SiteUnit.megawatt
            }
        }
        return load
    }

    private func planSeries(of site: PowerSite, _ load: SiteLoad) -> SiteSeries {
        let count = load.load.count
        let year = site.years.first?.year ?? 2030
        let curtailed = Set(site.grid?.curtailedHours ?? [])
        var load = load
        var limits = [Double](repeating: 0, count: count)
        if let grid = site.grid {
            load.price = grid.price.map { $0 / SiteUnit.megawattHour }
            let carbon = grid.averageCarbon.isEmpty ? grid.marginalCarbon : grid.averageCarbon
            load.carbon = carbon.map { $0 * 1000 / SiteUnit.megawattHour }
            for index in 0..<count {
                let quarter = Quarter(year: year, number: 1 + min(3, index * 4 / count))
                var limit = grid.steps.last { $0.from <= quarter }?.limit ?? 0
                if curtailed.contains(index) { limit = min(limit, grid.curtailedLimit) }
                limits[index] = limit * SiteUnit.megawatt
            }
        }
        let blocks = zip(load.series(nil).blocks, limits).map { block, limit in
            var block = block
            block.limit = limit
            return block
        }
        return SiteSeries(step: load.step, blocks: blocks)
    }

    /// The largest firm source; others are named in a notice.
    private mutating func planGenerator(of site: PowerSite) -> Planning.Generator? {
        let firm = site.generators.filter(\.isFirm)
        let chosen = firm.max { $0.existing < $1.existing }
        for other in firm where other.name != chosen?.name {
            note("sites.\(site.name).sources.\(other.name)", "left out: one kind of unit is run")
        }
        for other in site.generators where !other.isFirm && other.existing == 0 {
            note("sites.\(site.name).sources.\(other.name)", "left out: none of it stands")
        }
        for other in site.agreements {
            note("sites.\(site.name).agreements.\(other.name)", "left out: it is not dispatched")
        }
        return chosen
    }

    private mutating func planStorage(of site: PowerSite) -> Storage? {
        let chosen = site.storages.max { $0.existing < $1.existing }
        for other in site.storages where other.name != chosen?.name {
            note("sites.\(site.name).storage.\(other.name)", "left out: one battery is run")
        }
        return chosen
    }

    /// The planner knows no Willans line and no start: a tenth of the fuel at no load and five minutes.
    private mutating func planFleet(
        _ generator: Planning.Generator,
        peak: Double
    ) -> GeneratorFleet {
        let path = "sources.\(generator.name)"
        let least = 0.25 * peak / SiteUnit.megawatt
        let unit = generator.unit ?? (generator.existing > 0 ? generator.existing : least)
        if generator.unit == nil {
            note(path, "one unit has \(short(unit)) MW (assumed); unit_mw says it")
        }
        note(path, "a tenth of the fuel at no load and a start of 5 minutes are assumed")
        let isGas = generator.fuel == "gas" && generator.carbon > 0
        let gas = TechnologyLibrary.content.fuels.first { $0.name == "gas" }?.carbon.value ?? 53.06
        let heat =
            isGas
            ? generator.carbon * 1000 / gas * SiteUnit.millionBTU / SiteUnit.megawattHour : 2.5
        let fuelCost = generator.fuelCost > 0 ? generator.fuelCost : max(0, generator.marginalCost)
        let perHeat = 1 / (heat * SiteUnit.megawattHour)
        let maximum = unit * SiteUnit.megawatt
        let line = Hybrid.Generator(
            power: max(generator.minimumLoad, generator.mustRun) * maximum...maximum,
            idleFuel: 0.1 * heat * maximum,
            slope: 0.9 * heat,
            curvature: 0,
            startFuel: 0,
            ramp: generator.ramp.map { $0 * maximum / 3600 } ?? .infinity,
            fuel: .diesel,
            tank: 0
        ).line(Conditions())
        return GeneratorFleet(
            unit: line,
            count: Int((generator.existing / unit).rounded()),
            startTime: 300,
            fuelPrice: fuelCost * perHeat,
            fuelCarbon: generator.carbon * 1000 * perHeat,
            startCost: generator.startCost,
            outputCost: max(0, generator.marginalCost - fuelCost) / SiteUnit.megawattHour
        )
    }

    /// Parts of the highest load, as nobody has said which sizes there are.
    private func planSizes(
        _ plant: SitePlant,
        _ series: SiteSeries,
        hasStorage: Bool
    ) -> SiteSizeGrid {
        let peak = series.peak
        let unit = plant.fleet.unit.maximum
        let most = unit > 0 ? Int((peak / unit).rounded(.up)) + 2 : 0
        let parts = hasStorage ? [0, 0.1, 0.25, 0.5, 1] : [0]
        let hours = hasStorage ? [0, 0.05, 0.25, 0.5, 1, 2, 4] : [0]
        let limit = series.blocks.reduce(0) { max($0, $1.limit) }
        return SiteSizeGrid(
            energies: hours.map { $0 * peak * 3600 },
            powers: parts.map { $0 * peak },
            units: Array(0...most),
            limits: [limit],
            leastDuration: Self.leastHours * SiteUnit.hour
        )
    }

    private func planCapital(
        _ generator: Planning.Generator?,
        _ storage: Storage?,
        _ grid: GridConnection?
    ) -> SiteCapital {
        var capital = SiteCapital()
        capital.units = (generator?.capitalCost ?? 0) / SiteUnit.megawatt
        capital.grid = (grid?.capacityCharge ?? 0) / SiteUnit.megawatt
        guard let storage else { return capital }
        if let energy = storage.energyCost {
            capital.storePower = storage.capitalCost / SiteUnit.megawatt
            capital.storeEnergy = energy / SiteUnit.megawattHour
        } else {
            // With its hours in it: all of it is that of the energy.
            capital.storeEnergy = storage.capitalCost / storage.hours / SiteUnit.megawattHour
        }
        return capital
    }
}
