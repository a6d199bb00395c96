import Bus
import Planning

/// A scenario with a plan that is made up, but adds up: what the report's tests read.
///
/// Figures are round and of the size of public ones; nothing was optimized.
struct ReportFixture {
    var scenario: Scenario
    var plan: Plan

    static let horizon = Horizon(first: Quarter(year: 2026, number: 1), count: 28)

    init(siteYears: [Int] = [2028, 2030, 2032, 2034]) {
        scenario = Self.makeScenario()
        plan = Plan(status: "feasible", objective: 0, bound: 0)
        let count = Self.horizon.count
        plan.contracts = Self.sizes.compactMap { name, size in
            scenario.offers.first { $0.name == name }.map {
                PlannedContract(offer: $0, size: size, horizon: count)
            }
        }
        plan.builds = scenario.builds.map { PlannedBuild(build: $0, horizon: count) }
        plan.builds[0].blocks[2] = 2
        plan.builds[0].blocks[7] = 3
        plan.quarters = Self.horizon.quarters.map { PlannedQuarter(quarter: $0) }
        fillCapacity()
        fillMoney()
        fillBalance()
        fillFindings()
        plan.contingencies = survivals()
        plan.sites = [SitePowerFixture.site(scenario.sites[0], years: siteYears)]
        fillProof()
    }

    /// Megawatts of the contracts that are in the plan.
    static let sizes: [(String, Double)] = [
        ("azure-2025", 900), ("coreweave-2025", 350), ("oracle-abilene", 1_200),
        ("oracle-shackelford", 1_400), ("aws-trainium", 900), ("google-tpu", 600),
        ("azure-eu", 500), ("coreweave-muskogee", 300),
    ]

    // MARK: The scenario

    private static func makeScenario() -> Scenario {
        var scenario = Scenario(
            name: "A lab's compute, 2026 to 2032 <draft & numbers made up>",
            horizon: horizon,
            discountRate: 0.08
        )
        scenario.providers = ["oracle", "azure", "aws", "coreweave", "google"].map {
            Provider(name: $0, jurisdiction: "us")
        }
        scenario.regions = [
            Region(name: "texas", jurisdiction: "us", gridOperator: "ercot"),
            Region(name: "us-east", jurisdiction: "us", gridOperator: "pjm"),
            Region(name: "eu-north", jurisdiction: "eu"),
        ]
        scenario.offers = offers
        var own = OwnBuild(
            name: "texas-own",
            region: "texas",
            block: 100,
            mostBlocks: 10,
            leadQuarters: 6,
            lifeQuarters: 20,
            capex: 38e6,
            opex: 0.25e6
        )
        own.site = "abilene-power"
        scenario.builds = [own]
        scenario.demands = demands
        scenario.rules.caps = [
            .init(source: .provider("oracle"), share: 0.45, from: Quarter(year: 2028, number: 1))
        ]
        scenario.finance.cash = 18e9
        scenario.finance.floor = 5e9
        scenario.sites = [SitePowerFixture.model]
        scenario.figures = figures
        return scenario
    }

    private static func offer(
        _ name: String,
        _ provider: String,
        _ region: String,
        _ starts: String,
        term: Int,
        price: Double,
        most: Double,
        take: Double
    ) -> ComputeOffer {
        var offer = ComputeOffer(
            name: name,
            provider: provider,
            region: region,
            starts: Quarter(starts) ?? horizon.first,
            termQuarters: term,
            price: price * 1e6,
            most: most
        )
        offer.takeOrPay = take
        offer.ramp = name.hasSuffix("2025") ? [] : [0.2, 0.3, 0.4, 0.55, 0.7, 0.85]
        return offer
    }

