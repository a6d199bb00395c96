import Foundation
import Planning
import Site
import Testing

/// Power sites, from their hours to their rules.
@Suite struct SitePlanTests {
    @Test func `a file of sites alone is a plan without contracts`() throws {
        let file = try PlanFile.decode(SitePlanSample.small(""))
        #expect(!file.hasPortfolio)
        let site = file.scenario.sites[0]
        #expect(site.years == [.init(year: 2028, it: [100, 100, 100, 100])])
        #expect(site.profile == Array(repeating: 1.2, count: 48))
        #expect(site.grid?.price.count == 48)
        #expect(site.weatherSource == "synthetic (seed 1, latitude 40)")
    }

    @Test func `the case of the benchmark is exactly that case`() throws {
        let folder = Sample.root.appendingPathComponent("Examples/plan")
        let file = try PlanFile.load(path: folder.appendingPathComponent("site-year.yaml").path)
        let site = file.scenario.sites[0]
        let solar = site.generators[0]
        #expect(solar.capitalCost == 95_000 && solar.marginalCost == 0 && solar.carbon == 0)
        #expect(solar.availability.count == 8_760 && solar.isClean && !solar.isFirm)
        let gas = site.generators[1]
        #expect(gas.capitalCost == 110_000 && gas.marginalCost == 44 && gas.carbon == 0.515)
        #expect(gas.availability.isEmpty && gas.unit == nil && gas.available == nil)
        let battery = site.storages[0]
        #expect(battery.capitalCost == 130_000 && battery.hours == 4 && battery.energyCost == nil)
        #expect(battery.chargeEfficiency == 0.92 && battery.dischargeEfficiency == 0.92)
        #expect(site.grid?.steps.map(\.limit) == [60])
        #expect(site.rules.carbonCap == 0.2 && site.rules.carbonKind == .marginal)
        #expect(site.rules.unservedCost == .infinity)
        #expect(site.years[0].it == [1, 1, 1, 1], "the load is the series itself")
        #expect(site.profile[1] == 88.57)
        #expect(site.grid?.price[0] == 53.2 && site.grid?.marginalCarbon[0] == 0.275)
    }

    @Test func `a technology brings its costs, its fuel and its lead time`() throws {
        let site = try SitePlanSample.site(
            SitePlanSample.small(
                """
                    fuels: { gas: { price_usd_per_mmbtu: 4 } }
                    sources:
                      engines: { technology: gas-engine, most_mw: 90 }
                """
            )
        )
        let engines = site.generators[0]
        let rate = 3.412_142 / 0.405
        #expect(abs(engines.capitalCost - 2_305_000 * 0.101_852_208_8) < 0.1)
        #expect(abs(engines.marginalCost - (4 * rate + 15)) < 1e-9)
        #expect(abs(engines.fuelCost - 4 * rate) < 1e-9)
        #expect(abs(engines.carbon - 0.05306 * rate) < 1e-9)
        #expect(engines.available == Quarter(year: 2029, number: 2), "ordered at the start")
        #expect(engines.unit == 4.5 && engines.most == 90 && engines.minimumLoad == 0.25)
        #expect(engines.carrier == "gas" && engines.fuel == "gas" && engines.isFirm)
        #expect(engines.availability == Array(repeating: 0.951, count: 48))
    }

