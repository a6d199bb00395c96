/// A year's use of a vehicle in money, carbon and range: a mission set made into one figure each.
package struct UseOutcome: Sendable, Hashable {
    /// A mission's part of it.
    package struct Part: Sendable, Hashable {
        package var mission: String
        /// Of the distance.
        package var share: Double
        package var figures: MissionFigures
        /// On a full battery, in m.
        package var electricRange: Double
        /// On a full battery and a full tank, in m.
        package var totalRange: Double
        /// The share of the distance that is charged where the vehicle sleeps.
        package var utilityFactor: Double
        /// At fast chargers.
        package var stopsPerYear: Double
        /// There, in s a year.
        package var chargingTime: Double
    }

    /// In USD/m.
    package struct Cost: Sendable, Hashable {
        package var electricity = 0.0
        package var fuel = 0.0
        /// Of the driver, at fast chargers and for fuel: stops and detours included.
        package var time = 0.0
        package var maintenance = 0.0
        /// The price less what is left of it at the end; zero where no price is known.
        package var depreciation = 0.0
        /// New batteries, where the first does not last.
        package var replacement = 0.0

        package var energy: Double { electricity + fuel }
        package var total: Double { energy + time + maintenance + depreciation + replacement }
    }

    package let parts: [Part]
    /// On a full battery over the whole use, in m; zero without a plug.
    package let electricRange: Double
    /// On a full battery and a full tank over the whole use, in m.
    package let totalRange: Double
    /// The share of the distance that is charged where the vehicle sleeps.
    package let utilityFactor: Double
    /// Mean over the use, in J/m out of the store while the battery drives; zero without one.
    package let batteryPerMeter: Double
    /// In J/m at the meters of home and fast chargers, over all of the distance.
    package let wallPerMeter: Double
    /// In J/m, over all of the distance.
    package let fuelPerMeter: Double
    /// In l/m, over all of the distance.
    package let litersPerMeter: Double
    /// In J/m where the battery is not used: while the charge is held; zero without an engine.
    package let sustainingFuelPerMeter: Double
    package let cost: Cost
    /// From the exhaust, in kg of CO2 per m.
    package let tailpipeCarbon: Double
    /// From exhaust, grid and all that comes before both, in kg of CO2 per m.
    package let drivingCarbon: Double
    /// To build the vehicle and the batteries after the first, in kg of CO2 per m of its years; nothing
    /// where it is not known.
    package let manufacturingCarbon: Double?
    /// Nothing without a battery whose ageing is known.
    package let battery: BatteryLife?
    /// At fast chargers, in s a year: on the way there, waiting and charging.
    package let chargingTime: Double
    /// At fast chargers, in a year; zero for a vehicle with an engine.
    package let stopsPerYear: Double
    /// In s of the laps of all missions that could not be driven as they are asked for.
    package let infeasibleSeconds: Double

    /// In all, in kg of CO2 per m: driving, what comes before it, and building where that is known.
    package var wholeCarbon: Double { drivingCarbon + (manufacturingCarbon ?? 0) }

    /// `figures`: one for each mission, in order.
    package init(
        _ sheet: VehicleSheet,
        _ missions: MissionSet,
        _ figures: [MissionFigures],
        _ economy: Economy
    ) {
        let tally = UseTally(sheet, missions, figures, economy)
        parts = tally.parts
        utilityFactor = tally.homeShare
        batteryPerMeter = tally.battery
        wallPerMeter = tally.wallHome + tally.wallFast
        fuelPerMeter = tally.fuel
        litersPerMeter = tally.liters(tally.fuel)
        sustainingFuelPerMeter = tally.sustaining
        electricRange = tally.battery > 0 ? tally.usable / tally.battery : 0
        totalRange =
            electricRange + (tally.sustaining > 0 ? tally.tankHeat / tally.sustaining : 0)
        cost = tally.cost
        tailpipeCarbon = litersPerMeter * tally.fuelKind.carbon
        let grid = (economy.gridCarbon + economy.gridUpstreamCarbon) / SI.kilowattHour
        let upstream = economy.fuels[tally.fuelKind.name]?.upstreamCarbon ?? 0
        drivingCarbon = tailpipeCarbon + litersPerMeter * upstream + wallPerMeter * grid
        manufacturingCarbon = tally.manufacturing
        battery = tally.life
        chargingTime = tally.fastTime * economy.distancePerYear
        stopsPerYear = tally.stops * economy.distancePerYear
        infeasibleSeconds = figures.reduce(0) { $0 + $1.infeasibleSeconds }
    }
}
