import Bus
import Planning

extension HandCase {
    /// Contingencies, shares, regions.
    static let ofRules = [
        // Any two of three give 100 MW: 50 of each, 50 + 70 + 60 and fees of 75.
        HandCase("loss of any provider", costs: 255, demand: [100]) { scenario in
            scenario.contingencies = losses(of: ["a", "b", "c"])
            let terms = [("a", 1.0, 30.0, 90.0), ("b", 1.4, 20, 80), ("c", 1.2, 25, 70)]
            scenario.offers = terms.map { name, price, fee, most in
                offer(name, by: name, at: price) {
                    $0.premium = fee
                    $0.most = most
                }
            }
        },
        // Each region has to survive by itself: 10 MW of all four, though 20 of the cheaper b
        // would be enough in sum.
        HandCase("loss by region", costs: 90) {
            $0.demands = [demand("west", [10], in: ["here"]), demand("east", [10], in: ["there"])]
            $0.contingencies = losses(of: ["a", "b"])
            $0.offers = [
                offer("a-here", by: "a", in: "here", at: 1),
                offer("a-there", by: "a", in: "there", at: 1),
                offer("b-here", by: "b", in: "here", at: 2),
                offer("b-there", by: "b", in: "there", at: 5),
            ]
        },
        // Spot that is bought counts, but not where the grid fails: 30 at 30 elsewhere, 30 at 1 here.
        HandCase("loss of a grid", costs: 930, demand: [60]) {
            $0.regions[0].gridOperator = "g"
            $0.contingencies = [
                Contingency(name: "g", members: [.gridOperator("g")], survivesFrom: first)
            ]
            $0.demands[0].survivalShare = 0.5
            $0.spots = [spot(at: 1), SpotMarket(region: "there", limit: 100, price: 30)]
        },
        // 60 % from a: 60 × 10 + 40 × 20.
        HandCase("concentration", costs: 1_400, demand: [100]) {
            $0.offers = [offer("x", at: 10), offer("y", by: "b", at: 20)]
            $0.rules.caps = [.init(source: .provider("a"), share: 0.6, from: first)]
        },
        // A chip vendor is a source as well: half from it.
        HandCase("concentration of a chip vendor", costs: 1_500, demand: [100]) {
            $0.chips = [Chip(name: "k", vendor: "v", efficiency: 1)]
            $0.offers = [offer("x", at: 10) { $0.chip = "k" }, offer("y", at: 20)]
            $0.rules.caps = [.init(source: .chipVendor("v"), share: 0.5, from: first)]
        },
        // 30 MW have to be in the EU: 70 × 10 + 30 × 15.
        HandCase("floor", costs: 1_150, demand: [100]) {
            $0.offers = [offer("x", at: 10), offer("y", in: "there", at: 15)]
            $0.rules.floors = [.init(jurisdiction: "EU", from: first, least: 30)]
        },
        // What is bound to the EU is served there; the other takes the cheaper: 10 × 15 + 50 × 10.
        HandCase("residency", costs: 650) {
            $0.demands = [demand("free", [50]), demand("bound", [10], in: ["there"])]
            $0.offers = [offer("x", at: 10), offer("y", in: "there", at: 15)]
        },
        // The dearest demand goes without nothing: 20 × 10, 30 × 7.
        HandCase("unserved", costs: 410) {
            $0.demands = [
                demand("batch", [30], unserved: 7), demand("chat", [20], unserved: 100),
            ]
            $0.offers = [offer("x", at: 10)]
        },
        // Six demands share a hub of 30 MW; each of its own places has to carry half of 10 when the
        // hub fails: 30 × 1 + 5 × (11 + … + 16). Too many sets of regions, so that flows are used.
        HandCase("many overlapping regions", costs: 435) { scenario in
            scenario.regions.append(Region(name: "hub", jurisdiction: "us"))
            scenario.offers = [
                offer("hub", by: "b", in: "hub", at: 1) { $0.most = 30 }
            ]
            scenario.contingencies = losses(of: ["b"])
            for number in 1...6 {
                let region = "r\(number)"
                scenario.regions.append(Region(name: region, jurisdiction: "us"))
                scenario.demands.append(
                    demand("d\(number)", [10], in: ["hub", region], survives: 0.5)
                )
                scenario.offers.append(offer(region, in: region, at: 10 + Double(number)))
            }
        },
    ]

