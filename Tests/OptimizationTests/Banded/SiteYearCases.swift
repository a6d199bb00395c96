/// The thirty cases that are held against HiGHS.
extension SiteYearCase {
    static let thirty: [SiteYearCase] = sizes + rules + storages + numbers + ends

    private static func named(
        _ name: String,
        hours: Int = 72,
        _ change: (inout SiteYearCase) -> Void = { _ in }
    ) -> SiteYearCase {
        var site = SiteYearCase(hours: hours)
        site.name = name
        change(&site)
        return site
    }

    /// What a site costs, how much carbon it may cause, and how long it is planned for.
    private static let sizes = [
        named("a narrow connection and a tight cap") { ($0.grid_mw, $0.cap_t_per_mwh) = (20, 0.1) },
        named("a narrow connection and a loose cap") { ($0.grid_mw, $0.cap_t_per_mwh) = (20, 0.4) },
        named("a wide connection and a tight cap") { ($0.grid_mw, $0.cap_t_per_mwh) = (90, 0.1) },
        named("a wide connection and a loose cap") { ($0.grid_mw, $0.cap_t_per_mwh) = (90, 0.4) },
        named("a cheap battery") { $0.battery_usd_per_mw = 40_000 },
        named("no grid") { $0.grid_mw = 0 },
        named("no carbon at all") { $0.cap_t_per_mwh = 0 },
        named("one hour", hours: 1) { $0.cap_t_per_mwh = 1 },
        named("a day", hours: 24),
        named("two weeks", hours: 336),
    ]

    /// Rows that reach into other hours, and rows that hold capacities together.
    private static let rules = [
        named("slow engines") { $0.ramp = 0.02 },
        named("quick engines") { $0.ramp = 0.3 },
        named("engines that never stop") { $0.leastGas = 0.5 },
        named("the largest unit may fail") { $0.largestUnit_mw = 15 },
        named("two hours as an island") { $0.islandingHours = 2 },
        named("six hours as an island without a unit") {
            ($0.islandingHours, $0.largestUnit_mw) = (6, 10)
        },
        named("power is bought and sold") { $0.feedIn_usd_per_mwh = 20 },
        named("all rules at once") {
            ($0.ramp, $0.leastGas, $0.largestUnit_mw) = (0.05, 0.2, 12)
            ($0.islandingHours, $0.feedIn_usd_per_mwh) = (4, 15)
        },
    ]

    private static let storages = [
        named("two storages") { $0.hasSecondStorage = true },
        named("two storages and slow engines") { ($0.hasSecondStorage, $0.ramp) = (true, 0.05) },
        named("a battery for nothing") { $0.battery_usd_per_mw = 0 },
    ]

    /// What makes a program hard for its numbers: ties, scales, trifles.
    private static let numbers = [
        named("free power: every use is as good") { $0.isFree = true },
        named("one price in all hours") { $0.isFlat = true },
        named("one price and two storages") { ($0.isFlat, $0.hasSecondStorage) = (true, true) },
        named("units from a thousandth to a thousand") { $0.isBadlyScaled = true },
        named("units and rules", hours: 48) {
            ($0.isBadlyScaled, $0.ramp, $0.largestUnit_mw) = (true, 0.1, 10)
        },
        named("shares down to a millionth at dawn") { $0.hasFaintDawns = true },
        named("faint dawns under a tight cap", hours: 168) {
            ($0.hasFaintDawns, $0.cap_t_per_mwh, $0.seed) = (true, 0.05, 4)
        },
    ]

    private static let ends = [
        named("too little of everything", hours: 48) { $0.most_mw = 5 },
        named("a grid that pays for all it can get", hours: 48) {
            ($0.feedIn_usd_per_mwh, $0.feedIn_mw) = (200, .infinity)
            $0.cap_t_per_mwh = .infinity
        },
    ]
}
