/// What stepping gives over what the quick pass gives, for a mission.
struct Anchor {
    let battery: Double
    let blended: Double
    let fuel: Double

    init(_ quick: MissionFigures, _ stepped: MissionFigures) {
        func over(_ stepped: Double?, _ quick: Double?) -> Double {
            guard let stepped, let quick, quick > 0, stepped > 0 else { return 1 }
            return stepped / quick
        }
        battery = over(stepped.batteryPerMeter, quick.batteryPerMeter)
        blended = over(stepped.blendedFuelPerMeter, quick.blendedFuelPerMeter)
        fuel = over(stepped.fuelPerMeter, quick.fuelPerMeter)
    }

    /// Of a vehicle that is not quite the one that was stepped: one for each mission.
    static func figures(
        _ vehicle: Vehicle,
        _ missions: MissionSet,
        _ anchors: [Anchor]
    ) -> [MissionFigures] {
        zip(missions.missions, anchors).map { mission, anchor in
            var figures = MissionFigures.quick(vehicle, mission)
            figures.batteryPerMeter? *= anchor.battery
            figures.blendedFuelPerMeter *= anchor.blended
            figures.fuelPerMeter? *= anchor.fuel
            return figures
        }
    }
}
