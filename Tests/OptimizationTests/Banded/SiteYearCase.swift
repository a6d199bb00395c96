import Foundation
import Optimization
import Testing

/// Hours of a made-up site: its load, the sun on its panels, and the price and carbon of its grid.
///
/// From a seed, the same on every machine; shapes and sizes of a real year, no real data.
struct SiteHours: Sendable {
    private(set) var load_mw: [Double] = []
    private(set) var sun: [Double] = []
    private(set) var price_usd_per_mwh: [Double] = []
    private(set) var carbon_t_per_mwh: [Double] = []

    var count: Int { load_mw.count }

    /// Gives the hours beside the dark ones hardly any sun.
    mutating func dimDawns() {
        var chance = SplitMix(seed: 6)
        let bright = sun
        for hour in 0..<count where bright[hour] > 0 {
            let isLast = hour + 1 < count && bright[hour + 1] == 0
            let isFirst = hour > 0 && bright[hour - 1] == 0
            if isFirst || isLast { sun[hour] = pow(10, -4 - 2 * chance.unit()) }
        }
    }

    /// Makes all hours of the grid alike.
    mutating func flatten() {
        for hour in 0..<count { price_usd_per_mwh[hour] = 44 }
    }

    init(_ count: Int, seed: UInt64 = 1) {
        var chance = SplitMix(seed: seed)
        var haze = 0.25
        var front = 0.0
        var scarcity = 0.0
        for hour in 0..<count {
            let year = 2 * Double.pi * Double(hour % 8760) / 8760
            let clock = 2 * Double.pi * (Double(hour % 24) + 0.5) / 24
            // The height of the sun at 40 degrees north, from the tilt of the season.
            let tilt = -0.409 * cos(year + 0.172)
            let height = 0.643 * sin(tilt) - 0.766 * cos(tilt) * cos(clock)
            haze = min(1, max(0, haze + 0.03 * (0.25 - haze) + 0.08 * chance.normal()))
            front += -0.02 * front + 0.4 * chance.normal()
            scarcity *= 0.8
            if chance.unit() < 0.005 { scarcity += 70 * chance.unit() }
            let warmth = 11 - 12 * cos(year - 0.26) - 5 * cos(clock - 0.79) + front
            let light = height > 0.01 ? min(1, 1.1 * height.squareRoot() * (1 - 0.7 * haze)) : 0
            load_mw.append((80 + 2 * sin(clock)) * (1.1 + 0.006 * max(0, warmth - 10)))
            sun.append(light)
            price_usd_per_mwh.append(
                max(-12, 50 - 9 * sin(clock) - 32 * light + 3.5 * chance.normal() + scarcity)
            )
            carbon_t_per_mwh.append(max(0, 0.24 - 0.21 * light + 0.03 * chance.normal()))
        }
    }
}

/// A site that is to be sized and dispatched over some hours: solar, a battery and gas beside a
/// limited grid connection under a cap on carbon.
struct SiteYearCase: Sendable, CustomTestStringConvertible {
    var hours: Int
    var grid_mw = 60.0
    var cap_t_per_mwh = 0.2
    var battery_usd_per_mw = 130_000.0
    /// How much of the gas capacity may come or go in an hour; nil for all of it.
    var ramp: Double?
    /// The part of the gas capacity that always runs.
    var leastGas = 0.0
    /// Whether a second storage is there: cheap to fill, slow to empty, that loses a third.
    var hasSecondStorage = false
    var isFree = false
    var seed: UInt64 = 1
    /// Whether all power of the grid costs the same, so that many plans are equally good.
    var isFlat = false
    /// Gas and battery together have to cover the load without so many megawatts of them.
    var largestUnit_mw: Double?
    /// What is stored and what gas can burn have to last so many hours for 60 % of the load.
    var islandingHours: Int?
    /// What the grid pays for a megawatt-hour; bought and sold are one free column then.
    var feedIn_usd_per_mwh: Double?
    /// How much the grid takes.
    var feedIn_mw = 20.0
    /// Every hour's rows and flows are in other units, up to a thousand times as large or small.
    var isBadlyScaled = false
    /// Whether the sun's first and last hours give a ten-thousandth to a millionth of the panels.
    var hasFaintDawns = false
    /// The most of each capacity.
    var most_mw = Double.infinity
    var name = ""

