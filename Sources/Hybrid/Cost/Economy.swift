import Glibc

/// What energy costs and emits where a vehicle is used, and how it is used.
package struct Economy: Sendable, Hashable {
    package struct FuelSupply: Sendable, Hashable {
        /// In USD/l.
        package var price: Double
        /// Emitted before it is in the tank, in kg of CO2 equivalent per l.
        package var upstreamCarbon: Double

        package init(price: Double, upstreamCarbon: Double) {
            self.price = price
            self.upstreamCarbon = upstreamCarbon
        }
    }

    /// By the name of the fuel: `gasoline`, `diesel`.
    package var fuels: [String: FuelSupply]
    /// At home or at the depot, in USD/kWh at the meter.
    package var homePrice: Double
    /// At a fast charger that names no price, in USD/kWh at its meter.
    package var fastPrice: Double
    /// Of the grid, in kg of CO2 per kWh at the meter.
    package var gridCarbon: Double
    /// Upstream of the power stations, in kg of CO2 equivalent per kWh at the meter.
    package var gridUpstreamCarbon: Double
    /// Of an hour of the driver, in USD.
    package var timeValue: Double
    /// In m a year.
    package var distancePerYear: Double
    /// Over which ownership is counted.
    package var years: Double
    /// Per year, 0.05 for 5 %.
    package var discountRate: Double
    /// The share of nights that fill the battery, at home or at the depot.
    package var homeAccess: Double
    /// The same for the owner who plugs in least of those that are looked at.
    package var leastHomeAccess: Double
    /// Of a stop at a fast charger besides charging, in s: off the road, waiting, plugging in, paying.
    package var chargingStop: Double
    /// What a stop at a fast charger adds to the way, in m.
    package var chargingDetour: Double
    /// Of a stop for fuel, in s.
    package var refuelingStop: Double
    /// Of batteries and generators.
    package var components: ComponentData
    /// Of the charge: a battery with less is replaced.
    package var replacedAt: Double
    /// Of the air around the battery, the mean over the year, in °C.
    package var batteryTemperature: Double
    /// How far off its prices may be.
    package var bands: [Band]

    package init(
        fuels: [String: FuelSupply],
        homePrice: Double,
        fastPrice: Double,
        gridCarbon: Double,
        gridUpstreamCarbon: Double = 0,
        timeValue: Double = 0,
        distancePerYear: Double,
        years: Double,
        discountRate: Double,
        homeAccess: Double = 1,
        leastHomeAccess: Double = 1,
        chargingStop: Double = 0,
        chargingDetour: Double = 0,
        refuelingStop: Double = 0,
        components: ComponentData = ComponentData(),
        replacedAt: Double = 0,
        batteryTemperature: Double = 15,
        bands: [Band] = []
    ) {
        self.fuels = fuels
        self.homePrice = homePrice
        self.fastPrice = fastPrice
        self.gridCarbon = gridCarbon
        self.gridUpstreamCarbon = gridUpstreamCarbon
        self.timeValue = timeValue
        self.distancePerYear = distancePerYear
        self.years = years
        self.discountRate = discountRate
        self.homeAccess = homeAccess
        self.leastHomeAccess = leastHomeAccess
        self.chargingStop = chargingStop
        self.chargingDetour = chargingDetour
        self.refuelingStop = refuelingStop
        self.components = components
        self.replacedAt = replacedAt
        self.batteryTemperature = batteryTemperature
        self.bands = bands
    }
}

extension Economy {
    /// What a dollar a year is worth on the day of purchase: (1 - (1 + r)^-n) / r.
    package var annuity: Double {
        guard discountRate > 0 else { return years }
        return (1 - present(in: years)) / discountRate
    }

    /// What a dollar in so many years is worth today.
    package func present(in years: Double) -> Double { pow(1 + discountRate, -years) }
}
