import Site
import Testing

/// What is wrong with a power site, in sentences.
@Suite struct SiteMistakeTests {
    /// The mistakes of the smallest site with this beside it, without file and line.
    private static func mistakes(_ extra: String) -> [String] {
        PlanSample.mistakes(SitePlanSample.small(extra)).map {
            $0.replacing(/^p\.yaml:\d+: sites\.a\.?/, with: "")
        }
    }

    @Test(arguments: [
        (
            "sources: { x: { technology: gas-engne } }",
            #"sources.x.technology: no technology is called "gas-engne"; did you mean gas-engine?"#
        ),
        (
            "sources: { x: { technology: battery } }",
            #"sources.x.technology: no technology is called "battery"; there are combined-cycle, "#
                + "fuel-cell, gas-engine, gas-turbine, nuclear-large, nuclear-smr, solar, wind"
        ),
        (
            "sources: { x: { technology: gas-engine } }",
            "sources.x: burns gas, whose price the site does not say; write "
                + "fuels: { gas: { price_usd_per_mmbtu: 4 } } at the site"
        ),
        (
            "sources: { x: { carrier: solar } }",
            "sources.x.annual_cost_usd_per_mw: missing; 95000, or capex_usd_per_kw, or a technology"
        ),
        (
            "sources: { x: { carrier: solar, capex_usd_per_kw: 1000 } }",
            "sources.x.life_years: missing; over how many years: 25"
        ),
        (
            "sources: { x: { annual_cost_usd_per_mw: 5 } }",
            "sources.x.technology: missing; or carrier: gas with its own figures"
        ),
        (
            "sources: { x: { carrier: solar, annual_cost_usd_per_mw: 5, capex_usd_per_kw: 1 } }",
            "sources.x.capex_usd_per_kw: stands beside annual_cost_usd_per_mw, which holds it; "
                + "keep one of the two"
        ),
        (
            "sources: { x: { carrier: solar, annual_cost_usd_per_mw: 5, profile: solr_cf } }",
            "sources.x.profile: follows the series solr_cf, which the hours do not have; "
                + "did you mean solar_cf?"
        ),
        (
            "sources: { x: { carrier: a, annual_cost_usd_per_mw: 5, variable_om_usd_per_mwh: 1, "
                + "marginal_cost_usd_per_mwh: 5 } }",
            "sources.x.variable_om_usd_per_mwh: stands beside marginal_cost_usd_per_mwh; "
                + "keep one of the two"
        ),
        (
            "sources: { x: { carrier: a, annual_cost_usd_per_mw: 5, efficiency_percent: 40 } }",
            "sources.x.efficiency_percent: has no effect without a fuel; write fuel: gas"
        ),
        (
            "sources: { x: { carrier: a, annual_cost_usd_per_mw: 5, fuel: gas } }",
            "sources.x: burns fuel, but how much? write heat_rate_mmbtu_per_mwh or efficiency_percent"
        ),
        (
            "sources: { x: { carrier: a, annual_cost_usd_per_mw: 5, available: 2028-Q1, ordered: 2027-Q1 } }",
            "sources.x.ordered: stands beside available; keep one of the two"
        ),
        (
            "sources: { x: { carrier: a, annual_cost_usd_per_mw: 5, ordered: 2027-Q1 } }",
            "sources.x.ordered: has no effect without lead_quarters; write available: instead"
        ),
        (
            "fuels: { gas: { price_usd_per_mmbtu: 4 } }",
            "fuels.gas: no source of this site burns it; remove it"
        ),
        (
            "fuels: { oil: { price_usd_per_mmbtu: 4 } }",
            #"fuels.oil: no fuel is called "oil"; there are gas, uranium"#
        ),
        (
            "storage: { x: { technology: battery, available: 2028-Q1 } }",
            "storage.x.hours: missing; at full power: 4, or chosen: by the plan"
        ),
        (
            "storage: { x: { technology: battery, hours: chosen, existing_mw: 5, available: 2028-Q1 } }",
            "storage.x.existing_mw: holds how many hours? write hours: 4 instead of chosen"
        ),
        (
            "storage: { x: { carrier: b, hours: 4, annual_cost_usd_per_mw: 5, "
                + "round_trip_efficiency_percent: 80, charge_efficiency_percent: 90 } }",
            "storage.x.round_trip_efficiency_percent: stands beside the efficiency of one way; "
                + "keep one of the two"
        ),
        (
            "storage: { x: { carrier: b, hours: 4, annual_cost_usd_per_mwh: 5 } }",
            "storage.x.annual_cost_usd_per_mwh: needs annual_cost_usd_per_mw beside it"
        ),
        (
            "agreements: { x: { carrier: wind, most_mw: 5, profile: wnd_cf, price_usd_per_mwh: 5 } }",
            #"agreements.x.profile: the hours have no series "wnd_cf"; did you mean wind_cf?"#
        ),
        (
            "agreements: { x: { carrier: wind, most_mw: 5, least_mw: 9, profile: flat, "
                + "price_usd_per_mwh: 5 } }",
            "agreements.x.least_mw: 9.0 MW at least is above 5.0 MW at most"
        ),
        (
            "rules: { critical_percent: 50 }",
            "rules.critical_percent: has no effect without islanding_hours"
        ),
        (
            "rules: { carbon_kind: mean }",
            #"rules.carbon_kind: "mean" is not one of average, marginal"#
        ),
        ("flexible: { most_mw: 5 }", "flexible.share_percent: missing; used on average: 70"),
        ("region: texas", #"region: no region is called "texas"; the file names none"#),
    ])
    func `a wrong part of a site says what would be right`(extra: String, message: String) {
        let lines = Self.mistakes("    \(extra)\n")
        #expect(lines.first == message)
        #expect(
            lines.count == (extra.contains("annual_cost_usd_per_mwh: 5 } }") ? 2 : 1),
            "\(lines)"
        )
    }