    @Test func `a figure of the scenario goes before the technology's, also on the command line`()
        throws
    {
        let text = SitePlanSample.small(
            """
                fuels: { gas: { price_usd_per_mmbtu: 4 } }
                sources:
                  turbines: { technology: gas-turbine, capex_usd_per_kw: 2000, available: 2028-Q1 }
            """
        )
        let file = try PlanFile.decode(text)
        #expect(
            abs(file.scenario.sites[0].generators[0].capitalCost - (2e6 * annuity30 + 25_280)) < 1
        )
        let path = "sites.a.sources.turbines.heat_rate_mmbtu_per_mwh"
        let figure = try #require(file.scenario.figures.first { $0.path == path })
        #expect(figure.range == 9.717...10.277 && figure.source.hasPrefix("ATB"))
        let variant = try #require(file.variants.first { $0.figure.path == path })
        let high = try variant.high().sites[0].generators[0]
        #expect(abs(high.fuelCost - 4 * 10.277) < 1e-9)
    }

    /// The annuity of 30 years at 8 %.
    private let annuity30 = 0.08 / (1 - 1 / 10.062_656_889_073)

    @Test func `costs are those of the year in which something comes`() throws {
        func cost(_ available: String) throws -> Double {
            try SitePlanSample.site(
                SitePlanSample.small(
                    "    storage: { b: { technology: battery, hours: 4, available: \(available) } }\n"
                )
            ).storages[0].capitalCost
        }
        let factor = 0.08 / (1 - 1 / 3.172_169_114_197) + 0.025
        #expect(try abs(cost("2030-Q1") - (317 + 4 * 246) * 1_000 * factor) < 1)
        #expect(try abs(cost("2040-Q3") - (295 + 4 * 201) * 1_000 * factor) < 1)
    }

    @Test func `the energy of a storage may be chosen apart from its power`() throws {
        let site = try SitePlanSample.site(
            SitePlanSample.small(
                """
                    storage:
                      b: { technology: battery, hours: chosen, available: 2030-Q1 }
                      c: { carrier: battery, hours: 2, annual_cost_usd_per_mw: 10, annual_cost_usd_per_mwh: 3 }
                """
            )
        )
        let factor = 0.08 / (1 - 1 / 3.172_169_114_197) + 0.025
        #expect(abs(site.storages[0].capitalCost - 317_000 * factor) < 1)
        #expect(abs((site.storages[0].energyCost ?? 0) - 246_000 * factor) < 1)
        #expect(abs(site.storages[0].chargeEfficiency - 0.85.squareRoot()) < 1e-12)
        #expect(site.storages[1].capitalCost == 16 && site.storages[1].energyCost == nil)
    }

    @Test func `the load follows the temperature`() throws {
        let site = try SitePlanSample.site(
            SitePlanSample.text(
                SitePlanSample.hours + """
                        it_mw: { 2028: [10, 20, 30, 40], 2029: 50 }
                        utilization_percent: 80
                        pue: { base: 1.1, rise_per_degree: 0.006, above_celsius: 10 }
                        flexible: { most_mw: 5, share_percent: 70, window_hours: 168 }

                    """ + SitePlanSample.grid
            )
        )
        let year = SyntheticYear(seed: 1, latitude: 40, hours: 48)
        for (share, temperature) in zip(site.profile, year.temperature) {
            #expect(abs(share - 0.8 * (1.1 + 0.006 * max(temperature - 10, 0))) < 1e-12)
        }
        #expect(site.years.map(\.it) == [[10, 20, 30, 40], [50, 50, 50, 50]])
        #expect(site.years[1].flexible == .init(most: 5, share: 0.7, windowHours: 168))
    }

    @Test func `the grid is read with its steps, its called hours and its rules`() throws {
        let site = try SitePlanSample.site(
            SitePlanSample.text(
                SitePlanSample.hours + SitePlanSample.load + """
                        grid_operator: ercot
                        grid:
                          date: { value: 2028-Q3, low: 2028-Q2, high: 2030-Q1, source: queue, date: 2026-03 }
                          limit_mw: 50
                          steps: [{ from: 2029-Q1, limit_mw: 80 }]
                          capacity_charge_usd_per_mw_year: 60000
                          curtailed_hours: 3
                          curtailed_limit_mw: 10
                          export_limit_mw: 20
                          export_percent: 50
                        agreements:
                          ppa: { carrier: wind, most_mw: 100, least_mw: 10, profile: wind_cf, price_usd_per_mwh: 50 }
                          firm: { carrier: nuclear, most_mw: 5, profile: flat, price_usd_per_mwh: 110, behind_the_meter: true }
                        rules:
                          carbon_cap_t_per_mwh: 0.3
                          carbon_kind: average
                          carbon_price_usd_per_t: 20
                          clean_matching_percent: 90
                          unserved_usd_per_mwh: 9000
                          survives_largest_unit_percent: 80
                          islanding_hours: 12
                          critical_percent: 60
                          spinning_reserve_percent: 10
                    """
            )
        )
        let grid = try #require(site.grid)
        #expect(grid.steps.map(\.from.description) == ["2028-Q3", "2029-Q1"])
        #expect(grid.curtailedHours.count == 3 && grid.curtailedLimit == 10)
        let threshold = grid.price.sorted(by: >)[2]
        #expect(grid.curtailedHours.allSatisfy { grid.price[$0] >= threshold })
        #expect(grid.capacityCharge == 60_000 && grid.exportLimit == 20 && grid.exportShare == 0.5)
        #expect(site.agreements[0].profile.count == 48 && site.agreements[0].least == 10)
        #expect(site.agreements[1].profile == Array(repeating: 1, count: 48))
        #expect(site.agreements[1].isBehindTheMeter && site.agreements[1].isClean)
        var rules = SiteRules()
        rules.carbonCap = 0.3
        rules.carbonKind = .average
        rules.carbonPrice = 20
        rules.cleanMatching = 0.9
        rules.unservedCost = 9_000
        rules.survivesLargestUnit = 0.8
        rules.islandingHours = 12
        rules.criticalShare = 0.6
        rules.spinningReserve = 0.1
        #expect(site.rules == rules)
        #expect(site.mistakes.isEmpty)
    }

    @Test func `a date of the grid may overtake its steps over its range`() throws {
        let grid = """
                grid:
                  date: { value: 2028-Q3, low: 2028-Q2, high: 2030-Q1, assumed: true }
                  limit_mw: 50
                  steps: [{ from: 2029-Q1, limit_mw: 80 }]

            """
        let text = SitePlanSample.text(SitePlanSample.hours + SitePlanSample.load + grid)
        let file = try PlanFile.decode(text, name: "p.yaml", overrides: [])
        #expect(file.variants.map(\.figure.isOfSite) == [true])
        let late = try file.variants[0].high().sites[0].grid?.steps
        #expect(late == [Campus.Step(from: Quarter(year: 2030, number: 1), limit: 80)])
    }

    @Test func `a technology of the scenario's own, or based on a known one`() throws {
        let site = try SitePlanSample.site(
            SitePlanSample.text(
                SitePlanSample.hours + SitePlanSample.load + """
                        fuels: { gas: { price_usd_per_mmbtu: 4, carbon_kg_per_mmbtu: 60 } }
                        sources:
                          a: { technology: aero }
                          b: { technology: geo }
                    """,
                head: """
                    start: 2028-Q1
                    technologies:
                      aero: { based_on: gas-turbine, lead_quarters: 4, heat_rate_mmbtu_per_mwh: 9 }
                      geo: { carrier: heat, clean: true, firm: true, capex_usd_per_kw: 6000, life_years: 30 }

                    """
            )
        )
        #expect(site.generators[0].fuelCost == 36 && site.generators[0].carbon == 0.54)
        #expect(site.generators[0].available == Quarter(year: 2029, number: 1))
        #expect(site.generators[1].carrier == "heat" && site.generators[1].available == nil)
        #expect(abs(site.generators[1].capitalCost - 6e6 * annuity30) < 1)
    }
}
