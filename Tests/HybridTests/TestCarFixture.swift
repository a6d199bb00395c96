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