    /// Own blocks and the power of sites.
    static let ofBuilds = [
        // Two blocks at once, 100; 20 MW run for two quarters, 40; 10 MW are missing in both.
        HandCase("blocks", costs: 20_140, quarters: 3, demand: [0, 30, 30]) {
            $0.builds = [build(lead: 1, capex: 5, opex: 1)]
        },
        // 10 MW: 50 + 10 a quarter, and 10 × 2,190 h at a cent, twice.
        HandCase("own power", costs: 508, quarters: 2, demand: [10, 10]) {
            var build = build(lead: 0, capex: 5, opex: 1)
            build.powerPrice = 0.01
            $0.builds = [build]
        },
        // The same with a tonne per megawatt-hour at a cent.
        HandCase("carbon price", costs: 508, quarters: 2, demand: [10, 10]) {
            var build = build(lead: 0, capex: 5, opex: 1)
            build.powerCarbon = 1
            $0.builds = [build]
            $0.rules.carbonPrice = 0.01
        },
        // A block emits 21,900 t a quarter, and no more may be: 50 + 10, and 10 MW are missing.
        HandCase("carbon budget", costs: 10_060, demand: [20]) {
            var build = build(lead: 0, capex: 5, opex: 1)
            build.powerCarbon = 1
            $0.builds = [build]
            $0.rules.carbonBudget = CarbonBudget(tonnes: 21_900)
        },
        // A quarter of the value is left after two quarters, worth a quarter of it today.
        HandCase("residual", costs: 75, quarters: 2, demand: [10, 10]) {
            $0.discountRate = 15
            var build = build(lead: 0, capex: 8, opex: 0)
            build.residualPerYear = 0.0625
            $0.builds = [build]
        },
        // 20 MW cost 20 to build and 100 + 2 × 20 × 4 for the year's power.
        HandCase(
            "site power",
            costs: 280,
            quarters: 4,
            demand: [20, 20, 20, 20],
            cuts: [SiteCut.cost(100, slope: 2)]
        ) {
            var build = build(lead: 0, capex: 1, opex: 0)
            build.site = "site"
            $0.builds = [build]
        },
        // 20 MW cost 200 to build; the year earns 300 and costs 160. A fourth of the difference pays
        // for the blocks in the first quarter, and comes in in each of the others.
        HandCase(
            "site that earns",
            costs: 60,
            quarters: 4,
            demand: [20, 20, 20, 20],
            cuts: [SiteCut.cost(-300, slope: 2)]
        ) {
            var build = build(lead: 0, capex: 10, opex: 0)
            build.site = "site"
            $0.builds = [build]
            $0.finance.spendingLimits = [165, 0, 0, 0]
        },
        // A megawatt emits a tonne a quarter and 40 t may be, so one block: 10 + 100 + 80, and 10 MW
        // are missing in each quarter.
        HandCase(
            "site emissions",
            costs: 40_190,
            quarters: 4,
            demand: [20, 20, 20, 20],
            cuts: [
                SiteCut.cost(100, slope: 2),
                SiteCut(
                    site: "site",
                    year: 2026,
                    kind: .limit,
                    value: 0,
                    at: [0, 0, 0, 0],
                    slopes: [1, 1, 1, 1],
                    tonnes: .init(at: 0, slope: -1)
                ),
            ]
        ) {
            var build = build(lead: 0, capex: 1, opex: 0)
            build.site = "site"
            $0.builds = [build]
            $0.rules.carbonBudget = CarbonBudget(tonnes: 40)
        },
        // The site takes no more than 10 MW in the last quarter, so one block: 10 + 100 + 80, and
        // 10 MW are missing in each quarter.
        HandCase(
            "site limit",
            costs: 40_190,
            quarters: 4,
            demand: [20, 20, 20, 20],
            cuts: [
                SiteCut.cost(100, slope: 2),
                SiteCut(
                    site: "site",
                    year: 2026,
                    kind: .limit,
                    value: 0,
                    at: [0, 0, 0, 10],
                    slopes: [0, 0, 0, 1]
                ),
            ]
        ) {
            var build = build(lead: 0, capex: 1, opex: 0)
            build.site = "site"
            $0.builds = [build]
        },
    ]

    static let all = ofContracts + ofPayments + ofRules + ofBuilds

    static func named(_ name: String) -> HandCase? { all.first { $0.name == name } }
}

extension SiteCut {
    /// A year of the site with so many dollars, and as many more for a megawatt in each quarter.
    static func cost(_ value: Double, slope: Double) -> SiteCut {
        SiteCut(
            site: "site",
            year: 2026,
            kind: .cost,
            value: value,
            at: [0, 0, 0, 0],
            slopes: [slope, slope, slope, slope]
        )
    }
}
