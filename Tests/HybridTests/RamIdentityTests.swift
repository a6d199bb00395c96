import Testing

@testable import Hybrid

/// What the maker's public figures of the range-extended pickup say about each other.
@Suite struct RamIdentityTests {
    private let perMile = 69.7 / 145
    private let gasoline = Fuel.gasoline

    @Test func `the tank reaches the bus with 28.8 percent`() {
        let fuel = 27 * SI.gallon * gasoline.heat
        let bus = 545 * perMile * 3.6e6
        #expect(abs(bus / fuel - 0.288) < 0.0005)
    }

    /// The line of the reference; losses after it make the 28.8 % of the whole.
    @Test func `the generator is as good as the reference says`() {
        let line = HybridFixture.generator.line(Conditions())
        #expect(abs(line.efficiency(40e3) - 0.3177) < 0.0005)
        #expect(abs(line.bestPower - 100e3) < 1)
        #expect(abs(line.bestEfficiency - 0.329) < 0.0005)
        #expect(abs(line.efficiency(130e3) - 0.328) < 0.0005)
    }

    @Test func `the battery of the fixture holds what the maker says`() {
        #expect(abs(HybridFixture.battery.usableEnergy / 3.6e6 - 69.7) < 0.1)
    }

    @Test func `a gallon of gasoline is 33.705 kWh and 8.887 kg`() {
        let gallon = gasoline.heat * SI.gallon
        #expect(abs(gallon / 3.6e6 - 33.705) < 1e-9)
        #expect(abs(gasoline.carbon(gallon) - 8.887) < 1e-9)
    }
}