    var testDescription: String { name.isEmpty ? "\(hours) h" : name }

    /// The first three columns are the capacities of solar, battery and gas; the last row is the cap.
    func program() -> Program {
        var site = SiteProgram(self)
        return site.build()
    }
}

/// Writes down the program of a ``SiteYearCase``.
private struct SiteProgram {
    let site: SiteYearCase
    var hours: SiteHours
    var program = Program()

    init(_ site: SiteYearCase) {
        self.site = site
        hours = SiteHours(site.hours, seed: site.seed)
        if site.hasFaintDawns { hours.dimDawns() }
        if site.isFlat { hours.flatten() }
    }

    mutating func build() -> Program {
        let count = hours.count
        let years = Double(count) / 8760
        program.reserve(columns: 6 * count + 3, rows: 7 * count + 1, nonzeros: 24 * count)
        let size = program.label("capacity")
        let flow = program.label("flow")
        let most = site.most_mw
        let solar = program.variable(size, cost: site.isFree ? 0 : 95_000 * years, upper: most)
        let battery = program.variable(
            size,
            cost: site.isFree ? 0 : site.battery_usd_per_mw * years,
            upper: most
        )
        let gas = program.variable(size, cost: 110_000 * years, upper: most)
        let sunny = (0..<count).map { _ in program.variable(flow) }
        let burned = (0..<count).map { _ in program.variable(flow, cost: 44) }
        let bought = (0..<count).map { hour in
            let price = site.isFree ? 0 : hours.price_usd_per_mwh[hour]
            return program.variable(flow, cost: price, upper: site.grid_mw)
        }
        var stores = [Storage(&program, battery, hours: 4, efficiency: 0.92, count)]
        if site.hasSecondStorage {
            let slow = program.variable(size, cost: 60_000 * years)
            stores.append(Storage(&program, slow, hours: 24, efficiency: 0.82, count))
        }
        let balance = program.label("balance")
        for hour in 0..<count {
            let net = exchange(bought[hour])
            program.term(1, sunny[hour])
            program.term(1, burned[hour])
            program.term(1, net)
            for store in stores { store.balance(&program, hour) }
            program.close(balance, lower: hours.load_mw[hour], upper: hours.load_mw[hour])
            limit(sunny[hour], to: hours.sun[hour], of: solar)
            limit(burned[hour], to: 1, of: gas)
            for store in stores { store.rows(&program, hour) }
            rules(burned, hour, gas)
            survival(hour, gas, stores[0])
        }
        let cap = program.label("cap")
        for hour in 0..<count {
            program.term(0.515, burned[hour])
            program.term(hours.carbon_t_per_mwh[hour], bought[hour])
        }
        program.close(cap, upper: site.cap_t_per_mwh * hours.load_mw.reduce(0, +))
        return site.isBadlyScaled ? program.inOtherUnits : program
    }

    private mutating func limit(
        _ flow: Program.Variable,
        to part: Double,
        of capacity: Program.Variable
    ) {
        program.term(1, flow)
        program.term(-part, capacity)
        program.close(program.label("limit"), upper: 0)
    }

    /// What is bought less what is sold, where anything can be sold.
    private mutating func exchange(_ bought: Program.Variable) -> Program.Variable {
        guard let price = site.feedIn_usd_per_mwh else { return bought }
        let label = program.label("exchange")
        let sold = program.variable(label, cost: -price, upper: site.feedIn_mw)
        let net = program.variable(label, lower: -.infinity)
        program.require(label, Sum(net) - Sum(bought) + Sum(sold) == 0)
        return net
    }

