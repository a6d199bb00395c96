import Bus
import Glibc

/// A year of weather, prices and carbon that is made up: for tests and tours, never for a decision.
///
/// The sun's path is exact to a degree; clouds, wind, temperature, prices and carbon have the shape
/// and size of a mid-latitude place and come from the seed. The same seed and latitude give the
/// same year, bit for bit, and a longer year begins like a shorter one. Whoever shows these figures
/// says ``label`` beside them.
package struct SyntheticYear: Sendable, Equatable {
    package static let label = "synthetic"

    /// Degrees Celsius, one per hour of standard time from the first of January on.
    package private(set) var temperature: [Double] = []
    /// Alternating current out of a horizontal single-axis tracker, as a share of its power.
    package private(set) var solarShare: [Double] = []
    /// Output of a wind farm as a share of its power.
    package private(set) var windShare: [Double] = []
    /// Dollars per megawatt-hour; below zero in a few hours.
    package private(set) var price: [Double] = []
    /// Tonnes of CO2 per megawatt-hour: of all that runs, and of what one more would set running.
    package private(set) var averageCarbon: [Double] = []
    package private(set) var marginalCarbon: [Double] = []

    /// `latitude`: Degrees north, from −66 to 66; `hours`: 8,760 or 8,784 for a year, or fewer.
    package init(seed: Int, latitude: Double, hours: Int = 8_760) {
        precondition((-66...66).contains(latitude), "between the polar circles")
        precondition(hours > 0, "at least one hour")
        var weather = Weather(seed: seed, latitude: latitude)
        for series in [
            \SyntheticYear.temperature, \.solarShare, \.windShare, \.price, \.averageCarbon,
            \.marginalCarbon,
        ] {
            self[keyPath: series].reserveCapacity(hours)
        }
        for hour in 0..<hours { add(weather.next(hour)) }
    }

    private mutating func add(_ sky: Weather.Sky) {
        temperature.append(sky.temperature)
        solarShare.append(sky.solar)
        windShare.append(sky.wind)
        price.append(sky.price)
        averageCarbon.append(sky.averageCarbon)
        marginalCarbon.append(sky.marginalCarbon)
    }
}

/// How much power a site draws for each megawatt of IT: PUE, by the outside temperature.
package struct UsageEffectiveness: Sendable, Hashable {
    /// At and below the threshold; at least 1.
    package var base: Double
    /// Per degree above the threshold.
    package var slope: Double
    /// Degrees Celsius from which on cooling takes more.
    package var threshold: Double

    package init(base: Double = 1.10, slope: Double = 0.006, threshold: Double = 10) {
        precondition(base >= 1, "a site draws no less than its IT")
        self.base = base
        self.slope = slope
        self.threshold = threshold
    }

    /// `base + slope · max(T − threshold, 0)`.
    package func value(at temperature: Double) -> Double {
        base + slope * max(temperature - threshold, 0)
    }

    /// Megawatts of site power per megawatt of IT in every hour.
    ///
    /// `utilization`: The share of the IT power that is drawn, 0 to 1.
    package func profile(temperature: [Double], utilization: Double = 1) -> [Double] {
        temperature.map { utilization * value(at: $0) }
    }
}

/// What changes from hour to hour: noise that remembers, as first-order autoregressions.
private struct Weather {
    struct Sky {
        var temperature, solar, wind, price, averageCarbon, marginalCarbon: Double
    }

    private var random: SplitMix64
    private let latitude: Double
    /// Standard normal in the long run: front, cloud within the day, wind, scarcity.
    private var front = 0.0
    private var cloud = 0.0
    private var gust = 0.0
    private var market = 0.0
    private var spike = 0.0

    init(seed: Int, latitude: Double) {
        random = SplitMix64(seed)
        self.latitude = latitude
        front = normal()
        gust = normal()
    }

