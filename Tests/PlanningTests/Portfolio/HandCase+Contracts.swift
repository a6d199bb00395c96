import Planning

extension HandCase {
    /// Sizes, groups, options, dates, delivery.
    static let ofContracts = [
        // 50 MW at 10.
        HandCase("one offer", costs: 500, demand: [50]) { $0.offers = [offer("x", at: 10)] },
        // 80 MW is the least there is: 80 × 10.
        HandCase("least size", costs: 800, demand: [50]) {
            $0.offers = [offer("x", at: 10) { $0.least = 80 }]
        },
        // One of the group: 60 × 10, and 40 MW are left over: 40 × 1,000.
        HandCase("exclusive group", costs: 40_600, demand: [100]) {
            $0.offers = ["x", "y"].map { name in
                offer(name, at: name == "x" ? 10 : 12) {
                    $0.most = 60
                    $0.group = "one of"
                }
            }
        },
        // The first contract (50 × 20) is dearer than going without (50 × 8), so the option, which
        // would be cheap, cannot be had: 2 × 400.
        HandCase("option", costs: 800, quarters: 2) {
            $0.demands = [demand("work", [50, 50], unserved: 8)]
            $0.offers = [
                offer("base", at: 20) { $0.least = 50 },
                offer("more", from: 1, at: 5) { $0.extends = "base" },
            ]
        },
        // 50 × 10, and 50 × 5 in the next quarter, with 100 for the option.
        HandCase("premium", costs: 850, quarters: 2, demand: [50, 50]) {
            $0.offers = [
                offer("base", at: 10),
                offer("more", from: 1, at: 5) {
                    $0.extends = "base"
                    $0.premium = 100
                },
            ]
        },
        // 60 MW of new capacity a quarter: x brings 60, y 40 in the next: 1,200 + 440 + 40 × 1,000.
        HandCase("delivery limit", costs: 41_640, quarters: 2, demand: [100, 100]) {
            $0.providers[0].deliveryLimit = 60
            $0.offers = [offer("x", term: 2, at: 10), offer("y", from: 1, at: 11)]
        },
        // No power in the first quarter, 70 MW then: 50 × 30, then 70 × 10 + 30 × 30.
        HandCase("power date", costs: 3_100, quarters: 2, demand: [50, 100]) {
            $0.campuses = [
                Campus(name: "c", region: "here", power: [.init(from: quarter(1), limit: 70)])
            ]
            $0.offers = [offer("x", term: 2, at: 10) { $0.campus = "c" }]
            $0.spots = [spot(at: 30)]
        },
        // The campus grows from 40 to 100 MW, and the contract with it: 40 × 10 + 60 × 30, 100 × 10.
        HandCase("growing campus", costs: 3_200, quarters: 2, demand: [100, 100]) {
            $0.campuses = [
                Campus(
                    name: "c",
                    region: "here",
                    power: [
                        .init(from: quarter(0), limit: 40), .init(from: quarter(1), limit: 100),
                    ]
                )
            ]
            $0.offers = [offer("x", term: 2, at: 10) { $0.campus = "c" }]
            $0.spots = [spot(at: 30)]
        },
        // Half of it in the first quarter: 50 × 10 + 50 × 30, then 100 × 10.
        HandCase("ramp", costs: 3_000, quarters: 2, demand: [100, 100]) {
            $0.offers = [offer("x", term: 2, at: 10) { $0.ramp = [0.5, 1] }]
            $0.spots = [spot(at: 30)]
        },
        // The chip comes in the second quarter and does twice the work: 100 × 30, then 50 × 10.
        HandCase("chip", costs: 3_500, quarters: 2, demand: [100, 100]) {
            $0.chips = [Chip(name: "k", vendor: "v", efficiency: 2, available: quarter(1))]
            $0.offers = [offer("x", term: 2, at: 10) { $0.chip = "k" }]
            $0.spots = [spot(at: 30)]
        },
        // 40 MW are signed at 10; the rest is taken where it is cheaper: 20 × 5.
        HandCase("signed", costs: 500, demand: [60]) {
            $0.offers = [offer("x", at: 10) { $0.signed = 40 }, offer("y", at: 5)]
        },
        // Half of 1,000 is prepaid, a quarter's other half paid, then it fails: 50 × 1,000.
        HandCase("insolvency", costs: 50_750, quarters: 2, demand: [50, 50]) {
            $0.offers = [
                offer("x", term: 2, at: 10) {
                    $0.signed = 50
                    $0.prepayment = 0.5
                    $0.failsFrom = quarter(1)
                }
            ]
        },
    ]