    private static var offers: [ComputeOffer] {
        var offers = [
            offer(
                "azure-2025",
                "azure",
                "us-east",
                "2024-Q1",
                term: 40,
                price: 3.1,
                most: 900,
                take: 0.9
            ),
            offer(
                "coreweave-2025",
                "coreweave",
                "us-east",
                "2024-Q3",
                term: 22,
                price: 2.9,
                most: 350,
                take: 0.9
            ),
            offer(
                "oracle-abilene",
                "oracle",
                "texas",
                "2026-Q3",
                term: 24,
                price: 3.3,
                most: 1_200,
                take: 0.9
            ),
            offer(
                "oracle-shackelford",
                "oracle",
                "texas",
                "2028-Q1",
                term: 24,
                price: 3.2,
                most: 2_000,
                take: 0.9
            ),
            offer(
                "oracle-michigan",
                "oracle",
                "us-east",
                "2028-Q3",
                term: 20,
                price: 3.4,
                most: 1_000,
                take: 0.9
            ),
            offer(
                "aws-trainium",
                "aws",
                "us-east",
                "2026-Q4",
                term: 28,
                price: 1.9,
                most: 1_000,
                take: 0.8
            ),
            offer(
                "google-tpu",
                "google",
                "us-east",
                "2029-Q1",
                term: 20,
                price: 2.2,
                most: 800,
                take: 0.7
            ),
            offer(
                "azure-eu",
                "azure",
                "eu-north",
                "2028-Q1",
                term: 24,
                price: 3.0,
                most: 600,
                take: 0.7
            ),
            offer(
                "coreweave-muskogee",
                "coreweave",
                "us-east",
                "2028-Q3",
                term: 20,
                price: 2.7,
                most: 500,
                take: 0.85
            ),
        ]
        offers[0].signed = 900
        offers[1].signed = 350
        offers[2].prepayment = 0.1
        offers[5].commitmentModel = .discontinuous
        offers[6].commitmentModel = .discontinuous
        offers[7].premium = 25e6
        return offers
    }

    private static var demands: [Demand] {
        func demand(
            _ name: String,
            _ kind: Demand.Kind,
            _ start: Double,
            _ growth: Double,
            _ share: Double
        ) -> Demand {
            var level = start
            let power = horizon.quarters.map { _ in
                defer { level *= 1 + growth }
                return level.rounded()
            }
            return Demand(
                name: name,
                kind: kind,
                power: power,
                regions: [],
                survivalShare: share,
                unservedCost: 60e6
            )
        }
        return [
            demand("inference-us", .inference, 450, 0.05, 1),
            demand("inference-eu", .inference, 130, 0.05, 1),
            demand("training", .training, 600, 0.05, 0.5),
            demand("batch", .batch, 120, 0.03, 0),
        ]
    }

    private static var figures: [SourcedFigure] {
        [
            SourcedFigure(
                path: "offers.oracle-abilene.price_usd_per_mw_quarter",
                value: 3.3e6,
                range: 2.6e6...3.9e6,
                source: "https://example.com/press?deal=oracle&year=2025",
                date: "2025-09-10",
                isAssumed: false
            ),
            SourcedFigure(
                path: "power.abilene.limit_mw",
                value: 1_200,
                range: 1_000...2_000,
                source: "Company statement on the campus, \"phase 2\"",
                date: "2026-03",
                isAssumed: false
            ),
            SourcedFigure(
                path: "demand.training.growth_percent_per_quarter",
                value: 4.5,
                range: 2.5...6,
                source: "",
                date: "",
                isAssumed: true
            ),
            SourcedFigure(
                path: "concentration.oracle",
                value: 0.6,
                range: nil,
                source: "Board resolution",
                date: "2026-02",
                isAssumed: false
            ),
            SourcedFigure(
                path: "finance.borrowing_rate_percent",
                value: 8,
                range: nil,
                source: "",
                date: "",
                isAssumed: true
            ),
        ]
    }

    // MARK: Capacity and use

    private mutating func fillCapacity() {
        for index in plan.quarters.indices {
            let quarter = plan.quarters[index].quarter
            var sums: [String: Double] = [:]
            for place in plan.contracts.indices {
                let one = plan.contracts[place]
                let there = one.size * one.offer.availability(in: quarter)
                plan.contracts[place].available[index] = there
                sums[one.offer.provider, default: 0] += there
            }
            for place in plan.builds.indices {
                let one = plan.builds[place]
                let ready = one.blocks.prefix(max(0, index - one.build.leadQuarters + 1)).reduce(
                    0,
                    +
                )
                plan.builds[place].available[index] = Double(ready) * one.build.block
                sums[one.build.name, default: 0] += Double(ready) * one.build.block
            }
            plan.quarters[index].demand = scenario.demands.map {
                .init(name: $0.name, power: $0.power[index])
            }
            let demand = plan.quarters[index].demand.reduce(0) { $0 + $1.power }
            let there = sums.values.reduce(0, +)
            let spot = min(160, max(0, demand - there))
            sums["spot"] = spot
            plan.quarters[index].capacity = sums.filter { $0.value > 0 }.sorted { $0.key < $1.key }
                .map { .init(name: $0.key, power: $0.value) }
            let missing = max(0, demand - there - spot)
            plan.quarters[index].unserved = [.init(name: "batch", power: missing)]
            let share = there > 0 ? min(1, (demand - missing - spot) / there) : 0
            for place in plan.contracts.indices {
                plan.contracts[place].used[index] = plan.contracts[place].available[index] * share
            }
            for place in plan.builds.indices {
                plan.builds[place].used[index] = plan.builds[place].available[index] * share
            }
        }
    }
}