    mutating func next(_ hour: Int) -> Sky {
        // The memory of each is its correlation from one hour to the next.
        front = remember(front, 0.990)
        cloud = remember(cloud, 0.90)
        gust = remember(gust, 0.975)
        market = remember(market, 0.80)
        let chance = uniform()
        let size = -log(1 - uniform())
        spike = 0.7 * spike + (chance < 0.003 ? 90 * size : 0)

        let sun = Sun(hour: hour, latitude: latitude)
        // Clear on most days, and rarely wholly overcast.
        let overcast = 1 / (1 + exp(-(1.6 * front + 0.8 * cloud - 1.1)))
        let temperature = temperature(hour, sun, overcast)
        let solar = solar(sun, overcast, temperature)
        let wind = wind(hour)
        let evening = evening(hour)
        let comfort = max(0, temperature - 22) + 0.6 * max(0, 4 - temperature)
        let price =
            44 + 13 * evening + 1.1 * comfort - 30 * solar - 16 * (wind - 0.35) + 5 * market + spike
        // What sets the price is gas in most hours, and clean power where there is too much of it.
        let surplus = 1 / (1 + exp((price - 14) / 4))
        return Sky(
            temperature: temperature,
            solar: solar,
            wind: wind,
            price: max(-25, price),
            averageCarbon: max(0.02, 0.40 - 0.20 * solar - 0.16 * wind + 0.05 * evening),
            marginalCarbon: (1 - surplus) * (0.42 + 0.10 * evening + 0.02 * market) + surplus * 0.04
        )
    }

    private func temperature(_ hour: Int, _ sun: Sun, _ overcast: Double) -> Double {
        let mean = 29 - 0.45 * abs(latitude)
        let season = 0.31 * abs(latitude) * sun.summer
        // The warmest hour is three in the afternoon; clouds flatten the day.
        let day = (6.5 - 4 * overcast) * cos(2 * .pi * (Double(hour % 24) + 0.5 - 15) / 24)
        return mean + season + day + 3.2 * gust - 1.5 * front
    }

    /// Beam by Meinel's law of air mass on a plane that follows the sun from east to west, and a
    /// diffuse part; 1.3 times as much direct as alternating current, 14 % losses, −0.35 % a degree.
    private func solar(_ sun: Sun, _ overcast: Double, _ temperature: Double) -> Double {
        guard sun.height > 0.01 else { return 0 }
        let airMass = 1 / (sun.height + 0.05 * exp(-12 * sun.height))
        let beam = 1.353 * pow(0.7, pow(airMass, 0.678)) * (1 - 0.95 * overcast)
        let diffuse = (0.10 + 0.25 * overcast) * sun.height
        let plane = beam * sun.trackerCosine + diffuse
        let warmth = 1 - 0.0035 * (temperature + 28 * plane - 25)
        return min(1, max(0, 1.3 * 0.86 * plane * warmth))
    }

    /// Rayleigh-distributed speed, more of it in winter and at night, through a turbine's curve.
    private func wind(_ hour: Int) -> Double {
        let season = 1 + 0.12 * cos(2 * .pi * Double(hour) / 8_766)
        let day = 1 + 0.06 * cos(2 * .pi * Double(hour % 24 - 2) / 24)
        let speed = 8.2 * season * day * log(1 + exp(1.702 * gust)).squareRoot()
        if speed < 3 || speed > 26 { return 0 }
        let rise = min(1, (speed - 3) / 9.5)
        return rise * rise * (3 - 2 * rise) * 0.95
    }

    /// From 0 to 1: how near to the evening's peak an hour is.
    private func evening(_ hour: Int) -> Double {
        let distance = (Double(hour % 24) + 0.5 - 19) / 2.6
        return exp(-0.5 * distance * distance)
    }

    // MARK: Chance

    private mutating func remember(_ value: Double, _ memory: Double) -> Double {
        memory * value + (1 - memory * memory).squareRoot() * normal()
    }

    /// Above or equal to 0 and below 1.
    private mutating func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }

    /// Standard normal, after Box and Muller.
    private mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * .pi * uniform())
    }
}

/// Where the sun stands in the middle of an hour.
private struct Sun {
    /// The sine of its height above the horizon.
    let height: Double
    /// The cosine of the angle at which its beam meets a plane that turns about a north-south axis.
    let trackerCosine: Double
    /// From −1 in the middle of winter to 1 in that of summer, a month after the solstices.
    let summer: Double

    init(hour: Int, latitude: Double) {
        let day = Double(hour / 24)
        let north = latitude * .pi / 180
        let declination = 23.44 * .pi / 180 * sin(2 * .pi * (day - 80) / 365.25)
        let angle = (Double(hour % 24) + 0.5 - 12) * .pi / 12
        height =
            sin(north) * sin(declination) + cos(north) * cos(declination) * cos(angle)
        let across = cos(declination) * sin(angle)
        trackerCosine = (max(0, height) * max(0, height) + across * across).squareRoot()
        let phase = cos(2 * .pi * (day - 202) / 365.25)
        summer = latitude < 0 ? -phase : phase
    }
}
