import Testing

@testable import Site

@Suite struct FuelFitTests {
    private static func point(_ power: Double, _ fuel: Double) -> FuelFit.Point {
        FuelFit.Point(power: power, fuel: fuel)
    }

    @Test func `points of a line give that line back`() throws {
        let points = [20e3, 50e3, 80e3, 130e3].map {
            Self.point($0, 12e3 + 2.8 * $0 + 1.2e-6 * $0 * $0)
        }
        let fit = try #require(FuelFit(points))
        #expect(abs(fit.idle - 12e3) < 0.1)
        #expect(abs(fit.slope - 2.8) < 1e-6)
        #expect(abs(fit.curvature - 1.2e-6) < 1e-11)
        #expect(fit.worst.error < 1e-6)
    }

    @Test func `two points are a straight line`() throws {
        let fit = try #require(FuelFit([Self.point(10e3, 35e3), Self.point(30e3, 85e3)]))
        #expect(abs(fit.idle - 10e3) < 1e-3)
        #expect(abs(fit.slope - 2.5) < 1e-9)
        #expect(fit.curvature == 0)
    }

    @Test func `a map that bends the wrong way is a line without a bend`() throws {
        let points = [10e3, 20e3, 30e3].map { Self.point($0, 12e3 + 3 * $0 - 1e-5 * $0 * $0) }
        let fit = try #require(FuelFit(points))
        #expect(fit.curvature >= 0)
        #expect(fit.worst.error < 0.05)
        #expect(fit.worst.power > 0)
    }

    @Test func `one point is none`() {
        #expect(FuelFit([Self.point(10e3, 35e3)]) == nil)
    }
}