    /// What is due and when.
    static let ofPayments = [
        // 100 MW: all of it used, then 40 used and 50 due: 1,000 + 500.
        HandCase("take or pay", costs: 1_500, quarters: 2, demand: [100, 40]) {
            $0.offers = [offer("x", term: 2, at: 10) { $0.takeOrPay = 0.5 }]
        },
        // 250 MW-quarters used, 80 % of 400 due over the year: 2,500 + 700.
        HandCase("true-up", costs: 3_200, quarters: 4, demand: [100, 50, 50, 50]) {
            $0.offers = [
                offer("x", term: 4, at: 10) {
                    $0.takeOrPay = 0.8
                    $0.commitmentModel = .discontinuous
                }
            ]
        },
        // 1,000 first; then 300 due and 200 used; then 300 due at half the worth.
        HandCase("prepayment", costs: 1_650, quarters: 2, demand: [100, 0]) {
            $0.discountRate = 15
            $0.offers = [
                offer("x", term: 2, at: 10) {
                    $0.takeOrPay = 0.8
                    $0.prepayment = 0.5
                }
            ]
        },
        // 400 at once for four quarters; the two after the horizon are worth 200 / 4 today.
        HandCase("prepaid beyond the horizon", costs: 350, quarters: 2, demand: [10, 10]) {
            $0.discountRate = 15
            $0.offers = [offer("x", term: 4, at: 10) { $0.prepayment = 1 }]
        },
        // Four quarters at 10 and one at 11.
        HandCase("price change", costs: 510, quarters: 5, demand: [10, 10, 10, 10, 10]) {
            $0.offers = [offer("x", term: 5, at: 10) { $0.priceChange = 0.1 }]
        },
        // 1,000, less a fifth of what is above 500.
        HandCase("incremental discount", costs: 900, demand: [100]) {
            $0.providers[0].discount = VolumeDiscount(
                model: .incremental,
                tiers: [.init(from: 500, rate: 0.2)]
            )
            $0.offers = [offer("x", at: 10)]
        },
        // 50 MW instead of 40, to get a quarter of it all back.
        HandCase("all-units discount", costs: 375, demand: [40]) {
            $0.providers[0].discount = VolumeDiscount(
                model: .allUnits,
                tiers: [.init(from: 500, rate: 0.25)]
            )
            $0.offers = [offer("x", at: 10)]
        },
        // A quarter of 1,000 would be 250; at most 50 come back.
        HandCase("limited discount", costs: 950, demand: [100]) {
            $0.providers[0].discount = VolumeDiscount(
                model: .allUnits,
                tiers: [.init(from: 500, rate: 0.25)],
                most: 50
            )
            $0.offers = [offer("x", at: 10)]
        },
        // 800 may go: 80 MW of 100, and 20 × 50.
        HandCase("cash", costs: 1_800, quarters: 2) {
            $0.demands = [demand("work", [50, 50], unserved: 50)]
            $0.offers = [offer("x", at: 10), offer("y", from: 1, at: 10)]
            $0.finance.cash = 900
            $0.finance.floor = 100
        },
        // 300 + 20 × 50 in the first quarter, 500 in the second.
        HandCase("spending limit", costs: 1_800, quarters: 2) {
            $0.demands = [demand("work", [50, 50], unserved: 50)]
            $0.offers = [offer("x", at: 10), offer("y", from: 1, at: 10)]
            $0.finance.spendingLimits = [300, 1_000]
        },
        // After the first quarter two more of 20 MW make the 400 of a year's revenue.
        HandCase("covenant", costs: 2_100, quarters: 3) {
            $0.demands = [demand("work", [30, 30, 30], unserved: 50)]
            $0.offers = [offer("x", term: 3, at: 10)]
            $0.finance.revenue = [100, 100, 100]
            $0.finance.covenantMultiple = 1
        },
    ]
}