    @Test func `what a site needs is asked for`() {
        #expect(
            PlanSample.mistakes(SitePlanSample.text("    it_mw: 5\n")) == [
                "p.yaml:5: sites.a.hours: missing; name its hourly series: { file: hours.csv }"
            ]
        )
        #expect(
            PlanSample.mistakes(SitePlanSample.text(SitePlanSample.hours)) == [
                "p.yaml:5: sites.a.it_mw: missing; megawatts of IT by year: { 2028: 100 }",
                "p.yaml:5: sites.a.pue: missing; write 1.2, or { base: 1.1, rise_per_degree: 0.006, "
                    + "above_celsius: 10 }",
            ]
        )
        #expect(
            PlanSample.mistakes(SitePlanSample.text(SitePlanSample.hours + SitePlanSample.load))
                == [
                    "p.yaml:5: sites.a: has no power; write sources, storage, grid or agreements"
                ]
        )
        #expect(
            PlanSample.mistakes("name: x\ndiscount_rate_percent: 8\n") == [
                "p.yaml:1: sites: missing; a file without offers plans power sites"
            ]
        )
    }

    @Test(arguments: [
        (
            "it_mw: { 2028: 100 }", "it_mw: { 28: 100 }",
            #"it_mw.28: not a year: "28"; write 2028: 100"#
        ),
        (
            "it_mw: { 2028: 100 }", "it_mw: { 2029: 1, 2028: 1 }",
            "it_mw.2028: 2028 is not after 2029; write the years in their order"
        ),
        (
            "it_mw: { 2028: 100 }", "it_mw: { 2028: [1, 2] }",
            "it_mw.2028: has 2 entries; a year has four quarters"
        ),
        (
            "pue: 1.2", "pue: 0.9",
            "pue: 0.9 is out of bounds; it has to be site power per IT power, 1 to 3"
        ),
        (
            "limit_mw: 300 }", "limit_mw: 300, price_usd_per_mwh: 5 }",
            "grid.price_usd_per_mwh: stands beside a series of that name in the hours; "
                + "keep one of the two"
        ),
        (
            "limit_mw: 300 }", "limit_mw: 300, export_percent: 5 }",
            "grid.export_percent: has no effect without export_limit_mw"
        ),
        (
            "limit_mw: 300 }", "limit_mw: 300, curtailed_limit_mw: 5 }",
            "grid.curtailed_limit_mw: in which hours? write curtailed_hours: 88, "
                + "or give a series curtailed"
        ),
        (
            "limit_mw: 300 }", "limit_mw: 300, curtailed_hours: [50] }",
            "grid.curtailed_hours[0]: 50 is out of bounds; it has to be a whole number from 0 to 47"
        ),
        (
            "limit_mw: 300 }", "limit_mw: 300, regional_share_percent: 5 }",
            "grid.regional_share_percent: of which load? the hours have no series regional_load_mw"
        ),
        (
            "synthetic: { seed: 1, latitude: 40", "synthetic: { seed: 1, latitude: 80",
            "hours.synthetic.latitude: 80 is out of bounds; it has to be degrees north, -66 to 66"
        ),
        (
            "hours: { synthetic:", "hours: { partial: true, synthetic:",
            "hours.partial: has no effect beside synthetic; keep one of the two"
        ),
    ])
    func `a wrong load, grid or hour says what would be right`(
        old: String,
        new: String,
        message: String
    ) {
        let text = SitePlanSample.small("").replacing(old, with: new)
        let lines = PlanSample.mistakes(text).map {
            $0.replacing(/^p\.yaml:\d+: sites\.a\.?/, with: "")
        }
        #expect(lines == [message])
    }

    @Test func `lead times count from somewhere`() {
        let text = SitePlanSample.small("    sources: { x: { technology: solar } }\n")
            .replacing("start: 2028-Q1\n", with: "")
        #expect(
            PlanSample.mistakes(text) == [
                "p.yaml:9: sites.a.sources.x: has a lead time of 6 quarters, from when on? write "
                    + "ordered: 2026-Q1 at the site, or available: here"
            ]
        )
    }

    @Test func `a plant elsewhere needs a grid`() {
        let text = SitePlanSample.text(
            SitePlanSample.hours + SitePlanSample.load
                + "    agreements: { x: { carrier: wind, most_mw: 5, profile: flat, price_usd_per_mwh: 5 } }\n"
        )
        #expect(
            PlanSample.mistakes(text) == [
                "p.yaml:9: sites.a.agreements.x: comes through a grid that the site does not have; "
                    + "write behind_the_meter: true for a plant at the site"
            ]
        )
    }

    @Test func `a carbon rule needs the carbon of the grid, of its kind`() throws {
        let content = "price_usd_per_mwh,average_carbon_t_per_mwh\n5,0.4\n"
        let lines = try SitePlanSample.with(content) { folder -> [String] in
            do {
                _ = try PlanFile.decode(
                    SitePlanSample.text(
                        "    hours: { file: case.csv, partial: true }\n" + SitePlanSample.load
                            + SitePlanSample.grid + "    rules: { carbon_cap_t_per_mwh: 0.2 }\n"
                    ),
                    name: "p.yaml",
                    folder: folder
                )
                return []
            } catch let error as SiteMistakes {
                return error.lines
            }
        }
        #expect(
            lines == [
                "p.yaml:10: sites.a.rules: counts marginal carbon, which the grid does not say; give "
                    + "the hours a series marginal_carbon_t_per_mwh, or the grid one figure of that name"
            ]
        )
    }
}
