import Foundation

@testable import Hybrid

/// Facts of certification tests, and the cycles that they were driven over.
enum TestCarFixture {
    struct Row {
        let car: TestCar
        /// At the wall, in kWh for 100 miles.
        let city: Double
        let highway: Double
    }

    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func lines(_ path: String) -> [[Substring]] {
        guard let text = try? String(contentsOf: checkout.appending(path: path), encoding: .utf8)
        else { preconditionFailure("\(path) is part of a checkout") }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }

    static let cars: [Row] = lines("Tests/HybridTests/Fixtures/epa-test-cars.csv").map { cells in
        let numbers = cells[1..<7].compactMap { Double($0) }
        precondition(numbers.count == 6, "six numbers after the name \(cells[0])")
        return Row(
            car: TestCar(
                name: String(cells[0]),
                mass: numbers[0] * HybridFixture.pound,
                a: numbers[1],
                b: numbers[2],
                c: numbers[3]
            ),
            city: numbers[4],
            highway: numbers[5]
        )
    }

    /// A pickup with an engine; fuel in J/m.
    struct Pickup {
        let car: TestCar
        let engine: TestCar.Combustion
        /// With the cold start of the test.
        let city: Double
        let highway: Double
        /// US06, where it was tested.
        let hard: Double?
    }

    static let pickups: [Pickup] = lines("Tests/HybridTests/Fixtures/epa-test-pickups.csv").map {
        cells in
        let numbers = cells[1..<12].compactMap { Double($0) }
        precondition(numbers.count == 11, "eleven numbers after the name \(cells[0])")
        let perMile = { (milesPerGallon: Double) in
            Fuel.gasoline.heat * SI.gallon / (milesPerGallon * HybridFixture.mile)
        }
        return Pickup(
            car: TestCar(
                name: String(cells[0]),
                mass: numbers[0] * HybridFixture.pound,
                a: numbers[1],
                b: numbers[2],
                c: numbers[3]
            ),
            engine: TestCar.Combustion(
                displacement: numbers[4] / 1000,
                power: numbers[5] * 745.7,
                cylinders: Int(numbers[6]),
                gears: Int(numbers[7]),
                speedRatio: numbers[8] * Double.pi / 30 / 0.44704
            ),
            city: perMile(numbers[9]),
            highway: perMile(numbers[10]),
            hard: Double(cells[12]).map(perMile)
        )
    }

    /// A cycle that Busbar ships.
    static func cycle(_ name: String) -> Cycle {
        let points = lines("Sources/Site/Drive/cycles/\(name).csv")
            .map { $0.prefix(2).compactMap { Double($0) } }
        guard
            let cycle = try? Cycle(
                name: name,
                times: points.map { $0[0] },
                speeds: points.map { $0[1] }
            )
        else { preconditionFailure("\(name) is a cycle") }
        return cycle
    }
}