    /// What has to be there should the largest unit or the grid fail.
    private mutating func survival(_ hour: Int, _ gas: Program.Variable, _ store: Storage) {
        if let unit = site.largestUnit_mw {
            let label = program.label("largest unit")
            program.require(label, Sum(gas) + Sum(store.size) >= hours.load_mw[hour] + unit)
        }
        if let length = site.islandingHours {
            let critical = (hour..<hour + length).reduce(0.0) {
                $0 + 0.6 * hours.load_mw[$1 % hours.count]
            }
            let label = program.label("islanding")
            let burned = Double(length) * gas
            program.require(label, store.efficiency * store.level[hour] + burned >= critical)
        }
    }

    /// Minimum load and ramps of the gas engines.
    private mutating func rules(_ flow: [Program.Variable], _ hour: Int, _ size: Program.Variable) {
        if site.leastGas > 0 {
            program.term(1, flow[hour])
            program.term(-site.leastGas, size)
            program.close(program.label("least"), lower: 0)
        }
        guard let ramp = site.ramp, hour > 0 else { return }
        for sign in [1.0, -1] {
            program.term(sign, flow[hour])
            program.term(-sign, flow[hour - 1])
            program.term(-ramp, size)
            program.close(program.label("ramp"), upper: 0)
        }
    }
}

private struct Storage {
    let size: Program.Variable
    let hours: Double
    let efficiency: Double
    let out: [Program.Variable]
    let into: [Program.Variable]
    let level: [Program.Variable]

    init(
        _ program: inout Program,
        _ size: Program.Variable,
        hours: Double,
        efficiency: Double,
        _ count: Int
    ) {
        let label = program.label("storage")
        self.size = size
        self.hours = hours
        self.efficiency = efficiency
        out = (0..<count).map { _ in program.variable(label) }
        into = (0..<count).map { _ in program.variable(label) }
        level = (0..<count).map { _ in program.variable(label) }
    }

    func balance(_ program: inout Program, _ hour: Int) {
        program.term(1, out[hour])
        program.term(-1, into[hour])
    }

    func rows(_ program: inout Program, _ hour: Int) {
        let label = program.label("storage")
        // A single hour ends as it began.
        if level.count > 1 {
            program.term(1, level[hour])
            program.term(-1, level[(hour + level.count - 1) % level.count])
        }
        program.term(-efficiency, into[hour])
        program.term(1 / efficiency, out[hour])
        program.close(label, lower: 0, upper: 0)
        for (flow, part) in [(out[hour], 1.0), (into[hour], 1), (level[hour], hours)] {
            program.term(1, flow)
            program.term(-part, size)
            program.close(label, upper: 0)
        }
    }
}

extension Program {
    /// The same program with rows and columns, but for the first ten, in units from a thousandth on.
    fileprivate var inOtherUnits: Program {
        var program = Program()
        let label = program.label("x")
        func unit(_ place: Int) -> Double {
            place < 10 ? 1 : pow(10, Double(place * 7 % 13 - 6) / 2)
        }
        for column in 0..<columnCount {
            _ = program.variable(
                label,
                cost: cost[column] * unit(column),
                lower: lower[column] / unit(column),
                upper: upper[column] / unit(column)
            )
        }
        for row in 0..<rowCount {
            for (variable, coefficient) in terms(of: Row(index: Int32(row))) {
                program.term(coefficient * unit(Int(variable.index)) * unit(row), variable)
            }
            program.close(
                label,
                lower: rowLower[row] * unit(row),
                upper: rowUpper[row] * unit(row)
            )
        }
        return program
    }
}

/// A small generator of the same numbers everywhere (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Evenly within 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Evenly within 0..<count.
    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    /// About normal: the sum of twelve even numbers, less six.
    mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }
}
