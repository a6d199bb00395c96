import Bus

@testable import Hybrid

/// A truck with all that a sweep over sizes needs, and uses for it.
enum SizingFixture {
    static let kilowattHour = 3.6e6

    static let sheet = VehicleSheet(
        id: "truck",
        vehicle: HybridFixture.truck,
        plug: Plug(home: 11e3, homeEfficiency: 0.88, fast: .constant(100e3), fastEfficiency: 0.95),
        curbMass: 3405,
        ownership: Ownership(price: 70_000, maintenance: 4e-5, residual: .constant(0.4))
    )

    static var electric: VehicleSheet {
        var sheet = sheet
        sheet.vehicle.powertrain = .electric(HybridFixture.drive, HybridFixture.battery)
        return sheet
    }

    static let economy = Economy(
        fuels: [
            "gasoline": Economy.FuelSupply(price: 0.9, upstreamCarbon: 0.5)
        ],
        homePrice: 0.16,
        fastPrice: 0.45,
        gridCarbon: 0.37,
        gridUpstreamCarbon: 0.05,
        timeValue: 25,
        distancePerYear: 24e6,
        years: 8,
        discountRate: 0.05,
        homeAccess: 0.9,
        components: components
    )

    static var components: ComponentData {
        var data = ComponentData()
        data.packMass = 6.25 / kilowattHour
        data.packPrice = 150 / kilowattHour
        data.packCarbon = 75 / kilowattHour
        data.generatorMass = 1.75e-3
        data.generatorFixedMass = 90
        data.generatorPrice = 0.04
        data.generatorFixedPrice = 2500
        return data
    }

    static let trailer = Trailer(
        name: "box",
        mass: 3175,
        dragArea: 2.6,
        rollingCoefficient: 0.0075
    )

    static func missions(seed: Int) -> MissionSet {
        var random = SplitMix64(seed)
        let city = HybridFixture.cycle(&random, points: 300)
        let road = Cycle.steady(speed: 29, seconds: 600)
        guard let set = pickup(city: city, highway: road) else {
            preconditionFailure("missions that go somewhere")
        }
        return set
    }

    /// What an owner of a pickup may do, as the shipped missions have it.
    private static func pickup(city: Cycle, highway: Cycle) -> MissionSet? {
        MissionSet(
            name: "pickup (assumed)",
            missions: [
                Mission(
                    name: "commute",
                    cycle: city,
                    distances: .lognormal(median: 50e3, spread: 0.7),
                    share: 0.5,
                    excess: .label(.city),
                    coldStarts: MissionSet.twoWays
                ),
                Mission(
                    name: "work",
                    cycle: highway,
                    distances: .lognormal(median: 120e3, spread: 0.9),
                    share: 0.25,
                    excess: .label(.highway),
                    coldStarts: MissionSet.twoWays
                ),
                Mission(
                    name: "tow",
                    cycle: .hills(speed: 105 / 3.6, grade: 0.03, seconds: 180),
                    distances: .lognormal(median: 250e3, spread: 0.7),
                    trailer: trailer,
                    share: 0.1,
                    coldStarts: MissionSet.twoWays
                ),
                Mission(
                    name: "winter",
                    cycle: city,
                    distances: .lognormal(median: 50e3, spread: 0.7),
                    conditions: Conditions(temperature: -10),
                    share: 0.15,
                    excess: .label(.city),
                    coldStarts: MissionSet.twoWays
                ),
            ]
        )
    }
}
