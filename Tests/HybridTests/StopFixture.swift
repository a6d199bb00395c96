import Bus

@testable import Hybrid

/// Small questions of where to stop: a battery without loss, so that they are reckoned by hand.
enum StopFixture {
    static let kilowattHour = 3.6e6
    /// 100 kWh.
    static let circuit = HybridFixture.ideal(100 * kilowattHour)

    static func plug(_ fast: Curve, efficiency: Double = 1) -> Plug {
        Plug(home: 10e3, fast: fast, fastEfficiency: efficiency)
    }

    /// `power`: what the vehicle takes, in W; the charger has more.
    static func curve(_ power: Double) -> ChargeCurve { curve(plug(.constant(power))) }

    static func curve(_ plug: Plug, power: Double = 1e9) -> ChargeCurve {
        ChargeCurve(plug, power: power, circuit: circuit, temperature: 20)
    }

    /// Always ready and warm.
    ///
    /// `idle`: in W of fuel at no power; `curvature`: in 1/W.
    static func line(
        _ maximum: Double,
        idle: Double = 0,
        slope: Double,
        curvature: Double = 0
    ) -> GeneratorLine {
        GeneratorLine(
            minimum: 10e3,
            maximum: maximum,
            idle: idle,
            slope: slope,
            curvature: curvature,
            start: 0,
            minimumOnTime: 0,
            ramp: .infinity,
            coldExtra: 0,
            warmUpTime: 1
        )
    }

    /// With a full battery, of which 10 kWh are kept.
    static func problem(
        _ places: [StopProblem.Place],
        _ stretches: [Stretch],
        prices: StopProblem.Prices = StopProblem.Prices(time: 0)
    ) -> StopProblem {
        StopProblem(
            places: places,
            stretches: stretches,
            store: circuit.low...circuit.high,
            floor: circuit.low + 10 * kilowattHour,
            stored: circuit.high,
            prices: prices
        )
    }

    // MARK: By seed

    static func place(
        _ index: Int,
        _ curve: ChargeCurve?,
        _ random: inout SplitMix64
    ) -> StopProblem.Place {
        StopProblem.Place(
            name: "\(index)",
            distance: Double(index),
            curve: curve,
            chargePrice: Double.random(in: 0.1...0.6, using: &random) / kilowattHour,
            wait: Double.random(in: 0...600, using: &random),
            overhead: 300
        )
    }

    /// An hour that takes `drop` and, on the way, `peak` J.
    static func stretch(_ drop: Double, peak: Double) -> Stretch {
        var stretch = Stretch(seconds: 3600, drop: drop, peak: peak)
        stretch.leaving = Stretch.Extra(seconds: 30, drop: 0.1 * kilowattHour)
        stretch.arriving = Stretch.Extra(seconds: 20, drop: 0.2 * kilowattHour)
        return stretch
    }
}
