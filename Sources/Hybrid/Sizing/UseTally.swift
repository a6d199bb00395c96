/// The sums over missions that ``UseOutcome`` is made from.
struct UseTally {
    private let sheet: VehicleSheet
    private let economy: Economy
    let fuelKind: Fuel
    /// A full tank, in J; zero without one.
    let tankHeat: Double
    /// In the window of the battery, in J.
    let usable: Double
    private(set) var parts: [UseOutcome.Part] = []
    private(set) var homeShare = 0.0
    /// J/m out of the store, mean over the use.
    private(set) var battery = 0.0
    /// J/m while the charge is held, mean over the use.
    private(set) var sustaining = 0.0
    private(set) var wallHome = 0.0
    private(set) var wallFast = 0.0
    private(set) var fuel = 0.0
    /// At fast chargers, what comes before and after included, in s/m.
    private(set) var fastTime = 0.0
    /// At chargers, in 1/m.
    private(set) var stops = 0.0
    /// Nothing without a battery whose ageing is known.
    private(set) var life: BatteryLife?

    /// What a stop at a fast charger fills of the window: 10 to 80 %, above which it gets slow.
    private static let stopShare = 0.7
    /// What is taken of a tank before it is filled.
    private static let tankShare = 0.8
    /// On the way to a charger, in m/s.
    private static let detourSpeed = 50 * SI.kmh

    init(
        _ sheet: VehicleSheet,
        _ missions: MissionSet,
        _ figures: [MissionFigures],
        _ economy: Economy
    ) {
        self.sheet = sheet
        self.economy = economy
        // What burns nothing has the figures of no fuel in its sums.
        fuelKind = sheet.vehicle.fuel ?? .gasoline
        tankHeat = sheet.vehicle.tankEnergy
        usable = sheet.vehicle.battery?.usableEnergy ?? 0
        for (mission, figures) in zip(missions.missions, figures) { add(mission, figures) }
        if let ageing = sheet.ageing, let battery = sheet.vehicle.battery {
            life = BatteryLife(ageing, battery, yearly: economy.distancePerYear * cycled, economy)
        }
    }

    /// Out of the battery that was charged from outside, in J/m.
    ///
    /// Charge that the generator makes and the wheels take at once does not pass through it.
    private var cycled: Double {
        parts.reduce(0) { sum, part in
            let share = part.figures.fuelPerMeter == nil ? 1 : part.utilityFactor
            return sum + part.share * share * (part.figures.batteryPerMeter ?? 0)
        }
    }

    /// What a mission adds; a battery without a plug drives nothing by itself.
    ///
    /// A day after a night without a charge begins with what the last day left. What it lacks then is
    /// driven on fuel, the charge held, or charged on the way where there is no engine.
    private mutating func add(_ mission: Mission, _ figures: MissionFigures) {
        let share = mission.share
        let drain = sheet.plug == nil && figures.fuelPerMeter != nil ? nil : figures.batteryPerMeter
        let range = drain.map { $0 > 0 ? usable / $0 : .infinity } ?? 0
        let lacking = drain == nil ? nil : lacking(mission, range: range)
        let charging = figures.fuelPerMeter == nil ? lacking : nil
        let home = lacking.map { 1 - $0.share } ?? 0
        let burned = figures.fuelPerMeter ?? 0
        let beyond = 1 - home
        homeShare += share * home
        battery += share * (drain ?? 0)
        sustaining += share * burned
        fuel += share * (home * figures.blendedFuelPerMeter + beyond * burned)
        // Where it sleeps without a plug of its own, a vehicle without an engine charges on its way.
        let fast = charging?.share ?? 0
        let missionStops = charging?.stops ?? 0
        var missionTime = 0.0
        if let drain, drain > 0 {
            wallHome += share * home * drain / (sheet.plug?.homeEfficiency ?? 1)
            if charging != nil {
                let detour = missionStops * economy.chargingDetour
                let charged = (fast + detour) * drain
                wallFast += share * charged / (sheet.plug?.fastEfficiency ?? 1)
                missionTime =
                    charged / fastPower(mission.conditions)
                    + missionStops * economy.chargingStop + detour / Self.detourSpeed
                fastTime += share * missionTime
                stops += share * missionStops
            }
        }
        parts.append(
            UseOutcome.Part(
                mission: mission.name,
                share: share,
                figures: figures,
                electricRange: range,
                totalRange: range + (burned > 0 ? tankHeat / burned : 0),
                utilityFactor: home,
                stopsPerYear: missionStops * share * economy.distancePerYear,
                chargingTime: missionTime * share * economy.distancePerYear
            )
        )
    }

    private func lacking(_ mission: Mission, range: Double) -> DistanceDistribution.Charging {
        mission.distances.charging(
            range: range,
            nights: economy.homeAccess,
            added: Self.stopShare * range
        )
    }

    /// For fuel, in 1/m.
    private var refuelings: Double { tankHeat > 0 ? fuel / (Self.tankShare * tankHeat) : 0 }

    /// Into the battery on the way between 10 and 80 % of charge, in W; the mean over energy.
    private func fastPower(_ conditions: Conditions) -> Double {
        guard let plug = sheet.plug else { return .infinity }
        let temperature = conditions.batteryTemperature ?? conditions.temperature
        let share = plug.byTemperature(temperature)
        let pace = (0...14).reduce(0) {
            $0 + 1 / max(1, plug.fast(0.1 + 0.05 * Double($1)) * share)
        }
        return 15 / pace
    }

    func liters(_ heat: Double) -> Double { fuelKind.liters(heat) }

    /// In kg of CO2 per m over the years, new batteries included; nothing where it is not known.
    var manufacturing: Double? {
        let meters = economy.distancePerYear * economy.years
        guard meters > 0, let built = sheet.ownership.carbon else { return nil }
        return (built + Double(life?.replacements ?? 0) * economy.components.packCarbon * pack)
            / meters
    }

    /// In the whole battery, in J.
    private var pack: Double { sheet.vehicle.battery?.wholeEnergy ?? 0 }

    /// Levelized: what the price loses is spread over the years at the rate of discount.
    var cost: UseOutcome.Cost {
        var cost = UseOutcome.Cost()
        cost.electricity =
            (wallHome * economy.homePrice + wallFast * economy.fastPrice) / SI.kilowattHour
        cost.fuel = liters(fuel) * (economy.fuels[fuelKind.name]?.price ?? 0)
        cost.time =
            (fastTime + refuelings * economy.refuelingStop) * economy.timeValue / 3600
        cost.maintenance = sheet.ownership.maintenance
        let meters = economy.distancePerYear * economy.annuity
        if let price = sheet.ownership.price, meters > 0 {
            let left = sheet.ownership.residual(economy.years)
            cost.depreciation = price * (1 - left * economy.present(in: economy.years)) / meters
        }
        if let life, meters > 0 {
            let price = economy.components.packPrice * pack
            cost.replacement = life.present(price: price, economy) / meters
        }
        return cost
    }
}
