@testable import Hybrid

/// Three trucks and roads for journeys.
enum JourneyFixture {
    static let plug = Plug(
        home: 11e3,
        fast: Curve([
            Curve.Point(0.1, 145e3), Curve.Point(0.55, 145e3), Curve.Point(0.9, 40e3),
        ]),
        byTemperature: Curve([Curve.Point(-20, 0.4), Curve.Point(20, 1)])
    )

    static let series = VehicleSheet(
        id: "range-extended",
        vehicle: HybridFixture.truck,
        plug: plug,
        ageing: ageing,
        curbMass: 3405,
        ownership: Ownership(
            price: 75_000,
            maintenance: 5e-5,
            residual: Curve([Curve.Point(0, 1), Curve.Point(10, 0.3)]),
            carbon: 16_000
        )
    )

    static let ageing = BatteryAgeing(
        calendar: 0.02,
        calendarHeat: 5000,
        calendarSOC: 1,
        cycle: 1e-4,
        depthExponent: 0.5
    )

    /// The cancelled sibling: 2.4 times the battery and no generator.
    static var electric: VehicleSheet {
        var sheet = series
        sheet.id = "electric"
        sheet.vehicle.name = "electric pickup"
        let battery = HybridFixture.battery.scaled(toUsableEnergy: 168 * 3.6e6)
        sheet.vehicle.powertrain = .electric(HybridFixture.drive, battery)
        sheet.vehicle.mass += 300
        sheet.plug?.fast = Curve([
            Curve.Point(0.1, 250e3), Curve.Point(0.55, 250e3), Curve.Point(0.9, 60e3),
        ])
        sheet.ownership.carbon = 22_000
        return sheet
    }

    static var gas: VehicleSheet {
        var sheet = series
        sheet.id = "gas"
        sheet.vehicle.name = "gas pickup"
        sheet.vehicle.mass = 5500 * HybridFixture.pound
        sheet.vehicle.powertrain = .conventional(
            CombustionDrive(
                idleFuel: 12e3,
                frictionFuel: 500,
                slope: 2.7,
                curvature: 0,
                power: 200e3,
                force: 20e3,
                fuelCutSpeed: 8,
                coldStartFuel: 3e6,
                coldStartFuelPerDegree: 1e5,
                fuel: .gasoline,
                tank: 98
            )
        )
        sheet.plug = nil
        sheet.ageing = nil
        sheet.ownership.price = 55_000
        sheet.ownership.carbon = 9_000
        return sheet
    }

    static let trailer = Trailer(
        name: "box",
        mass: 3175,
        dragArea: 2.2,
        rollingCoefficient: 0.0075
    )

    static let economy = Economy(
        fuels: ["gasoline": Economy.FuelSupply(price: 0.9, upstreamCarbon: 0.6)],
        homePrice: 0.16,
        fastPrice: 0.45,
        gridCarbon: 0.37,
        gridUpstreamCarbon: 0.04,
        timeValue: 20,
        distancePerYear: 24e6,
        years: 10,
        discountRate: 0.05,
        leastHomeAccess: 0.44,
        components: SizingFixture.components,
        replacedAt: 0.7
    )

    static func charger(
        _ name: String,
        _ distance: Double,
        power: Double = 150e3,
        price: Double = 0.45,
        gasoline: Double? = nil
    ) -> Station {
        Station(
            name: name,
            distance: distance,
            charger: Station.Charger(power: power, price: price),
            fuels: gasoline.map { ["gasoline": $0] } ?? [:]
        )
    }

    static func flat(_ length: Double, speed: Double = 25, _ stations: [Station] = []) -> Route {
        Route(
            name: "flat",
            points: [
                Route.Point(distance: 0, altitude: 0, speed: speed),
                Route.Point(distance: length, altitude: 0, speed: speed),
            ],
            stations: stations
        )
    }

    /// 800 km over a pass of 1,800 m: points every km.
    static func pass(_ stations: [Station]) -> Route {
        let points = (0...800).map { kilometer in
            let place = Double(kilometer)
            let up = min(1, max(0, (place - 380) / 32))
            let down = min(1, max(0, (place - 420) / 40))
            let hills = kilometer.isMultiple(of: 2) ? 6.0 : 0
            return Route.Point(
                distance: place * 1000,
                altitude: 300 + 1800 * (up - down) + hills,
                speed: place >= 380 && place < 460 ? 24 : 29
            )
        }
        return Route(name: "pass", points: points, stations: stations)
    }

    static let twoChargers = [
        charger("West", 250e3, gasoline: 0.95), charger("East", 520e3, gasoline: 0.85),
    ]
}
