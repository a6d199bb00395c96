import Bus
import Foundation
import Planning
import Site
import Testing

/// Every key of a portfolio, read into the value that it stands for.
@Suite struct PortfolioFileTests {
    private static func quarter(_ text: String) -> Quarter {
        Quarter(text) ?? Quarter(year: 1900, number: 1)
    }

    @Test func `providers, regions, campuses and chips`() throws {
        let scenario = try PlanSample.plan(
            PlanSample.head + """
                providers:
                  oracle:
                    jurisdiction: us
                    delivery_limit_mw_per_quarter: 400
                    discount: { model: all_units, tiers: [{ from_usd: 1e9, rate_percent: 3 }, { from_usd: 5e9, rate_percent: 6 }], most_usd: 2e9 }
                regions:
                  texas: { jurisdiction: us, grid_operator: ercot }
                power:
                  abilene:
                    region: texas
                    grid_operator: oncor
                    date: 2026-Q3
                    limit_mw: 200
                    steps: [{ from: 2027-Q1, limit_mw: 1200 }]
                chips:
                  gb200: { vendor: nvidia, efficiency: 1.5, available: 2026-Q2 }

                """ + PlanSample.offers + PlanSample.demand
        ).scenario
        var oracle = Provider(name: "oracle", jurisdiction: "us")
        oracle.deliveryLimit = 400
        oracle.discount = VolumeDiscount(
            model: .allUnits,
            tiers: [.init(from: 1e9, rate: 0.03), .init(from: 5e9, rate: 0.06)],
            most: 2e9
        )
        #expect(scenario.providers == [oracle])
        #expect(
            scenario.regions == [Region(name: "texas", jurisdiction: "us", gridOperator: "ercot")]
        )
        #expect(
            scenario.campuses == [
                Campus(
                    name: "abilene",
                    region: "texas",
                    gridOperator: "oncor",
                    power: [
                        .init(from: Self.quarter("2026-Q3"), limit: 200),
                        .init(from: Self.quarter("2027-Q1"), limit: 1_200),
                    ]
                )
            ]
        )
        #expect(
            scenario.chips == [
                Chip(
                    name: "gb200",
                    vendor: "nvidia",
                    efficiency: 1.5,
                    available: Self.quarter("2026-Q2")
                )
            ]
        )
    }

    @Test func `an offer with all of its terms`() throws {
        let scenario = try PlanSample.plan(
            PlanSample.all.replacing(
                "demand:",
                with: """
                      more:
                        provider: google
                        region: ireland
                        chip: gb200
                        starts: 2027-Q1
                        term_quarters: 8
                        price_usd_per_mw_quarter: 2e6
                        price_change_percent_per_year: -5
                        ramp_percent: [25, 50]
                        take_or_pay_percent: 90
                        commitment_model: discontinuous
                        prepayment_percent: 10
                        least_mw: 5
                        most_mw: 50
                        group: either
                        extends: oracle-a
                        premium_usd: 1e6
                        signed_mw: 20
                    demand:
                    """
            )
        ).scenario
        var offer = ComputeOffer(
            name: "more",
            provider: "google",
            region: "ireland",
            starts: Self.quarter("2027-Q1"),
            termQuarters: 8,
            price: 2e6,
            most: 50
        )
        offer.chip = "gb200"
        offer.priceChange = -0.05
        offer.ramp = [0.25, 0.5]
        offer.takeOrPay = 0.9
        offer.commitmentModel = .discontinuous
        offer.prepayment = 0.1
        offer.least = 5
        offer.group = "either"
        offer.extends = "oracle-a"
        offer.premium = 1e6
        offer.signed = 20
        #expect(scenario.offers[1] == offer)
    }

    @Test(arguments: [
        ("price_usd_per_mw_quarter: 3e6", 3e6),
        ("price_usd_per_mw_year: 12e6", 3e6),
        // 500 GPUs per MW at 2 kW, 2,190 hours in a quarter.
        ("price_usd_per_gpu_hour: 3", 3_285_000),
        ("price_usd_per_gpu_hour: 3, kw_per_gpu: 1", 6_570_000),
        // 20 quarters of 1,000 MW; with the ramp 19.5 of them.
        ("total_usd: 60e9", 3e6),
        ("total_usd: 58.5e9, ramp_percent: [50]", 3e6),
    ])
    func `a price in any unit`(terms: String, price: Double) throws {
        let text = PlanSample.all.replacing("price_usd_per_mw_quarter: 3e6", with: terms)
        let offer = try PlanSample.plan(text).scenario.offers[0]
        #expect(abs(offer.price - price) < 1e-6)
    }

    @Test func `a total counts the changes of the price`() throws {
        let terms = "total_usd: 60e9, price_change_percent_per_year: -10"
        let text = PlanSample.all.replacing("price_usd_per_mw_quarter: 3e6", with: terms)
        let offer = try PlanSample.plan(text).scenario.offers[0]
        let total = (0..<20).reduce(0) {
            $0 + offer.price(in: offer.starts.advanced(by: $1)) * 1_000
        }
        #expect(abs(total - 60e9) < 1)
    }

    @Test func `builds and spot markets`() throws {
        let scenario = try PlanSample.plan(
            PlanSample.all + """
                builds:
                  own:
                    campus: abilene
                    chip: gb200
                    block_mw: 100
                    most_blocks: 5
                    lead_quarters: 6
                    earliest_order: 2026-Q2
                    life_quarters: 20
                    capex_usd_per_kw: 50e3
                    opex_usd_per_mw_quarter: 250e3
                    power_price_usd_per_mwh: 75
                    pue: 1.3
                    depreciation_years: 4
                    residual_percent_per_year: 60
                spot:
                  texas: { limit_mw: 80, price_usd_per_mw_quarter: 6e6 }
                  ireland: { limit_mw: 8, price_usd_per_gpu_hour: 4, kw_per_gpu: 2 }
                """
        ).scenario
        var build = OwnBuild(
            name: "own",
            region: "texas",
            block: 100,
            mostBlocks: 5,
            leadQuarters: 6,
            lifeQuarters: 20,
            capex: 50e6,
            opex: 250e3
        )
        build.campus = "abilene"
        build.chip = "gb200"
        build.earliestOrder = Self.quarter("2026-Q2")
        build.powerPrice = 75
        build.pue = 1.3
        build.depreciationYears = 4
        build.residualPerYear = 0.6
        #expect(scenario.builds == [build])
        #expect(
            scenario.spots == [
                SpotMarket(region: "texas", limit: 80, price: 6e6),
                SpotMarket(region: "ireland", limit: 8, price: 4 * 2_190 * 500),
            ]
        )
    }

    @Test func `demand as a list, growing, on a curve and from a file`() throws {
        func power(_ form: String, folder: String = ".") throws -> [Double] {
            let text = PlanSample.all.replacing(" mw: 100,", with: " \(form),")
            return try PlanFile.decode(text, folder: folder).scenario.demands[0].power
        }
        #expect(try power("mw: [1, 2, 3, 4, 5, 6, 7, 8]") == [1, 2, 3, 4, 5, 6, 7, 8])
        let growth = try power("start_mw: 100, growth_percent_per_year: 21")
        #expect(growth[0] == 100 && abs(growth[2] - 110) < 1e-9 && abs(growth[4] - 121) < 1e-9)
        let curve = try power("from_mw: 10, to_mw: 110, midpoint: 2027-Q1, steepness_per_year: 4")
        #expect(curve[4] == 60, "half way up in the middle")
        #expect(abs(curve[5] - (10 + 100 / (1 + exp(-1)))) < 1e-9)
        #expect(abs(curve[3] + curve[5] - 120) < 1e-9, "the same above as below")
        let rows = (0..<10).map { "\(Quarter(year: 2025, number: 4).advanced(by: $0)),\($0)\n" }
        let file = try SitePlanSample.with("quarter,mw\n" + rows.joined(), named: "d.csv") {
            try power("file: d.csv", folder: $0)
        }
        #expect(file == [1, 2, 3, 4, 5, 6, 7, 8], "quarters outside of the plan do no harm")
    }

    @Test func `what demand may turn out to be, and where it may run`() throws {
        let text = PlanSample.all.replacing(
            "kind: inference, mw: 100, survives_percent: 100, unserved_usd_per_mw_quarter: 60e6",
            with: """
                kind: training, regions: [texas, ireland], mw: 100, survives_percent: 50,
                    unserved_usd_per_mw_quarter: never, low_factor: 0.7, high_factor: 1.4
                """
        )
        let demand = try PlanSample.plan(text).scenario.demands[0]
        #expect(demand.kind == .training && demand.regions == ["texas", "ireland"])
        #expect(demand.survivalShare == 0.5 && demand.unservedCost == .infinity)
        #expect(demand.lowFactor == 0.7 && demand.highFactor == 1.4)
    }

    @Test func `contingencies of every kind, short and long`() throws {
        let scenario = try PlanSample.plan(
            PlanSample.all + """
                contingencies:
                  from: 2027-Q1
                  each: [provider, chip_vendor]
                  storm: { members: [campus:abilene, "region:ireland", oracle] }
                  shown: { members: [grid_operator:ercot, jurisdiction:US, offer:oracle-a], from: reported }
                """
        ).scenario
        let from = Self.quarter("2027-Q1")
        #expect(
            scenario.contingencies == [
                .init(name: "provider oracle", members: [.provider("oracle")], survivesFrom: from),
                .init(name: "provider google", members: [.provider("google")], survivesFrom: from),
                .init(
                    name: "chip vendor nvidia",
                    members: [.chipVendor("nvidia")],
                    survivesFrom: from
                ),
                .init(
                    name: "storm",
                    members: [.campus("abilene"), .region("ireland"), .provider("oracle")],
                    survivesFrom: from
                ),
                .init(
                    name: "shown",
                    members: [.gridOperator("ercot"), .jurisdiction("us"), .offer("oracle-a")],
                    survivesFrom: nil
                ),
            ]
        )
        let each = try PlanSample.plan(
            PlanSample.all
                + "contingencies: { each: { campus: 2026-Q4, jurisdiction: reported } }\n"
        ).scenario.contingencies
        #expect(each.map(\.name) == ["campus abilene", "jurisdiction us", "jurisdiction eu"])
        #expect(each.map(\.survivesFrom) == [Self.quarter("2026-Q4"), nil, nil])
    }

    @Test func `caps by share and quarter over every kind, and floors`() throws {
        let rules = try PlanSample.plan(
            PlanSample.all + """
                concentration:
                  oracle: 0.6
                  google: { share: { value: 0.5, low: 0.3, high: 0.7 }, from: 2027-Q1 }
                  chip_vendor: { nvidia: { value: 0.9, assumed: true } }
                  "jurisdiction:us": 0.8
                floors:
                  eu: { least_mw: 20, from: 2026-Q4 }
                """
        ).scenario.rules
        let first = Self.quarter("2026-Q1")
        #expect(
            rules.caps == [
                .init(source: .provider("oracle"), share: 0.6, from: first),
                .init(source: .provider("google"), share: 0.5, from: Self.quarter("2027-Q1")),
                .init(source: .chipVendor("nvidia"), share: 0.9, from: first),
                .init(source: .jurisdiction("us"), share: 0.8, from: first),
            ]
        )
        #expect(
            rules.floors == [.init(jurisdiction: "eu", from: Self.quarter("2026-Q4"), least: 20)]
        )
    }

    @Test func `the money side`() throws {
        let finance = try PlanSample.plan(
            PlanSample.all + """
                finance:
                  cash_usd: 9e9
                  funding_usd_per_quarter: [1, 2, 3, 4, 5, 6, 7, 8]
                  revenue_usd_per_quarter: { start: 100, growth_percent_per_year: 21 }
                  floor_usd: 1e9
                  spending_limit_usd_per_quarter: 4e9
                  covenant_multiple: 3
                  borrowing_rate_percent: 9
                  depreciation_years: [5]
                """
        ).scenario.finance
        #expect(finance.cash == 9e9 && finance.floor == 1e9 && finance.covenantMultiple == 3)
        #expect(finance.funding == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(abs(finance.revenue[4] - 121) < 1e-9 && finance.revenue.count == 8)
        #expect(finance.spendingLimits == Array(repeating: 4e9, count: 8))
        #expect(finance.borrowingRate == 0.09 && finance.depreciationYears == [5])
    }

    @Test func `every way in which things may turn out otherwise`() throws {
        let stresses = try PlanSample.plan(
            PlanSample.all + """
                stress:
                  high: { probability_percent: 20, demand: high }
                  low: { demand: low }
                  factors: { demand_factor: 1.2 }
                  one: { demand_factor: { chat: 1.5 } }
                  late: { provider_late_quarters: { oracle: 2 }, campus_late_quarters: { abilene: 4 }, grid_late_quarters: { ercot: 3 } }
                  gone: { insolvent_from: { google: 2027-Q1 } }
                  gas: { fuel_price_factor: { gas: 2 } }
                """
        ).scenario.stresses
        #expect(stresses.map(\.probability) == [0.2, 0, 0, 0, 0, 0, 0])
        #expect(
            stresses.map(\.changes) == [
                [.demandHigh], [.demandLow], [.demand(nil, factor: 1.2)],
                [.demand("chat", factor: 1.5)],
                [
                    .providerLate("oracle", quarters: 2), .campusLate("abilene", quarters: 4),
                    .gridLate("ercot", quarters: 3),
                ], [.providerInsolvent("google", from: Self.quarter("2027-Q1"))],
                [.fuelPrice("gas", factor: 2)],
            ]
        )
    }

    @Test func `a thing says once where all of its figures are from`() throws {
        let text = PlanSample.all.replacing(
            "region: texas, date: 2026-Q3, limit_mw: 1200",
            with: """
                region: texas, date: 2026-Q3, source: Crusoe, source_date: 2025-03,
                    limit_mw: { value: 1200, low: 1000, high: 1300, assumed: true }
                """
        )
        let figures = try PlanSample.plan(text).scenario.figures
        #expect(figures.map(\.path) == ["power.abilene.date", "power.abilene.limit_mw"])
        #expect(figures[0].source == "Crusoe" && figures[0].date == "2025-03")
        #expect(figures[0].isQuarter && figures[0].value == 2_026.5)
        #expect(figures[1].isAssumed && figures[1].source.isEmpty)
    }

    @Test func `what nothing uses is told`() throws {
        let file = try PlanSample.plan(
            PlanSample.all.replacing("campus: abilene, chip: gb200,", with: "region: texas,")
        )
        #expect(
            file.notices == [
                "chips.gb200: no offer and no build uses it", "providers.google: it offers nothing",
                "power.abilene: no offer and no build stands there",
            ]
        )
    }
}
