import Foundation
import Optimization
import Testing

/// HiGHS as `make setup` installs it, and programs with known answers.
enum HiGHSFixture {
    /// The root of the checkout, where `.venv` is.
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The libraries in the virtual environment, whatever its Python is called.
    static var installed: [String] {
        let folder = checkout.appending(path: ".venv/lib")
        let pythons = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return pythons.sorted().map {
            folder.appending(path: "\($0)/site-packages/highspy/libhighs.so.1").path
        }
    }

    /// Fails with the library's own sentence when it is missing.
    static func solver() throws -> HiGHSSolver {
        HiGHSSolver(library: try HiGHSLibrary(paths: installed))
    }

    /// Three contracts of which any one may fail: fee, price per MW and the largest size.
    ///
    /// Signing all three for 50 MW each costs 75 + 50 + 70 + 60 = 255: any two give 100 MW.
    static func contracts() -> Program {
        var program = Program()
        let sign = program.label("sign")
        let size = program.label("size")
        let largest = program.label("largest")
        let survives = program.label("survives the loss")
        let fees = [30.0, 20, 25]
        let prices = [1, 1.4, 1.2]
        let most = [90.0, 80, 70]
        let signed = fees.map { program.variable(sign, cost: $0, upper: 1, isInteger: true) }
        let sizes = prices.map { program.variable(size, cost: $0) }
        for place in 0..<3 {
            program.require(largest, Sum(sizes[place]) <= most[place] * signed[place])
        }
        for lost in 0..<3 {
            var left = Sum()
            for place in 0..<3 where place != lost { left.add(1, sizes[place]) }
            program.require(survives, left >= 100)
        }
        return program
    }

    /// As many suppliers as places of demand, of 12 and 10 MW; what a way costs is pseudorandom.
    static func transport(places: Int) -> Program {
        var program = Program()
        let flow = program.label("flow")
        let demand = program.label("demand")
        let supply = program.label("supply")
        let ways = (0..<places * places).map {
            program.variable(flow, cost: Double(1 + ($0 * 7919) % 101))
        }
        for place in 0..<places {
            for supplier in 0..<places { program.term(1, ways[supplier * places + place]) }
            program.close(demand, lower: 10)
        }
        for supplier in 0..<places {
            for place in 0..<places { program.term(1, ways[supplier * places + place]) }
            program.close(supply, upper: 12)
        }
        return program
    }

    /// Hours of a site with a battery, an engine and a grid, and a cap on what the hours emit.
    ///
    /// `outage`: An hour without the grid that engine and battery of 10 and 3 MW cannot carry.
    static func site(hours: Int, outage: Int? = nil) -> Program {
        var program = Program()
        let capacity = program.label("capacity")
        let engine = program.variable(capacity, cost: 12, upper: 10)
        let battery = program.variable(capacity, cost: 15, upper: 3)
        let power = ["generated", "imported", "charged", "discharged", "stored"]
            .map { program.label($0) }
        let (balance, limit) = (program.label("balance"), program.label("limit"))
        let (store, emission) = (program.label("store"), program.label("emission"))
        var before: Program.Variable?
        var emitted: [Program.Variable] = []
        for hour in 0..<hours {
            let price = 45 + Double(hour % 24)
            let costs = [44, price, 0, 0, 0]
            let flows = zip(power, costs).map { program.variable($0, cost: $1) }
            program.setBounds(flows[1], lower: 0, upper: hour == outage ? 0 : 60)
            let sum = Sum(flows[0]) + Sum(flows[1]) - Sum(flows[2]) + Sum(flows[3])
            program.require(balance, sum == 40 + Double(hour % 7))
            program.require(limit, Sum(flows[0]) <= Sum(engine))
            program.require(limit, Sum(flows[2]) + Sum(flows[3]) <= Sum(battery))
            program.require(limit, Sum(flows[4]) <= 4 * battery)
            var change = Sum(flows[4]) - 0.92 * flows[2] + (1 / 0.92) * flows[3]
            if let before { change -= Sum(before) }
            program.require(store, change == (before == nil ? 10 : 0))
            before = flows[4]
            emitted.append(flows[0])
        }
        for variable in emitted { program.term(0.5, variable) }
        program.close(emission, upper: Double(3 * hours))
        return program
    }

    /// A knapsack whose tree is large: items of nearly equal worth per weight, several sacks.
    static func knapsack(items: Int, sacks: Int = 12) -> Program {
        var program = Program()
        let take = program.label("take")
        let fits = program.label("fits")
        var state: UInt64 = 7
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33) / Double(1 << 31)
        }
        let taken = (0..<items).map { _ in
            program.variable(
                take,
                cost: -(100 + (50 * next()).rounded()),
                upper: 1,
                isInteger: true
            )
        }
        for _ in 0..<sacks {
            for variable in taken { program.term(50 + (50 * next()).rounded(), variable) }
            program.close(fits, upper: 75 * Double(items) / 3)
        }
        return program
    }
}
