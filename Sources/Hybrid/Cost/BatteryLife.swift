/// How long a battery lasts in a year's use, and how many are bought because one does not.
package struct BatteryLife: Sendable, Hashable {
    /// Of the charge, after the years of ownership, if none were bought.
    package let left: Double
    /// The same at both ends of the band of ageing.
    package let leftRange: ClosedRange<Double>
    /// Until ``Economy/replacedAt`` is left.
    package let years: Double
    package let yearsRange: ClosedRange<Double>
    /// Batteries that are bought within the years of ownership.
    package let replacements: Int

    /// More is no vehicle that anyone would keep.
    private static let mostReplacements = 20.0

    /// Of a battery that is emptied by a day's drive and filled at night.
    ///
    /// `yearly`: out of its store, in J a year. The charge lies at the top of the window over night
    /// and half of a day's depth below it in the mean.
    init(_ ageing: BatteryAgeing, _ battery: Battery, yearly: Double, _ economy: Economy) {
        let circuit = battery.circuit(at: 20)
        let window = circuit.window.upperBound - circuit.window.lowerBound
        let daily = min(1, yearly / 365 / max(1, circuit.high - circuit.low))
        let depth = max(0.01, daily * window)
        let duty = BatteryAgeing.Duty(
            temperature: economy.batteryTemperature,
            meanSOC: circuit.window.upperBound - depth / 2,
            cyclesPerYear: yearly / circuit.energy(at: 1),
            depth: depth
        )
        years = ageing.years(untilLeft: economy.replacedAt, of: duty)
        yearsRange = ageing.yearsRange(untilLeft: economy.replacedAt, of: duty)
        left = ageing.chargeLeft(afterYears: economy.years, of: duty)
        leftRange = ageing.chargeLeftRange(afterYears: economy.years, of: duty)
        let bought = years > 0 ? (economy.years / years).rounded(.up) - 1 : Self.mostReplacements
        replacements = Int(min(max(bought, 0), Self.mostReplacements))
    }

    /// What is paid for new batteries in the years that they fall into, in USD on the day of purchase.
    ///
    /// `price`: of one, in USD.
    func present(price: Double, _ economy: Economy) -> Double {
        (0..<replacements).reduce(0) { sum, index in
            sum + price * economy.present(in: years * Double(index + 1))
        }
    }
}
